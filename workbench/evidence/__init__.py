"""Inventory of the exhibits: safe walk, identity, content type, guarded decoding in a child."""
