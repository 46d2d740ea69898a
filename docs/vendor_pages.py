"""The generated parts of docs/vendors: what each system's exports are, feed, and cannot say.

All of it is told by the headers of the sources: their marks (salesops/exports/marks.py), inputs and
remarks; which commands a table feeds is told by the SQL of the commands, as in `salesops map`.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

from markdown_cells import code, table

from salesops.assets import folder
from salesops.commands.asked import Asks
from salesops.commands.asked import all_asked as _all_asked
from salesops.exports import source
from salesops.exports.marks import marks, without
from salesops.exports.source import Input, InputColumn, Source

DOCS = Path(__file__).parent
FOLDER = DOCS / "vendors"
_POLICIES = {"null": "blank, counted", "reject": "row rejected", "refuse": "file refused"}
FEW = 6
"""Commands that the index names; of more it says how many."""


def vendors() -> dict[str, list[Source]]:
    """The bundled sources by vendor, in the order of the names, and those of the examples.

    An example is a source that nothing proves: who needs it takes it among their own.
    """
    found: dict[str, list[Source]] = {}
    examples = sorted(DOCS.glob("examples/*/sources"))
    for one in source.load([folder("sql") / "sources", *examples]):
        if name := marks(one.sql.header).vendor:
            found.setdefault(name, []).append(one)
    named = sorted(found.items(), key=lambda pair: pair[0].casefold())
    return {name: sorted(sources, key=lambda one: _by_others(name, one)) for name, sources in named}


def _by_others(vendor: str, one: Source) -> tuple[bool, str]:
    """What the system itself exports comes before what others copy out of it."""
    return not one.name.startswith(slug(vendor).partition("-")[0]), one.name


@cache
def all_asked() -> list[Asks]:
    """Every command that asks SQL, and what it reads."""
    return _all_asked()


def slug(vendor: str) -> str:
    """The name of a vendor's page."""
    return re.sub(r"[^a-z0-9]+", "-", vendor.casefold()).strip("-")


def missing() -> dict[Path, str]:
    """A first text for every vendor that has no page yet."""
    pages = {FOLDER / f"{slug(name)}.md": name for name in vendors()}
    return {path: _page(name) for path, name in pages.items() if not path.exists()}


def index() -> str:
    """Every vendor, the tables that its exports fill, and the commands that they are enough for."""
    every = len(all_asked())
    rows = []
    for name, sources in vendors().items():
        tables = _tables(sources)
        enough = [one.name for one in _feeding(tables) if _enough(one, tables)]
        said = ", ".join(map(_command, enough))
        said = said if len(enough) <= FEW else f"{len(enough)} of {every} commands"
        rows.append((f"[{name}]({slug(name)}.md)", ", ".join(map(code, tables)), said))
    return table("System | Its exports fill | Enough for", rows)


def vendor(name: str) -> str:
    """The generated part of a vendor's page, by the name of the page."""
    (sources,) = (found for vendor, found in vendors().items() if slug(vendor) == name)
    parts = [_exports(name, sources), _commands(sources), _cannot(sources), _unverified(sources)]
    recognised = [
        "## What is recognised",
        "Case does not matter, nor whether words are parted by blanks, `_` or `-`. Columns in any "
        "order, and columns that are not listed, are fine. What the types and the last column mean "
        "is told in [how files are read](../reading.md#the-values).",
        *(_source(one) for one in sources),
    ]
    return "\n\n".join(part for part in [*parts, *recognised] if part)


def _page(name: str) -> str:
    return f"# {name}\n\n<!-- generated: vendor {slug(name)} -->\n\n<!-- end generated -->\n"


def _exports(page: str, sources: Iterable[Source]) -> str:
    rows = [
        (
            # A name that is the page's own leads to its top.
            code(one.name) if one.name == page else f"[`{one.name}`](#{one.name})",
            "<br>".join(marks(one.sql.header).exports),
            ", ".join(map(code, one.tables)) or "none yet",
        )
        for one in sources
    ]
    return f"## How to export\n\n{table('Read as | How to export it | Fills', rows)}"


def _tables(sources: Iterable[Source]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in sources for name in one.tables))


def _feeding(tables: Collection[str]) -> list[Asks]:
    """The commands that read one of the tables, those first for which they are enough."""
    asked = [one for one in all_asked() if set(tables) & {*one.needs, *one.may}]
    return sorted(asked, key=lambda one: not _enough(one, tables))


def _enough(one: Asks, tables: Collection[str]) -> bool:
    return not one.lacking(tables)


def _command(name: str) -> str:
    return f"[`{name}`](../commands/{name}.md)"


def _commands(sources: Iterable[Source]) -> str:
    tables = _tables(sources)
    rows = [
        (
            _command(one.name),
            "yes" if _enough(one, tables) else "",
            _codes(name for name in (*one.needs, *one.may) if name in tables),
            _codes(one.lacking(tables)),
            _codes(name for name in one.may if name not in tables),
        )
        for one in _feeding(tables)
    ]
    if not rows:
        return (
            "## Which commands they feed\n\n"
            "None yet, but for [`salesops sql`](../commands/sql.md), which asks any table."
        )
    said = (
        "*Enough* says whether these tables alone are enough for an answer; with those of the last "
        "column, from whatever system, it tells more. What the exports do not tell stays empty in "
        "their tables, and so in the answer. `today` and the reports are made of these commands, "
        "and [`salesops sql`](../commands/sql.md) asks any table."
    )
    head = "Command | Enough | Reads of them | Needs besides | Tells more with"
    return f"## Which commands they feed\n\n{said}\n\n{table(head, rows)}"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(map(code, names))


def _cannot(sources: Iterable[Source]) -> str:
    lines = [
        f"- {said.rstrip('.')} ({code(one.name)})"
        for one in sources
        for said in marks(one.sql.header).cannot
    ]
    return "\n".join(["## What they do not tell", "", *lines]) if lines else ""


def _unverified(sources: Iterable[Source]) -> str:
    said = {one.name: marks(one.sql.header).unverified for one in sources}
    lines = [f"- {code(name)}: {_codes(headers)}" for name, headers in said.items() if headers]
    if not lines:
        return ""
    first = (
        "No file and no document that we have seen proves that these headers are spelled so. Where "
        "a file has one it is read; where yours spells it otherwise, [`salesops map FILE`]"
        "(../commands/map.md) shows it."
    )
    return "\n".join(["## Not verified", "", first, "", *lines])


def _source(one: Source) -> str:
    fills = ", ".join(map(code, one.tables))
    kinds = [part for taken in one.inputs for part in _input(one, taken)]
    more = _remarks(without(one.sql.header))
    filled = f"Fills {fills}." if fills else "Fills no table."
    return "\n\n".join([f"### `{one.name}`", one.sql.sentence, filled, *kinds, *more])


def _input(one: Source, taken: Input) -> Iterator[str]:
    if taken.lines:
        yield "No header: each line is a row."
        return
    if len(one.inputs) > 1:
        kind = "Beside it, a file of its own" if taken.optional else "A file"
        yield f"{kind} (`{taken.name}`):"
    yield table("Header in the file | Type | Needed | Does not parse", _columns(taken))


def _columns(taken: Input) -> Iterator[tuple[str, ...]]:
    """What is needed first, then what is welcome, then what must not be there."""
    labels = {f"={column.name}": f"any of `{column.label}`" for column in taken.columns}
    shown: set[tuple[str, str]] = set()
    for column in sorted(taken.columns, key=_place):
        names = ", ".join(labels.get(header) or code(header) for header in column.spelled)
        if (names, column.type) in shown:  # named twice, so that it weighs more
            continue
        shown.add((names, column.type))
        policy = "" if column.type == "text" else _POLICIES[column.policy]
        yield names, column.type, _need(column), policy


def _place(column: InputColumn) -> int:
    if column.never:
        return 3
    return 0 if column.needed or column.key else 1 if column.group else 2


def _need(column: InputColumn) -> str:
    if column.never:
        return "must not be there"
    need = f"one of the {column.group} columns" if column.group else ""
    need = need or ("yes" if column.needed or column.key else "")
    return f"{need}, and never blank" if column.key else need


def _remarks(header: str) -> list[str]:
    """What a source's comment says below its columns."""
    _, _, below = header.partition("\n--\n")
    lines = (line.removeprefix("--").strip() for line in below.split("\n"))
    return [text] if (text := " ".join(lines).strip()) else []
