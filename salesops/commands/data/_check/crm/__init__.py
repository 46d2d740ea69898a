"""The part of `check` that holds a CRM's tables together: what is missing, old, double, unused."""
