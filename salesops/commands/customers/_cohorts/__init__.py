"""The parts of cohorts: what is known of each month, the triangle, what differs beyond chance."""
