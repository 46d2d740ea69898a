"""The parts of `sources`."""
