"""Recordings: films and sound, one module per container."""
