"""The parts of --save and --accuracy: forecasts as they were told, and what came of them."""
