"""The parts of accounts: rules, people, units, proposal, story, tables, verdicts and words."""
