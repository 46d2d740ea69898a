"""Late and stuck orders, whom to contact first, how fast orders leave.

Example: salesops fulfillment --late-after 48h
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.opportunities import Opportunity
from salesops.commands.stock._fulfillment import clock, offers, words
from salesops.commands.stock._fulfillment.story import Story
from salesops.commands.stock._fulfillment.tables import tables
from salesops.commands.stock._fulfillment.verdicts import findings
from salesops.models.business_hours import calendar
from salesops.params import Top
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.settings import age
from salesops.units import Count, Days, Hours, Percent, Text

CONTACTS = True
DEFINITIONS = ("late_orders", "time_to_send", "on_time_rate", "delivery_days", "troubled_parcels")
SECTION = "[fulfillment]"

LateAfter = Annotated[
    str | None,
    typer.Option(
        "--late-after", help="The promise, as 24h or 2d. Default: [fulfillment] promise, 24 hours."
    ),
]


@dataclass(frozen=True)
class Limits:
    """[fulfillment] in salesops.toml."""

    promise: Hours = field(default=24.0, metadata=because("orders leave within a day of payment"))
    late_share: Percent = field(
        default=0.10, metadata=because("of the last 28 days' orders, when late ones are a finding")
    )
    stuck_days: Days = field(
        default=7.0, metadata=because("after a week an order is not slow but forgotten")
    )
    transit_days: Days = field(
        default=10.0, metadata=because("a parcel that takes longer is seldom just slow")
    )
    transit_oldest: Days = field(
        default=60.0, metadata=because("of older parcels no news comes, and claims have lapsed")
    )
    transit_share: Percent = field(
        default=0.02, metadata=because("of a month's parcels some are always lost")
    )
    lost_share: Percent = field(
        default=0.05, metadata=because("of late orders are lost, where history tells too little")
    )
    history: Count = field(
        default=50, metadata=because("with fewer orders of each kind history says little")
    )
    business_days: Text = field(
        default="", metadata=because("days that count, as mon-fri; none named: every day")
    )
    hours: Text = field(
        default="", metadata=because("hours that count, as 09:00-17:00; none named: every hour")
    )
    holidays: Text = field(
        default="", metadata=because("dates that do not count, by commas: no file states them")
    )


def fulfillment(
    db: Database, late_after: LateAfter = None, top: Top = 10, limits: Limits = Limits()
) -> Report:
    """Ask what waits to be sent at as-of, and for how long orders have waited so far."""
    hours = age(late_after, "--late-after").total_seconds() / 3600 if late_after else limits.promise
    worked = calendar(limits.business_days, limits.hours, limits.holidays, SECTION)
    story = Story(clock.ask(db, worked), worked, hours, limits)
    return Report(
        command="fulfillment",
        title="Fulfillment",
        headline=words.headline(story),
        period=story.window,
        metrics=words.metrics(story),
        tables=tables(story, top),
        findings=findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("fulfillment", limits),
    )


def opportunities(report: Report) -> Sequence[Opportunity]:
    """What waits is a blocker; those who wait longest for most are to be called."""
    return tuple(offers.offers(report))
