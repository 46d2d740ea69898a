"""What campaigns says in words: its headline, its metrics and its notes."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.traffic._campaigns.effects import Effect, Method, Verdict
from salesops.commands.traffic._campaigns.story import Story
from salesops.models.compare import average, ratio
from salesops.result import Metric
from salesops.units import Unit, counted, text

FILTERED = (
    "--where leaves out orders that campaigns were for, so what they brought is not told: ask "
    "without it."
)
_TOLD = (Verdict.WORKS, Verdict.LOSES, Verdict.SELLS, Verdict.NOTHING)
_LISTED = 3


def headline(story: Story) -> str:
    """One sentence: what the campaigns brought, the clearest first, and what marketing costs."""
    if stale := story.stale():
        return stale.message
    if not story.told:
        return FILTERED
    said = _verdicts(story)
    return f"{said} {_costs(story)}".strip()


def _verdicts(story: Story) -> str:
    if not story.effects:
        return "No campaign began in this window."
    ranked = sorted(story.effects, key=lambda e: list(Verdict).index(e.verdict))
    return f"{_first(story, ranked[0])}{_others(ranked[1:])}"


def _first(story: Story, effect: Effect) -> str:
    net, name = effect.net, effect.known.name
    if effect.verdict not in _TOLD or net is None:
        return f"{name}: {effect.verdict.value}"
    spent = "" if effect.spend is None else f" for {_money(story, effect.spend)} spent"
    how = {
        Method.CONTROL: "against those held back",
        Method.PRE_POST: "pre/post, which cannot tell season from campaign",
    }[effect.method]
    return (
        f"{name} {_did(effect.verdict)}: {_money(story, net.middle)} more net sales "
        f"({_plain(story, net.low)} to {_plain(story, net.high)}, 95 %){spent}, "
        f"{how}"
    )


def _did(verdict: Verdict) -> str:
    return "shows no effect" if verdict is Verdict.NOTHING else verdict.value


def _others(effects: list[Effect]) -> str:
    if not effects:
        return "."
    counts = {v: sum(e.verdict is v for e in effects) for v in Verdict}
    return "; others: " + ", ".join(f"{n} {v.value}" for v, n in counts.items() if n) + "."


def _costs(story: Story) -> str:
    spending = story.spending
    if not spending.channels:
        return ""
    cost, shop = spending.cost(), spending.shop
    share = ratio(cost, shop.net_sales) if shop.net_sales > 0 else None
    order, new = average(cost, shop.orders), average(cost, shop.new_customers)
    return (
        f"Marketing cost {_money(story, cost)}: {text(share, Unit.PERCENT)} of net sales, "
        f"{text(order, Unit.MONEY, story.currency)} for each order, "
        f"{text(new, Unit.MONEY, story.currency)} for each new customer."
    )


def _money(story: Story, amount: Decimal | float) -> str:
    unit = f" {story.currency}" if story.currency else ""
    return f"{_plain(story, amount)}{unit}"


def _plain(story: Story, amount: Decimal | float) -> str:
    return text(Decimal(str(amount)), Unit.MONEY, story.currency)


def metrics(story: Story) -> Iterator[Metric]:
    """What was spent, for how much, and how many campaigns worked."""
    told, spending = story.told, story.spending
    known = told and bool(spending.channels)
    cost, shop = spending.cost(), spending.shop
    share = ratio(cost, shop.net_sales) if known and shop.net_sales > 0 else None
    order = average(cost, shop.orders) if known else None
    new = average(cost, shop.new_customers) if known else None
    works = sum(e.verdict is Verdict.WORKS for e in story.effects)
    yield Metric("campaigns", "Campaigns", len(story.effects) if told else None, Unit.COUNT)
    yield Metric("campaigns_work", "Of these work", works if told else None, Unit.COUNT)
    yield Metric("spend", "Spend", cost if known else None, Unit.MONEY, good="")
    yield Metric("marketing_share", "Spend of net sales", share, Unit.PERCENT, good="down")
    yield Metric("cost_per_order", "Spend for each order", order, Unit.MONEY, good="down")
    yield Metric("cac", "Spend for each new customer", new, Unit.MONEY, good="down")
    orders, fresh = (shop.orders, shop.new_customers) if known else (None, None)
    yield Metric("orders", "Orders on the days of spend", orders, Unit.COUNT)
    yield Metric("new_customers", "New customers on these days", fresh, Unit.COUNT)


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of these numbers."""
    if not story.told:
        yield FILTERED
        return
    yield from _lacking(story)
    yield from _unjudged(story)
    for effect in story.effects:
        yield from _of_one(story, effect)
    yield from _costs_known(story)
    many = sum(e.verdict in _TOLD for e in story.effects)
    if many > _LISTED:
        yield (
            f"{many} campaigns are judged, each at 95 %: of twenty that do nothing one would seem "
            "to do something."
        )


def _lacking(story: Story) -> Iterator[str]:
    has = story.asked.has
    if not has("spend_daily"):
        yield "No daily spend: what campaigns cost is not known beyond their budgets."
    if not has("campaign_members"):
        yield (
            "No members of campaigns: without some who are held back, what a mailing adds is not "
            "known."
        )


def _unjudged(story: Story) -> Iterator[str]:
    undated = [known for known in story.unjudged if known.treated and known.held_back]
    for known in undated:
        yield (
            f"{known.name} has both groups and no day of the send: give its members sent_at, or "
            "the list of campaigns its first day."
        )
    if not (found := [known for known in story.unjudged if known not in undated]):
        return
    names = ", ".join(sorted(k.name for k in found)[:_LISTED])
    more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
    yield (
        f"Only in the spend or without a group to compare with: {names}{more}. Nothing tells what "
        "they added."
    )


def _of_one(story: Story, effect: Effect) -> Iterator[str]:
    known, name = effect.known, effect.known.name
    if effect.so_far and effect.over_at:
        yield f"{name} is not over before {effect.over_at:%Y-%m-%d %H:%M}: its numbers are so far."
    if known.spend is None and known.budget is not None:
        yield f"{name} has no spend: its budget of {_money(story, known.budget)} stands for it."
    if known.in_both:
        yield f"{counted(known.in_both, 'person')} of {name} in both groups: in neither number."
    if known.unclear:
        yield f"{counted(known.unclear, 'member')} of {name} in a group of another name: left out."
    if effect.method is Method.CONTROL:
        yield from _spoilt(effect)


def _costs_known(story: Story) -> Iterator[str]:
    """How much of the goods behind a profit has a known cost."""
    shares = [e.covered for e in story.effects if e.costed and e.covered is not None]
    if shares and min(shares) < 1:
        low, high = (text(share, Unit.PERCENT) for share in (min(shares), max(shares)))
        known = low if low == high else f"{low} to {high}"
        yield (
            f"Unit costs are known for {known} of the sales behind a campaign: the rest is taken "
            "to cost alike."
        )
    if bare := [e.known.name for e in story.effects if e.covered is not None and not e.costed]:
        yield f"Too few unit costs are known for an ROI: {', '.join(bare)}."


def _spoilt(effect: Effect) -> Iterator[str]:
    name, control = effect.known.name, effect.control
    if control.also_reached:
        yield (
            f"{control.also_reached:,} of {control.members:,} held back from {name} got another "
            "campaign while it counts: its lift is what it added to that."
        )
    if control.used_code:
        yield f"{control.used_code:,} held back from {name} used its code all the same."
    first, last = effect.known.first_sent, effect.known.last_sent
    if first and last and (last - first).days > 1:
        yield (
            f"{name} was sent over {(last - first).days:,} days: who was held back without a date "
            "counts from the first."
        )
