"""How the map is put into words."""

from collections.abc import Iterable
from itertools import groupby

from salesops.commands.data._map.columns import Seen
from salesops.exports.source import Input, InputColumn

LONGEST, HEADERS = 30, 3
"""Characters of an example that are shown, and headers that would do."""


def headline(found: Seen) -> str:
    """How the file is read, and if it is not, what it lacks."""
    columns = len(found.headers)
    of = f"{found.used} of its {columns} column{'' if columns == 1 else 's'}"
    if found.asked:
        return f"{found.name} beside {found.source.name}: it knows {of}. The file {_lacks(found)}."
    if found.lacks is None:
        return f"{found.name} is read as {found.source.name}, which uses {of}."
    if found.input.lines and found.lacks is not None:
        return f"{found.name} is not recognised: it has no header. As baskets it {_lacks(found)}."
    if found.lost:
        return (
            f"{found.name} is not recognised: nothing that salesops knows is near. Name a source "
            "with --source to see it beside that."
        )
    return (
        f"{found.name} is not recognised. It comes nearest to {found.source.name}, which knows "
        f"{of}, and {_lacks(found)}."
    )


def _lacks(found: Seen) -> str:
    if found.lacks is None:
        return "lacks none that is needed"
    return f"lacks {', '.join(found.lacks)}"


def grouped(names: Iterable[str]) -> str:
    """`orders.total, orders.tax` as `orders: total, tax`."""
    tables = groupby(dict.fromkeys(names), lambda name: name.partition(".")[0])
    parts = ((table, [name.partition(".")[2] for name in group]) for table, group in tables)
    return "; ".join(f"{table}: {', '.join(columns)}" for table, columns in parts)


def cut(text: str) -> str:
    """An example on one line, no longer than is shown."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3].rstrip()} .."


def some(headers: Iterable[str]) -> str:
    """The first headers that would do."""
    every = list(headers)
    return " | ".join(every[:HEADERS]) + (" .." if len(every) > HEADERS else "")


def needs(wanted: Input) -> list[str]:
    """The headers without which a file is not this input."""
    if wanted.lines:
        return ["none: salesops.toml names it"]
    groups = dict.fromkeys(c.group for c in wanted.columns if c.group)
    needed = [
        *(_either(column, wanted) for column in wanted.columns if column.needed),
        *([c.label for c in wanted.columns if c.group == group] for group in groups),
    ]
    return list(dict.fromkeys(" or ".join(labels) for labels in needed))


def _either(column: InputColumn, wanted: Input) -> list[str]:
    """The column itself, or those of which it needs one whatever that one means."""
    others = [c.label for c in wanted.columns if f"={c.name}" in column.spelled]
    return list(dict.fromkeys(others)) or [column.label]


def unused(found: Seen) -> str:
    """The headers that nothing knows, each with what it may have been meant to be."""
    names = [_meant(found, place) for place in range(len(found.headers)) if found.strange(place)]
    if not names:
        return ""
    many = "1 column is" if len(names) == 1 else f"{len(names)} columns are"
    return f"{many} not used: {', '.join(names)}."


def _meant(found: Seen, place: int) -> str:
    like, header = found.like(place), cut(found.headers[place]) or "(blank)"
    return f"{header} (did you mean {like}?)" if like else header
