"""The parts of closings: what is expected when, what became of it before, tables and words."""
