"""Every shipped statement is portable, and its Spark translation is the one that was reviewed.

After a change of SQL or translator: UPDATE_GOLDEN=1 pytest tests/portable/test_sweep.py, then read
the difference. Running is no proof here: most mistranslations run.
"""

import os
from pathlib import Path

import pytest

from salesops.queries.portable import lint
from salesops.queries.spark import to_spark
from salesops.queries.statement import read

SQL = Path(__file__).parents[2] / "sql"
GOLDEN = Path(__file__).with_name("golden")
DUCKDB_ONLY = {"sources", "canonical", "load", "checks"}
"""The way from files to canonical tables, and what is asked of the files themselves: DuckDB's."""


def shipped():
    """Golden file -> (section, SQL) of every statement outside those folders."""
    found = {}
    for path in sorted(SQL.rglob("*.sql")):
        section = path.relative_to(SQL).parent
        if section.parts[:1] and section.parts[0] in DUCKDB_ONLY:
            continue
        for statement in read(path).statements:
            name = path.stem if statement.name == path.stem else f"{path.stem}.{statement.name}"
            found[GOLDEN / section / f"{name}.spark.sql"] = (section.as_posix(), statement.sql)
    return found


STATEMENTS = shipped()


@pytest.mark.parametrize(
    ("section", "sql"), STATEMENTS.values(), ids=[path.name for path in STATEMENTS]
)
def test_is_portable(section, sql):
    assert lint(sql, view=section == "shared") == []


@pytest.mark.parametrize("golden", STATEMENTS, ids=[path.name for path in STATEMENTS])
def test_translates_as_reviewed(golden):
    _, sql = STATEMENTS[golden]
    translated = to_spark(sql) + "\n"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(translated, encoding="utf-8")
    assert golden.exists(), f"no {golden.name}: run with UPDATE_GOLDEN=1 and read it"
    assert translated == golden.read_text(encoding="utf-8")


def test_no_golden_file_is_stale():
    stale = set(GOLDEN.rglob("*")) - set(STATEMENTS)
    stale = {path for path in stale if path.is_file()}
    if os.environ.get("UPDATE_GOLDEN") == "1":
        for path in stale:
            path.unlink()
        return
    assert stale == set()
