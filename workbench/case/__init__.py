"""The case model and its folder: reading strictly, listing every problem, saving carefully."""

from workbench.case.folder import CaseFolder, examine_folder, load
from workbench.case.moment import Moment

__all__ = ["CaseFolder", "Moment", "examine_folder", "load"]
