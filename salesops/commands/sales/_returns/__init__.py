"""The parts of returns: rates, reasons, who returns again and again."""
