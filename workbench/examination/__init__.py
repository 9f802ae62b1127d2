"""The examination: everything read and found of a case's exhibits, without any notebook."""
