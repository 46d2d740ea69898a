"""Forecasts kept in the state folder as they were told, to be held against what comes.

A file a snapshot, in `forecasts`; its name begins with the as-of and what is forecast, and ends
with a number where the same question, as of the same moment, was told otherwise before: the data
was corrected in between. Files are whole or not there, and one process writes at a time.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from salesops import __version__, atomic
from salesops.commands.sales._forecast.asked import Asked
from salesops.commands.sales._forecast.question import Question, terms
from salesops.commands.sales._forecast.tracking import snapshot
from salesops.commands.sales._forecast.tracking.snapshot import Head, Snapshot
from salesops.errors import UsageError
from salesops.models.forecast.naive import naive_error, seasonal_naive
from salesops.models.forecast.outlook import LEVELS, Outlook
from salesops.models.forecast.panel import Array, Panel
from salesops.queries.database import Database
from salesops.state import LOCK, locked

FOLDER = "forecasts"
_NAMED = 3
"""Files named that are no snapshots; more are counted."""


@dataclass(frozen=True)
class Kept:
    """A snapshot in the folder."""

    path: Path
    number: int
    """1, or more where the same question was told otherwise before: the highest counts."""
    head: Head


@dataclass(frozen=True)
class Shelf:
    """What is in the folder."""

    kept: Sequence[Kept] = field(default_factory=tuple)
    bad: Sequence[str] = field(default_factory=tuple)
    """Names of files that are no snapshots."""


def folder(state: Path | None, option: str) -> Path:
    """Where snapshots lie.

    Raises:
        UsageError: no folder was named to keep them in.
    """
    if state is None:
        raise UsageError(
            f"{option} needs a folder that keeps forecasts: name one with --state FOLDER, or in "
            "SALESOPS_STATE"
        )
    return state / FOLDER


def save(db: Database, state: Path | None, asked: Asked, outlook: Outlook) -> str:
    """Keep a forecast; a sentence that says as what. The same one is kept once.

    Raises:
        UsageError: no folder, or a forecast without the intervals that are compared.
        LockedError: another run is writing and does not end.
        OutputError: the folder cannot be written.
    """
    place = folder(state, "--save")
    if not outlook.panel.ids:
        return "No series is forecast, so none is kept."
    shot = _shot(db, asked, outlook)
    stem = _stem(shot.head)
    with locked(place):
        last = max(_numbers(place, stem), default=0)
        before = snapshot.read(place / _name(stem, last)) if last else None
        if before is None or not before.same(shot):
            last += 1
            atomic.replace(place / _name(stem, last), snapshot.written(shot))
    other = (
        " The same question was told otherwise before: that stays beside it, and this one counts."
        if last > 1
        else ""
    )
    return f"Kept as {FOLDER}/{_name(stem, last)} in the state folder.{other}"


def _shot(db: Database, asked: Asked, outlook: Outlook) -> Snapshot:
    if not set(LEVELS) <= outlook.bounds.keys():
        raise UsageError("--save keeps the intervals of 80 and 95 %: have both among --levels")
    panel, question = outlook.panel, Question.of(asked)
    on, book = terms(db, panel.freq), db.book
    first: date = panel.ahead.tolist()[0]
    head = Head(question, on, book.as_of, first, __version__, book.fingerprint)
    values = {"yhat": outlook.yhat, "naive": naive(panel)}
    for level in sorted(outlook.bounds):
        low, high = outlook.within(level)
        values |= {f"lo{_percent(level)}": low, f"hi{_percent(level)}": high}
    return Snapshot(
        head,
        tuple(plain(name) for name in panel.ids),
        panel.ahead,
        tuple(plain(name) for name in outlook.methods),
        naive_error(_learnt(panel), panel.freq.cycle),
        {name: snapshot.rounded(amounts) for name, amounts in values.items()},
    )


def naive(panel: Panel) -> Array:
    """What the seasonal naive says of a panel; it knows closed days too."""
    found = seasonal_naive(_learnt(panel), panel.freq.cycle, panel.horizon)
    return np.where(panel.closed[:, -panel.horizon :], 0.0, found)


def _learnt(panel: Panel) -> Array:
    """The past without closed days: what does not come on them is no cycle."""
    return np.where(panel.closed[:, : panel.y.shape[1]], np.nan, panel.y)


def plain(name: str) -> str:
    """A name with a lone surrogate, which no file holds, as its code."""
    return name.encode("utf-8", "backslashreplace").decode()


def _percent(level: float) -> str:
    return f"{level * 100:g}"


def _stem(head: Head) -> str:
    """What all files of one question and moment begin with."""
    question = head.question
    of = json.dumps([asdict(question), asdict(head.terms)], sort_keys=True)
    digest = hashlib.sha256(of.encode()).hexdigest()[:8]
    stamp = re.sub("[^0-9T.-]", "", head.made.isoformat())
    return f"{stamp}-{question.measure}-{question.by}-{question.freq}-{digest}"


def _name(stem: str, number: int) -> str:
    return f"{stem}.parquet" if number == 1 else f"{stem}-{number}.parquet"


def _numbers(place: Path, stem: str) -> list[int]:
    return [
        number
        for number in (_number(path.name, stem) for path in place.glob(f"{stem}*.parquet"))
        if number
    ]


def _number(name: str, stem: str) -> int:
    found = re.fullmatch(re.escape(stem) + r"(?:-([0-9]{1,9}))?\.parquet", name)
    return int(found[1] or 1) if found else 0


def shelf(place: Path) -> Shelf:
    """All snapshots, oldest first; what else lies there is named."""
    kept, bad = [], []
    files = sorted(place.iterdir()) if place.is_dir() else []
    for path in files:
        if path.name.startswith(".") or path.name == LOCK:
            continue  # a killed process may have left what it had not finished
        head = snapshot.head(path) if path.is_file() else None
        number = _number(path.name, _stem(head)) if head else 0
        if head is None or not number:
            bad.append(path.name)
        else:
            kept.append(Kept(path, number, head))
    return Shelf(sorted(kept, key=lambda one: (one.head.made, one.number)), bad)


def passed_over(bad: Sequence[str]) -> tuple[str, ...]:
    """What is to be said of files that are no snapshots."""
    if not bad:
        return ()
    named = ", ".join(bad[:_NAMED])
    more = f" and {len(bad) - _NAMED} more" if len(bad) > _NAMED else ""
    return (
        f"Passed over in {FOLDER} of the state folder, being no whole forecast: {named}{more}.",
    )
