"""Looks at an installation and at what killed runs left, and says what to do about it."""
