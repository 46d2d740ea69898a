"""Quotes that never close: the line that opens one is set aside, the lines behind it are read."""

import shutil
from collections.abc import Iterable
from pathlib import Path

TRIES = 20
"""Lines of a file that may open a quote in vain before the rest of it is given up."""
_BLOCK = 1 << 16


def blanked(path: Path, copy: Path, opened: Iterable[tuple[int, int]], fill: bytes) -> Path:
    """A copy in which each of the lines is blank, and every other byte where it was.

    Args:
        path: The file.
        copy: Where the copy goes.
        opened: Of each quote, the byte (the first is 1) at which its row starts and its own.
        fill: One byte that a blank line is filled with.
    """
    if copy != path:
        shutil.copyfile(path, copy)
    with copy.open("r+b") as file:
        for start, quote in opened:
            file.seek(quote - 1)
            end = quote - 1 + _rest_of_line(file.read(_BLOCK))
            file.seek(start - 1)
            line = file.read(end - start + 1)
            file.seek(start - 1)
            file.write(bytes(c if c in b"\r\n" else fill[0] for c in line))
    return copy


def _rest_of_line(data: bytes) -> int:
    """Bytes before the next line end."""
    ends = [at for at in (data.find(b"\n"), data.find(b"\r")) if at >= 0]
    return min(ends, default=len(data))
