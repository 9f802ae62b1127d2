"""Rule packs: the law as versioned data, with clocks, routing and calendars."""

from workbench.law.load import disagreements, examine_packs, load_pack, usable_packs
from workbench.law.pack import Pack

__all__ = ["Pack", "disagreements", "examine_packs", "load_pack", "usable_packs"]
