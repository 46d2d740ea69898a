"""Which alerts were said of which days, kept as lines of JSON in the state folder.

A line, broken here to be read:

    {"version": 1, "alert": "category-drop", "entity": "Toys", "currency": "EUR",
     "start": "2026-03-09T00:00:00", "end": "2026-03-10T00:00:00", "as_of": "2026-03-10T06:15:00"}
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from salesops.state import append, lines, locked

FILE = "alerts.jsonl"
VERSION = 1


@dataclass(frozen=True)
class Said:
    """An alert of one entity that was raised, and the window that it was about."""

    alert: str
    entity: str
    currency: str | None
    start: datetime
    end: datetime
    as_of: datetime

    @property
    def who(self) -> tuple[str, str, str | None]:
        """The alert and its entity; in another currency its numbers are others."""
        return self.alert, self.entity, self.currency

    @property
    def window(self) -> tuple[datetime, datetime]:
        """What it was about."""
        return self.start, self.end


@dataclass(frozen=True)
class Past:
    """What was said, in the order it was kept, and the lines that are none of it."""

    said: tuple[Said, ...] = ()
    notes: tuple[str, ...] = ()

    def cooling(self, new: Said, rest: timedelta) -> Said | None:
        """What was said of it so short a time before that it is not to be said again.

        Time is that of the windows, so no clock counts. What was said of this very window is said
        again: its report is written anew, and is the same. What was said of a later one is not
        known yet.
        """
        same = [old for old in self.said if old.who == new.who]
        if any(old.window == new.window for old in same):
            return None
        recent = [old for old in same if timedelta(0) < new.end - old.end < rest]
        return max(recent, key=lambda old: old.end, default=None)


def read(folder: Path) -> Past:
    """What earlier runs said; a line that is none is passed over and told.

    Raises:
        OutputError: the file is there and cannot be read.
    """
    found = [(line.number, _said(line.value)) for line in lines(folder / FILE)]
    bad = ", ".join(str(number) for number, said in found if said is None)
    notes = (f"{FILE} of --state: passed over what is no alert, line {bad}.",) if bad else ()
    return Past(tuple(said for _, said in found if said), notes)


def keep(folder: Path, new: Iterable[Said]) -> None:
    """Keep what was said; of one window once, however often its report is written.

    Raises:
        LockedError: another run is writing and does not end.
        OutputError: the folder cannot be written.
    """
    with locked(folder):
        known = {(old.who, old.window) for old in read(folder).said}
        append(folder / FILE, [_line(one) for one in new if (one.who, one.window) not in known])


def _line(said: Said) -> dict[str, object]:
    facts = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in asdict(said).items()}
    return {"version": VERSION, **facts}


def _said(value: object) -> Said | None:
    """What a line holds; None where it is another thing, or another version of one."""
    match value:
        case {
            "version": int(version),
            "alert": str(alert),
            "entity": str(entity),
            "currency": str() | None as currency,
            "start": str(start),
            "end": str(end),
            "as_of": str(as_of),
        } if version == VERSION:
            stamps = _stamps((start, end, as_of))
            return Said(alert, entity, currency, *stamps) if stamps else None
    return None


def _stamps(texts: Sequence[str]) -> tuple[datetime, datetime, datetime] | None:
    """Stamps of the store's clock: one with a zone cannot be held against them."""
    try:
        first, second, third = (datetime.fromisoformat(text) for text in texts)
    except ValueError:
        return None
    return None if first.tzinfo or second.tzinfo or third.tzinfo else (first, second, third)
