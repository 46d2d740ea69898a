"""The parts of sales: its groups, its tables, its words."""
