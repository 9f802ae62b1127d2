"""What differs between two studies, as a reviewer calls it, and what rests on each of it."""
