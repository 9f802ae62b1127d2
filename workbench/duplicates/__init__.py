"""Duplicates: files to fingerprints, fingerprints to pairs and groups."""
