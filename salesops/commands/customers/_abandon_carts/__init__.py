"""The parts of abandon-carts: outcomes, the shop's own odds, its contacts, tables and words."""
