"""The parts of commission: plans, what each rep sold, statements, tables and words."""
