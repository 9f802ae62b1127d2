"""A sealed study that anyone can verify."""
