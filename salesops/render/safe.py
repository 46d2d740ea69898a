r"""Text from exports, made harmless: a cell may hold anything and must read as what it is.

Control characters drive terminals, bidi controls reorder what is read, zero-width ones hide in it;
so prose shows their codes (`\x1b`, `\u202e`) instead.
"""

import re
from unicodedata import category

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories: controls, formats (bidi, zero width), surrogates, line and paragraph ends."""
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Zero width although Unicode calls them letters or marks."""
_IGNORED = re.compile("[\u2065\ufff0-\ufff8\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]")
"""Of no width by Unicode's own rule, although no character has these numbers yet."""
_SHORT = {"\n": r"\n", "\t": r"\t", "\r": r"\r"}

_MARKDOWN = re.compile(
    r"""
      [\\`*\[\]<>|~]                # code, emphasis, links, HTML, the next cell, deletions
    | (?<![^\W_])_ | _(?![^\W_])    # emphasis; inside a word, as in net_sales, it is a letter
    | &(?=\#?\w+;)                  # an entity, as in &lt;
    | \A\#(?=\#{0,5}(?:\s|\Z))      # a heading; #1001 is none
    | (?<=\s)\#(?=\#*\Z)            # the end of a heading
    | \A[+-](?=[\s+-]|\Z)           # a list or a rule; -20.0 % is neither
    | \A=(?==*\Z)                   # the line under a heading
    | \A:(?=:)                      # a fenced div, and a command where a CI log shows it
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(r"\A(\d{1,9})(?=[.)](?:\s|\Z))")

_ASCII = str.maketrans("▁▂▃▄▅▆▇█" + "·│–—×’", " .:-=+*#" + "-|--x'")
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
"""First characters that make a cell a formula, in some locales in full width."""
_COMMAND, _BROKEN = "##[", r"#\x23["
"""Runners of GitHub take `##[error]` for a command wherever it stands in a line of the log."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def visible(text: str) -> str:
    r"""The text on one line, each character that cannot be seen written as its code."""
    if not (text.isprintable() and _BLANK.isdisjoint(text)):
        text = "".join(map(_seen, text))
    return text.replace(_COMMAND, _BROKEN)


def _seen(char: str) -> str:
    return (_SHORT.get(char) or _code(ord(char))) if _hidden(char) else char


def _hidden(char: str) -> bool:
    """Whether a reader cannot see it; noncharacters (U+FFFE) are also what XML cannot hold."""
    if category(char) in _UNSEEN or char in _BLANK or _IGNORED.match(char):
        return True
    return ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef"  # noqa: PLR2004


def _code(point: int) -> str:
    if point <= 0xFF:  # noqa: PLR2004
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"  # noqa: PLR2004


def markdown(text: str) -> str:
    """The text as Markdown that renders literally, in a paragraph as in a table cell."""
    return _NUMBERED.sub(r"\1\\", _MARKDOWN.sub(r"\\\g<0>", visible(text).strip()))


def ascii_only(text: str) -> str:
    """The text in ASCII: the sign of a change is its arrow, other characters become codes."""
    text = text.replace("▲ ", "").replace("▼ ", "").replace("…", "...").translate(_ASCII)
    return text.encode("ascii", "backslashreplace").decode("ascii")


def logged(line: str) -> str:
    r"""A line of the terminal as no CI log obeys it: GitHub runs one that begins with `::`."""
    line = line.replace(_COMMAND, _BROKEN)
    bare = line.lstrip()
    return f"{line[: -len(bare)]}\\x3a{bare[1:]}" if bare.startswith("::") else line


def json_bytes(text: str) -> bytes:
    """JSON as UTF-8: what that cannot hold, or a CI log would obey, as the escape of JSON."""
    # A lone surrogate becomes the JSON escape that means the same.
    escaped = text.replace(_COMMAND, r"#\u0023[")
    return f"{escaped}\n".encode("utf-8", "backslashreplace")


def spreadsheet(text: str) -> str:
    """The text as a cell that no spreadsheet runs as a formula; a plain number stays one."""
    # Spreadsheets drop a byte order mark or a NUL, and then the next character is the first.
    first = next((char for char in text if char in _FORMULA or not _hidden(char)), "")
    return f"'{text}" if first in _FORMULA and not _NUMBER.fullmatch(text) else text
