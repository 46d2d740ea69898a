"""Now, on the store's clock: what a check is as of, and after which a stamp is of the future."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from salesops.checks.exam import Exam
from salesops.checks.opened import Opened
from salesops.period import parse_as_of
from salesops.queries.duck import Duck

_TICK = timedelta(microseconds=1)


def as_of(exam: Exam, duck: Duck, files: Sequence[Opened], zone: str | None) -> datetime:
    """The question's now, as the analyses have it; `data` is just after the latest stamp."""
    said = _said(exam)
    if said not in ("now", "data"):
        return parse_as_of(said)
    if said == "data":
        ends = [end for opened in files if (end := _reach(duck, opened))]
        if ends:
            return max(ends) + _TICK
    return _now(zone)


def last(exam: Exam, found: datetime, zone: str | None) -> datetime:
    """After which a stamp is of the future: an as-of that the data tells knows of none itself."""
    return max(found, _now(zone)) if _said(exam) == "data" else found


def _said(exam: Exam) -> str:
    return exam.options.as_of or exam.settings.time.as_of or "now"


def _now(zone: str | None) -> datetime:
    now = datetime.now(UTC)
    local = now.astimezone(ZoneInfo(zone)) if zone else now
    return local.replace(tzinfo=None)


def _reach(duck: Duck, opened: Opened) -> datetime | None:
    """The latest stamp of its rows, before anything else is asked."""
    name = opened.dated()
    latest = duck.value(f"SELECT max({opened.shown(name)}) FROM {opened.view}") if name else None
    return datetime.fromisoformat(str(latest)) if latest is not None else None
