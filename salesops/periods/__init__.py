"""What salesops/period.py rests on: the calendar, and the words that name a time."""
