"""The reviewer's structured answers: steps, element matrix, completeness, journal."""

from workbench.kajian.book import Kajian, examine, load, save
from workbench.kajian.completeness import completeness
from workbench.kajian.dossier import Dossier
from workbench.kajian.gap import Gap
from workbench.kajian.view import as_json

__all__ = ["Dossier", "Gap", "Kajian", "as_json", "completeness", "examine", "load", "save"]
