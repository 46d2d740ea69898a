"""closings: chances that copies of the exports state, held against what came of the deals."""

import random
from datetime import date, timedelta
from statistics import mean

import pytest
from closings_store import DEALS, _csv, closings, kept

from salesops import cli

pytestmark = pytest.mark.usefixtures("loaded_once", "one_engine")

# Nine in ten close within 29 days: of 10, 10, 20, 25, 28 and 30.
TODAY = """
    a,Won,true,true,100,,2025-11-20,,2025-12-20,,R
    b,Lost,true,false,100,,2025-11-20,,2025-12-10,,R
    c,Lost,true,false,100,,2025-11-20,,2025-11-30
    d,Won,true,true,100,,2025-11-20,,2025-12-15
    e,Demo,false,false,100,0.3,2025-11-20
    h,Gone,true,,100,,2025-11-20,,2025-12-20
    k,Lost,true,false,100,,2026-02-20,,2026-03-02
    l,Lost,true,false,100,,2025-11-20,,2025-12-18
"""
COPIES = {
    # c was closed already, and nobody had said so; g is gone since, and how h closed nobody says.
    "2025-12-01": """
        a,Demo,false,false,100,0.5
        b,Demo,false,false,100,0.5
        c,Demo,false,false,100,0.9
        e,Demo,false,false,100,0.3
        g,Demo,false,false,100,0.4
        h,Demo,false,false,100,0.4
        l,Demo,false,false,100
    """,
    # The stage of a is the same: not said again.
    "2025-12-02": """
        a,Demo,false,false,100,0.6
        l,Demo,false,false,100,0.2
    """,
    # d closes on that day; a is said anew; what a copy says of a closed deal is no chance.
    "2025-12-15": """
        a,Offer,false,false,100,0.8
        b,Lost,true,false,100,0
        d,Offer,false,false,100,0.75
        l,Demo,false,false,100,0.2
    """,
    # Within 29 days: of others like k it is not known yet.
    "2026-02-28": "k,Demo,false,false,100,0.25",
}
BANDS = ("said", "n", "mean", "won_times", "by")
MOVED = {"a": 0.5, "b": 0.5, "d": 0.75, "l": 0.2}


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return kept(tmp_path_factory.mktemp("judged"), TODAY, COPIES)


def moves(deals):
    return "\n".join(f"{deal},Demo,2025-11-21,100,{MOVED[deal]}" for deal in deals)


def test_a_chance_counts_once_for_each_stage_however_many_copies_repeat_it(shop):
    """Won: a at 50 and 80, d at 75 %; lost: b at 50, l at 20 %."""
    said = closings(shop)
    assert said["brier"] == pytest.approx((0.5**2 + 0.2**2 + 0.25**2 + 0.5**2 + 0.2**2) / 5)
    assert said["brier_win_rate"] == pytest.approx(0.6 * 0.4)
    assert said.column("calibration", *BANDS) == [
        ("20 to 40 %", 1, 0.2, 0, "copies"),
        ("40 to 60 %", 2, 0.5, 1, "copies"),
        ("60 to 80 %", 1, 0.75, 1, "copies"),
        ("80 to 100 %", 1, 0.8, 1, "copies"),
    ]
    assert "as 3 copies of the exports have them (2025-12-01 to 2025-12-15): 5" in said.notes
    assert "5 chances, one for each stage of 4 deals that closed since." in said.notes
    assert "Of 2 deals in copies nobody says what came: not judged." in said.notes


def test_under_a_filter_chances_are_of_deals_that_it_leaves(shop):
    said = closings(shop, "--where", "owner_id=R")
    assert said["brier"] == pytest.approx((0.5**2 + 0.2**2 + 0.5**2) / 3)
    assert "nobody says what came" not in said.notes


def test_a_history_that_states_fewer_gives_way(tmp_path):
    said = closings(kept(tmp_path, TODAY, COPIES, moves("ab")))
    assert {row["by"] for row in said.table("calibration")} == {"copies"}
    assert "Stage history states those of 2 deals only." in said.notes


def test_a_history_that_states_as_many_comes_first(tmp_path):
    """It knows the day of the entry: .5 and .75 of won deals, .5 and .2 of lost ones."""
    said = closings(kept(tmp_path, TODAY, COPIES, moves("abdl")))
    assert {row["by"] for row in said.table("calibration")} == {"history"}
    assert said["brier"] == pytest.approx((0.5**2 + 0.25**2 + 0.5**2 + 0.2**2) / 4)
    assert "as its stage history has them: 4 chances, one for each stage of 4" in said.notes
    assert "Copies of the exports state chances of 4 deals that closed since: no more" in said.notes


def test_copies_that_are_late_say_when_they_can_be_judged(tmp_path):
    said = closings(kept(tmp_path, TODAY, {"2026-02-28": COPIES["2026-02-28"]}))
    assert (said["brier"], said.table("calibration")) == (None, [])
    assert "state chances from 2026-02-28 on: too late to judge" in said.notes
    assert "Nine in ten deals close within 29 days." in said.notes


@pytest.mark.slow
def test_few_chances_in_copies_do_not_hide_those_of_the_stages(tmp_path):
    """Of forty deals the history knows stages alone; copies have the chances of four."""
    days = [(f"2025-0{1 + n % 8}-01", f"2025-0{1 + n % 8}-21") for n in range(40)]
    fates = ["Won,true,true" if n % 2 else "Lost,true,false" for n in range(40)]
    rows = zip(fates, days, strict=True)
    old = [f"o{n},{fate},100,,{day},,{end}" for n, (fate, (day, end)) in enumerate(rows)]
    bare = "\n".join(f"o{n},Demo,2025-0{1 + n % 8}-02" for n in range(40))
    said = closings(kept(tmp_path, TODAY + "\n".join(old), COPIES, bare))
    assert {row["by"] for row in said.table("calibration")} == {"stages"}
    assert "Copies of the exports state chances of 4 deals that closed since: too few" in said.notes


@pytest.mark.slow
def test_what_snapshot_kept_each_morning_is_judged(tmp_path, capsys):
    """The same exports brought by a cron job, day by day."""
    exports, state = tmp_path / "exports", tmp_path / "state"
    exports.mkdir()
    for day, rows in {**COPIES, "2026-03-05": TODAY}.items():
        (exports / "deals.csv").write_text(_csv(DEALS, rows))
        if day in COPIES:
            argv = ["snapshot", "--data", exports, "--state", state, "--as-of", day, "--quiet"]
            assert cli.main([str(one) for one in argv]) == 0
    capsys.readouterr()
    said = closings(exports, "--data", str(state / "snapshots"))
    assert said["brier"] == pytest.approx((0.5**2 + 0.2**2 + 0.25**2 + 0.5**2 + 0.2**2) / 5)
    assert "as 3 copies of the exports have them (2025-12-01 to 2025-12-15): 5" in said.notes


def grown(luck):
    """Deals of half a year, and what copies of every sixth day say of them while they are open."""
    first, today = date(2025, 9, 1), date(2026, 3, 5)
    deals, copies, said = [], {}, []
    for n in range(80):
        created = first + timedelta(days=luck.randrange(150))
        closed = created + timedelta(days=luck.randrange(1, 60))
        moved, won = created + timedelta(days=luck.randrange(1, 50)), luck.random() < 0.5
        fate = "Won,true,true" if won else "Lost,true,false"
        if closed >= today:
            deals.append(f"d{n},Demo,false,false,100,,{created}")
        else:
            deals.append(f"d{n},{fate},100,,{created},,{closed}")
        seen = set()
        for day in (first + timedelta(days=k) for k in range(60, 180, 6)):
            if not created <= day <= closed:
                continue
            stage, chance = "Demo" if day < moved else "Offer", round(luck.random(), 2)
            copies.setdefault(str(day), []).append(f"d{n},{stage},false,false,100,{chance}")
            if stage not in seen and closed < today:
                said.append((day, n, chance, won))
            seen.add(stage)
    return "\n".join(deals), {day: "\n".join(rows) for day, rows in copies.items()}, said


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_random_copies_by_plain_python(tmp_path, seed):
    deals, copies, said = grown(random.Random(seed))
    answer = closings(kept(tmp_path, deals, copies))
    rows = [line.split(",") for line in deals.split("\n")]
    lives = sorted(
        (date.fromisoformat(row[8]) - date.fromisoformat(row[6])).days
        for row in rows
        if row[2] == "true"
    )
    place, rest = divmod(0.9 * (len(lives) - 1), 1)
    took = int(lives[int(place)] + rest * (lives[int(place) + 1] - lives[int(place)]))
    asked = [one for one in said if one[0] <= date(2026, 3, 5) - timedelta(days=took)]
    assert sum(row["n"] for row in answer.table("calibration")) == len(asked) > 60
    assert answer["brier"] == pytest.approx(mean((c - won) ** 2 for _, _, c, won in asked))
    share = mean(won for *_, won in asked)
    assert answer["brier_win_rate"] == pytest.approx(share * (1 - share))
    assert f"of {len({n for _, n, _, _ in asked})} deals that closed since" in answer.notes
