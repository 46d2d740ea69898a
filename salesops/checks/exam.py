"""What a check is given, and what it notes of the exports for the head of its report."""

from dataclasses import dataclass, field
from pathlib import Path

from salesops.exports.asking import Options
from salesops.queries.book import Facts, Reject
from salesops.queries.database import Asked
from salesops.settings import Settings


@dataclass
class Exam:
    """The exports to be checked, and what was asked of them."""

    options: Options
    settings: Settings
    state: Path | None = None
    list_rejects: bool = False
    """Every rejected value is asked for, with its line, and not only the first few."""
    asked: list[Asked] = field(default_factory=list)
    """The statements of the checks, for --explain."""
    rejects: tuple[Reject, ...] = ()
    facts: Facts | None = None
    """None until a check has run."""
