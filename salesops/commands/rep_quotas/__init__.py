"""What is to be won in some days and whose it is: one rule, for every command that asks."""
