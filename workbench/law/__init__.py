"""Rule packs: the law as versioned data, with clocks, routing and calendars."""

from workbench.law.load import contradictions, examine_packs, load_pack
from workbench.law.pack import Pack

__all__ = ["Pack", "contradictions", "examine_packs", "load_pack"]
