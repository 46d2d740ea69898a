"""The parts of win-loss: rates and their intervals, groups, lost reasons, verdicts, words."""
