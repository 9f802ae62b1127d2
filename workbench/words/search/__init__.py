"""Full-text search over everything that was read of a case, and all that people wrote in it."""
