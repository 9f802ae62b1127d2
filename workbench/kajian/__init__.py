"""The reviewer's structured answers: steps, element matrix, completeness, journal."""

from workbench.kajian.book import Kajian, examine, load, save
from workbench.kajian.completeness import completeness
from workbench.kajian.dossier import Dossier
from workbench.kajian.gap import Gap

__all__ = ["Dossier", "Gap", "Kajian", "completeness", "examine", "load", "save"]
