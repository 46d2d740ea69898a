"""Who has which accounts, who should have them, and which to work next.

Example: salesops accounts --rules territories.toml --level 15%
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from salesops.commands.stage_plan import Stages, planned
from salesops.commands.team._accounts import verdicts, words
from salesops.commands.team._accounts.measures import Balance
from salesops.commands.team._accounts.story import Story
from salesops.commands.team._accounts.tables import tables
from salesops.errors import UsageError
from salesops.params import Top
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent, Ratio, Text

SQL = ("team/accounts",)
_MOST = 100.0
"""An imbalance that nothing reaches."""
DEFINITIONS = ("account_potential", "account_balance", "stakeholders")

Who = Annotated[str | None, typer.Option(help="The accounts of one rep to work next.")]
Rules = Annotated[
    Path | None, typer.Option("--rules", help="A TOML file of what an assignment must hold.")
]
What = Annotated[Balance | None, typer.Option(help="What is spread evenly; else potential.")]
Under = Annotated[str | None, typer.Option(help="Imbalance that the moves come under: 0.2 or 20%.")]


@dataclass(frozen=True)
class Limits:
    """[accounts] in salesops.toml."""

    rules: Text = field(default="", metadata=because("the file of --rules where none is named"))
    level: Percent = field(
        default=0.30, metadata=because("imbalance to come under: a third is seen by everybody")
    )
    unbalanced: Percent = field(
        default=0.50, metadata=because("imbalance: loads then differ by half a share")
    )
    territory_times: Ratio = field(
        default=3.0, metadata=because("potential a rep, of the most and the least")
    )
    few_reps: Count = field(default=3, metadata=because("reps: of two one always has more"))
    few_accounts: Count = field(default=20, metadata=because("of fewer accounts one is much"))
    few_alike: Count = field(
        default=10, metadata=because("accounts of a segment and size: a mean of fewer is a case")
    )
    quiet_days: Count = field(default=30, metadata=because("without an activity: then it is quiet"))
    neglected_days: Count = field(
        default=120, metadata=because("without an activity: longer than most deals take")
    )
    large_account: Percent = field(
        default=0.02, metadata=because("of what was won in 12 months and is open")
    )
    large_part: Percent = field(default=0.20, metadata=because("of open deals by value: large"))
    few_deals: Count = field(default=10, metadata=because("open deals: of fewer none is large"))


def accounts(
    db: Database,
    rep: Who = None,
    rules: Rules = None,
    level: Under = None,
    balance: What = None,
    stages: Stages = None,
    top: Top = 10,
    limits: Limits = Limits(),
) -> Report:
    """Ask who has which accounts, how evenly, and what to change.

    Raises:
        UsageError: no such rep, or rules that cannot be meant or cannot hold together.
    """
    asked = db.read("team/accounts", **planned(db, stages))
    story = Story(asked, rules, _level(level), balance, rep, top, limits)
    return Report(
        command="accounts",
        title=f"Accounts: {story.rep.name}" if story.rep else "Accounts",
        headline=words.headline(story),
        period=story.window,
        metrics=words.metrics(story),
        tables=tables(story),
        findings=verdicts.findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=story.currency,
        limits=limits_of("accounts", limits),
    )


def _level(text: str | None) -> float | None:
    if text is None:
        return None
    bare = text.strip()
    try:
        found = float(bare.removesuffix("%")) / (100 if bare.endswith("%") else 1)
    except ValueError:
        found = -1.0
    if not 0 <= found <= (_MOST if bare.endswith("%") else 1):  # 20 is meant as 20 %
        raise UsageError(f"--level {text}: write it as 0.2 or 20%")
    return found
