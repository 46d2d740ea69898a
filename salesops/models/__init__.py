"""Arithmetic that SQL cannot say: pure functions, no I/O."""
