"""Words: read in pictures and on pages, searched for, laid against exported conversations."""
