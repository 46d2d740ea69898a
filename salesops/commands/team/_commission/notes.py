"""What a reader of commission must know of its numbers."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from salesops.commands.rep_quotas.days import come
from salesops.commands.team._commission.credits import strangers, unsold
from salesops.commands.team._commission.instead import instead
from salesops.commands.team._commission.story import Story, Total
from salesops.models.commission.lines import DRAW
from salesops.models.commission.terms import UNPAID
from salesops.units import counted

FILTERED = (
    "Under --where only some deals are here, and a plan is of all that a rep sells: ask without "
    "it, or with --rep."
)
_NAMED = 5


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of these numbers."""
    yield from _plans(story)
    yield from _shares(story)
    yield from _quotas(story)
    yield from _running(story)
    yield from _changes(story)
    yield from _deals(story)


def _plans(story: Story) -> Iterator[str]:
    if story.plans is None:
        yield "Nothing is paid without a plan: salesops define commission tells how one is written."
        return
    yield f"Plans of {story.plans.path.name}: {', '.join(story.plans.plans)}."
    unpaid = [one.name for one, _ in story.all if one.plan is None and one.whose[1]]
    if unpaid:
        yield f"No plan is assigned to {_listed(unpaid)}: under [reps], [teams] or default."
    for pay in filter(None, (story.pay, story.instead)):
        if pay.strangers and pay.plans:
            yield (
                f"{pay.plans.path.name} gives a plan to {_listed(pay.strangers)}, whom no deal and "
                "no list of reps names."
            )
        if pay.empty_teams and pay.plans:
            yield (
                f"{pay.plans.path.name} gives a plan to {_listed(pay.empty_teams)}, of which team "
                "nobody is."
            )
    yield from _gaps(story)
    yield from _starts(story)


def _gaps(story: Story) -> Iterator[str]:
    """Periods in which a rep's plan is not valid."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, total in (*story.paid, *(story.told(story.instead) if story.instead else ())):
        if one.plan:
            unpaid = (s.term.name for s in total.settled if s.term.plan == UNPAID)
            found[one.plan.name].update(unpaid)
    for name, gaps in sorted(found.items()):
        if gaps:
            yield (
                f"{name} is not valid on the first day of {_listed(sorted(gaps))}: what is sold "
                "in such a period pays nothing."
            )


def _starts(story: Story) -> Iterator[str]:
    """A draw is due while somebody is there, and nothing says since when."""
    names = [
        one.name
        for one, total in story.paid
        if any(s.sum(DRAW) for s in total.settled) and story.pay.since(one.whose) is None
    ]
    if names:
        yield (
            f"No start is stated of {_listed(names)}: the draw is due from the period of the first "
            "sale."
        )


def _shares(story: Story) -> Iterator[str]:
    if not story.credits.stated:
        yield "No export of credits: each deal is its owner's alone."
        return
    yield "Deals are credited by the shares of credits; what these leave of one is its owner's."
    if story.orderless:
        yield "Credits name orders, and no export of orders is here: they are in no statement."
    if names := strangers(story.credits):
        yield f"Credits name {_listed(names)}, whom no deal and no list of reps names."
    if count := unsold(story.credits):
        yield f"{counted(count, 'credit')} of deals or orders that are not sold, or not here."


def _quotas(story: Story) -> Iterator[str]:
    lacking = [
        one.name
        for one, total in story.paid
        if any(s.term.plan.by_attainment and not s.term.quota and s.net for s in total.settled)
    ]
    if lacking:
        yield (
            f"No quota is stated in some periods of {_listed(lacking)}, whose plan goes by "
            "attainment: there it is taken as 0 %."
        )


def _running(story: Story) -> Iterator[str]:
    running = {settled.term.name for settled in story.together.settled if not settled.term.closed}
    if running:
        yield (
            f"{' and '.join(sorted(running))} so far: rates may still rise with what is sold, and "
            "draws are settled when it is over."
        )
    if story.asked.period and any(
        one.term.first < story.window.start.date() or one.term.after > story.window.end.date()
        for one in story.together.settled
    ):
        yield "Plans pay by whole periods: those that the window touches are shown whole."
    if (
        story.asked.period
        and story.instead
        and _reach(story, story.together) != _reach(story, instead(story))
    ):
        yield (
            "The plans of --what-if pay by other periods: both are shown whole, and are of other "
            "days. Compare a year, or all history."
        )


def _reach(story: Story, total: Total) -> tuple[date, date]:
    """The days that periods of the window are of: from the first on, until as-of at the latest."""
    terms, until = [one.term for one in total.settled], come(story.db.as_of)
    return (
        min([story.window.start.date(), *(one.first for one in terms)]),
        max([come(story.window.end), *(min(one.after, until) for one in terms)]),
    )


def _changes(story: Story) -> Iterator[str]:
    lines = sum(bool(line.corrects) for line in story.together.lines)
    if lines:
        several = f"{lines:,} lines correct earlier ones"
        said = "1 line corrects an earlier one" if lines == 1 else several
        yield (
            f"{said}, on the day that it became known: in the period of the sale the plan goes by "
            "what is left, later by the rate that was paid."
        )
    if not (story.sql.has("deal_stage_history") or story.sql.has("deal_snapshots")):
        yield (
            "Neither stage history nor copies of exports: a deal that was lost or corrected after "
            "it was won is taken as it stands now."
        )


def _deals(story: Story) -> Iterator[str]:
    known = story.known
    for count, said in (
        (known.blank, "won without an amount: nothing to pay for"),
        (known.undated, "won on no stated day: in no period"),
        (known.unsaid, "closed, and it is not said how: not paid"),
        (known.unknown, "in a state that nothing tells: not paid"),
        (known.later, "closed on a day that has not come: not paid yet"),
        (known.gone, "won in a copy of an export and no longer there: in no statement"),
    ):
        if count:
            yield f"{counted(count, 'deal')} {said}."


def _listed(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
