"""How the reader wants to see an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesops.render.charts import Drawing


@dataclass(frozen=True)
class View:
    """What a renderer needs besides the answer; each format heeds only what concerns it."""

    table: str | None = None
    """The one table that csv and parquet write; None is the first."""
    language: str = "en"
    """Of the fixed words of prose; see `tongue`."""
    color: bool = False
    width: int = 80
    ascii_only: bool = False
    """The terminal cannot show more than ASCII."""
    fail_on: str = "error"
    """From which level on a finding fails the run: never, warning or error."""
    drawings: Mapping[str, "Drawing"] = field(default_factory=dict)
    """The pictures by the names of their charts; one that could not be drawn is not here."""
    pictures: str | None = None
    """The folder beside the answer that Markdown links pictures in; None links none."""
    folds: bool = False
    """Long numbers under a picture will be folded away: else they stand at their section's end."""
