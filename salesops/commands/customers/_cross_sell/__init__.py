"""The parts of cross-sell."""
