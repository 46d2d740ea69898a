"""Whom to call or write to today, each once, with every reason.

Example: salesops call-list --top 20 --after-delivery 7d
"""

from types import ModuleType
from typing import Annotated

import typer

from salesops import commands
from salesops.commands.customers._call_list import people, words
from salesops.commands.customers._call_list.deliveries import Deliveries
from salesops.commands.reports._today import asking
from salesops.commands.trust import gravest_first, rejected
from salesops.params import Top
from salesops.queries.database import Database
from salesops.result import Report
from salesops.settings import age

SQL = ("customers/draft/arrived",)
DEFINITIONS = ("expected_value",)
After = Annotated[
    str, typer.Option(help="Days after a parcel arrived that its customer is asked how it is.")
]


def call_list(db: Database, top: Top = 10, after_delivery: After = "7d") -> Report:
    """Ask every analysis whom it would call, and put those first where most is at stake."""
    days = age(after_delivery, "--after-delivery").days
    asked = asking.all_of(db, asks(), SQL)
    found = people.people(asked.offers) if asked.stale is None else []
    told = Deliveries(db, days, asked.stale is None)
    return Report(
        command="call-list",
        title="Call list",
        headline=asked.stale.message if asked.stale else words.headline(found, told),
        period=None,
        tables=(people.table(found, top), told.table(top)),
        findings=gravest_first([asked.stale, rejected(db)]),
        notes=(*db.book.notes, *words.notes(found, told), *asked.left_out),
        definitions=DEFINITIONS,
        currency=db.book.currency,
    )


def asks() -> list[ModuleType]:
    """Whom it asks: every analysis that says `CONTACTS = True`."""
    return commands.contacting()
