"""The parts of pipeline: rows, story, coverage, tables, verdicts and words."""
