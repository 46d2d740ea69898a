"""The parts of `map`: the file's columns, what they become, and what the commands read of that."""
