"""Places: positions as files write them, distances, and the nearest named place."""
