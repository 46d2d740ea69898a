"""What a plan of variable pay comes to: exact, in Decimal, of sales that somebody else has read."""
