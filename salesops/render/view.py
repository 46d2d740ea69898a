"""How the reader wants to see an answer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """What a renderer needs besides the answer; each format heeds only what concerns it."""

    table: str | None = None
    """The one table that csv and parquet write; None is the first."""
    color: bool = False
    width: int = 80
    ascii_only: bool = False
    """The terminal cannot show more than ASCII."""
    fail_on: str = "error"
    """From which level on a finding fails the run: never, warning or error."""
