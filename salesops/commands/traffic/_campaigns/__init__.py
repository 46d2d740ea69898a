"""The parts of campaigns: what is known of them, their effects, spend by channel, and words."""
