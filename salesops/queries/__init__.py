"""Asking the canonical tables."""
