"""Answers sales questions from folders of exports."""

__version__ = "0.1.0"
