"""What the command line and the settings say of the data, before any file is looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from salesops.errors import UsageError, meant
from salesops.queries.engine import MEMORY
from salesops.settings import Settings

USERS = Path("sources")
"""Where a user's own sources lie: below the current folder, or beside the settings."""


@dataclass(frozen=True)
class Filter:
    """A `--where`: a column of orders, or of deals, and the value it must have."""

    column: str
    value: str


def filters(texts: Iterable[str]) -> tuple[Filter, ...]:
    """The filters that `COLUMN=VALUE` texts mean.

    Raises:
        UsageError: no such form, or a column that neither orders nor deals have.
    """
    asked = list(texts)
    known = _filtered_by("orders") | _filtered_by("deals") if asked else {}
    found = []
    for text in asked:
        column, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"--where {text!r}: write COLUMN=VALUE, as in channel=web")
        if column not in known:
            raise UsageError(
                f"--where {column!r} is no column of orders or deals: {meant(column, known)}"
            )
        found.append(Filter(column, value))
    return tuple(found)


def _filtered_by(table: str) -> dict[str, None]:
    from salesops.exports import canonical

    columns = canonical.tables()[table].columns
    return dict.fromkeys(c.name for c in columns if c.type == "VARCHAR")


@dataclass(frozen=True)
class Options:
    """What the command line says of the data, over what the settings say."""

    data: tuple[Path, ...]
    as_of: str | None = None
    zone: str | None = None
    currency: str | None = None
    fx: Path | None = None
    where: tuple[Filter, ...] = ()
    skip: tuple[Path, ...] = ()
    memory: str = MEMORY


def zone_of(options: Options, settings: Settings) -> str | None:
    """The zone asked for, or None for stamps as written.

    Raises:
        UsageError: no such zone.
    """
    zone = options.zone or settings.time.zone
    try:
        return ZoneInfo(zone).key if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(f"{zone!r} is no time zone: write it as in Europe/Rome") from error


def now(zone: str | None, minutes: int) -> datetime:
    """This moment on the store's clock: that of the zone, else so many minutes ahead of UTC."""
    this = datetime.now(UTC)
    if zone:
        return this.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return this.replace(tzinfo=None) + timedelta(minutes=minutes)
