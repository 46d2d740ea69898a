"""The parts of seasonality: its rows, its story, tables, words, and the report of them."""
