"""Parts of a page that a benchmark writes: between `<!-- measured: NAME -->` and its end."""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path


def table(head: str, rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown; all but its first column are numbers."""
    names = head.split("|")
    lines = [names, ["---", *["---:"] * (len(names) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write(page: Path, parts: Mapping[str, str]) -> None:
    """Make the measured parts of a page anew."""
    page.write_text(written(page.read_text(encoding="utf-8"), parts), encoding="utf-8")


def written(text: str, parts: Mapping[str, str]) -> str:
    """The text of a page with its measured parts made anew."""
    for name, part in parts.items():
        found = re.compile(rf"(<!-- measured: {name} -->\n).*?(<!-- end measured -->)", re.DOTALL)
        if not found.search(text):
            sys.exit(f"the page has no part `<!-- measured: {name} -->`")
        text = found.sub(rf"\g<1>\n{part}\n\n\g<2>", text)
    return text
