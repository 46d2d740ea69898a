"""Rules about rows, each a condition in SQL: all of a file's are counted in one look."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from salesops.checks.contract import Rule
from salesops.checks.hostile import hazards
from salesops.checks.opened import Opened, Stats
from salesops.checks.personal import words
from salesops.checks.verdict import SHOWN, Breach
from salesops.exports.stage import SQL_TYPES
from salesops.queries.database import Asked
from salesops.queries.duck import Duck, identifier, literal
from salesops.result import Level

TOLERANCE = timedelta(days=1)
"""Clocks and zones differ by less than a day."""
_PLANNED = re.compile(
    r"\b(due|expected|estimated|planned|scheduled|forecast|target|promised|deadline|eta|next|until|"
    r"expir\w*|renew\w*|valid|ends?|ending|close ?date|arriv\w*|available|deliver\w*|starts?|"
    r"starting)\b"
)
_SUMMED = ("money", "number", "rate")


def planned(header: str) -> bool:
    """Whether a column says when something will be, as `due_date` does: it may lie ahead."""
    return bool(_PLANNED.search(words(header)))


@dataclass(frozen=True)
class Condition:
    """What is true of a row that breaks a rule."""

    check: str
    columns: tuple[str, ...]
    """The columns it reads, by their names in the view; the first is the one that is shown."""
    sql: str
    what: str
    wanted: str
    level: Level | None = None
    rule: Rule | None = None
    shown: str = ""
    """SQL of the value that is shown, where it is not that of the one column."""
    which: str = ""
    """SQL of the column's name that it stands under, where a rule is about several."""


def look(duck: Duck, opened: Opened, as_of: datetime) -> Asked:
    """Count what breaks the rules of a file's columns and measure them; the one statement."""
    conditions = list(_conditions(opened, as_of))
    measures = [part for name in opened.labels for part in _measures(opened, name)]
    # CASE looks no further once it knows; FILTER works out the whole of every condition.
    counts = [f"count(CASE WHEN {c.sql} THEN 1 END)" for c in conditions]
    sql = f"SELECT {', '.join(['count(*)', *counts, *measures])} FROM {opened.view}"
    found = duck.run(sql).tuples[0]
    opened.used = found[0]
    opened.stats = dict(_stats(opened, list(found[1 + len(counts) :])))
    opened.latest = _latest(opened)
    opened.breaches += [
        _breach(duck, opened, condition, bad)
        for condition, bad in zip(conditions, found[1:], strict=False)
    ]
    return Asked(f"rows of {opened.name}", sql, {})


def _breach(duck: Duck, opened: Opened, condition: Condition, bad: int) -> Breach:
    rule = condition.rule
    allowed = rule is not None and rule.must.hold(_amount(bad, opened.used, rule.unit))
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


def _amount(bad: int, of: int, unit: str) -> Decimal:
    if unit == "percent":
        return Decimal(100 * bad) / Decimal(of) if of else Decimal(0)
    return Decimal(bad)


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


def _conditions(opened: Opened, as_of: datetime) -> Iterator[Condition]:
    for name in opened.labels:
        yield from _of_type(opened, name, as_of)
        yield from _of_column(opened, name)
    texts = [n for n in opened.labels if opened.type(n) == "text"]
    for check, what, matches in hazards(opened.seen, texts):
        cases = (f"CASE WHEN {m} THEN {identifier(c)} END" for c, m in matches.items())
        shown = f"coalesce({', '.join(cases)})"
        names = (f"WHEN {m} THEN {literal(c)}" for c, m in matches.items())
        which = f"CASE {' '.join(names)} END" if matches else "NULL"
        sql = " OR ".join(matches.values()) or "FALSE"
        yield Condition(check, tuple(matches), sql, what, "none", shown=shown, which=which)


def _of_type(opened: Opened, name: str, as_of: datetime) -> Iterator[Condition]:
    if opened.type(name) in ("instant", "date") and not planned(opened.labels[name]):
        last = as_of + TOLERANCE
        sql = f"{opened.shown(name)} > {literal(last.isoformat(' '))}::TIMESTAMP"
        wanted = f"by {last:%Y-%m-%d %H:%M}"
        yield Condition("future", (name,), sql, "are in the future", wanted)
    if opened.type(name) in ("instant", "date") and "birth" not in words(opened.labels[name]):
        day = f"({opened.shown(name)})::DATE"
        sql = f"({day} < DATE '1900-01-02' OR {day} = DATE '1970-01-01')"
        yield Condition(
            "stand-in-date",
            (name,),
            sql,
            "stand in for no date (1970-01-01, or before 1900)",
            "none",
        )


def _of_column(opened: Opened, name: str) -> Iterator[Condition]:
    column = opened.column(name)
    if column is None:
        return
    if column.required and not column.key:  # a blank key is a rejected row
        sql = f"{identifier(name)} IS NULL"
        yield Condition("not-null", (name,), sql, "are blank", "none blank")
    for rule in column.rules:
        made = _of_rule(opened, name, rule)
        if made is not None:
            yield replace(made, level=rule.level, rule=rule)


def _of_rule(opened: Opened, name: str, rule: Rule) -> Condition | None:
    text, said = opened.text(name), rule.arguments
    match rule.check:
        case "accepted":
            sql = f"NOT ({_among(opened, name, said['values'])})"
            return Condition(
                rule.check, (name,), sql, "are none of those accepted", _few(said["values"])
            )
        case "not-null":
            blanks = [v for v in said.get("values", ()) if v]
            among = [_among(opened, name, blanks)] if blanks else []
            sql = " OR ".join([f"{identifier(name)} IS NULL", *among])
            return Condition(rule.check, (name,), sql, "are missing", "none missing")
        case "pattern":
            sql = f"NOT regexp_matches({text}, {literal(said['pattern'])})"
            return Condition(rule.check, (name,), sql, "have another form", said["pattern"])
        case "range":
            return _range(name, opened.shown(name), rule)
        case "length":
            return _length(name, text, rule)
    return None


def _among(opened: Opened, name: str, values: Sequence[object]) -> str:
    """SQL of a value that is one of these: as the file writes it, or as its type means it."""
    kind, texts = opened.type(name), [literal(str(v)) for v in values]
    written = f"{opened.text(name)} IN ({', '.join(texts)})"
    if kind == "text":
        return written
    type_ = "TIMESTAMP" if kind == "instant" else SQL_TYPES[kind]
    meant = ", ".join(f"try_cast({t} AS {type_})" for t in texts)
    return f"{written} OR coalesce({opened.shown(name)} IN ({meant}), FALSE)"


def _range(name: str, value: str, rule: Rule) -> Condition:
    outside, inside = _ends(value, rule)
    return Condition("range", (name,), outside, "are out of range", inside)


def _length(name: str, value: str, rule: Rule) -> Condition:
    outside, inside = _ends(f"length({value})", rule)
    return Condition("length", (name,), outside, "have another length", inside)


_ENDS = (
    ("minimum", "<", "at least"),
    ("maximum", ">", "at most"),
    ("exclusiveMinimum", "<=", "above"),
    ("exclusiveMaximum", ">=", "below"),
)


def _ends(value: str, rule: Rule) -> tuple[str, str]:
    """SQL of a value outside of the rule's ends, and the ends in words."""
    parts, said = [], []
    for key, operator, word in _ENDS:
        if (end := rule.arguments.get(key)) is not None:
            parts.append(f"{value} {operator} {literal(str(end))}")
            said.append(f"{word} {end}")
    if step := rule.arguments.get("multipleOf"):
        parts.append(f"{value} % {Decimal(str(step))} <> 0")
        said.append("whole" if Decimal(str(step)) == 1 else f"a multiple of {step}")
    return " OR ".join(parts) or "FALSE", " and ".join(said)


def _few(values: Sequence[object]) -> str:
    shown = ", ".join(str(v) for v in values[:SHOWN])
    return shown if len(values) <= SHOWN else f"{shown} or {len(values) - SHOWN} more"


def reach(duck: Duck, opened: Opened) -> datetime | None:
    """The latest stamp of its rows, before anything else is asked."""
    name = opened.dated()
    latest = duck.value(f"SELECT max({opened.shown(name)}) FROM {opened.view}") if name else None
    return datetime.fromisoformat(str(latest)) if latest is not None else None
