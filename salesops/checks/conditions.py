"""Rules about rows as conditions in SQL: what is true of a row that breaks one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from salesops.checks.contract import Rule
from salesops.checks.hostile import hazards
from salesops.checks.opened import Opened
from salesops.checks.personal import words
from salesops.checks.verdict import SHOWN
from salesops.exports.readings import fits
from salesops.exports.stage import SQL_TYPES
from salesops.queries.duck import identifier, literal
from salesops.result import Level

TOLERANCE = timedelta(days=1)
"""Clocks and zones differ by less than a day."""
_PLANNED = re.compile(
    r"\b(due|expected|estimated|planned|scheduled|forecast|target|promised|deadline|eta|next|until|"
    r"expir\w*|renew\w*|valid|ends?|ending|clos(e|ing) ?date|arriv\w*|available|deliver\w*|"
    r"starts?|starting|(?<!last )activity (date|at)|happened at)\b"
)


def _planned(header: str) -> bool:
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


def conditions(opened: Opened, as_of: datetime) -> Iterator[Condition]:
    """Of every rule about a row of the file: those of its columns, and what harms who reads it."""
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
    if opened.type(name) in ("instant", "date") and not _planned(opened.labels[name]):
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
            return _range(opened, name, rule)
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


def _range(opened: Opened, name: str, rule: Rule) -> Condition:
    outside, inside = _ends(opened.shown(name), rule)
    if rule.arguments.get("multipleOf"):  # 1.0004 is rounded to a whole number, and is none
        rounded = (s for s in opened.raw.readings[name].shapes if s.rounds)
        outside = " OR ".join([outside, *(fits(s, opened.text(name)) for s in rounded)])
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
