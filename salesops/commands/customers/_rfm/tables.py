"""The tables of rfm."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from salesops.commands.customers._rfm.groups import BEST, GROUPS, PROSPECTS, Group
from salesops.commands.customers._rfm.rows import Advice, Buyer, Customer, Cut, Part, Size
from salesops.commands.customers._rfm.story import Scored, Story, net_sales
from salesops.models.compare import average, ratio
from salesops.result import Table


def tables(story: Story) -> tuple[Table, ...]:
    """The groups, what cuts them, what they are a part of, and every customer."""
    return (_groups(story), _rules(story), _cut_points(story), _parts(story), _customers(story))


def _groups(story: Story) -> Table:
    if not story.enough:
        return Table("groups", "Groups", Size, [])
    rows = [*(_size(story, g) for g in GROUPS if g is not PROSPECTS), _prospects(story)]
    note = (
        "Share is of all net sales, those of unknown customers too. Prospects have no order: they "
        "are not among the customers scored."
    )
    return Table("groups", "Groups", Size, rows, note)


def _rules(story: Story) -> Table:
    rows = [Advice(g.name, g.rule, g.action) for g in GROUPS]
    note = "FM is the mean of F and M. The names are Shopify's; the bounds are ours."
    title = "What makes a group: R recency, F orders, M net sales, quintiles 1 to 5 (5 best)"
    return Table("rules", title, Advice, rows, note, shown=story.enough)


def _size(story: Story, group: Group) -> Size:
    found = story.members(group)
    buyers = [s.buyer for s in found]
    count, orders, money = len(found), sum(b.orders for b in buyers), net_sales(buyers)
    return Size(
        group=group.name,
        code=group.code,
        customers=count,
        customer_share=ratio(count, len(story.scored)),
        orders=orders,
        net_sales=money,
        share=story.ledger.share(money),
        recency_days=median(s.recency_days for s in found) if found else None,
        orders_per_customer=ratio(orders, count),
        aov=average(sum((b.order_value for b in buyers), Decimal(0)), orders),
        rule=group.rule,
        action=group.action,
    )


def _prospects(story: Story) -> Size:
    count, known = story.prospects, story.prospects is not None
    return Size(
        group=PROSPECTS.name,
        code=PROSPECTS.code,
        customers=count,
        customer_share=None,
        orders=0 if known else None,
        net_sales=Decimal(0) if known else None,
        share=story.ledger.share(Decimal(0)) if known else None,
        recency_days=None,
        orders_per_customer=None,
        aov=None,
        rule=PROSPECTS.rule,
        action=PROSPECTS.action,
    )


def _cut_points(story: Story) -> Table:
    if not story.enough:
        return Table("cut_points", "Cut points", Cut, [])
    rows = [_cut(story.scored, score) for score in range(BEST, 0, -1)]
    note = (
        "Each score is a fifth of the customers, 5 the best; days are since the last order. "
        "Scores overlap where ids alone part equal values."
    )
    return Table("cut_points", "Cut points", Cut, rows, note)


def _cut(scored: Sequence[Scored], score: int) -> Cut:
    days = [s.recency_days for s in scored if s.r == score]
    orders = [s.buyer.orders for s in scored if s.f == score]
    money = [s.buyer.net_sales for s in scored if s.m == score]
    return Cut(score, min(days), max(days), min(orders), max(orders), min(money), max(money))


def _parts(story: Story) -> Table:
    return Table("to_net_sales", "From scored customers to net sales", Part, [*_sums(story)])


def _sums(story: Story) -> Iterator[Part]:
    """Every part by whether it is known who bought, and the whole."""
    now = story.ledger.now
    judged = "Scored customers" if story.enough else f"Customers, fewer than {BEST}"
    yield _part(story, judged, story.dated)
    if story.undated:
        yield _part(story, "Customers without a dated order", story.undated)
    if story.returning:
        yield _part(story, "Customers with returns only", story.returning)
    yield _part(story, "Unknown customers", story.unknown, counted=False)
    yield Part("Net sales", None, now.orders, now.net_sales, story.ledger.share(now.net_sales))


def _part(story: Story, name: str, buyers: Sequence[Buyer], *, counted: bool = True) -> Part:
    money = net_sales(buyers)
    orders = sum(b.orders for b in buyers)
    return Part(name, len(buyers) if counted else None, orders, money, story.ledger.share(money))


def _customers(story: Story) -> Table:
    rows = [_customer(s) for s in story.scored]
    return Table("customers", "Customers", Customer, rows, shown=False)


def _customer(scored: Scored) -> Customer:
    buyer = scored.buyer
    return Customer(
        buyer.shop or None, scored.customer, buyer.name, scored.group.name, scored.group.code,
        scored.r, scored.f, scored.m, scored.last_day, scored.recency_days, buyer.orders,
        buyer.net_sales,
    )  # fmt: skip
