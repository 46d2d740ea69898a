"""The three ratios of seed 003: lead to opportunity, close ratio, lead to sale."""

from collections.abc import Iterator
from dataclasses import dataclass

from salesops.commands.team._stages.steps import Share
from salesops.commands.team._stages.story import Story

NO_PROPOSAL = "no proposal"
NO_LEADS = "no leads"
UNSTATED = "not stated"
SNAPSHOT = "snapshot"
FILTERED = "--where"
LEAD_TO_OPPORTUNITY = "Lead to opportunity"
CLOSE_RATIO = "Close ratio"
LEAD_TO_SALE = "Lead to sale"


@dataclass(frozen=True)
class Told:
    """A ratio with what is still undecided; or a word why there is none, which a note explains."""

    name: str
    of: str
    share: Share | None = None
    decided: Share | None = None
    undecided: int | None = None
    reason: str | None = None


def ratios(story: Story) -> Iterator[Told]:
    """In the order of the way from lead to sale."""
    yield lead_to_opportunity(story)
    yield close_ratio(story)
    yield lead_to_sale(story)


def lead_to_opportunity(story: Story) -> Told:
    """Leads that became a deal, of all leads of which it is stated."""
    name, of, told = LEAD_TO_OPPORTUNITY, "leads", story.leads
    if why := _no_leads(story):
        return Told(name, of, reason=why)
    over = told.converted + told.given_up
    share = Share(told.converted, told.leads)
    return Told(name, of, share, Share(told.converted, over), told.leads - over)


def close_ratio(story: Story) -> Told:
    """Won deals, of those that ever came to a proposal."""
    name, of = CLOSE_RATIO, "deals that came to a proposal"
    if not story.told:
        return Told(name, of, reason=NO_PROPOSAL if story.known.deals else SNAPSHOT)
    if not story.proposals:
        return Told(name, of, reason=NO_PROPOSAL)
    won, lost = story.proposed.get("won", 0), story.proposed.get("lost", 0)
    return Told(name, of, story.close, Share(won, won + lost), story.proposed.get("open", 0))


def lead_to_sale(story: Story) -> Told:
    """Leads whose deal was won, of all leads."""
    name, of, told = LEAD_TO_SALE, "leads", story.leads
    if why := _no_leads(story):
        return Told(name, of, reason=why)
    if told.converted == told.dealless + told.stray and told.converted:
        return Told(name, of, reason=UNSTATED)
    over = told.won + told.lost + told.given_up
    waiting = told.leads - told.converted - told.given_up + told.open_deals
    return Told(name, of, Share(told.won, told.leads), Share(told.won, over), waiting)


def _no_leads(story: Story) -> str | None:
    if not story.leads.leads:
        return NO_LEADS
    if story.asked.db.book.filtered:
        return FILTERED
    return None if story.leads.converted or story.leads.stated else UNSTATED
