"""Segments from conditions in TOML: the first that a customer fits is theirs.

A file holds one table a rule, in the order in which they are tried::

    [[segments]]
    name = "Professional shops"
    orders = ">= 6"
    units_per_order = ">= 8"

    [[segments]]
    name = "DIY beginners"       # no condition: the rest

All conditions of a rule must hold; two rules of one name are alternatives.
"""

import re
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from salesops.commands.grouping import UNKNOWN
from salesops.errors import InputError, UsageError, meant
from salesops.queries.duck import identifier, literal
from salesops.queries.statement import SqlFile, Statement

MEASURES = (
    "orders",
    "units",
    "order_value",
    "aov",
    "units_per_order",
    "most_units",
    "orders_in_30_days",
    "season_share",
    "days_active",
)
"""The columns of sql/shared/customer_measures.sql; docs/commands/segments.md says what each is."""
_CONDITION = re.compile(r"(>=|<=|>|<|=)? *(-?[0-9]{1,15}(?:\.[0-9]{1,9})?)")


@dataclass(frozen=True)
class Conditions:
    """One rule: the segment, and the conditions that must all hold."""

    segment: str
    tests: tuple[tuple[str, str, str], ...]
    """(measure, operator, number)."""

    @property
    def spoken(self) -> str:
        """As a reader would say it."""
        said = (f"{measure} {sign} {number}" for measure, sign, number in self.tests)
        return " and ".join(said) or "everybody else"


def read(path: Path) -> tuple[Conditions, ...]:
    """The rules of a file, in order.

    Raises:
        InputError: the file cannot be read or is no TOML.
        UsageError: an unknown measure, a condition that does not parse, a rule that can never be.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"--rules {path}: {error}") from error
    tables = found.get("segments")
    if not isinstance(tables, list) or not tables or set(found) != {"segments"}:
        raise UsageError(f"--rules {path}: write one table [[segments]] for each rule, no other")
    rules = tuple(_rule(table, path) for table in tables)
    if unreached := next((b for a, b in pairwise(rules) if not a.tests), None):
        raise UsageError(
            f"--rules {path}: nobody comes to {unreached.segment!r}: the rule before it has no "
            "condition and takes everybody"
        )
    return rules


def _rule(table: Any, path: Path) -> Conditions:
    name = table.get("name") if isinstance(table, dict) else None
    if not isinstance(name, str) or not name.strip():
        raise UsageError(f'--rules {path}: each rule needs a name = "..."')
    if name.strip() == UNKNOWN:
        raise UsageError(f"--rules {path}: {UNKNOWN} is who names no customer: call the rule else")
    tests = tuple(_test(k, v, path) for k, v in table.items() if k != "name")
    return Conditions(name.strip(), tests)


def _test(measure: str, value: Any, path: Path) -> tuple[str, str, str]:
    if measure not in MEASURES:
        raise UsageError(f"--rules {path}: no measure {measure!r}: {meant(measure, MEASURES)}")
    plain = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    found = _CONDITION.fullmatch(str(value).strip()) if plain else None
    if found is None:
        raise UsageError(
            f'--rules {path}: {measure} = {value!r} is no condition: write it as in ">= 6" or "< 3"'
        )
    return measure, found[1] or "=", found[2]


def view(rules: tuple[Conditions, ...]) -> SqlFile:
    """The shared view rule_segments that these rules make."""
    whens = "\n".join(f"        {_when(rule)}" for rule in rules)
    sql = (
        f"SELECT\n    customer_key,\n    CASE\n{whens}\n    END AS segment\nFROM customer_measures"
    )
    header = "-- The segment of each customer by the rules of --rules."
    statement = Statement("rule_segments", sql, frozenset())
    return SqlFile(Path("rule_segments.sql"), header, (statement,), ("customer_measures",))


def _when(rule: Conditions) -> str:
    tests = " AND ".join(f"{identifier(m)} {sign} {number}" for m, sign, number in rule.tests)
    return f"WHEN {tests or 'true'} THEN {literal(rule.segment)}"
