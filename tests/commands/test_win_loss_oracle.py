"""win-loss against plain Python that knows no SQL, on random deals."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt
from random import Random
from statistics import fmean, median

import pytest
from win_loss_store import store

import salesops
from salesops.commands.team.win_loss import win_loss as ask

SINCE, UNTIL = date(2026, 1, 1), date(2026, 2, 28)
BY = {"owner": 1, "source": 6, "competitor": 8, "account": 11}
"""Where each stands in a row."""


def made(seed):
    dice = Random(seed)
    for n in range(300):
        status = dice.choice(["won", "lost", "lost", "open"])
        begun = date(2025, 11, 1) + timedelta(dice.randrange(100))
        ended = begun + timedelta(dice.randrange(-3, 90))
        amount = dice.choice(["", "0", f"{dice.randrange(1, 90000) / 100:.2f}"])
        yield [
            f"D{n}", dice.choice(["Ann", "Bob", ""]), status, amount,
            str(begun) if dice.random() < 0.9 else "",
            str(ended) if status != "open" and dice.random() < 0.9 else "",
            dice.choice(["Web", "Fair", ""]), "", dice.choice(["Rival", ""]),
            dice.choice(["Price", "Parts", ""]), "", dice.choice(["Acme", "Bolt", ""]),
        ]  # fmt: skip


def wilson(won, n, z=1.96):
    p = won / n
    middle, half = p + z * z / 2 / n, z * sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    return [(middle + sign * half) / (1 + z * z / n) for sign in (-1, 1)]


def inside(row, *, every):
    if row[2] == "open":
        return False
    return every or (bool(row[5]) and SINCE <= date.fromisoformat(row[5]) <= UNTIL)


def facts(rows):
    """Won, lost, value, average, median and mean cycle of the rows, from nothing but Python."""
    won = [r for r in rows if r[2] == "won"]
    amounts = [Decimal(r[3]) for r in won if r[3]]
    days = [
        (date.fromisoformat(r[5]) - date.fromisoformat(r[4])).days for r in won if r[4] and r[5]
    ]
    days = [d for d in days if d >= 0]
    return (
        len(won),
        len(rows) - len(won),
        sum(amounts, Decimal(0)),
        sum(amounts) / len(amounts) if amounts else None,
        median(amounts) if amounts else None,
        pytest.approx(fmean(days)) if days else None,
    )


@pytest.mark.parametrize(
    ("seed", "every"),
    [(1, False), *(pytest.param(n, n > 2, marks=pytest.mark.slow) for n in (2, 3, 4))],
)
def test_every_group(seed, every, tmp_path):
    rows = list(made(seed))
    folder = store(tmp_path, "\n".join(map(",".join, rows)))
    span = {} if every else {"since": str(SINCE), "until": str(UNTIL)}
    counted = [r for r in rows if inside(r, every=every)]
    with salesops.open(folder, as_of="2026-06-01") as db:
        for by, column in BY.items():
            groups = defaultdict(list)
            for row in counted:
                groups[row[column] or "Unknown"].append(row)
            found = {r.name: r for r in ask(db, by, **span).table(f"by_{by}").rows}
            assert found.keys() == groups.keys()
            for name, one in found.items():
                said = (one.won, one.lost, one.won_value, one.avg_won, one.median_won)
                assert (*said, one.cycle_mean) == facts(groups[name]), (by, name)
                assert one.win_rate == pytest.approx(one.won / one.closed)
                assert [one.low, one.high] == pytest.approx(wilson(one.won, one.closed))
        report = ask(db, **span)
    names = ("won_deals", "lost_deals", "won_value", "avg_won", "median_won", "cycle_days_mean")
    assert tuple(report.value(name) for name in names) == facts(counted)
    value = [sum(Decimal(r[3] or 0) for r in counted if r[2] == how) for how in ("won", "lost")]
    valued = sum(1 for r in counted if r[2] == "lost" and Decimal(r[3] or 0) > 0)
    lost = sum(1 for r in counted if r[2] == "lost")
    wanted = float(value[0] / sum(value)) if valued * 2 >= lost else None
    assert report.value("win_rate_value") == (wanted and pytest.approx(wanted))
    reasons = defaultdict(int)
    for row in counted:
        reasons[row[9] or "not stated"] += row[2] == "lost"
    assert {r.lost_reason: r.lost for r in report.table("lost_reasons").rows} == reasons
