"""Quotes of deals that came to a proposal, and contracts of those won that run for a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from store_clock import AS_OF, TODAY, stamp
from store_csv import Row, true, usd, write
from store_deals import LOST, WON, Deal, working
from store_deals_files import deal_id
from store_deals_offer import rounded
from store_dice import Dice

QUOTES = """quote_id version deal_id account owner product status created_at sent_at expires_at
    accepted_at declined_at amount list_amount discount currency""".split()
CONTRACTS = """contract_id renewal_of deal_id account owner product status signed_at start_date
    end_date notice_days auto_renews value annual_value currency""".split()
_KEY, _KEY_CONTRACT = 211, 223
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_VALID = 45
# In percent, with weights: the same for everybody, and for whatever is won or lost.
_OFF, _OFF_WEIGHTS = (0, 2, 4, 6, 8, 10, 12, 15), (22, 8, 12, 14, 16, 14, 9, 5)
# In thousandths: revised when it comes to a negotiation; answered with a no when lost.
_REVISED, _SAYS_NO = 550, 720
# In thousandths: contracts that go on by themselves, and of the others those that are renewed.
_GOES_ON, _RENEWED = 450, 880
_NOTICE = (30, 30, 60)
_EARLY = (20, 50)
# Of those that end so soon the next one is signed, unless the customer has an open deal of it.
_SOON = 120
_MONTHS, _MONTHS_WEIGHTS = (6, 12, 24), (40, 48, 12)
_YEAR = 12


@dataclass(frozen=True)
class Quote:
    """One version of a quote."""

    deal: Deal
    version: int
    sent: datetime
    cents: int
    off: int
    replaced: bool

    @property
    def last_day(self) -> date:
        """Return until when it may be accepted."""
        return self.sent.date() + _VALID * _DAY


@dataclass(frozen=True)
class Contract:
    """One contract, and the one that it renews."""

    number: int
    deal: Deal
    renews: int | None
    signed: datetime
    starts: date
    months: int
    cents: int
    """Of a year."""
    goes_on: bool
    notice: int

    @property
    def ends(self) -> date:
        """Return its last day."""
        return first_after(self.starts, self.months) - _DAY


def first_after(day: date, months: int) -> date:
    """Return the first day of the month so many months later."""
    months += day.year * _YEAR + day.month - 1
    return date(months // _YEAR, months % _YEAR + 1, 1)


def write_papers(out: Path, deals: list[Deal]) -> None:
    """Write both files."""
    write(out / "quotes.csv", QUOTES, quote_rows(deals))
    write(out / "contracts.csv", CONTRACTS, contract_rows(contracts(deals)))


def quotes(deal: Deal) -> list[Quote]:
    """Return the versions of a deal's quote; none where it came to no proposal."""
    dice = Dice(_KEY, deal.number)
    entered = [at for at, stage in deal.steps if stage == "Proposal"]
    talked = [at for at, stage in deal.steps if stage == "Negotiation"]
    if not (entered or talked):
        return []
    off = dice.weighted(_OFF, _OFF_WEIGHTS)
    sent = (entered or talked)[0] + dice.between(60, 200) * _MINUTE
    again = [at for at in talked if at.date() > sent.date()]
    revised = bool(again) and dice.chance(_REVISED)
    moments = [sent, working(again[-1].date(), dice)] if revised else [sent]
    known = [moment for moment in moments if moment < deal.ends]
    return [
        Quote(deal, n + 1, moment, deal.cents, off, replaced=n + 1 < len(known))
        for n, moment in enumerate(known)
    ]


def quote_rows(deals: list[Deal]) -> Iterator[Row]:
    """Yield a row for each version; an earlier one asked for more."""
    for deal in deals:
        for quote in quotes(deal):
            off = max(0, quote.off - 2) if quote.replaced else quote.off
            asked = quote.cents * 100 // (100 - quote.off)
            listed = rounded(asked)
            cents = listed * (100 - off) // 100
            status = _status(quote)
            yield {
                "quote_id": f"Q-{deal.number}",
                "version": str(quote.version),
                "deal_id": deal_id(deal),
                "account": deal.account,
                "owner": deal.owner_at(quote.sent),
                "product": deal.product,
                "status": status,
                "created_at": stamp(quote.sent - 40 * _MINUTE),
                "sent_at": stamp(quote.sent),
                "expires_at": quote.last_day.isoformat(),
                "accepted_at": stamp(deal.closed) if status == "accepted" else "",
                "declined_at": stamp(deal.closed) if status == "declined" else "",
                "amount": usd(cents),
                "list_amount": usd(listed),
                "discount": f"{off / 100:.2f}",
                "currency": "USD",
            }


def _status(quote: Quote) -> str:
    """Return what became of it."""
    deal = quote.deal
    if quote.replaced:
        return "replaced"
    if deal.stage == WON:
        return "accepted"
    if deal.stage == LOST and Dice(_KEY, deal.number, 1).chance(_SAYS_NO):
        return "declined"
    return "expired" if deal.stage == LOST or quote.last_day < TODAY else "sent"


def contracts(deals: list[Deal]) -> list[Contract]:
    """Return all of them, the first one first; renewals follow what they renew."""
    busy = {(deal.account, deal.product) for deal in deals if not deal.closed}
    found: list[Contract] = []
    for deal in deals:
        if deal.stage == WON and deal.product.endswith("contract"):
            _sign(found, deal, (deal.account, deal.product) in busy)
    return found


def _sign(found: list[Contract], deal: Deal, busy: bool) -> None:
    """Add what the deal brought, and what renewed it."""
    dice = Dice(_KEY_CONTRACT, deal.number)
    one = Contract(
        len(found) + 501, deal, None, deal.ends, first_after(deal.ends.date(), 1),
        dice.weighted(_MONTHS, _MONTHS_WEIGHTS), deal.cents, dice.chance(_GOES_ON),
        dice.pick(_NOTICE),
    )  # fmt: skip
    found.append(one)
    while not one.goes_on:
        soon = TODAY <= one.ends <= TODAY + _SOON * _DAY
        if (soon and busy) or not (soon or dice.chance(_RENEWED)):
            return
        early = _SOON + 5 if soon else dice.between(*_EARLY)
        signed = working(one.ends - early * _DAY, dice)
        if signed >= AS_OF:
            return
        one = Contract(
            len(found) + 501, deal, one.number, signed, one.ends + _DAY, _YEAR,
            rounded(one.cents * dice.between(98, 108) // 100), one.goes_on, one.notice,
        )  # fmt: skip
        found.append(one)


def contract_rows(found: list[Contract]) -> Iterator[Row]:
    """Yield a row for each."""
    for one in found:
        over = one.ends < TODAY and not one.goes_on
        yield {
            "contract_id": f"C-{one.number}",
            "renewal_of": f"C-{one.renews}" if one.renews else "",
            "deal_id": "" if one.renews else deal_id(one.deal),
            "account": one.deal.account,
            "owner": one.deal.owner,
            "product": one.deal.product,
            "status": "ended" if over else "active",
            "signed_at": stamp(one.signed),
            "start_date": one.starts.isoformat(),
            "end_date": one.ends.isoformat(),
            "notice_days": str(one.notice),
            "auto_renews": true(one.goes_on),
            "value": usd(one.cents * one.months // _YEAR),
            "annual_value": usd(one.cents),
            "currency": "USD",
        }
