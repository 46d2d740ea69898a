"""How a list of cells is written: parted by a delimiter, each cell plain or in double quotes."""

import re

from salesops.exports.shapes import Shape
from salesops.queries.duck import literal

_QUOTED = r'\s*"(?:[^"]|"")*"\s*'


def parted(mark: str) -> tuple[Shape, ...]:
    """Lists under their delimiter; a quote that opens a cell has to close it."""
    part = re.escape(mark)
    cell = rf'(?:{_QUOTED}|\s*(?:[^\s"{part}][^{part}]*)?)'
    # Each cell with the delimiter before it, so that an empty first one is a match too.
    cells = literal(rf"{part}({_QUOTED}|[^{part}]*)")
    quoted = f"regexp_extract_all({literal(mark)} || {{c}}, {cells}, 1)"
    plain = "replace(regexp_replace(trim(x), '^\"|\"$', '', 'g'), '\"\"', '\"')"
    unquoted = f"CASE WHEN starts_with(trim(x), '\"') THEN {plain} ELSE x END"
    value = (
        f"list_transform(CASE WHEN contains({{c}}, '\"') "
        f"THEN list_transform({quoted}, lambda x: {unquoted}) "
        f"ELSE string_split({{c}}, {literal(mark)}) END, lambda x: nullif(trim(x), ''))"
    )
    return (Shape(f"a{mark} b", rf"{cell}(?:{part}{cell})*", value),)
