"""The parts of pulse: money, SKUs, sending, verdicts."""
