"""One plan of a plan file."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from salesops.commands.team._commission.toml import Part
from salesops.errors import UsageError
from salesops.models.commission.terms import ZERO, Draw, Plan, Spiff, Step, Threshold, Tier
from salesops.settings import age

_KEYS = (
    "name", "period", "by", "rate", "tiers", "kind", "threshold", "accelerator", "decelerator",
    "cap", "spiffs", "draw", "clawback", "since", "until",
)  # fmt: skip
_SPIFF = ("name", "amount", "per", "product", "at_least", "deals", "attainment", "since", "until")
PERIODS = ("month", "quarter", "year")
_MOST = 10
"""Times the quota: more is a percent written as a number."""


def plan(table: dict[str, Any], where: str, number: int) -> Plan:
    """The plan of a table.

    Raises:
        UsageError: what is written cannot be meant.
    """
    name = table.get("name")
    if not isinstance(name, str) or not name.strip():
        raise UsageError(f'{where}: plan {number} needs a name = "..."')
    part = Part(f"{where}: plan {name!r}", table, _KEYS)
    shares = part.text("by", ("amount", "attainment")) == "attainment"
    retroactive = part.text("kind", ("marginal", "retroactive")) == "retroactive"
    tiers = _tiers(part, shares)
    if retroactive:
        _refuse_falling(part, tiers)
    draw = part.part("draw", ("amount", "recoverable"), "{ amount = 500, recoverable = true }")
    claws, within = _clawback(part)
    since, until = _days(part)
    return Plan(
        name=name.strip(),
        period=part.text("period", PERIODS) or part.wrong("period", 'write period = "quarter"'),
        tiers=tiers,
        retroactive=retroactive,
        by_attainment=shares,
        steps=(*_faster(part, shares), *_slower(part, shares)),
        threshold=_threshold(part, shares),
        cap=part.amount("cap"),
        spiffs=tuple(
            map(_spiff, part.parts("spiffs", _SPIFF, '{ name = "New line", amount = 50 }'))
        ),
        draw=Draw(_needed(draw, "amount"), draw.flag("recoverable", default=True))
        if draw
        else None,
        claws=claws,
        within_days=within,
        since=since,
        until=until,
    )


def _days(part: Part) -> tuple[date | None, date | None]:
    """The first and the last day of a plan or a bonus."""
    since, until = part.day("since"), part.day("until")
    if since and until and until < since:
        part.wrong("until", f"write a day from {since} on")
    return since, until


def _point(part: Part, key: str, shares: bool) -> Decimal:
    found = part.share(key, _MOST) if shares else part.amount(key)
    return part.wrong(key, "write where it begins") if found is None else found


def _needed(part: Part, key: str) -> Decimal:
    found = part.amount(key)
    return part.wrong(key, "write an amount") if found is None else found


def _tiers(part: Part, shares: bool) -> tuple[Tier, ...]:
    rate = _share_of(part)
    if (rate is None) == ("tiers" not in part.values):
        part.wrong("rate", "write either rate = 0.04 or tiers = [{ from = 0, rate = 0.04 }, ..]")
    if rate is not None:
        if "kind" in part.values:
            part.wrong("kind", "only tiers are marginal or retroactive: leave it out")
        return (Tier(ZERO, rate),)
    listed = [
        (one, Tier(_point(one, "from", shares), _rate(one)))
        for one in part.parts("tiers", ("from", "rate"), "{ from = 0, rate = 0.04 }")
    ]
    if not listed or listed[0][1].start != 0:
        part.wrong("tiers", "the first tier begins at 0: { from = 0, rate = .. }")
    for (_, before), (one, after) in pairwise(listed):
        if after.start <= before.start:
            one.wrong("from", "write tiers in order, each from a higher point")
    return tuple(tier for _, tier in listed)


def _rate(part: Part) -> Decimal:
    found = _share_of(part)
    return part.wrong("rate", 'write 4 percent as 0.04 or "4 %"') if found is None else found


def _share_of(part: Part) -> Decimal | None:
    """A rate. The number 1 would pay all that is sold, and is meant as 1 percent."""
    if part.values.get("rate") == 1:
        part.wrong("rate", 'write 1 percent as 0.01 or "1 %"')
    return part.share("rate", 1)


def _refuse_falling(part: Part, tiers: tuple[Tier, ...]) -> None:
    """Who sells a little more would earn less on all of it."""
    if any(after.rate < before.rate for before, after in pairwise(tiers)):
        part.wrong("kind", "rates of retroactive tiers must not fall: write marginal")


def _faster(part: Part, shares: bool) -> Iterator[Step]:
    for one in part.parts("accelerator", ("above", "times"), "{ above = 1.0, times = 1.5 }"):
        times = one.amount("times")
        if times is None or times <= 1:
            one.wrong("times", "an accelerator multiplies the rate by more than 1")
        yield Step(_point(one, "above", shares), times)


def _slower(part: Part, shares: bool) -> Iterator[Step]:
    keys = ("above", "below", "times")
    for one in part.parts("decelerator", keys, "{ above = 1.5, times = 0.5 }"):
        times = one.amount("times")
        if times is None or times >= 1:
            one.wrong("times", "a decelerator multiplies the rate by less than 1")
        if ("above" in one.values) == ("below" in one.values):
            one.wrong("above", "write either above or below")
        above = "above" in one.values
        yield Step(_point(one, "above" if above else "below", shares), times, above)


def _threshold(part: Part, shares: bool) -> Threshold | None:
    one = part.part("threshold", ("at", "pays"), '{ at = 10000, pays = "above" }')
    if one is None:
        return None
    pays_all = one.text("pays", ("above", "all")) == "all"
    return Threshold(_point(one, "at", shares), pays_all)


def _spiff(part: Part) -> Spiff:
    name = part.text("name") or part.wrong("name", "a bonus is named in the statement")
    per = part.text("per", ("deal", "product", "period")) or "deal"
    found = Spiff(
        name, _needed(part, "amount"), per, part.text("product"), part.amount("at_least"),
        part.whole("deals"), part.share("attainment", _MOST), *_days(part),
    )  # fmt: skip
    if (per == "product") != (found.product is not None):
        part.wrong("product", 'a bonus per product names one: per = "product", product = ".."')
    for key in ("deals", "attainment"):
        if per != "period" and key in part.values:
            part.wrong(key, 'only a bonus per = "period" asks for it')
    if per == "period" and not {"at_least", "deals", "attainment"} & set(part.values):
        part.wrong("per", "say what the period must reach: at_least, deals or attainment")
    return found


def _clawback(part: Part) -> tuple[bool, int | None]:
    """Whether anything is taken back, and until how many days after the sale."""
    if isinstance(part.values.get("clawback"), bool):
        return part.flag("clawback", default=True), None
    one = part.part("clawback", ("within",), '{ within = "90d" }, or clawback = false')
    if one is None:
        return True, None
    within = one.text("within") or one.wrong("within", 'write days, as "90d"')
    return True, age(within, f"{part.where}: clawback.within").days
