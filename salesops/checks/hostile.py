"""Text that harms who reads it: control characters, formulas, marks that hide or turn what is seen.

Each is a pattern of RE2. A file's bytes tell beforehand which can be in it at all.
"""

from collections.abc import Iterator, Sequence

from salesops.exports.bytes_seen import Seen
from salesops.queries.duck import identifier, literal

_CP1252 = (
    "\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019"
)
_CP1252 += "\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
_TRAIL = rf"[\x{{80}}-\x{{BF}}{_CP1252}]"
_LEADS = "\u00c2\u00c3\u00c4\u00c5\u00d0\u00d1"
"""The first bytes of two, read as letters: none stands before a sign in any language."""
_NO_WIDTH = r"\x{AD}\x{200B}\x{2060}\x{FEFF}\x{E0000}-\x{E007F}"
_TIGHT = "\u200c\u200d"
"""Joiners are part of emoji and of Persian; beside a Latin letter they only hide something."""
PATTERNS = {
    "mojibake": rf"[{_LEADS}]{_TRAIL}|\x{{E2}}[\x{{80}}\x{{20ac}}]|\x{{FFFD}}",
    "control": r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F\x{80}-\x{9F}]",
    "bidi": r"[\x{061C}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2066}-\x{2069}]",
    "zero-width": rf"[{_NO_WIDTH}]|\w[{_TIGHT}]|[{_TIGHT}]\w",
    "formula": r"^[=@\t\r]|^[+-].*[!|]|^[+-].*[A-Za-z].*\(",
}
_WIDE = "strlen({c}) <> length({c}) AND "
_LIKELY = {
    "mojibake": _WIDE,
    "control": "",
    "bidi": _WIDE,
    "zero-width": _WIDE,
    "formula": "({c} < '.' OR {c} BETWEEN '=' AND 'A') AND ",
}
"""What costs little and spares most values the pattern."""
_WHAT = {
    "mojibake": "were decoded wrongly before (Ã© for é, or � for what was lost): export as UTF-8",
    "control": "hold control characters: they are shown escaped",
    "bidi": "hold marks that turn the reading direction: they are shown escaped",
    "zero-width": "hold characters of no width: values that look alike differ",
    "formula": "begin as a spreadsheet formula: salesops writes them as text",
}


def hazards(seen: Seen, columns: Sequence[str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Of each check its code, what rows do, and by column the condition; none if it cannot be."""
    for check, pattern in PATTERNS.items():
        names = columns if _possible(check, seen) else ()
        sql = f"{_LIKELY[check]}regexp_matches({{c}}, {literal(pattern)})"
        yield check, _WHAT[check], {c: sql.replace("{c}", identifier(c)) for c in names}


def _possible(check: str, seen: Seen) -> bool:
    match check:
        case "mojibake":
            return not seen.ascii
        case "control":
            return seen.controls
        case "bidi" | "zero-width":
            return seen.special
    return True
