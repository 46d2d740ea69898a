"""The parts of segments: its rows, its rules, its words."""
