"""The parts of fulfillment: what waits, how fast it goes, parcels, verdicts."""
