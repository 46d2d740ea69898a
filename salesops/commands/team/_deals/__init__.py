"""The parts of deals: what tells the past, the waterfalls, deals at risk, findings and words."""
