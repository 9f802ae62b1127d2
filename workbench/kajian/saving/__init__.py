"""Saving the reviewer's words: answers, drafts, sessions, and the journals that prove them."""
