"""Who carries the change: the values of each dimension, which sum to it to the cent."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from salesops.commands.opportunities import named
from salesops.commands.sales._explain.rows import Carrier, Value
from salesops.commands.sales._explain.story import Story
from salesops.models.contrast import Contrast, Moved, contrast
from salesops.result import Table

CUSTOMERS, SKU, SHOP = "customers", "sku", "shop"
NAMES = {
    SKU: "SKU",
    "category": "category",
    "channel": "channel",
    "country": "country",
    "segment": "segment",
    CUSTOMERS: "customers",
    SHOP: "shop",
}
"""The dimensions, in the order of the table, and how each is called."""
OTHER = "other"
NOTE = (
    "The rows of each dimension sum to the change. Unknown: what states none, and refunds that "
    "name no order or product. A period's new customers are those whose first order lies in it."
)


@dataclass(frozen=True)
class Standing:
    """One value: its amounts as printed, and how far it moved apart from the others."""

    dimension: str
    name: str
    value: Value
    now: Decimal
    base: Decimal
    whole: Moved

    @cached_property
    def contrast(self) -> Contrast:
        """How far it moved apart from the others."""
        return contrast(self._moved, self.whole)

    @property
    def others(self) -> float | None:
        """How all the others moved, as a fraction; None where they sold nothing before."""
        now, before = self.whole.now - self._moved.now, self.whole.before - self._moved.before
        return float(now / before) - 1 if before > 0 else None

    @property
    def _moved(self) -> Moved:
        v = self.value
        return Moved(v.net_base, v.net_now, v.squares_base, v.squares_now)

    @property
    def change(self) -> Decimal:
        """As printed."""
        return self.now - self.base


def standings(story: Story) -> dict[str, list[Standing]]:
    """The values of each dimension that tells any apart, the largest change first."""
    found: dict[str, list[Standing]] = {}
    for dimension in NAMES:
        values = [v for v in story.values if v.dimension == dimension and (v.net_now or v.net_base)]
        told = dimension != CUSTOMERS or not story.ledger.db.book.filtered
        if story.known and told and len(values) > 1:
            found[dimension] = _ranked(story, values)
    return found


def silent(story: Story, shown: Collection[str]) -> list[str]:
    """The dimensions of which all sales have one value: they tell nothing apart."""
    seen = {v.dimension for v in story.values if v.net_now or v.net_base}
    return [NAMES[d] for d in NAMES if d in seen and d not in shown and d not in (SHOP, CUSTOMERS)]


def _ranked(story: Story, values: Sequence[Value]) -> list[Standing]:
    now = story.tied([Fraction(v.net_now) for v in values], story.now_net)
    base = story.tied([Fraction(v.net_base) for v in values], story.base_net)
    whole = Moved(
        story.against[2].net_sales,
        story.ledger.now.net_sales,
        sum(v.squares_base for v in values),
        sum(v.squares_now for v in values),
    )
    rows = [
        Standing(v.dimension, _name(story, v), v, n, b, whole)
        for v, n, b in zip(values, now, base, strict=True)
    ]
    return sorted(rows, key=lambda row: (-abs(row.change), -row.base, row.name))


def _name(story: Story, value: Value) -> str:
    """A SKU with its shop, where the sales are of several and that one has a name."""
    return named(value.value, value.shop if story.shops else None)


def table(story: Story, found: dict[str, list[Standing]]) -> Table:
    """The first of each dimension, the others as one row."""
    rows = [row for ranked in found.values() for row in _rows(story, ranked)]
    note = NOTE if rows else ""
    return Table("carriers", "Who carries it", Carrier, rows, note, keys=2)


def _rows(story: Story, ranked: Sequence[Standing]) -> Iterator[Carrier]:
    # One more is shown in place of a row for a single other.
    top = story.top if len(ranked) > story.top + 1 else story.top + 1
    for rank, row in enumerate(ranked[:top], 1):
        yield _row(story, row, rank)
    if rest := ranked[top:]:
        now, base = (sum((getattr(r, n) for r in rest), Decimal(0)) for n in ("now", "base"))
        orders = sum(r.value.orders_now for r in rest), sum(r.value.orders_base for r in rest)
        yield Carrier(
            NAMES[rest[0].dimension], f"{OTHER} ({len(rest):,})", now, base, now - base,
            story.share(now - base), None, None, None, *orders, None, None, rest=True,
        )  # fmt: skip


def _row(story: Story, row: Standing, rank: int) -> Carrier:
    value = row.value
    is_sku = row.dimension == SKU
    excess = row.contrast.excess
    return Carrier(
        NAMES[row.dimension],
        row.name,
        row.now,
        row.base,
        row.change,
        story.share(row.change),
        stock(story, row),
        value.title if is_sku else None,
        value.shop if is_sku else None,
        value.orders_now,
        value.orders_base,
        story.cents(Decimal(excess.numerator) / Decimal(excess.denominator)),
        rank,
        rest=False,
    )


def stock(story: Story, row: Standing) -> str | None:
    """Whether the SKU had nothing to sell, in words."""
    if row.dimension != SKU or not story.stock_told:
        return None
    return story.out.get((row.value.shop, row.value.value))
