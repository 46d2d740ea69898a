"""The parts of reorder: what is asked, what is reckoned for each SKU, tables, words."""
