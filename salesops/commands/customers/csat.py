"""How satisfied customers are: CSAT and NPS with what chance allows.

Example: salesops csat --by product --since 180d
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.customers._csat import words
from salesops.commands.customers._csat.offers import offers
from salesops.commands.customers._csat.story import BY, PEOPLE, PRODUCTS, Story
from salesops.commands.customers._csat.tables import tables
from salesops.commands.customers._csat.verdicts import findings
from salesops.commands.opportunities import Opportunity
from salesops.errors import UsageError
from salesops.params import Closed, Since, Top, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Days, Percent, Points

CONTACTS = True
DEFINITIONS = ("csat", "nps", "response_rate", "vip")
Named = Annotated[
    str | None, typer.Option("--by", help=f"{', '.join(BY)}. Default: agent and channel.")
]


@dataclass(frozen=True)
class Limits:
    """[csat] in salesops.toml."""

    few: Count = field(
        default=30, metadata=because("with fewer answers in a window nothing is concluded")
    )
    csat_drop: Points = field(
        default=-0.05, metadata=because("in points, and more than chance: less is no cause to act")
    )
    nps_drop: Percent = field(
        default=-0.05, metadata=because("five points of NPS, and more than chance")
    )
    agent_answers: Count = field(
        default=20, metadata=because("with fewer answers an agent is not judged")
    )
    agent_below: Points = field(
        default=-0.10, metadata=because("in points under the other agents, and more than chance")
    )
    call_days: Days = field(
        default=14.0, metadata=because("after two weeks a call about an answer comes too late")
    )
    lost_share: Percent = field(
        default=0.03, metadata=because("is lost where nobody calls: no export tells, so a guess")
    )


def csat(
    db: Database,
    by: Named = None,
    since: Since = "90d",
    until: Until = None,
    period: Closed = None,
    top: Top = 10,
    limits: Limits = Limits(),
) -> Report:
    """Ask how customers rated tickets and answered surveys."""
    if by is not None and by not in BY:
        raise UsageError(f"--by {by}: there are {', '.join(BY)}")
    if by in (*PRODUCTS, *PEOPLE):
        db.expect(["customers/csat", "customers/csat_by"])  # so that nothing is loaded twice
    asked = db.read("customers/csat")
    if not asked.has("tickets") and not asked.has("surveys"):
        db.load(frozenset({"tickets", "surveys"}), frozenset())  # it says which exports would do
    story = Story(db, asked, db.window(since, until, period), by, limits)
    made = tables(story, top)
    return Report(
        command="csat",
        title="Customer satisfaction",
        headline=words.headline(story),
        period=story.window,
        metrics=words.metrics(story),
        tables=made,
        findings=findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("csat", limits),
    )


def opportunities(report: Report) -> Sequence[Opportunity]:
    """Who is unhappy and of high value is to be called."""
    return tuple(offers(report))
