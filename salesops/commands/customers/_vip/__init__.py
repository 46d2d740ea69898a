"""The parts of vip: who they are, when they are late, how often the late came back."""
