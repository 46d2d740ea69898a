"""What a column of a contract goes by in SQL: its own name where that is a plain word."""

import re

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_RESERVED = frozenset(
    "all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by "
    "case cast check collate collation column columns concurrently constraint create cross default "
    "deferrable desc describe distinct do else end except false fetch for foreign freeze from full "
    "generated glob group having ilike in initially inner intersect into is isnull join lambda "
    "lateral leading left like limit map natural not notnull null offset on only or order outer "
    "overlaps pivot pivot_longer pivot_wider placing positional primary qualify references "
    "returning right row rowid select semi show similar some source_file source_row shop_id "
    "struct summarize symmetric table tablesample then to trailing true try_cast tuple union "
    "unique unpack unpivot using value values variadic verbose when where window with".split()
)
"""DuckDB's reserved words, and the columns that staging adds."""


def sql_name(name: str) -> str:
    """The name, or a word that stands for it where SQL would read it as something else."""
    if _PLAIN.fullmatch(name) and name.lower() not in _RESERVED:
        return name
    return f"c_{name.encode('utf-8', 'surrogateescape').hex()}"
