"""The office's index of all cases: near-duplicate search among millions of fingerprints."""
