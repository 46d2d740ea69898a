"""What the data formats share: a value as scripts read it, and which table is written."""

from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Any

from salesops.errors import UsageError
from salesops.render.view import View
from salesops.result import Answer, Table
from salesops.units import Text, Unit, plain


@dataclass(frozen=True)
class Named:
    """A metric as a row: values of several units in one column can only be text."""

    name: Text
    value: Text | None
    unit: Text


def value(raw: Any, unit: Unit, currency: str | None) -> Any:
    """The value as JSON and CSV hold it; one that is no number (NaN, infinity) is our bug."""
    if isinstance(raw, float | Decimal) and not isfinite(raw):
        raise ValueError(f"{raw} where a {unit} should be")
    return plain(raw, unit, currency)


def chosen(answer: Answer, view: View) -> Table:
    """The table asked for, else the first; `metrics` when the report has none."""
    tables = {t.name: t for t in (*answer.report.tables, _metrics(answer))}
    name = view.table or next(iter(tables))
    if name not in tables:
        raise UsageError(
            f"{answer.report.command} has no table {name!r}; there are {', '.join(tables)}"
        )
    return tables[name]


def _metrics(answer: Answer) -> Table:
    currency = answer.currency
    values = ((m, value(m.value, m.unit, currency)) for m in answer.report.metrics)
    rows = tuple(Named(m.name, None if v is None else str(v), m.unit.value) for m, v in values)
    return Table("metrics", "Metrics", Named, rows)
