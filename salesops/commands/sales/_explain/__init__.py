"""The parts of explain: its effects, its carriers, the season, the causes, its words."""
