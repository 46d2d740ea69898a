"""One case of each finding of seasonality; the sample's as-of is Friday 2026-09-18 15:10."""

from planting import Plant
from pulse import rejected_rows, stale_data

PLANTS = {
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
