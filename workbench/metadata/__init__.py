"""What files say about themselves: one module per kind of source, all into one table of facts."""
