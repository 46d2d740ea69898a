"""The parts of pace: the days, their outlooks, tables, words, verdicts."""
