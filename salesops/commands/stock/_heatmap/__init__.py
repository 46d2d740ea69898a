"""The parts of heatmap: the shelf, its classes and bands, tables, verdicts, words, offers."""
