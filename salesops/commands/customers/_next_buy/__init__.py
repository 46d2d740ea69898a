"""The parts of next-buy: rules, what is bought again, who is due, tables and words."""
