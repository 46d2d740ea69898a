"""What stands in a store beside its tables: shared views that would be computed at each question.

They are those of the question that is asked every day, in the order of time, so that a window is a
small part of each. A question that wants others, or the same made otherwise, computes its own.
"""

from dataclasses import replace
from pathlib import Path

from salesops.assets import folder
from salesops.exports import canonical
from salesops.exports.store import SAID
from salesops.exports.store_facts import Facts, text
from salesops.queries.database import made_of, with_settings
from salesops.queries.duck import Duck, identifier, literal
from salesops.queries.reads import Reads, reads
from salesops.queries.statement import question
from salesops.settings import Settings

_ASKED = ("sales/pulse",)
_IN_TIME = ("at_local", "ordered_local", "refunded_local")
"""Columns by the first of which a view is sorted."""


def add(part: Path, facts: Facts, settings: Settings, memory: str) -> Facts:
    """Write the views and what there is to say of the store; the file is then complete."""
    duck = Duck((), memory, part, writable=True)
    try:
        views: dict[str, str] = {}
        for name in _ASKED:
            sql = folder("sql")
            file = question(sql / name)
            builds = [reads(sql, one) for one in (file, *(question(sql / n) for n in file.then))]
            for build in builds:
                if build.needs <= facts.filled:
                    views |= _make(duck, with_settings(build, settings), facts, views)
        facts = replace(facts, views=views)
        duck.run(f"CREATE OR REPLACE TABLE {SAID} AS SELECT {literal(text(facts))} AS said")
        return facts
    finally:
        duck.close()


def _make(duck: Duck, build: Reads, facts: Facts, stand: dict[str, str]) -> dict[str, str]:
    """The views of a question that do not stand yet; by the name of each what it is made of."""
    passing = []
    for table in sorted((build.needs | build.may) - facts.filled):
        duck.run(f"DROP TABLE IF EXISTS {identifier(table)}")
        duck.run(canonical.tables()[table].ddl)
        passing.append(f"TABLE {identifier(table)}")
    made = {}
    for view, select in build.views.items():
        if view in stand:
            continue
        name = identifier(view)
        if view in build.kept:
            made[view] = made_of(build)[view]
            duck.run(f"CREATE TABLE {name} AS SELECT * FROM (\n{select}\n){_sorted(duck, select)}")
        else:
            duck.run(f"CREATE VIEW {name} AS {select}")
            passing.append(f"VIEW {name}")
    for one in reversed(passing):
        duck.run(f"DROP {one}")
    return made


def _sorted(duck: Duck, select: str) -> str:
    columns = [row[0] for row in duck.run(f"DESCRIBE SELECT * FROM (\n{select}\n)").tuples]
    stamps = [one for one in _IN_TIME if one in columns]
    return f" ORDER BY {stamps[0]}" if stamps else ""
