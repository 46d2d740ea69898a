"""The parts of scorecard: goals and their file, periods, readings, verdicts, the card."""
