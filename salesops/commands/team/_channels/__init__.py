"""The parts of channels: what each brings, what it costs, how its win rate moves."""
