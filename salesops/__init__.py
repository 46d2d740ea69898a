"""Answers sales questions from folders of exports."""
