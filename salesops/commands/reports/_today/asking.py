"""Every analysis that offers something, asked once over one loading of the exports."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import ModuleType

from salesops import commands
from salesops.commands.opportunities import Opportunity
from salesops.errors import InputError, UsageError
from salesops.queries.database import Database
from salesops.result import Finding, Report
from salesops.units import Text


@dataclass(frozen=True)
class State:
    """What an analysis says of the day in one sentence."""

    what: Text
    how: Text
    more: Text


@dataclass
class Asked:
    """What the analyses answered."""

    offers: list[Opportunity] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    stale: Finding | None = None
    heard: bool = False
    """Whether any of them answered."""
    lacking: InputError | None = None
    """Why the first did not of those whose exports are missing."""


def all_of(db: Database, modules: Iterable[ModuleType], also: Iterable[str] = ()) -> Asked:
    """Each analysis as it is asked without an option; one that cannot answer is named.

    Its exports may be missing, or it may be about all orders where --where leaves out some. `also`
    is the SQL that the asker will read itself.
    """
    modules = list(modules)
    commands.expect(db, modules, also)
    asked = Asked()
    lacking: dict[str, list[str]] = {}
    for module in modules:
        try:
            _hear(asked, module, commands.ask(module, db))
        except (InputError, UsageError) as error:
            if isinstance(error, UsageError) and not db.book.filtered:
                raise
            if isinstance(error, InputError):
                asked.lacking = asked.lacking or error
            why = getattr(error, "lacking", None) or str(error)
            lacking.setdefault(why, []).append(_name(module))
    asked.left_out += [f"Without {', '.join(names)}: {why}" for why, names in lacking.items()]
    return asked


def _hear(asked: Asked, module: ModuleType, report: Report) -> None:
    asked.heard = True
    asked.offers += module.opportunities(report)
    if called := getattr(module, "IN_TODAY", None):
        said = getattr(module, "in_today", _headline)(report)
        asked.states.append(State(called, said, f"salesops {_name(module)}"))
    # Each looks at a window of its own: the one whose data ends earliest before it says most.
    stale = filter(None, (asked.stale, report.stale))
    asked.stale = max(stale, key=lambda f: f.facts.get("hours", 0), default=None)


def _headline(report: Report) -> str:
    """What is said of an analysis that has no shorter words for a table of many."""
    return report.headline


def _name(module: ModuleType) -> str:
    return commands.stem(module).replace("_", "-")
