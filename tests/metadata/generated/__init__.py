"""Files made by the real tools or byte for byte, each with the facts that a person expects.

The expectations are written by hand beside each file, from what was put into it and what
the format's own rules make of that. They are never taken from what the readers answer.
"""
