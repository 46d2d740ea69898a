"""What is held against a CRM: of each check how many rows break it, and how many may."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from salesops.commands.data._check.crm.rows import Fault
from salesops.commands.data._check.crm.story import Story
from salesops.commands.data._check.crm.twins import faults as twins
from salesops.units import counted


@dataclass(frozen=True)
class Rule:
    """A check of a table: what breaks it, of how many, and from which share on that is told."""

    check: str
    table: str
    bad: int
    of: int
    part: float
    """Of the rows; below that it is a habit."""
    few: int
    """Of fewer rows nothing is told."""
    noun: str
    """What is counted, of one."""
    what: str
    """What those do that break it, and behind a colon what to do about it."""
    first: Sequence[Fault]
    unjudged: str = ""
    """Why it cannot be told."""

    @property
    def breaks(self) -> bool:
        """Whether that many break it that it is told."""
        enough = self.of >= max(1, self.few) and not self.unjudged
        return enough and self.bad > 0 and self.bad >= self.part * self.of


def rules(story: Story) -> Iterator[Rule]:
    """Every rule on the tables that there are."""
    has = story.asked.has
    if has("deals"):
        yield from _blanks(story)
        yield from _late(story)
        yield from _owners(story)
        yield from _use(story)
    if has("leads"):
        yield from _leads(story)
    if has("activities"):
        yield _activities(story)
    if has("deals") or has("accounts"):
        yield _accounts(story)


def _blanks(story: Story) -> Iterator[Rule]:
    """What open deals lack; what none of them states is no fault of one."""
    found, limits = story.open, story.pipeline
    for check, stated, part, noun, what in (
        ("deal-owner", found.owned, limits.ownerless_part, "an owner", "give each to a rep"),
        ("deal-amount", found.valued, limits.unvalued_part, "an amount", "ask the owners"),
        ("deal-close-date", found.dated, story.limits.undated_part, "a close date", "set one"),
    ):
        said = f"have no {noun.split(' ', 1)[1]}: {what}"
        unjudged = _stated(found.deals, stated, noun)
        yield _open(story, check, found.deals, part, said, unjudged)
    said = "have no next step and nothing planned: ask the owners what comes next"
    unjudged = _stated(found.deals, found.stepped, "a next step") or _ended(story)
    yield _open(story, "deal-next-step", found.deals, limits.stepless_part, said, unjudged)


def _late(story: Story) -> Iterator[Rule]:
    """As of the question's now, so nothing is told of an export that is old itself."""
    found, limits = story.open, story.pipeline
    said = "should have closed by now: set new dates, or close them"
    unjudged = _stated(found.deals, found.dated, "a close date") or _ended(story)
    yield _open(story, "deal-overdue", found.deals, limits.overdue_part, said, unjudged)
    said = "are in their stage longer than 3 of 4 won deals were: move them on, or close them"
    unjudged = "" if found.timed or not found.deals else "usual days in a stage are not known"
    unjudged = unjudged or _ended(story)
    yield _open(story, "deal-stale", found.timed, limits.stale_part, said, unjudged)


def _owners(story: Story) -> Iterator[Rule]:
    """Against the list of reps, where there is one."""
    found, limits = story.open, story.limits
    if not found.reps:
        return
    for check, part, said in (
        (
            "owner-listed",
            limits.unlisted_part,
            "have an owner that the list of reps lacks: list them, or mend the name",
        ),
        (
            "owner-left",
            limits.left_part,
            "are still with a rep who has left: give each to another",
        ),
    ):
        unjudged = _stated(found.deals, found.owned, "an owner")
        yield _open(story, check, found.owned, part, said, unjudged)


def _open(story: Story, check: str, of: int, part: float, said: str, unjudged: str) -> Rule:
    first = story.faults.get(check, [])
    few = story.pipeline.few_deals
    return Rule(check, "deals", _bad(first), of, part, few, "open deal", said, first, unjudged)


def _use(story: Story) -> Iterator[Rule]:
    """Whether deals are worked on in the CRM: only where something says so of any."""
    limits, use = story.limits, story.use
    few = story.pipeline.few_deals
    unjudged = "" if story.told else "nothing says when a deal was worked on"
    of = sum(one.open for one in use)
    bad = of - sum(one.active for one in use)
    days = counted(limits.idle_days, "day")
    said = f"had neither an activity nor a change for {days}: ask who does not use the CRM"
    part, dated = limits.idle_part, ("" if story.traces.updated else unjudged) or _ended(story)
    first = story.faults.get("deal-idle", [])
    yield Rule("deal-idle", "deals", bad, of, part, few, "open deal", said, first, dated)
    of, followed = sum(one.won for one in use), sum(one.followed for one in use)
    if of and not (followed or story.traces.activities or story.traces.changes):
        unjudged = "nothing says how a deal was won"
    bad = of - followed
    said = "were entered when they were won: no activity and no earlier stage is known of them"
    part = limits.entered_late_part
    first = story.faults.get("deal-entered-late", [])
    yield Rule("deal-entered-late", "deals", bad, of, part, few, "won deal", said, first, unjudged)


def _leads(story: Story) -> Iterator[Rule]:
    found, limits = story.people, story.limits
    first = story.faults.get("lead-owner", [])
    unjudged = _none(found.leads, found.owned_leads, "lead", "an owner")
    said = "have no owner: nobody calls them"
    part, few = limits.ownerless_part, limits.few_rows
    yield Rule(
        "lead-owner", "leads", _bad(first), found.leads, part, few, "lead", said, first, unjudged
    )
    first = story.faults.get("lead-twice", [])
    days = counted(limits.twice_days, "day")
    said = f"have the e-mail of another within {days}: look whether they are one"
    unjudged = _none(found.leads, found.mailed, "lead", "an e-mail")
    part = limits.twice_part
    yield Rule(
        "lead-twice", "leads", _bad(first), found.mailed, part, few, "lead", said, first, unjudged
    )


def _activities(story: Story) -> Rule:
    found, limits = story.people, story.limits
    first = story.faults.get("activity-owner", [])
    unjudged = _none(found.activities, found.owned_activities, "activity", "an owner")
    said = "have no owner: they count for nobody"
    return Rule(
        "activity-owner", "activities", _bad(first), found.activities, limits.ownerless_part,
        limits.few_rows, "activity", said, first, unjudged,
    )  # fmt: skip


def _accounts(story: Story) -> Rule:
    table = "accounts" if story.asked.has("accounts") else "deals"
    limits, found = story.limits, story.twins
    said = (
        "have the name of another but for how it is written: look whether they are one; "
        "salesops merges none"
    )
    first = twins(found)
    return Rule(
        "account-twice", table, _bad(first), story.accounts, limits.alike_part, limits.few_rows,
        "account", said, first,
    )  # fmt: skip


def _bad(first: Sequence[Fault]) -> int:
    return first[0].bad if first else 0


def _stated(deals: int, stated: int, noun: str) -> str:
    """Why nothing is told of what no open deal states."""
    return _none(deals, stated, "open deal", noun)


def _none(of: int, stated: int, noun: str, what: str) -> str:
    return f"no {noun} of {of:,} states {what}" if of and not stated else ""


def _ended(story: Story) -> str:
    return "the CRM's data ends too early to tell" if story.stale else ""
