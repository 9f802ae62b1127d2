"""Kernels: one fresh process per notebook, forked where the system can."""
