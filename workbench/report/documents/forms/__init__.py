"""Forms that are laid out part by part, as the rule pack has them."""
