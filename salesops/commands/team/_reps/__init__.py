"""The parts of reps: who there are, what each did and won, steps against the others', words."""
