"""The rows of a file: all the rules about them counted and its columns measured in one look."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from salesops.checks.conditions import Condition, conditions
from salesops.checks.opened import Opened, Stats
from salesops.checks.verdict import SHOWN, Breach
from salesops.queries.database import Asked
from salesops.queries.duck import Duck

_SUMMED = ("money", "number", "rate")


def look(duck: Duck, opened: Opened, as_of: datetime) -> Asked:
    """Count what breaks the rules of a file's columns and measure them; the one statement."""
    held = list(conditions(opened, as_of))
    measures = [part for name in opened.labels for part in _measures(opened, name)]
    # CASE looks no further once it knows; FILTER works out the whole of every condition.
    counts = [f"count(CASE WHEN {c.sql} THEN 1 END)" for c in held]
    sql = f"SELECT {', '.join(['count(*)', *counts, *measures])} FROM {opened.view}"
    found = duck.run(sql).tuples[0]
    opened.used = found[0]
    opened.stats = dict(_stats(opened, list(found[1 + len(counts) :])))
    opened.latest = _latest(opened)
    opened.breaches += [
        _breach(duck, opened, condition, bad)
        for condition, bad in zip(held, found[1:], strict=False)
    ]
    return Asked(f"rows of {opened.name}", sql, {})


def _breach(duck: Duck, opened: Opened, condition: Condition, bad: int) -> Breach:
    rule = condition.rule
    allowed = rule is not None and rule.allows(bad, opened.used)
    first = _first(duck, opened, condition) if bad and not allowed else ()
    one = condition.columns[0] if len(condition.columns) == 1 else ""
    return Breach(
        check=condition.check,
        bad=bad,
        of=opened.used,
        what=condition.what,
        column=opened.labels.get(one, ""),
        wanted=condition.wanted,
        level=condition.level,
        first=tuple((row, value) for row, value, _ in first),
        personal=any(opened.personal(name) for name in condition.columns),
        cells={row: (opened.labels[n], opened.personal(n)) for row, _, n in first if n},
        allowed=bool(bad) and allowed,
    )


def _first(
    duck: Duck, opened: Opened, condition: Condition
) -> tuple[tuple[int, str, str | None], ...]:
    """Row, value and, where the rule is about several columns, which of them it is."""
    value = condition.shown or opened.text(condition.columns[0])
    rows = duck.run(
        f"SELECT source_row, coalesce(({value})::VARCHAR, ''), {condition.which or 'NULL'} "
        f"FROM {opened.view} "
        f"WHERE {condition.sql} ORDER BY source_row LIMIT {SHOWN}"
    ).tuples
    return tuple((row[0], row[1], row[2]) for row in rows)


def _measures(opened: Opened, name: str) -> list[str]:
    """Blanks, and of numbers the sum and the ends, of dates the ends."""
    value, kind = opened.shown(name), opened.type(name)
    parts = [f"count({value})"]
    if kind in _SUMMED:
        return [*parts, f"sum({value})", f"min({value})", f"max({value})"]
    if kind in ("instant", "date"):
        return [*parts, f"min({value})", f"max({value})"]
    return parts


def _stats(opened: Opened, found: list[object]) -> Iterator[tuple[str, Stats]]:
    for name in opened.labels:
        count = int(str(found.pop(0)))
        kind = opened.type(name)
        total = found.pop(0) if kind in _SUMMED else None
        ends = (found.pop(0), found.pop(0)) if kind in (*_SUMMED, "instant", "date") else ("", "")
        exact = (
            total if isinstance(total, Decimal) else None if total is None else Decimal(str(total))
        )
        yield name, Stats(count, opened.used - count, exact, *ends)


def _latest(opened: Opened) -> datetime | None:
    name = opened.dated()
    most = opened.stats[name].most if name else None
    return datetime.fromisoformat(str(most)) if most is not None else None
