"""What lies where: the locations, and the SKUs of each."""

from decimal import Decimal

from salesops.commands.stock._heatmap.answers import PlaceRow, ShelfRow
from salesops.commands.stock._heatmap.grids import UNNAMED
from salesops.commands.stock._heatmap.shelf import Stock
from salesops.result import Table


def places(stock: Stock) -> tuple[Table, ...]:
    """What lies where: a row a location, and in the data every SKU of it."""
    shelves = stock.shelves
    names = sorted({shelf.location or UNNAMED for shelf in shelves})
    held = {(s.shop, s.sku) for s in shelves if (s.available or 0) > 0}
    rows = []
    for name in names:
        here = [s for s in shelves if (s.location or UNNAMED) == name]
        empty = [s for s in here if s.available is not None and s.available <= 0]
        rows.append(
            PlaceRow(
                name,
                len(here),
                sum((s.on_hand or Decimal(0) for s in here), Decimal(0)),
                sum((s.available or Decimal(0) for s in here), Decimal(0)),
                len(empty),
                sum((s.shop, s.sku) in held for s in empty),
            )
        )
    every = [
        ShelfRow(s.shop, s.sku, s.location or UNNAMED, s.on_hand, s.available, s.incoming)
        for s in shelves
    ]
    return (
        Table("locations", "Locations", PlaceRow, rows, shown=len(rows) > 1),
        Table("shelves", "SKUs by location", ShelfRow, every, shown=False, keys=3),
    )
