"""Date formats as the standard writes them (yyyy-MM-dd) and as strptime does (%Y-%m-%d)."""

import re
from collections.abc import Iterator

_LETTERS = {
    "yyyy": "%Y",
    "uuuu": "%Y",
    "yy": "%y",
    "MM": "%m",
    "M": "%m",
    "MMM": "%b",
    "MMMM": "%B",
    "dd": "%d",
    "d": "%d",
    "EEE": "%a",
    "EEEE": "%A",
    "HH": "%H",
    "H": "%H",
    "hh": "%I",
    "h": "%I",
    "mm": "%M",
    "ss": "%S",
    "SSSSSS": "%f",
    "SSS": "%f",
    "a": "%p",
    "DDD": "%j",
    "XXX": "%z",
    "xx": "%z",
}
_WRITTEN = {code: letters for letters, code in reversed(_LETTERS.items())}
_TOKEN = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']", re.DOTALL)


def to_strptime(pattern: str) -> str:
    """The strptime format of a pattern of either kind; one with a % is one already.

    Raises:
        ValueError: a part of it means nothing, named.
    """
    if "%" in pattern:
        for found in re.finditer(r"%.?", pattern):
            if found[0] not in _WRITTEN and found[0] != "%%":
                raise ValueError(f"{found[0]!r} in {pattern!r} is no part of a date")
        return pattern
    return "".join(_translated(pattern))


def _translated(pattern: str) -> Iterator[str]:
    at = 0
    while at < len(pattern):
        found = _TOKEN.match(pattern, at)
        if found is None:
            raise ValueError(f"a quote in {pattern!r} does not close")
        at = found.end()
        if found[1] is not None:
            yield found[1].replace("''", "'") or "'"
        elif found[2]:
            yield _of_letters(found[0], pattern)
        else:
            yield found[0]


def _of_letters(letters: str, pattern: str) -> str:
    if letters not in _LETTERS:
        raise ValueError(f"{letters!r} in {pattern!r} is no part of a date: write as in yyyy-MM-dd")
    return _LETTERS[letters]


def to_pattern(strptime: str) -> str | None:
    """The standard's way of writing a strptime format; None where it has none for a part."""
    parts = re.split(r"(%.)", strptime)
    if any(code not in _WRITTEN for code in parts[1::2]):
        return None
    written = "".join(_WRITTEN[p] if i % 2 else _quoted(p) for i, p in enumerate(parts))
    return written if to_strptime(written) == strptime else None


def _quoted(text: str) -> str:
    return re.sub(r"[A-Za-z]+", lambda found: f"'{found[0]}'", text.replace("'", "''"))
