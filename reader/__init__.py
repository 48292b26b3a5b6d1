"""Alongside: a note on one side, its video on the other."""

__version__ = "0.1.0"
