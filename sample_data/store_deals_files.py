"""The CRM's export of deals and of their history, row by row."""

from collections.abc import Iterator
from datetime import datetime

from store_clock import stamp
from store_csv import Row, usd
from store_deals import CHANCES, LOST, STAGES, Deal
from store_deals_changes import Change, changes
from store_deals_offer import (
    COMPETITORS,
    LOST_REASONS,
    LOST_WEIGHTS,
    NEXT_STEPS,
)
from store_deals_team import BY_NAME
from store_dice import Dice

DEALS = """deal_id deal_name account contact owner team territory stage stage_order
    is_closed is_won probability forecast_category amount currency created_at expected_close_date
    closed_at stage_entered_at last_activity_at next_step lead_source channel segment product
    lost_reason competitor""".split()
HISTORY = """deal_id entered_at stage amount currency expected_close_date probability
    forecast_category owner changed_by""".split()
_KEY = 105
_NO_NEXT_STEP, _RIVAL, _RIVAL_LOST = 50, 260, 200


def deal_id(deal: Deal) -> str:
    """Return the CRM's number of a deal."""
    return f"D-{deal.number}"


def deal_rows(deals: list[Deal], acted: dict[int, datetime]) -> Iterator[Row]:
    """Yield a row for each deal as it stands now."""
    for deal in deals:
        now, rep = changes(deal)[-1], BY_NAME[deal.owner]
        yield {
            **_state(deal, now),
            "deal_name": f"{deal.account}: {deal.product}",
            "account": deal.account,
            "contact": deal.contact,
            "team": rep.team,
            "territory": rep.territory,
            "stage_order": str(list(CHANCES).index(deal.stage) + 1),
            "is_closed": str(deal.stage not in STAGES).lower(),
            "is_won": str(deal.stage == "Won").lower(),
            "created_at": stamp(deal.created),
            "closed_at": stamp(deal.closed),
            "stage_entered_at": stamp(deal.steps[-1][0]),
            "last_activity_at": stamp(acted.get(deal.number)),
            "lead_source": deal.source,
            "channel": deal.channel,
            "segment": deal.segment,
            "product": deal.product,
            **_words(deal),
        }


def _state(deal: Deal, change: Change) -> Row:
    """Return what stands in both files."""
    return {
        "deal_id": deal_id(deal),
        "owner": change.owner,
        "stage": change.stage,
        "probability": str(CHANCES[change.stage]),
        "forecast_category": change.category,
        "amount": usd(change.cents),
        "currency": "USD",
        "expected_close_date": change.closes.isoformat(),
    }


def _words(deal: Deal) -> Row:
    """Return what somebody wrote: the next step, or why it was lost, and who else was asked."""
    dice = Dice(_KEY, deal.number)
    step = reason = rival = ""
    if deal.stage in STAGES and not dice.chance(_NO_NEXT_STEP):
        step = dice.pick(NEXT_STEPS[deal.stage])
    if deal.stage == LOST:
        reason = dice.weighted(LOST_REASONS, LOST_WEIGHTS)
    if reason == "Competitor" or dice.chance(_RIVAL_LOST if reason else _RIVAL):
        rival = dice.pick(COMPETITORS)
    return {"next_step": step, "lost_reason": reason, "competitor": rival}


def history_rows(deals: list[Deal]) -> Iterator[Row]:
    """Yield a row for each change of each deal."""
    for deal in deals:
        for change in changes(deal):
            yield {
                **_state(deal, change),
                "entered_at": stamp(change.moment),
                "changed_by": change.by,
            }
