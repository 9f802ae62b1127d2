"""The checks: one module a family, each a function with its code and severity."""
