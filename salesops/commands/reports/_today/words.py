"""What today says above and below its lists."""

from collections.abc import Mapping, Sequence

from salesops.commands.opportunities import HORIZON, Kind, Opportunity
from salesops.units import Unit, counted, text

Lists = Mapping[Kind, Sequence[Opportunity]]

RULE = (
    f"Ranked by worth, an estimate: money at stake (of {HORIZON} days ahead where it flows by the "
    "day) x its chance. Lines may be about the same money and do not add up (salesops define "
    "expected_value)."
)
BRIEF = (
    f"Worth, an estimate: money at stake (of {HORIZON} days if it flows) x chance by own "
    "history or as said. Lines do not add up: salesops define expected_value"
)
"""The rule, and what a screen has room for of it."""


def headline(lists: Lists, currency: str | None) -> str:
    """The first thing to do, then how much else there is."""
    best, blocked, people = (lists[kind] for kind in Kind)
    also = [
        *([f"{len(best) - 1:,} more to do"] if best[1:] else []),
        *([counted(len(blocked), "blocker")] if blocked else []),
        *([f"{counted(len(people), 'customer')} to contact"] if people else []),
    ]
    said = [first(best[0], currency)] if best else []
    return " ".join([*said, *([f"{', '.join(also)}."] if also else [])]) or (
        "Nothing calls for action."
    )


def first(offer: Opportunity, currency: str | None) -> str:
    """What to begin with, and what that is worth."""
    worth = text(offer.expected, Unit.MONEY, currency) + (f" {currency}" if currency else "")
    action = offer.action.removesuffix(".")
    return f"First: {action[:1].lower()}{action[1:]} (worth about {worth})."


def notes(owner: str | None) -> list[str]:
    """The ranking rule, and what was left out."""
    return [RULE, *([f"Only the work of {owner}."] if owner else [])]
