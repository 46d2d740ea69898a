"""The parts of contracts: what ends, what is renewed, the calendar, verdicts, offers, words."""
