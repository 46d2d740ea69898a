"""The parts of csat: scores and their intervals, groups, unhappy customers, verdicts, words."""
