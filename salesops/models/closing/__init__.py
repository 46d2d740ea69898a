"""When open deals will be won, how many and how sure: hazards, draws and honest chances."""
