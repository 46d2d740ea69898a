"""One case of each finding of segments: the same mishaps as pulse's."""

from planting import Plant
from pulse import rejected_rows, stale_data

PLANTS = {
    # Of all history the end is the data's own, so only a window that reaches past it is stale.
    "stale-data": Plant(stale_data, arguments=("--since", "7d")),
    "rejected-rows": Plant(rejected_rows),
}
