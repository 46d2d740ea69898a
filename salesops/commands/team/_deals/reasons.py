"""Why a deal is looked at: each reason in words, with its number."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from salesops.commands.team._deals.rows import Risk
from salesops.units import Unit, counted, text


@dataclass(frozen=True)
class Why:
    """A reason: its name, whether a deal has it, and what is said of the deal."""

    name: str
    holds: Callable[[Risk], bool]
    said: Callable[[Risk, str | None], str]


def _left(days: int | None) -> str:
    if days is None or days < 0:
        return "and is overdue"
    return "closes today" if days == 0 else f"closes in {counted(days, 'day')}"


SLIPPED = "Slipped out of the period"
REASONS = (
    Why(
        "Overdue",
        lambda r: r.overdue_days is not None,
        lambda r, _: f"overdue {counted(r.overdue_days or 0, 'day')}",
    ),
    Why(
        SLIPPED,
        lambda r: r.slipped_now,
        lambda r, _: f"slipped to {r.close_date:%Y-%m-%d}",
    ),
    Why(
        "Slipped again",
        lambda r: r.slip_count is not None,
        lambda r, _: f"slipped {counted(r.slip_count or 0, 'time')} in all",
    ),
    Why(
        "Stale in its stage",
        lambda r: r.stale_days is not None,
        lambda r, _: (
            f"{counted(r.stale_days or 0, 'day')} in {r.stage} (3 of 4 won: within {r.p75_days:g})"
        ),
    ),
    Why(
        "No activity",
        lambda r: r.quiet_days is not None,
        lambda r, _: f"no activity for {counted(r.quiet_days or 0, 'day')}",
    ),
    Why(
        "No next step",
        lambda r: r.stepless_days is not None,
        lambda r, _: f"no next step, {_left(r.stepless_days)}",
    ),
    Why(
        "Shrank",
        lambda r: r.shrank_by is not None,
        lambda r, c: f"shrank by {text(r.shrank_by, Unit.MONEY, c)}",
    ),
    Why(
        "Went back",
        lambda r: r.stage_before is not None,
        lambda r, _: f"back from {r.stage_before}",
    ),
    Why(
        "Unlikely so soon",
        lambda r: r.low_chance is not None,
        lambda r, _: f"chance {text(r.low_chance, Unit.PERCENT)}, {_left(r.days_left)}",
    ),
)


def said(risk: Risk, currency: str | None) -> str:
    """All reasons of a deal in words."""
    return "; ".join(_each(risk, currency))


def _each(risk: Risk, currency: str | None) -> Iterator[str]:
    return (why.said(risk, currency) for why in REASONS if why.holds(risk))
