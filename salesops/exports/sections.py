"""Where a table ends and another begins in the same file: Google Analytics exports whole pages.

A source says what the line begins with that ends its table, `-- ends at: #`.
"""

from pathlib import Path

from salesops.exports.marks import said
from salesops.exports.recognise import Match
from salesops.units import counted

BELOW = "a line of another table below the first"
"""The reason why what stands below is excluded."""


def first_table(path: Path, found: Match, copy: Path) -> tuple[Path, int]:
    """The file without what stands below its first table, and how many lines those are.

    It is written to `copy` where anything does, else it is the file itself. Lines that are blank or
    begin with the mark are none.
    """
    begins = next(said(found.source.sql.header, "ends at"), "")
    if not begins or not found.header.delimiter:
        return path, 0
    mark, below, ended = begins.encode(), 0, False
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
    what = f"{counted(below, 'line')} of further tables {stand} below the one that is read"
    return [f"{what}: export each table alone"] if below else []
