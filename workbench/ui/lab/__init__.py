"""JupyterLab on a case: a private workspace outside the case folder, and its server."""
