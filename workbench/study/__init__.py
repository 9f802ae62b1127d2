"""One run over a case: examine, execute the notebooks, publish; many runs as a batch."""
