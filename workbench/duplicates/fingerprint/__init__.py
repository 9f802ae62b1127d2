"""Fingerprints: what a file is known by (perceptual hashes, points, words, sounds)."""
