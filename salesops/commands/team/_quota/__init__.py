"""The parts of quota: whose each quota is, the pace of the period, tables and words."""
