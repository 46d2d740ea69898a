"""The parts of ramp: months since the start, the tenured, who has come up to them, and words."""
