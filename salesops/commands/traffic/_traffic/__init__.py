"""The parts of traffic: its windows, what is usual, findings, tables and words."""
