"""Whether somebody may be written to, and how it is said."""

from collections.abc import Iterable

UNKNOWN = "consent unknown"
REFUSED = "no consent: do not write"


def write_by(ways: Iterable[tuple[str, bool | None]]) -> str:
    """The ways that they agreed to; UNKNOWN or REFUSED where there is none."""
    known = list(ways)
    if agreed := [way for way, consent in known if consent]:
        return ", ".join(agreed)
    return REFUSED if any(consent is False for _, consent in known) else UNKNOWN
