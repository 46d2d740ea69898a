"""Every statement under sql/ keeps the layout that pyproject.toml states: one test a statement.

A file may hold several statements under `-- name:` lines, with no semicolons between: as one text
it does not parse. So each is linted by itself, as salesops.queries.statement cuts it out, and line
numbers count from its first line.
"""

from functools import cache
from pathlib import Path

import pytest

from salesops.queries.statement import read

sqlfluff = pytest.importorskip("sqlfluff.core")
pytestmark = pytest.mark.slow
"""Each statement is held by the leg `sql` of `make lint`, which CI runs: not by the tests too."""

ROOT = Path(__file__).parents[1]
SQL = ROOT / "sql"
STATEMENTS = {
    f"{path.relative_to(SQL).with_suffix('')}:{statement.name}": statement.sql
    for path in sorted(SQL.rglob("*.sql"))
    for statement in read(path).statements
}


@cache
def linter():
    return sqlfluff.Linter(config=sqlfluff.FluffConfig.from_path(str(ROOT)))


@pytest.mark.parametrize("name", STATEMENTS)
def test_layout(name):
    found = linter().lint_string(STATEMENTS[name] + "\n").get_violations()
    assert [f"line {v.line_no}: {v.rule_code()} {v.desc()}" for v in found] == []
