"""What was spent, and what is credited to it: the tables of money."""

from collections.abc import Iterator

from salesops.commands.traffic._campaigns.answers import Channel, Code
from salesops.commands.traffic._campaigns.effects import Effect
from salesops.commands.traffic._campaigns.story import Story
from salesops.models.compare import average, ratio
from salesops.result import Table


def money_tables(story: Story) -> tuple[Table, Table]:
    """Orders that used a code, and what was spent by channel."""
    codes = [row for e in story.effects if (row := _code(e))]
    note = "Who used the code may have bought without it: attributed, not more sales."
    channels = [*_channels(story)]
    days = story.spending.days
    said = (
        f"{days[0]:%Y-%m-%d} to {days[1]:%Y-%m-%d}, the last not counted; against all orders of "
        "the shop, since no export says which ones an advertisement brought."
        if days
        else ""
    )
    return (
        Table("codes", "Orders with a code", Code, codes, note, shown=bool(codes)),
        Table("channels", "What marketing cost", Channel, channels, said, shown=bool(channels)),
    )


def _code(effect: Effect) -> Code | None:
    coded, spend = effect.coded, effect.spend
    if coded is None:
        return None
    return Code(
        effect.known.name,
        effect.known.code or "",
        coded.orders,
        coded.new_customers,
        coded.discounts,
        coded.net_sales,
        coded.profit if effect.costed else None,
        spend,
        None if spend is None else average(spend, coded.orders),
        ratio(coded.net_sales, spend),
    )


def _channels(story: Story) -> Iterator[Channel]:
    spending = story.spending
    for channel in spending.channels:
        yield _channel(story, channel, channel)
    if spending.channels:
        yield _channel(story, "all", None)


def _channel(story: Story, name: str, channel: str | None) -> Channel:
    spending, shop = story.spending, story.spending.shop
    cost, clicks = spending.cost(channel), spending.clicks(channel)
    last = max((s.day for s in spending.of(channel)), default=None)
    return Channel(
        name,
        cost,
        ratio(cost, spending.cost()),
        clicks,
        average(spending.clicked(channel), clicks) if clicks else None,
        average(cost, shop.orders),
        average(cost, shop.new_customers),
        ratio(cost, shop.net_sales) if shop.net_sales > 0 else None,
        last,
    )
