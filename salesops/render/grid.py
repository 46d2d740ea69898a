"""Tables and metrics as cells of text: every prose format shows these, so they agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from salesops.result import Change, Column, Heat, Metric, Table
from salesops.units import UNKNOWN, Unit, signed, text

Tone = Literal["", "good", "bad"]

LEFT = frozenset({Unit.TEXT, Unit.DATE, Unit.INSTANT, Unit.FLAG})
"""Units that read from the left; all others are numbers."""
METRICS = "metrics"
"""The name of the grid of metrics, which stands right below the heading of its section."""
REASON = "reason"
_SPELLED = {Unit.DAYS: "days", Unit.HOURS: "hours"}
"""Units that a cell does not name, so that the head does."""


MARKS = {Heat.COOL: "▂", Heat.MILD: "▃", Heat.WARM: "▅", Heat.HOT: "▆", Heat.OUT: "█"}
"""The heat of a cell for who sees no colours: the fuller, the more pressing."""


@dataclass(frozen=True)
class Cell:
    """A cell as it is read, whether it is good or bad news, and how hot it is in a heat map."""

    text: str
    tone: Tone = ""
    heat: Heat = Heat.NONE


@dataclass(frozen=True)
class Grid:
    """A table to be shown: heads, the unit of each column, rows of cells."""

    name: str
    title: str
    heads: tuple[str, ...]
    units: tuple[Unit, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    keys: int = 1
    compact: bool = False

    @property
    def right(self) -> tuple[bool, ...]:
        """Which columns are numbers, aligned right."""
        return tuple(unit not in LEFT for unit in self.units)


def of_table(table: Table, currency: str | None) -> Grid:
    """A table without its `reason` column, whose text stands in the empty numbers of its row."""
    said = [c for c in table.columns if c.shown and c.field != REASON]
    shown = tuple(c for n, c in enumerate(said) if n < table.keys or _tells(table, c))
    return Grid(
        table.name,
        table.title,
        tuple(headed(c.title, c.unit) for c in shown),
        tuple(c.unit for c in shown),
        tuple(_cells(row, shown, currency, _heats(table, n)) for n, row in enumerate(table.rows)),
        " ".join(filter(None, (table.note, _legend(table) if table.rows else ""))),
        table.keys,
        table.compact,
    )


def _tells(table: Table, column: Column) -> bool:
    """A column that is empty in every row, for no reason it gives, takes room and says nothing."""
    rows = table.rows
    return not rows or any(column.of(r) is not None or getattr(r, REASON, None) for r in rows)


def _cells(
    row: Any, shown: Sequence[Column], currency: str | None, heats: Mapping[str, Heat]
) -> tuple[Cell, ...]:
    values = {c: c.of(row) for c in shown}
    reason, explained = getattr(row, REASON, None), _explained(values)
    return tuple(
        _heated(
            reason if reason and c in explained else text(value, c.unit, currency),
            heats.get(c.name, Heat.NONE),
        )
        for c, value in values.items()
    )


def _heats(table: Table, row: int) -> dict[str, Heat]:
    return {name: heats[row] for name, heats in table.heat.items()}


def _heated(written: str, heat: Heat) -> Cell:
    return Cell(f"{MARKS[heat]} {written}", heat=heat) if heat else Cell(written)


def _legend(table: Table) -> str:
    """What the marks mean, from the most pressing on."""
    meant = sorted(table.legend.items(), reverse=True)
    said = ", ".join(f"{MARKS[heat]} {meaning}" for heat, meaning in meant)
    return f"{said}." if said else ""


def _explained(values: dict[Column, Any]) -> set[Column]:
    """Where a reason belongs: in empty changes, else empty percents, else other empty numbers."""
    empty = {c for c, value in values.items() if value is None and c.unit not in LEFT}
    changes = {c for c in empty if c.name.startswith("change")}
    empty = changes or empty
    return {c for c in empty if c.unit in (Unit.PERCENT, Unit.POINTS)} or empty


def headed(title: str, unit: Unit) -> str:
    """A column's head, with the unit that its cells do not name: `Cover (days)`."""
    word = _SPELLED.get(unit)
    return f"{title} ({word})" if word and word[:-1] not in title.lower() else title


def spelled(value: Any, unit: Unit, currency: str | None) -> str:
    """A value that stands alone, with its unit: `4.5 days`."""
    word = _SPELLED.get(unit) if value is not None else None
    return f"{text(value, unit, currency)} {word}" if word else text(value, unit, currency)


def of_metrics(metrics: Sequence[Metric], currency: str | None) -> Grid:
    """One row a metric: its value, and its change against each window compared with."""
    versus = tuple(dict.fromkeys(c.versus for m in metrics for c in m.changes))
    return Grid(
        METRICS,
        "Metrics",
        ("Metric", "Value", *(f"vs {v}" for v in versus)),
        (Unit.TEXT, *(Unit.MEASURE for _ in ("value", *versus))),
        tuple(_metric(m, versus, currency) for m in metrics),
    )


def _metric(metric: Metric, versus: tuple[str, ...], currency: str | None) -> tuple[Cell, ...]:
    changes = {c.versus: _change(metric, c, currency) for c in metric.changes}
    return (
        Cell(metric.title),
        Cell(spelled(metric.value, metric.unit, currency)),
        *(changes.get(v, Cell("")) for v in versus),
    )


def _change(metric: Metric, change: Change, currency: str | None) -> Cell:
    if change.reason or change.change is None:
        return Cell(change.reason or UNKNOWN)
    arrow = "▲" if change.change > 0 else "▼" if change.change < 0 else "="
    return Cell(f"{arrow} {_moved(metric, change, currency)}", _tone(metric, arrow))


def _moved(metric: Metric, change: Change, currency: str | None) -> str:
    """In points for a share (a percent of a percent misleads), else percent of the base."""
    if metric.unit is Unit.PERCENT:
        return signed(change.change, Unit.POINTS)
    if change.change_pct is None:
        return signed(change.change, metric.unit, currency)
    return signed(change.change_pct, Unit.PERCENT)


def _tone(metric: Metric, arrow: str) -> Tone:
    if not metric.good or arrow == "=":
        return ""
    return "good" if (arrow == "▲") == (metric.good == "up") else "bad"
