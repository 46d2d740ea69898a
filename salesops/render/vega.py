"""What a spec of Vega-Lite may hold, and the rows of a table as it takes them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any

from salesops.errors import UsageError
from salesops.render import safe
from salesops.result import Chart, Table
from salesops.units import signed, text

LONGEST = 120
"""Letters of a label."""
_FETCHES = {"url", "href"}
"""Keys of a spec that reach out of it."""
_FONT = re.compile(r"[\w ,'-]*")
"""A name of fonts: what else stands there ends the process that measures letters with it."""
_TEXTS, _COUNTS = ("table", "along", "series", "draw", "left_out"), ("rows", "most")


def refuse(chart: Chart) -> None:
    """Refuse what would fetch something, or draws other numbers than the report's.

    Raises:
        UsageError: with what the spec should say instead.
    """
    if "datasets" in chart.spec:
        raise UsageError(_own_data(chart))
    _look(chart, chart.spec)
    steps = chart.spec.get("transform", [])
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        raise UsageError(f"chart {chart.name}: its transform is no list of steps")
    _refuse_meta(chart, chart.spec.get("usermeta", {}))


def _refuse_meta(chart: Chart, meta: Any) -> None:
    if not isinstance(meta, dict):
        raise UsageError(f"chart {chart.name}: its usermeta is no JSON object")
    measures = meta.get("measures", [])
    wrong = [key for key in _TEXTS if not isinstance(meta.get(key, ""), str)]
    wrong += [key for key in _COUNTS if key in meta and not _counts(meta[key])]
    if not isinstance(measures, list) or not all(isinstance(name, str) for name in measures):
        wrong.append("measures")
    if wrong:
        raise UsageError(
            f"chart {chart.name}: {wrong[0]} = {meta[wrong[0]]!r} in its usermeta: table, along, "
            "series and draw are texts, measures a list of names, rows and most counts"
        )


def _counts(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _look(chart: Chart, part: Any) -> None:
    if isinstance(part, list):
        for each in part:
            _look(chart, each)
    elif isinstance(part, dict):
        if reaching := _FETCHES & set(part):
            raise UsageError(
                f"chart {chart.name} has `{min(reaching)}`: a picture fetches and links nothing"
            )
        if "data" in part and not (
            isinstance(part["data"], dict) and set(part["data"]) == {"name"}
        ):
            raise UsageError(_own_data(chart))
        for key, each in part.items():
            if key.lower().endswith("font") and isinstance(each, str) and not _FONT.fullmatch(each):
                raise UsageError(f"chart {chart.name}: {each!r} is no name of a font")
            _look(chart, each)


def _own_data(chart: Chart) -> str:
    return (
        f"chart {chart.name} has data of its own: name a table of its section instead, "
        '"data": {"name": "TABLE"}'
    )


def values(table: Table, rows: Sequence[Any], currency: str | None) -> Iterator[dict[str, Any]]:
    """Each row: its values, beside each `_text`, and `_signed` for a number, as prose writes it."""
    for row in rows:
        found: dict[str, Any] = {}
        for column in table.columns:
            value = column.of(row)
            found[column.name] = _drawn(value)
            found[f"{column.name}_text"] = _label(text(value, column.unit, currency))
            if isinstance(value, Decimal | float):
                found[f"{column.name}_signed"] = signed(value, column.unit, currency)
        yield found


def _drawn(value: Any) -> Any:
    """As a picture takes it: no picture is exact to the cent, so amounts may be floats there."""
    match value:
        case Decimal() | float():
            return float(value) if isfinite(value) else None
        case date():
            return value.isoformat()
        case str():
            return _label(value)
        case _:
            return value


def _label(said: str) -> str:
    """As much of a text as a picture has room for: Vega measures every letter, many times."""
    seen = safe.visible(said)
    return seen if len(seen) <= LONGEST else f"{seen[: LONGEST - 1]}…"


def fits(row: Mapping[str, Any], test: Any) -> bool:
    """Whether a filter of the spec keeps a row; Vega-Lite alone knows what an expression means."""
    match test:
        case {"not": inner}:
            return not fits(row, inner)
        case {"and": [*parts]}:
            return all(fits(row, part) for part in parts)
        case {"or": [*parts]}:
            return any(fits(row, part) for part in parts)
        case {"field": str(name), "equal": value}:
            return bool(row.get(name) == value)
        case {"field": str(name), "oneOf": [*wanted]}:
            return row.get(name) in wanted
        case _:
            return True
