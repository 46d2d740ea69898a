"""The parts of draft: who each kind of letter is for, what is known of them, and the letters."""
