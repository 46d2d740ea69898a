"""Parts of salesops/commands/series.py: history as numpy arrays."""
