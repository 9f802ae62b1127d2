"""``python -m workbench``."""

import os
import sys

if not sys.flags.safe_path and sys.path and sys.path[0] in {"", os.getcwd()}:  # noqa: PTH109
    # Python puts the folder in which it was called first; that may be a case, whose
    # ``pandas.py`` would be imported from here on. Our own code is imported already.
    del sys.path[0]

from workbench.cli import main

if __name__ == "__main__":
    main()
