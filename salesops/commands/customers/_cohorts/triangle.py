"""The triangle: a row a cohort, a column a month; what is past the data's end stays blank."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles
from typing import Any

from salesops.commands.customers._cohorts.rows import WIDEST, wide
from salesops.commands.customers._cohorts.story import ZERO, Cohort, Story
from salesops.models.compare import ratio
from salesops.result import Heat, Table
from salesops.units import UNKNOWN, Count, Figure, Measure, Unit, text

ROWS = 24
"""Cohorts that prose and the chart show, the newest: two years, the month under way with them."""
ALL = "all"
DEGREES = (Heat.COOL, Heat.MILD, Heat.WARM, Heat.HOT)
FEWEST = 8
"""Cells that quarters are told from, at the least."""


@dataclass(frozen=True)
class Value:
    """What a triangle can show: of a cell, and of all cohorts at an age."""

    title: str
    unit: Unit
    type: object
    """Of its cells: one whose empty cells are written as unknown, and not as undefined."""
    of: Callable[[Cohort, int], Any]
    whole: Callable[[Story, int], Any]
    said: str
    """What the last row is."""
    first: bool
    """Whether month 0 tells anything."""


def _retention(of: Cohort, age: int) -> float | None:
    return ratio(of.cells[age].customers, of.size)


def _revenue(of: Cohort, age: int) -> Decimal:
    return of.cells[age].net_sales


def _orders(of: Cohort, age: int) -> int:
    return of.cells[age].orders


def _per_customer(of: Cohort, age: int) -> Decimal:
    return of.sums[age] / of.size


def _known(story: Story, age: int) -> list[Cohort]:
    return [c for c in story.cohorts if c.at(age)]


def _total(story: Story, age: int) -> Decimal | None:
    known = _known(story, age)
    return sum((_revenue(c, age) for c in known), ZERO) if known else None


def _placed(story: Story, age: int) -> int | None:
    known = _known(story, age)
    return sum(_orders(c, age) for c in known) if known else None


VALUES = {
    "retention": Value(
        "Retention: customers of each cohort with an order in the month",
        Unit.PERCENT,
        Figure | None,
        _retention,
        lambda story, age: ratio(*story.retention(age)),
        "of all cohorts whose month is over, weighted by their customers",
        first=False,
    ),
    "revenue": Value(
        "Net sales of each cohort in the month",
        Unit.MONEY,
        Measure | None,
        _revenue,
        _total,
        "the sum",
        first=True,
    ),
    "orders": Value(
        "Orders of each cohort in the month",
        Unit.COUNT,
        Count | None,
        _orders,
        _placed,
        "the sum",
        first=True,
    ),
    "per-customer": Value(
        "Net sales so far for each customer of the cohort",
        Unit.MONEY,
        Measure | None,
        _per_customer,
        lambda story, age: story.per_customer(age),
        "of all cohorts whose month is over, weighted by their customers",
        first=True,
    ),
}


def triangle(story: Story) -> Table:
    """The newest cohorts, and below them all of them as one."""
    value, letter = VALUES[story.value], story.unit[0]
    cohorts = story.cohorts[-ROWS:]
    furthest = max((len(c.cells) for c in cohorts), default=1)
    made = wide(value.type, letter, range(0 if value.first else 1, furthest))
    rows = [_row(story, made, c, value) for c in cohorts]
    if cohorts:
        rows.append(_all(story, made, value))
    title = value.title.replace("month", story.unit)
    cuts = _cuts(cohorts, value)
    return Table(
        story.value.replace("-", "_"),
        title,
        made,
        rows,
        _note(story, value, len(cohorts), marked=bool(cuts)) if rows else "",
        heat=_heat(cohorts, value, cuts, letter),
        legend=_legend(story, value, cuts),
    )


def _row(story: Story, made: type, of: Cohort, value: Value) -> Any:
    cells = [value.of(of, age) if of.at(age) else None for age in range(WIDEST + 1)]
    shown = of.cells[: WIDEST + 1]
    return made(story.calendar.name(of.first), of.size, *cells, bool(shown) and shown[-1].complete)


def _all(story: Story, made: type, value: Value) -> Any:
    cells = [value.whole(story, age) for age in range(WIDEST + 1)]
    return made(ALL, story.customers, *cells)


def _shown(of: Cohort, value: Value) -> list[Any]:
    """The values of its cells that are over, by age; None for the others and for month 0."""
    return [value.of(of, age) if age and of.known(age) else None for age in range(WIDEST + 1)]


def _cuts(cohorts: Sequence[Cohort], value: Value) -> list[Any]:
    """What parts the cells in four: the quartiles; none where there are few."""
    cells = [cell for c in cohorts for cell in _shown(c, value) if cell is not None]
    return quantiles(cells, n=4, method="inclusive") if len(cells) >= FEWEST else []


def _heat(
    cohorts: Sequence[Cohort], value: Value, cuts: Sequence[Any], letter: str
) -> dict[str, list[Heat]]:
    rows = [[_degree(cell, cuts) for cell in _shown(c, value)] for c in cohorts]
    rows.append([Heat.NONE] * (WIDEST + 1))
    columns = zip(*rows, strict=True) if cohorts and cuts else ()
    return {f"{letter}{age}": list(column) for age, column in enumerate(columns)}


def _degree(cell: Any, cuts: Sequence[Any]) -> Heat:
    return Heat.NONE if cell is None else DEGREES[bisect_right(cuts, cell)]


def _legend(story: Story, value: Value, cuts: Sequence[Any]) -> dict[Heat, str]:
    if not cuts:
        return {}
    low, middle, high = (
        text(cut if value.unit is not Unit.COUNT else round(cut), value.unit, story.currency)
        for cut in cuts
    )
    said = (f"less than {low}", f"{low} or more", f"{middle} or more", f"{high} or more")
    return dict(zip(DEGREES, said, strict=True))


def _note(story: Story, value: Value, shown: int, *, marked: bool) -> str:
    unit = story.unit
    said = [f"The {unit} of the first order is {unit[0]}0."]
    if shown < len(story.cohorts):
        said.append(f"The newest {shown} of {len(story.cohorts):,} cohorts; the rest by --since.")
    said.append(f"The last row: {value.said.replace('month', unit)}.")
    if last := {c.cells[-1].month for c in story.cohorts if not c.cells[-1].complete}:
        open_ = story.calendar.name(max(last))
        said.append(
            f"Without a mark: {unit}s that are not over." if marked else f"{open_} is not over."
        )
    return " ".join([*said, f"{UNKNOWN} past the data's end."])
