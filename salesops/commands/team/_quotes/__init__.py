"""The parts of quotes: rates, ages, discounts, verdicts, words."""
