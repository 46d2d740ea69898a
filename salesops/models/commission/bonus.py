"""Which bonuses a sale or a period has earned."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.models.commission.curve import Curve
from salesops.models.commission.sales import Sale, Term
from salesops.models.commission.terms import Plan, Spiff


def of_sale(plan: Plan, sale: Sale) -> Iterator[Spiff]:
    """Those of single deals and products."""
    return (spiff for spiff in plan.spiffs if spiff.per != "period" and _earned(spiff, sale))


def _earned(spiff: Spiff, sale: Sale) -> bool:
    begun = spiff.since is None or sale.day >= spiff.since
    lasts = spiff.until is None or sale.day <= spiff.until
    large = sale.size > 0 and (spiff.at_least is None or sale.size >= spiff.at_least)
    named = spiff.product is None or _bare(spiff.product) == _bare(sale.product or "")
    return begun and lasts and large and named


def of_period(curve: Curve, net: Decimal, deals: int, term: Term) -> Iterator[Spiff]:
    """Those of the whole period, by what it has come to."""
    for spiff in curve.plan.spiffs:
        if spiff.per == "period" and _begun(spiff, term) and _reached(spiff, curve, net, deals):
            yield spiff


def _begun(spiff: Spiff, term: Term) -> bool:
    """The period lies within the bonus's days."""
    begun = spiff.since is None or term.first >= spiff.since
    return begun and (spiff.until is None or term.first <= spiff.until)


def _reached(spiff: Spiff, curve: Curve, net: Decimal, deals: int) -> bool:
    if spiff.attainment is not None and not (curve.quota and net >= spiff.attainment * curve.quota):
        return False
    enough = spiff.at_least is None or net >= spiff.at_least
    return enough and (spiff.deals is None or deals >= spiff.deals)


def _bare(word: str) -> str:
    return " ".join(word.split()).lower()
