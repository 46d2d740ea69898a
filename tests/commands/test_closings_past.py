"""closings: past months told again from what was known then, and chances held against what came."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from closings_store import closings, store

pytestmark = pytest.mark.usefixtures("loaded_once", "one_engine")

FIRST, LAST = date(2025, 1, 1), date(2026, 3, 1)
STAGES = ("Meet", "Offer")


def market(seed=5, said=None, wins=0.6, now=LAST):
    """Deals and moves as they stand on a day: of those in a stage `wins` go on, after some days."""
    luck = random.Random(seed)
    deals, moves = [], []
    for n in range(260):
        day = created = FIRST + timedelta(days=luck.randrange(0, 400))
        worth, rows, fate = luck.randrange(100, 900), [], "Won"
        for place, stage in enumerate(STAGES):
            rows.append((stage, day, worth + 10 * place, (said or {}).get(stage, "")))
            day += timedelta(days=luck.randrange(1, 40))
            if luck.random() >= wins:
                fate = "Lost"
                break
        if created >= now:
            continue
        known = [row for row in rows if row[1] < now]
        moves += [f"d{n},{stage},{on},{money},{chance}" for stage, on, money, chance in known]
        stage, _, money, chance = known[-1]
        if day < now:
            end = f"{fate},true,{str(fate == 'Won').lower()},{money},,{created},{day},{day}"
        else:
            end = f"{stage},false,false,{money},{chance},{created}"
        deals.append(f"d{n},{end}")
    return "\n".join(deals), "\n".join(moves)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """Fourteen months, as they stood on 1 March 2026."""
    return store(tmp_path_factory.mktemp("market"), *market())


@pytest.fixture(scope="module")
def said(shop):
    return closings(shop, as_of="2026-03-01")


def test_a_month_told_again_is_what_was_told_when_it_began(tmp_path, said):
    """Asked on 1 January of the exports of that day: the same, to the cent."""
    then = closings(store(tmp_path, *market(now=date(2026, 1, 1))), as_of="2026-01-01")
    row = said.row("past", period="2026-01")
    assert row["open_deals"] == then["open_deals"] > 10
    assert row["forecast"] == then.row("periods", period="2026-01")["expected"]


def test_a_deal_that_was_lost_then_and_is_open_again_was_not_open_then(tmp_path, said):
    """Open until 20 December, and from 10 February on: in January and February nobody had it."""
    deals, rows = market()
    again = [("Meet", "2025-10-02"), ("Lost", "2025-12-20"), ("Meet", "2026-02-10")]
    moved = "\n".join(f"r,{stage},{day},50" for stage, day in again)
    folder = store(tmp_path, f"{deals}\nr,Meet,false,false,50,,2025-10-02", f"{rows}\n{moved}")
    with_it = closings(folder, as_of="2026-03-01")
    more = {
        row["period"]: row["open_deals"] - said.row("past", period=row["period"])["open_deals"]
        for row in with_it.table("past")
    }
    assert more == {
        **dict.fromkeys(("2025-09", "2025-10", "2026-01", "2026-02"), 0),
        **dict.fromkeys(("2025-11", "2025-12"), 1),
    }


def test_asked_as_of_a_past_day_deals_are_where_they_were(shop, said):
    """The exports of March, asked of 1 January: what has moved since is told by its history."""
    then = closings(shop, as_of="2026-01-01")
    row = said.row("past", period="2026-01")
    assert row["open_deals"] == then["open_deals"]
    assert row["forecast"] == then.row("periods", period="2026-01")["expected"]


def test_what_is_told_of_the_past_knows_nothing_later(shop, said):
    """Two months less of history: the months before that are told the same."""
    before = closings(shop, as_of="2026-01-01")
    known = ("period", "open_deals", "forecast", "low", "high", "of_open", "won")
    alike = {row["period"] for row in said.table("past")} & {
        row["period"] for row in before.table("past")
    }
    assert len(alike) == 4
    one, other = ([r for r in of.column("past", *known) if r[0] in alike] for of in (said, before))
    assert one == other


def test_what_came_is_what_the_deals_say(shop, said):
    """By plain Python: what was won in a month, and what of it of deals that were open before."""
    rows = [line.split(",") for line in market()[0].split("\n")]
    for row in said.table("past"):
        won = [r for r in rows if r[1] == "Won" and r[8].startswith(row["period"])]
        assert Decimal(row["won"]) == sum(Decimal(r[4]) for r in won)
        new = [r for r in won if r[6] >= row["first"]]
        assert Decimal(row["new"]) == sum(Decimal(r[4]) for r in new)
        miss = float(row["forecast"]) - float(row["won"])
        assert row["bias"] == pytest.approx(miss / float(row["won"]), abs=1e-4)
        assert row["accuracy"] == pytest.approx(max(1 - abs(row["bias"]), 0))
        inside = Decimal(row["low"]) <= Decimal(row["of_open"]) <= Decimal(row["high"])
        assert row["within"] == inside


def test_scores_are_over_all_months(said):
    missed = sum(abs(Decimal(r["forecast"]) - Decimal(r["won"])) for r in said.table("past"))
    whole = sum(Decimal(r["won"]) for r in said.table("past"))
    assert said["wape"] == pytest.approx(float(missed / whole), abs=1e-4)
    assert said["accuracy"] == pytest.approx(max(1 - said["wape"], 0))
    assert said["within80"] >= 0.5
    assert said.answer["findings"] == []
    assert said["brier"] < said["brier_win_rate"]


def test_stage_history_says_when(said):
    assert said.column("basis", "answer")[0] == "how long won deals took from its stage"
    assert said.column("basis", "answer")[-1] == "own history of the stage"


def test_chances_that_are_too_rosy_are_found(tmp_path):
    """Half go on from each stage, and the CRM says 85 and 95 %."""
    rosy = {"Meet": 0.85, "Offer": 0.95}
    told = closings(store(tmp_path, *market(said=rosy, wins=0.5)), as_of="2026-03-01")
    found = told.finding("probabilities-off")
    assert found["level"] == "warning"
    assert found["facts"]["said"] > 0.85
    assert found["facts"]["won"] < 0.5
    assert "too rosy" in found["message"]
    assert told["brier"] > told["brier_win_rate"]
    assert told.row("calibration", said="80 to 100 %")["n"] == found["facts"]["entries"]


def test_without_amounts_of_then_months_are_told_in_deals(tmp_path):
    """The history knows stages only: what a deal ended with was not known before."""
    deals, moves = market()
    bare = "\n".join(",".join(line.split(",")[:3]) for line in moves.split("\n"))
    told = closings(store(tmp_path, deals, bare), as_of="2026-03-01")
    assert "Past periods are told in deals" in told.notes
    assert all(isinstance(row["forecast"], int) for row in told.table("past"))
