"""The kajian's form: steps, pages and fields, and the same as static HTML."""
