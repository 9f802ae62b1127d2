"""The reviewer's structured answers: steps, element matrix, completeness, journal."""

from workbench.kajian.completeness import completeness
from workbench.kajian.dossier import Dossier
from workbench.kajian.export import as_json
from workbench.kajian.gap import Gap
from workbench.kajian.saving.answers import Kajian, examine, load, save

__all__ = ["Dossier", "Gap", "Kajian", "as_json", "completeness", "examine", "load", "save"]
