"""One case of each finding of sales: the same mishaps as pulse's, asked by SKU."""

from planting import Plant
from pulse import outlier_orders, rejected_rows, stale_data

PLANTS = {
    "outlier-orders": Plant(outlier_orders),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
