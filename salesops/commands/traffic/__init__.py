"""Traffic: who comes, what becomes of them, and what marketing brings."""
