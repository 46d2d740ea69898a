"""What was sent: a line for each delivery, so that the same is not sent twice.

In a folder of its own with its own lock: sending takes seconds, and whoever else keeps something
in the state folder is not to wait for that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from salesops.state import append, lines, locked

FOLDER, FILE = "notify", "sent.jsonl"
WAIT = 180.0
"""Seconds that a run waits for another to send: more than three time-outs and what lies between."""


@contextmanager
def held(state: Path) -> Iterator[None]:
    """Nobody else sends until the block ends."""
    with locked(state / FOLDER, WAIT):
        yield


def sent_at(state: Path, key: str) -> str | None:
    """When the delivery of that key was made; None if it never was."""
    found = [line.value for line in lines(state / FOLDER / FILE)]
    stamps = [one.get("at") for one in found if isinstance(one, dict) and one.get("key") == key]
    return str(stamps[-1]) if stamps else None


def note(state: Path, key: str, kind: str, report: str) -> None:
    """Keep that it was made; of the receiver only what the key holds, which is a hash."""
    at = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    append(state / FOLDER / FILE, [{"key": key, "at": at, "kind": kind, "report": report}])
