"""Every command of ``workbench`` as it is used on a case, one after the other.

One list for every test that must hold of all commands; a command that is missing here fails
``test_evidence_untouched.py``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from workbench.cli import app

LAB = Path(__file__).with_name("lab_once.py")
#: What is run, and how.
Done = subprocess.CompletedProcess[str]
Runner = Callable[[Sequence[str]], Done]

# {case}, {root} above it, {aside} for what is written elsewhere; {study}, {record}, {key} and
# {decisions} are made on the way.
COMMANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "example": ((), ("pilkada-laporan", "{aside}/contoh")),
    "new": (("{aside}/baru", "--evidence", "{case}/evidence/IMG_4471.HEIC", "--json"),),
    "check": (("{case}",), ("{case}", "--json")),
    "inventory": (("{case}",), ("{case}", "--json")),
    "cache": (("--json",), ("--clear",)),
    "metadata": (("{case}",), ("{case}", "--maker-notes", "--json")),
    "read": (("{case}",), ("{case}", "--json")),
    "find": (("{case}", "kampanye"), ("{case}", "Pak Kabid", "--json")),
    "checks": ((), ("--json",)),
    "duplicates": (("{case}",), ("{case}", "--json")),
    "law list": ((),),
    "law check": ((),),
    "law show": (("netralitas-2022",), ("netralitas-2022", "--json")),
    "law page": ((),),
    "study": (("{case}",),),
    "batch": (("{root}",), ("{root}", "--again")),
    "release": (
        ("{case}", "--json"),
        ("{case}", "B-01", "--look", "{aside}/lihat.jpg"),
        ("{case}", "B-01", "--faces", "none", "--reason", "rekaan", "--by", "rekaan"),
    ),
    "copies review": (
        ("{study}", "--for", "public"),
        ("{study}", "--for", "forwarding", "--json"),
        ("{study}", "--for", "forwarding", "--decisions", "{decisions}"),
    ),
    "report": (
        ("{study}", "--output", "{aside}/laporan", "--by", "rekaan"),
        ("{study}", "--profile", "forwarding", "--output", "{aside}/terusan", "--by", "rekaan"),
    ),
    "letters": (("{study}", "--reason", "rekaan", "--by", "rekaan", "--output", "{aside}/surat"),),
    "prevention": (
        ("{aside}/cegah", "--json"),
        ("{aside}/cegah", "--case", "{case}", "--json"),
    ),
    "kajian status": (("{case}",),),
    "kajian last-good": (("{case}",),),
    "doctor": (("{case}", "--json"), ("{case}", "--clean", "--yes"), ("{root}", "--json")),
    "index add": (("{case}", "--index", "{aside}/index"),),
    "index list": (("--index", "{aside}/index"),),
    "index repeats": (("--index", "{aside}/index"),),
    "index rebuild": (("--index", "{aside}/index"),),
    "search": (("{case}/evidence/IMG_4471.HEIC", "--index", "{aside}/index", "--json"),),
    "index remove": (("{case}", "--index", "{aside}/index"),),
    "seal": (("{study}", "--with-evidence"),),
    "sign": (("{record}", "--key", "{key}", "--as", "chair", "--json"),),
    "verify": (("{record}",), ("{record}", "--json")),
    "compare": (("{study}", "{record}"),),
    "lab": (("{case}",),),
}
#: A case without a journal of answers has no last good one: said in a sentence.
REFUSES = {"kajian last-good"}


def registered() -> set[str]:
    """Return the commands that there are, those of a group by both words."""
    names = {str(command.name) for command in app.registered_commands}
    for group in app.registered_groups:
        assert group.typer_instance is not None
        for command in group.typer_instance.registered_commands:
            named = command.name or getattr(command.callback, "__name__", "").replace("_", "-")
            names.add(f"{group.name} {named}")
    return names


def walk(case: Path, aside: Path, run: Runner, *, safe: bool = False) -> Iterator[tuple[str, Done]]:
    """Run every command on a case, and yield each after it ran.

    Parameters
    ----------
    case, aside
        The case, and a folder for what is written elsewhere.
    run
        Starts what it is given and waits for its end.
    safe
        Whether Python is kept from importing what lies in the working folder.
    """
    places = {"case": str(case), "root": str(case.parent), "aside": str(aside)}
    (aside / "cegah").mkdir(parents=True, exist_ok=True)
    places["key"] = str(new_key(aside))
    flags = ("-P",) if safe else ()
    for name, steps in COMMANDS.items():
        for step in steps:
            places["study"] = newest(case / "studies", "run.json")
            places["record"] = newest(case / "records", "bagit.txt")
            arguments = [part.format(**places) for part in step]
            if name == "lab":
                done = run([sys.executable, *flags, str(LAB), *arguments])
            else:
                done = run([sys.executable, *flags, "-m", "workbench", *name.split(), *arguments])
            said = f"{name} {arguments}: {done.stdout[-500:]}{done.stderr[-2000:]}"
            allowed = {0, 1, 2} if name in REFUSES else {0, 1}
            assert done.returncode in allowed, said
            assert "Traceback" not in done.stderr, said
            told = json.loads(done.stdout) if "--json" in step else None
            if name == "copies review" and told is not None:
                places["decisions"] = str(kept(aside, told["left"]))
            yield name, done
    assert places["record"]


def new_key(aside: Path) -> Path:
    """Make a person's key, without a passphrase: nobody is here to type one."""
    key = aside / "kunci"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return key


def kept(aside: Path, left: list[dict[str, str]]) -> Path:
    """Decide as a person does who looked at everything that is left, and keeps it."""
    decisions = aside / "decisions.json"
    rows = [{"key": one["key"], "act": "keep", "reason": "Dilihat."} for one in left]
    decisions.write_text(json.dumps(rows), "utf-8")
    return decisions


def newest(folder: Path, holds: str) -> str:
    """Return the last folder there that holds a certain file."""
    found = sorted(path.parent for path in folder.glob(f"[!.]*/{holds}"))
    return str(found[-1]) if found else ""
