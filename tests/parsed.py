"""Statements that tests share: a text is parsed once, in whichever database it is asked.

Little stores are asked the same thousands of times, and a fifth of the work was to read the same
text again. What a text is parsed into hangs on no database: each binds and plans it for itself, as
DuckDB does with a text, and what a text does not parse to is said anew each time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import pytest

from salesops.queries import duck

MOST = 2_000
"""Texts that are kept, those asked last."""


class Parsed(dict[str, duckdb.Statement]):
    """By its text each single statement."""

    def of(self, text: str, extract: Callable[[str], list[duckdb.Statement]]) -> Any:
        """The statement of a text; of several, or of none, the text."""
        if found := self.pop(text, None):
            self[text] = found
            return found
        statements = extract(text)
        if len(statements) != 1:
            return text
        if len(self) >= MOST:
            del self[next(iter(self))]
        self[text] = statements[0]
        return statements[0]


class Connection:
    """A connection of DuckDB that asks what was parsed before."""

    def __init__(self, made: duckdb.DuckDBPyConnection, parsed: Parsed) -> None:
        self._made, self._parsed = made, parsed

    def execute(self, text: str, *parameters: Any) -> Any:
        """As DuckDB's own."""
        found = self._parsed.of(text, self._made.extract_statements)
        return self._made.execute(found, *parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)


@contextmanager
def once() -> Iterator[Parsed]:
    """Every database that is opened meanwhile shares what was parsed."""
    connect, parsed = duck._connect, Parsed()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duck, "_connect", lambda *args: Connection(connect(*args), parsed))
        yield parsed
    parsed.clear()  # before DuckDB's library goes, which would complain of what is left
