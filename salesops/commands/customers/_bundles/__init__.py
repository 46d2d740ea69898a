"""The parts of bundles: sets that hold together, their prices, tables and words."""
