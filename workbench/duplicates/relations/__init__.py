"""What pairs of near-duplicates mean in a case: groups, scenes, claims, and the answers on them."""
