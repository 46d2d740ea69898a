"""One case of each finding of draft: the same mishaps as pulse's."""

from planting import Plant
from pulse import rejected_rows, stale_data

PLANTS = {
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
