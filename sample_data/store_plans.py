"""Workshops on a service plan: a monthly fee for free shipping and the technical line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from store_clock import FIRST_DAY, TODAY
from store_csv import Row, usd
from store_dice import Dice

HEADER = "account_id,company,email,plan,payment,started_on,monthly_fee,currency,cancelled_on".split(
    ","
)
_KEY = 77
_ACCOUNTS = 320
_PLANS = ("Basic", "Plus", "Fleet")
_WEIGHTS = (50, 35, 15)
_FEES = {"Basic": 1900, "Plus": 4900, "Fleet": 12900}  # cents a month
# In thousandths, for each month that they are there.
_LEAVES = {"Basic": 27, "Plus": 22, "Fleet": 18}
_INVOICED = {"Basic": 150, "Plus": 350, "Fleet": 800}
_MONTH = 30
_PLACES = tuple("Cedar Maple Oak River Stone Lake Mill Elm Birch Fox".split())
_ENDS = tuple("brook ridge view haven ton ford".split())
_KINDS = ("Garage", "Motors", "Auto Service", "Tuning", "Car Repair", "Fleet Care")


@dataclass(frozen=True)
class Account:
    """One workshop, from its first day on the plan to its last."""

    number: int
    company: str
    plan: str
    invoiced: bool
    started: date
    cancelled: date | None


def accounts() -> Iterator[Account]:
    """Yield every workshop that ever had a plan, the first ones first."""
    days = (TODAY - FIRST_DAY).days
    for number in range(1, _ACCOUNTS + 1):
        dice = Dice(_KEY, number)
        plan = dice.weighted(_PLANS, _WEIGHTS)
        company = f"{dice.pick(_PLACES)}{dice.pick(_ENDS)} {dice.pick(_KINDS)}"
        started = FIRST_DAY + timedelta(days=(number - 1) * days // _ACCOUNTS)
        invoiced = dice.chance(_INVOICED[plan])
        yield Account(number, company, plan, invoiced, started, _last_day(dice, plan, started))


def _last_day(dice: Dice, plan: str, started: date) -> date | None:
    """The day on which they cancelled; None where they are still there."""
    month = started
    while (month := month + timedelta(days=_MONTH)) < TODAY:
        if dice.chance(_LEAVES[plan]):
            return month - timedelta(days=dice.below(_MONTH))
    return None


def plan_rows() -> Iterator[Row]:
    """Yield a row for each account, as the shop's own list has them."""
    for one in accounts():
        yield {
            "account_id": f"W{one.number:04}",
            "company": one.company,
            "email": f"w{one.number:04}@workshops.example",
            "plan": one.plan,
            "payment": "invoice" if one.invoiced else "card",
            "started_on": one.started.isoformat(),
            "monthly_fee": usd(_FEES[one.plan]),
            "currency": "USD",
            "cancelled_on": one.cancelled.isoformat() if one.cancelled else "",
        }
