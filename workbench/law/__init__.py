"""Rule packs: the law as versioned data, with clocks, routing and calendars."""

from workbench.law.load import examine_packs, load_pack
from workbench.law.pack import Pack

__all__ = ["Pack", "examine_packs", "load_pack"]
