"""The parts of escalations: open tickets and their customers, replies, tables, verdicts, words."""
