"""Comparing fingerprints: near-duplicates, parts, films, sounds, texts; one module per way."""
