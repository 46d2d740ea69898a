"""The parts of activities: what each rep did, weeks, open deals, what precedes wins, words."""
