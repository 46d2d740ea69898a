"""When SKUs run out, as heatmap and reorder tell it of those that they list."""
