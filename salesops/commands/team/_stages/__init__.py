"""The parts of stages: what is asked, the steps counted, tables, findings and words."""
