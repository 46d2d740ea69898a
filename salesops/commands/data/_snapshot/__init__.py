"""Snapshot: copies of exports by day, each content stored once."""
