"""What generated parts of the pages are made of: code and tables, in Markdown."""

from collections.abc import Iterable


def table(head: str, rows: Iterable[Iterable[str]]) -> str:
    """A table; the names of its columns are parted by bars."""
    names = head.split(" | ")
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(
        f"|{''.join(f' {cell} |' if cell else ' |' for cell in line)}" for line in lines
    )


def code(text: str) -> str:
    """A name as code."""
    return f"`{text}`"
