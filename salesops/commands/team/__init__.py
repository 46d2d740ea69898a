"""The sales team: pipeline, deals, quotas and reps."""
