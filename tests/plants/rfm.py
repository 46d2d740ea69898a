"""One case of each finding of rfm: the same mishaps as pulse's, asked of the last year."""

from planting import Plant
from pulse import rejected_rows, stale_data

PLANTS = {
    "stale-data": Plant(stale_data, arguments=("--since", "1y")),
    "rejected-rows": Plant(rejected_rows),
}
