"""The tables of what to do: accounts to work next, and who is known of open deals."""

from salesops.commands.opportunities import named
from salesops.commands.team._accounts.answers import Known, Next
from salesops.commands.team._accounts.rows import Account, Stakeheld
from salesops.commands.team._accounts.story import Story
from salesops.result import Table
from salesops.units import Unit, counted, text

NOBODY = "nobody"


def next_(story: Story) -> Table:
    rows = [_planned(story, one) for one in story.work.next[: story.top]]
    title = f"To work next: {story.rep.name}" if story.rep else "To work next"
    note = "Quiet accounts first, then those with most open and not worked." if rows else ""
    return Table("next", title, Next, rows, note, bool(rows))


def _planned(story: Story, one: Account) -> Next:
    days = story.work.quiet(one)
    return Next(
        named(one.name, one.shop or None), one.owner or NOBODY, one.last_day, one.open_value,
        one.potential, one.not_worked, _reason(story, one), days, one.won_value, one.to_win,
        one.contacts, one.territory, one.segment, one.size, one.basis, one.account,
        one.shop or None,
    )  # fmt: skip


def _reason(story: Story, one: Account) -> str:
    days, said = story.work.quiet(one), []
    if story.work.timed and days is None:
        said.append("nothing ever done")
    elif days is not None and story.work.is_quiet(one):
        said.append(f"nothing for {counted(days, 'day')}")
    if one.open_deals:
        said.append(f"{counted(one.open_deals, 'open deal')}")
    if one.not_worked:
        said.append("potential not worked")
    return "; ".join(said)


def stakeholders(story: Story) -> Table:
    rows = [_known(story, deal) for deal in story.stakes.mine[: story.top]]
    note = ""
    if rows and story.stakes.large is not None:
        part = text(story.limits.large_part, Unit.PERCENT)
        note = (
            f"Single-threaded: one contact or none, of a deal in the largest {part} of open deals."
        )
    shown = bool(rows) and story.stakes.known
    return Table("stakeholders", "Who is known of open deals", Known, rows, note, shown)


def _known(story: Story, deal: Stakeheld) -> Known:
    return Known(
        named(deal.name, deal.shop or None), deal.account, deal.owner or NOBODY, deal.amount,
        deal.contacts, story.stakes.is_single(deal), deal.deal_id, deal.shop or None,
    )  # fmt: skip
