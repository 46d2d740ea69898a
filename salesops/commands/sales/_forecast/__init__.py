"""The parts of forecast: what is asked, its story, exact amounts, tables, verdicts, words."""
