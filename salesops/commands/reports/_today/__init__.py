"""The parts of today: whom it asks, how it ranks, what it says."""
