"""What our own command-line process does before it loads any part of Jupyter.

Importing nbformat, papermill, nbconvert or jupyterlab compiles about 35 grammars
of ``rfc3987_syntax`` (0.9 s) so that jsonschema can check the format "iri", which
no Jupyter schema uses (jupyter_server issue 1559). jsonschema does without when the
module cannot be imported. This is done in processes that this package starts, and
never when somebody imports it as a library: their process is theirs.
"""

from __future__ import annotations

import sys

# The same, for a process that is started with `python -c`.
STUB = "import sys; sys.modules.setdefault('rfc3987_syntax', None)"


def prepare_process() -> None:
    """Make Jupyter's imports quick in this process; format "iri" goes unchecked in it."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
