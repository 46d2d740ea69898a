"""Cards of random stores against plain Python: another way to say what a period so far is."""

import random
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from pulse_store import put
from scorecard_store import on

import salesops

FIRST = datetime.fromisoformat("2025-11-03T00:00")


def so_far(unit: str, moment: datetime, now: datetime) -> bool:
    """Whether its day and time within its own week or month come before those of now."""
    day = {"day": 0, "week": moment.weekday(), "month": moment.day}[unit]
    today = {"day": 0, "week": now.weekday(), "month": now.day}[unit]
    return (day, moment.time()) < (today, now.time())


def named(unit: str, moment: datetime) -> tuple[int, ...]:
    """Which day, week or month it is in."""
    if unit == "week":
        return tuple(moment.isocalendar()[:2])
    return (moment.year, moment.month, moment.day)[: 2 if unit == "month" else 3]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_card_is_what_plain_python_counts(tmp_path, seed):
    dice = random.Random(seed)
    now = FIRST + timedelta(days=dice.randint(120, 180), minutes=dice.randint(1, 1439))
    orders = [
        (FIRST + timedelta(minutes=dice.randrange(288_000)), Decimal(dice.randrange(99999)) / 100)
        for _ in range(900)
    ]  # fmt: skip
    orders.append((FIRST, Decimal(1)))
    lines = [f"{n},{at:%Y-%m-%d %H:%M},X,1,{amount}" for n, (at, amount) in enumerate(orders)]
    put(tmp_path, lines="\n".join(["order_id,order_date,sku,quantity,amount", *lines]))
    with salesops.open(tmp_path, as_of=f"{now:%Y-%m-%d %H:%M}") as db:
        said = on(db)

    def sold(unit: str, near: datetime, *, part: bool) -> str:
        kept = (
            amount
            for at, amount in orders
            if at < now and named(unit, at) == named(unit, near)
            and (not part or so_far(unit, at, now))
        )  # fmt: skip
        return f"{sum(kept, Decimal(0)):.2f}"

    for unit, back in (("day", 1), ("week", 7), ("month", now.day)):
        before = now - timedelta(days=back)
        row = said.row("progress", over=unit, complete=False)
        assert (row["net_sales"], row["base"]) == (
            sold(unit, now, part=False), sold(unit, before, part=True),
        )  # fmt: skip
        assert said.row("progress", over=unit, complete=True)["net_sales"] == sold(
            unit, before, part=False
        )
