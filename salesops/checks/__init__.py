"""Exports held against what they must be: contracts, the checks of files, rows and sums."""
