"""The parts of call-list: who is to be called and why, whose order arrived, and the words."""
