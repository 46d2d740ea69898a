"""One DuckDB for tests of answers: to start one costs more than to ask it about a little file.

Each question has a database of its own in it. It is as locked as the product's, but may read what
lies below the folders of tests; which files a question may read is for other tests to see.
"""

import itertools
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

import duckdb
import pytest

from salesops.queries import duck, engine

LITTLE = {"threads": 1}
MEMORY = "6GB"
"""Of one that holds what many questions have loaded, where tests share that too."""
WORTH_IT = ("filter_pushdown", "unused_columns", "expression_rewriter")
"""Of DuckDB's optimizers those that pay for a few rows; to run all takes a third of such a test.

What is asked stays what it is, which the golden files hold against DuckDB as users have it.
"""
KEPT = "kept"
"""The database of what outlives a question: see staged.py."""
SHARED = Path(os.environ.get("SALESOPS_SHARED") or Path(__file__).parents[2] / "shared")
"""The case data."""
READABLE = (Path(tempfile.gettempdir()), Path(__file__).parents[1], SHARED.resolve())
_connect = duck._connect
_NUMBERS = itertools.count()
_ONE_AT_A_TIME = RLock()
"""The engine's own connection is asked by all: a test may ask from several threads."""


@contextmanager
def shared() -> Iterator[None]:
    """Questions of little data are asked of one engine; the others start theirs, as always."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duck, "_connect", _lent)
        yield


def _lent(folder: Path, memory: str, further: Mapping[str, int]) -> Any:
    if memory != engine.MEMORY or further != LITTLE:
        return _connect(folder, memory, further)
    return Lent(lambda: _connect(folder, memory, further))


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """The one that is shared, in which nothing can be set any more."""
    found = _connect(Path(tempfile.mkdtemp(prefix="salesops-engine-")), MEMORY, LITTLE)
    readable = ", ".join(duck.literal(str(path)) for path in READABLE)
    found.execute("SET GLOBAL TimeZone='UTC'")
    names = [name for (name,) in found.execute("SELECT name FROM duckdb_optimizers()").fetchall()]
    found.execute("SET GLOBAL disabled_optimizers=?", [",".join(sorted({*names} - {*WORTH_IT}))])
    found.execute(f"SET allowed_directories=[{readable}]")
    found.execute("SET enable_external_access=false")
    found.execute("SET lock_configuration=true")
    found.execute(f"ATTACH ':memory:' AS {KEPT}")
    return found


class Lent:
    """A connection to a database of its own, in the engine that is shared."""

    def __init__(self, own: Callable[[], Any] = lambda: None) -> None:
        self._own: Any = None
        self._start = own
        self._name = f"question_{next(_NUMBERS)}"
        with _ONE_AT_A_TIME:
            _engine().execute(f"ATTACH ':memory:' AS {self._name}")
            self._cursor = _engine().cursor()
        self._cursor.execute(f"USE {self._name}")

    def execute(self, statement: Any, *values: Any) -> Any:
        """Run a statement. What `Duck` sets, which it does by text, is set already."""
        if isinstance(statement, str) and statement.startswith("ATTACH "):
            self.close()  # what reads a file of tables has an engine to itself
            self._own = self._start()
        if self._own is not None:
            return self._own.execute(statement, *values)
        if isinstance(statement, str):
            assert statement.startswith("SET "), statement
            return None
        return self._cursor.execute(statement, *values)

    def keep(self, table: str) -> str:
        """Copy a table to where every question can read it; what it is called there."""
        name = f"{KEPT}.{self._name}_{table}"
        self._cursor.execute(f"CREATE TABLE {name} AS FROM {table}")
        return name

    def extract_statements(self, sql: str) -> Any:
        return (self._own or self._cursor).extract_statements(sql)

    def interrupt(self) -> None:
        (self._own or self._cursor).interrupt()

    def close(self) -> None:
        if self._own is not None:
            self._own.close()
            return
        self._cursor.close()
        with _ONE_AT_A_TIME:
            _engine().execute(f"DETACH DATABASE IF EXISTS {self._name}")
