"""The parts of funnel: steps and their rates, quadrants, findings, tables and words."""
