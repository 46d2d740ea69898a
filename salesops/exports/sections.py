"""Where a table ends and another begins in the same file: Google Analytics exports whole pages.

A source says what the line begins with that ends its table, `-- ends at: #`.
"""

import re
from pathlib import Path

from salesops.exports.recognise import Match
from salesops.units import counted

BELOW = "a line of another table below the first"
"""The reason why what stands below is excluded."""
_MARK = re.compile(r"^-- ends at: *(\S+)$", re.MULTILINE)


def first(path: Path, found: Match, copy: Path) -> tuple[Path, int]:
    """The file without what stands below its table, and how many lines those are.

    Lines that are blank or begin with the mark are none.
    """
    said = _MARK.search(found.source.sql.header)
    if said is None or not found.header.delimiter:
        return path, 0
    mark, below, ended = said[1].encode(), 0, False
    with path.open("rb") as lines, copy.open("wb") as out:
        for number, line in enumerate(lines):
            marked = line.startswith(mark)
            ended = ended or (marked and number >= found.header.lines)
            if not ended:
                out.write(line)
            below += ended and not marked and bool(line.strip())
    return (copy, below) if ended else (path, 0)


def note(below: int) -> list[str]:
    """What a reader must be told of them."""
    stand = "stands" if below == 1 else "stand"
    said = f"{counted(below, 'line')} of further tables {stand} below the one that is read"
    return [f"{said}: export each table alone"] if below else []
