"""Stock: what there is, what to order, what waits to be sent."""
