"""One read-only SELECT over the canonical tables and shared views.

Example: salesops sql "SELECT channel, count(*) AS n FROM orders GROUP BY channel ORDER BY n DESC"
"""

from typing import Annotated

import typer

from salesops.queries.database import Database
from salesops.queries.tabular import table_of
from salesops.result import Report

Query = Annotated[str, typer.Argument(help="The SELECT, in DuckDB's SQL.")]


def sql(db: Database, query: Query) -> Report:
    """Run the SELECT over the tables that it names."""
    table = table_of(db.select(query), "result", "Result")
    rows = len(table.rows)
    headline = f"{rows:,} row{'s' if rows != 1 else ''}."
    return Report("sql", "SQL", headline, tables=(table,), notes=db.book.notes)
