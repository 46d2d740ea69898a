"""The parts of rfm: its groups, its rows, its tables, its words."""
