"""Put the viewer's library (OpenSeadragon) into the package: a developer's step, seldom needed.

    python .ci/viewer_library.py            # from npm's registry, by npm's own client
    python .ci/viewer_library.py FILE.tgz   # from a package that is there already

What is taken is locked by version and by npm's integrity value; of the package the minified
library and its licence are kept, as an ES module. ``tests/desk/test_viewer_library.py`` knows
the digest of what came out.
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "6.1.1"
INTEGRITY = (
    "g4iKe2q8B642SaBT3+x4ZF3/8b1TxPPydyjmtrOLgDrlYWMKd9ZXM+1Cb/xa9DVySkvs/7l6HR1nHKfD5F3Tsw=="
)
LIBRARY = "package/build/openseadragon/openseadragon.min.js"
LICENCE = "package/LICENSE.txt"
STATIC = Path(__file__).parents[1] / "workbench" / "desk" / "static"

# The library looks for a module to hand itself to; then it becomes one of today's kind.
BEFORE = "const module = { exports: {} };\nconst define = undefined;\n"
AFTER = "\nexport default module.exports;\n"


def main() -> None:
    """Fetch, check, unpack, write."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(sys.argv[1]) if len(sys.argv) > 1 else _fetched(Path(folder))
        data = given.read_bytes()
        found = base64.b64encode(hashlib.sha512(data).digest()).decode("ascii")
        if found != INTEGRITY:
            sys.exit(f"{given} is not OpenSeadragon {VERSION}: sha512 {found}")
        with tarfile.open(given) as package:
            library, licence = (_member(package, name) for name in (LIBRARY, LICENCE))
    text = "\n".join(
        line for line in library.splitlines() if not line.startswith("//# sourceMappingURL")
    )
    made = f"// OpenSeadragon {VERSION}; licence: openseadragon-licence.txt\n"
    (STATIC / "openseadragon.js").write_text(made + BEFORE + text + AFTER, "utf-8")
    (STATIC / "openseadragon-licence.txt").write_text(licence, "utf-8")
    for name in ("openseadragon.js", "openseadragon-licence.txt"):
        print(name, hashlib.sha256((STATIC / name).read_bytes()).hexdigest())


def _fetched(folder: Path) -> Path:
    command = ["npm", "pack", "--silent", f"openseadragon@{VERSION}"]
    subprocess.run(command, cwd=folder, check=True)
    return folder / f"openseadragon-{VERSION}.tgz"


def _member(package: tarfile.TarFile, name: str) -> str:
    stream = package.extractfile(name)
    if stream is None:
        sys.exit(f"{name} is not in the package")
    return stream.read().decode("utf-8")


if __name__ == "__main__":
    main()
