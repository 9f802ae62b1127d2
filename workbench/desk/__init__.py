"""Seeing an exhibit: the one door through which the desk gets what it shows.

The door is read-only and addressed by a key and an exhibit's id, never by a path. The same
answers reach JupyterLab over HTTP (:mod:`workbench.desk.extension`) and, where there is no
server of ours, a notebook through its kernel.
"""
