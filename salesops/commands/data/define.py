"""What a metric means here: its one definition, or all of them.

Example: salesops define net_sales
"""

from dataclasses import dataclass
from typing import Annotated

import typer

from salesops import definitions
from salesops.result import Report, Table
from salesops.units import Text

Name = Annotated[str | None, typer.Argument(help="A metric; without one, all are listed.")]


@dataclass(frozen=True)
class Line:
    """A metric of the catalogue."""

    name: Text
    title: Text
    definition: Text


def define(name: Name = None) -> Report:
    """Print one definition whole, or the catalogue."""
    if name is None:
        rows = [Line(d.name, d.title, d.sentence) for d in definitions.catalogue()]
        table = Table("definitions", "Definitions", Line, rows)
        return Report("define", "Definitions", "", tables=(table,))
    found = definitions.define((definitions.known(name),))[0]
    rows = [Line(found.name, found.title, found.sentence)]
    table = Table("definitions", "Definition", Line, rows, shown=False)
    rest = definitions.text(name).split("\n\n")[2:]
    notes = tuple(" ".join(part.split()) for part in rest)
    return Report("define", found.title, found.sentence, tables=(table,), notes=notes)
