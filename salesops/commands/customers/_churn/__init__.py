"""The parts of churn: what is known of customers on plans, tables, findings and words."""
