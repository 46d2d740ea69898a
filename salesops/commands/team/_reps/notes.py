"""What must be said beside the numbers of reps, and what is lacking."""

from collections.abc import Iterator, Sequence

from salesops.commands.team._reps import figures
from salesops.commands.team._reps.people import UNKNOWN, Rep
from salesops.commands.team._reps.story import Story
from salesops.commands.team._reps.tables import ranked
from salesops.units import Unit, counted, text

_NAMED = 5


def notes(story: Story, one: Rep | None) -> Iterator[str]:
    """What a reader must know of these numbers, and what is lacking."""
    if one:
        yield _who(one)
        yield from _beside(story)
    yield from _base(story)
    yield from _quota(story)
    yield from _lacking(story)
    yield from _names(story)
    if one is None:
        yield from _idle(story)
        yield from _left(story)
    yield from _deals(story, one)


def _who(one: Rep) -> str:
    known = {"team": one.team, "manager": one.manager}
    said = [f"{word} {name}" for word, name in known.items() if name != UNKNOWN]
    if one.starts:
        until = f" to {one.ends}" if one.ends else ""
        said.append(f"there since {one.starts}{until} ({text(one.years, Unit.DAYS)} years)")
    if one.listed and one.listed.ramp_plan:
        said.append(f"ramp plan {one.listed.ramp_plan} percent by month")
    return f"{one.name}: {', '.join(said) or 'not on a list of reps'}."


def _beside(story: Story) -> Iterator[str]:
    """What the numbers of the page are to be seen beside."""
    whole = figures.everybody(story)
    if not whole.won:
        return
    days, acts = whole.cycle, whole.per_won
    told = (
        f"win rate {whole.rate} of {whole.rate.n:,}",
        f"average won deal {text(whole.average, Unit.MONEY, story.db.book.currency)}",
        f"cycle {text(days, Unit.DAYS)} days" if days is not None else "",
        f"{text(acts, Unit.MEAN)} activities per won deal" if acts is not None else "",
    )
    yield f"All reps in the same window: {', '.join(part for part in told if part)}."


def _base(story: Story) -> Iterator[str]:
    if story.base is None and not story.asked.every:
        yield "The exports do not reach back to the window before: nothing is held against it."


def _quota(story: Story) -> Iterator[str]:
    if not story.quotas:
        return
    if story.asked.named(story.db):
        said = f"of the whole quota of {story.window.name}, after ramp, as salesops quota tells it"
    else:
        said = "of the quota of these days: of its period by their share, after ramp"
    yield f"Of quota: {said}."


def _lacking(story: Story) -> Iterator[str]:
    if not story.told_of_all:
        yield (
            "Under --where only some deals are here: activities and quotas are of all that a rep "
            "does, so neither is told."
        )
        return
    for table, said in (
        ("activities", "No export of activities: calls, meetings and e-mails are not told."),
        ("deal_stage_history", "No history of stages: no step can be told from a snapshot."),
        ("targets", "No quotas: nothing is said of attainment."),
        ("reps", "No list of reps: who has left or is new is not known."),
    ):
        if not story.sql.has(table):
            yield said
    if story.sql.has("targets") and not story.quotas:
        yield "No quota of a rep is stated for these days."


def _names(story: Story) -> Iterator[str]:
    names = {one.name for one in story.owning if one.rep and one.name}
    if twice := sorted(name for name in names if name not in story.people.by_owner):
        yield (
            f"Several reps go by {_listed(twice)}: their steps cannot be told apart, and are told "
            "of none."
        )


def _idle(story: Story) -> Iterator[str]:
    if not story.told_of_all:
        return
    shown = {rep.key for rep, _ in ranked(story)}
    others = [rep for key, rep in story.people.all.items() if key not in shown]
    for left, said in ((False, "Nothing"), (True, "Left, with nothing")):
        if names := sorted(rep.name for rep in others if rep.left is left):
            yield f"{said} in the window and nothing open: {_listed(names)}."


def _left(story: Story) -> Iterator[str]:
    """Deals that nobody looks after any more."""
    held = {rep.name: figures.of(story, key) for key, rep in story.people.all.items() if rep.left}
    found = {name: one for name, one in held.items() if one.open_deals}
    if found:
        deals = sum(one.open_deals for one in found.values())
        yield f"{counted(deals, 'open deal')} of who has left: {_listed(sorted(found))}."


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _deals(story: Story, one: Rep | None) -> Iterator[str]:
    told = figures.of(story, one.key) if one else figures.everybody(story)
    own = [row for row in story.owning if one is None or (row.shop, row.rep) == one.key]
    for count, noun, said in (
        (told.won - told.stated, "won deal", "without an amount: in no sum and no average"),
        (told.open_deals - told.open_stated, "open deal", "without an amount: of no value here"),
        (
            sum(row.untold for row in own),
            "deal",
            "of which no export says whether it is open, won or lost: in no number",
        ),
        (
            0 if story.asked.every else sum(row.undated for row in own),
            "won or lost deal",
            "without the day it closed: in no window",
        ),
    ):
        if count:
            yield f"{counted(count, noun)} {said}."
