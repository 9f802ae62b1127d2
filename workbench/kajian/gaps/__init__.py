"""What can be missing or at odds, one file for each part of the kajian."""
