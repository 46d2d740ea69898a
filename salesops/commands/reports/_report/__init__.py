"""The parts of report: what a report holds, its sections, what joins them."""
