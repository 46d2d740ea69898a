"""The tables of cohorts."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.customers._cohorts.rows import CellRow, CohortRow, Part
from salesops.commands.customers._cohorts.story import EARLY, ZERO, Cohort, Story
from salesops.commands.customers._cohorts.triangle import triangle
from salesops.commands.customers._cohorts.verdicts import differs
from salesops.models.compare import ratio
from salesops.result import Table


def tables(story: Story) -> tuple[Table, ...]:
    """The triangle, every cell as a row, every cohort, and what they are a part of."""
    return (triangle(story), _cells(story), _cohorts(story), _parts(story))


def _cells(story: Story) -> Table:
    rows = [row for c in story.cohorts for row in _of_cohort(c)]
    return Table("cells", "Every cohort and month", CellRow, rows, shown=False)


def _of_cohort(of: Cohort) -> Iterator[CellRow]:
    for cell in of.cells:
        yield CellRow(
            of.first,
            cell.month,
            cell.age,
            cell.customers,
            of.size,
            cell.customers / of.size,
            cell.orders,
            cell.net_sales,
            of.sums[cell.age] / of.size,
            cell.complete,
        )


def _cohorts(story: Story) -> Table:
    told = differs(story)
    rows = [_cohort(c, told.get(c.first)) for c in story.cohorts]
    return Table("cohorts", "Every cohort", CohortRow, rows, shown=False)


def _cohort(of: Cohort, apart: str | None) -> CohortRow:
    known = of.known(EARLY)
    return CohortRow(
        of.first,
        of.size,
        of.repeaters,
        ratio(of.repeaters, of.size),
        of.early if known else None,
        ratio(*of.back) if known else None,
        of.net_sales,
        of.net_sales / of.size,
        of.known(0),
        apart,
    )


def _parts(story: Story) -> Table:
    title = "From cohorts to net sales of all loaded history"
    return Table("to_net_sales", title, Part, [*_sums(story)])


def _sums(story: Story) -> Iterator[Part]:
    now, rows = story.ledger.now, story.moved
    every = [c for c in story.every if not story.asks(c.first)]
    known_orders, known = sum(r.orders for r in rows), sum((r.net_sales for r in rows), ZERO)
    yield _of(story, "Cohorts", story.cohorts)
    if every:
        yield _of(story, "Other cohorts", every)
    inside = [c for cohort in story.every for c in cohort.cells]
    orders = known_orders - sum(c.orders for c in inside)
    money = known - sum((c.net_sales for c in inside), ZERO)
    if orders or money:
        yield _part(story, "No dated first order, or before it", None, orders, money)
    unknown = now.net_sales - known
    yield _part(story, "Unknown customers", None, now.orders - known_orders, unknown)
    yield _part(story, "Net sales", None, now.orders, now.net_sales)


def _of(story: Story, name: str, cohorts: list[Cohort]) -> Part:
    orders = sum(c.orders for cohort in cohorts for c in cohort.cells)
    money = sum((c.net_sales for c in cohorts), ZERO)
    return _part(story, name, sum(c.size for c in cohorts), orders, money)


def _part(story: Story, name: str, customers: int | None, orders: int, money: Decimal) -> Part:
    return Part(name, customers, orders, money, story.ledger.share(money))
