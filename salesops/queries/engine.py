"""What a second engine must do: declare what there is, run a statement, close."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # numpy is slow to load, and only forecasts need it
    from numpy.typing import NDArray

MEMORY = "25%"
"""What of the machine a question may use before it spills; it has other work to do."""


@dataclass(frozen=True)
class Rows:
    """A result: column names, the engine's names for their types, and the rows as tuples."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    tuples: Sequence[tuple[Any, ...]]


class Engine(Protocol):
    """Runs the portable SQL of sql/: DuckDB here, or Spark elsewhere (see docs/engines.md)."""

    name: str
    little: bool
    """There is so little to read that what is computed twice is better kept."""

    def open(self, views: Mapping[str, str], kept: Mapping[str, Collection[str] | None]) -> None:
        """Declare named views, each by its SELECT, in an order in which each reads earlier ones.

        Those `kept` are computed once, each with its columns among the words given for it; None
        stands for every column.
        """

    def run(self, sql: str, params: Mapping[str, object] | None = None) -> Rows:
        """Run one statement with `$name` values bound; its rows, all fetched."""

    def columns(
        self, sql: str, params: Mapping[str, object] | None = None
    ) -> "Mapping[str, NDArray[Any]]":
        """Run one statement as `run` does; its columns as numpy arrays, for millions of rows."""

    def interrupt(self) -> None:
        """Stop the running statement, from another thread."""

    def close(self) -> None:
        """Give back memory, threads and temporary files."""
