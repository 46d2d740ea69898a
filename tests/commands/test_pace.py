"""Pace on a shop whose days are alike, so that every number is worked out by hand."""

from decimal import Decimal

import pytest
from pace_store import ALIKE, MORNING, NOON, OPEN, TODAY, alike, asked, lines, open_days, shop
from pulse_store import salesops

from salesops.commands.opportunities import Kind
from salesops.commands.sales import pace as command

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """30 instead of 60 this morning; the 11th is to bring 100, February 2,500."""
    targets = "period,metric,value\n2026-02-11,net_sales,100\n2026-02,net_sales,2500"
    return shop(tmp_path_factory.mktemp("alike"), alike(), targets=targets)


@pytest.fixture(scope="module")
def said(folder):
    return asked(folder)


def test_the_day_ends_with_what_always_came(said):
    """60 of 100 is usual by noon; 40 always came after it, however the morning went."""
    assert (said["so_far"], said["usual_so_far"], said["usual_share"]) == ("30.00", "60.00", 0.6)
    assert [said[name] for name in ("expected", "lo80", "hi80")] == ["70.00"] * 3
    assert [said[name] for name in ("target", "gap", "expected_gap")] == [
        "100.00",
        "70.00",
        "30.00",
    ]
    assert (said["orders"], said["usual_orders"]) == (1, 1)


def test_a_chance_is_never_none_at_all(said, folder):
    """All of n past days end below: 1 / (2n + 2); n is the effective number, some 30 here."""
    assert 1 / (2 * OPEN + 2) < said["p_target"] < 1 / 20
    reached = asked(folder, "--target", "70")
    assert 1 - 1 / 20 < reached["p_target"] < 1 - 1 / (2 * OPEN + 2)
    assert reached["expected_gap"] == "0.00"


def test_the_month_is_its_parts(said):
    """8 open days before today, 15 after it: 800 + 70 + 1,500."""
    assert said.column("month", "part", "net_sales") == [
        ("Before today, 10 days", "800.00"),
        ("Today so far", "30.00"),
        ("Today, still to come", "40.00"),
        ("Then 15 later open days", "1500.00"),
        ("Expected", "2370.00"),
    ]
    assert [said[f"month_{name}"] for name in ("so_far", "expected", "lo80", "hi80")] == [
        "830.00", "2370.00", "2370.00", "2370.00",
    ]  # fmt: skip
    assert (said["month_target"], said["month_expected_gap"]) == ("2500.00", "130.00")


def test_the_day_by_the_clock(said):
    """The order of ten is in by eleven; what is to come comes by the last row."""
    columns = ("until", "usual_share", "usual", "so_far", "ahead", "expected", "reason")
    rows = said.column("day", *columns)
    assert rows[:2] == [
        ("11:00", 0.6, "60.00", "30.00", "-30.00", "30.00", None),
        ("12:00", 0.6, "60.00", "30.00", "-30.00", "30.00", None),
    ]
    assert rows[2] == ("13:00", 0.6, "60.00", None, None, "30.00", "to come")
    assert rows[-1] == ("24:00", 1.0, "100.00", None, None, "70.00", "to come")


def test_how_good_it_was(said):
    """Every day that had 21 before it ended as it was told."""
    assert said.table("record") == [
        {"at": "12:00", "days": OPEN - 21, "missed_by": pytest.approx(0), "covered": 1.0}
    ]


def test_it_says_that_it_is_behind(said):
    facts = said.finding("behind-target")["facts"]
    assert (facts["expected"], facts["expected_gap"]) == ("70.00", "30.00")
    assert said.finding("month-behind-target")["facts"]["days_left"] == 15
    assert "No orders on Sundays: taken as closed." in said.notes


def test_early_in_the_day_nothing_is_concluded(folder):
    early = asked(folder, as_of=f"{TODAY} 09:00")
    assert early["p_target"] > 0.5
    assert early.finding("behind-target") is None
    assert (early["usual_share"], early["expected"]) == (0.0, "100.00")


def test_at_midnight_the_whole_day_is_ahead(folder):
    said = asked(folder, as_of=f"{TODAY}")
    assert (said["so_far"], said["expected"], said["month_expected"]) == (
        "0.00", "100.00", "2400.00",
    )  # fmt: skip


def test_a_small_gap_is_no_finding(folder):
    """It misses 72 by 2, which is less than a twentieth; the chance is small all the same."""
    said = asked(folder, "--target", "72")
    assert said["p_target"] < 0.1
    assert said.finding("behind-target") is None


def test_what_comes_later_is_not_seen(folder, tmp_path):
    """The same orders, and those after as-of: of them nothing is in any number."""
    days = dict.fromkeys(open_days(), ALIKE)
    later = {TODAY: [("10:00", 30), ("12:00", 999), ("15:00", 999)], TODAY.replace(day=12): ALIKE}
    more = asked(shop(tmp_path, lines(days | later)), "--target", "100")
    fewer = asked(folder, "--target", "100")
    assert {k: v for k, v in more.answer["metrics"].items() if "month" not in k} == {
        k: v for k, v in fewer.answer["metrics"].items() if "month" not in k
    }
    assert more["month_expected"] == fewer["month_expected"]
    assert more.table("record") == fewer.table("record")


def test_a_past_day_is_cut_at_the_same_clock_time(tmp_path):
    """An order of 16:00:00 is to come at 16:00 sharp, and has come a second later."""
    folder = shop(tmp_path, alike(today=ALIKE))
    assert asked(folder, as_of=f"{TODAY} 16:00")["usual_share"] == 0.6
    said = asked(folder, as_of=f"{TODAY} 16:00:01")
    assert (said["usual_share"], said["expected"]) == (1.0, "100.00")


def test_a_closed_day_expects_nothing(folder):
    said = asked(folder, as_of="2026-02-08 12:00")  # a Sunday
    assert said.answer["findings"] == []
    assert (said["expected"], said["month_expected"]) == ("0.00", "2400.00")
    assert said.table("day") == []


def test_days_off_are_not_learnt_from(tmp_path):
    """Five orders a day make a day without one a holiday; it would pull the mean down."""
    busy = [(f"{hour}:00", 20) for hour in (9, 10, 11, 14, 15)]
    days = dict.fromkeys(open_days(), busy)
    del days[TODAY.replace(day=4)]
    said = asked(shop(tmp_path, lines(days | {TODAY: busy[:3]})))
    assert (said["usual_so_far"], said["expected"]) == ("60.00", "100.00")
    assert "2026-02-04 had no order: taken as days off" in said.notes


def test_a_quiet_shop_has_quiet_days(tmp_path):
    """With two orders a day, a day without one is a day like others: a fifth is missing."""
    days = dict.fromkeys(open_days(), ALIKE)
    for day in list(days)[::5]:
        del days[day]
    said = asked(shop(tmp_path, lines(days | {TODAY: MORNING})))
    assert Decimal("42.00") < Decimal(said["usual_so_far"]) < Decimal("54.00")
    assert "days off" not in said.notes


def test_a_short_history_gives_a_guess(tmp_path):
    """20 open days are one too few: 30 so far at 60 % are 50."""
    days = dict.fromkeys(open_days()[-20:], ALIKE) | {TODAY: [("10:00", 30)]}
    said = asked(shop(tmp_path, lines(days)), "--target", "100")
    assert (said["guess"], said["expected"], said["p_target"]) == ("50.00", None, None)
    assert said.row("month", part="Expected")["reason"] == "too short a history"
    assert "needs 21 open days before today; there are 20" in said.notes
    _, out, _ = salesops("pace", "--data", str(tmp_path), "--as-of", NOON)
    assert "about 50.00 by a guess" in " ".join(out.split())
    assert said.finding("behind-target") is None


def test_days_without_times_tell_whole_days_only(tmp_path):
    text = lines({day: [("", 100)] for day in open_days()} | {TODAY: [("", 30)]})
    folder = shop(tmp_path, text.replace(" ,", ","))
    noon = asked(folder)
    assert (noon["expected"], noon["usual_share"]) == (None, None)
    assert noon.row("month", part="Expected")["reason"] == "no times of day"
    whole = asked(folder, as_of=f"{TODAY}")
    assert (whole["expected"], whole["month_expected"]) == ("100.00", "2400.00")


def test_a_long_silence_is_doubted(tmp_path):
    """Eight orders usually come from nine to noon; none has since nine."""
    busy = [(f"{9 + n // 3}:{n % 3}5", 10) for n in range(9)]
    folder = shop(tmp_path, lines(dict.fromkeys(open_days(), busy) | {TODAY: busy[:1]}))
    said = asked(folder, "--target", "500")
    facts = said.finding("no-orders-since")["facts"]
    assert facts == {"since": "2026-02-11T09:05:00", "usual_orders": 8.0}
    assert said.finding("behind-target") is None
    again = asked(folder, "--target", "80", as_of=f"{TODAY} 09:10")
    assert again.answer["findings"] == []


def test_stale_data_conclude_nothing(folder):
    said = asked(folder, as_of="2026-02-13 15:00")
    assert [f["code"] for f in said.answer["findings"]] == ["stale-data"]


def test_under_where_targets_do_not_apply(folder):
    said = asked(folder, "--where", "order_id=1")
    assert said["target"] is None
    assert "targets of all orders do not apply" in said.notes


def test_a_share_of_the_months_target_is_said(tmp_path):
    folder = shop(tmp_path, alike(), targets="period,metric,value\n2026-02,net_sales,2800")
    said = asked(folder)
    assert said["target"] == "100.00"
    assert "even share" in said.notes


@pytest.mark.parametrize("word", ["much", "-5", "nan", "inf", "0"])
def test_a_target_is_an_amount(folder, word):
    code, out, err = salesops("pace", "--data", str(folder), "--as-of", NOON, f"--target={word}")
    assert (code, out) == (2, "")
    assert "--target" in err


def test_hostile_targets_are_not_obeyed(tmp_path):
    """A period that is no period is no target, and is nowhere shown."""
    bad = "period,metric,value\n[bold]=1+1<script>\x1b[31m,net_sales,5"
    _, out, _ = salesops(
        "pace", "--data", str(shop(tmp_path, alike(), targets=bad)), "--as-of", NOON
    )
    assert "script" not in out
    assert "\x1b[31m" not in out


def test_what_it_offers_to_the_day(folder):
    """The gap, as likely as it is; nothing where the day is not behind."""
    import salesops as api

    with api.open(folder, as_of=NOON) as db:
        (offer,) = command.opportunities(command.pace(db))
        assert command.opportunities(command.pace(db, target="70")) == ()
    assert (offer.kind, offer.amount) == (Kind.BLOCKER, Decimal(30))
    assert 0.95 < offer.probability < 1
    assert offer.basis.startswith(f"how the last {OPEN - 21} days ended")


def test_dst_is_said(tmp_path):
    """29 March has 23 hours in Rome; past days are cut at the same local time."""
    folder = shop(tmp_path, alike())
    said = asked(folder, "--tz", "Europe/Rome", as_of="2026-03-29 12:00")
    assert "Today has 23 hours" in said.notes
    assert "Today has" not in asked(folder, "--tz", "Europe/Rome").notes


def test_a_few_times_do_not_tell_the_course_of_a_day(tmp_path):
    """Of 62 days without times one states one: by noon all 100 would seem to be usual."""
    days = {day: [("", 100)] for day in open_days()} | {TODAY: [("", 30)]}
    days[TODAY.replace(day=9)] = [("11:00", 100)]
    said = asked(shop(tmp_path, lines(days).replace(" ,", ",")), "--target", "100")
    assert (said["usual_share"], said["expected"], said["p_target"]) == (None, None, None)
    assert said.answer["findings"] == []


def test_the_times_of_refunds_are_not_those_of_orders(tmp_path):
    days = {day: [("", 100)] for day in open_days()} | {TODAY: [("", 30)]}
    rows = [f"R{n},1,{n},{day} 09:30,MUG,1,5" for n, day in enumerate(open_days())]
    refunds = "\n".join(["refund_id,line_id,order_id,refunded_at,sku,qty,subtotal", *rows])
    said = asked(shop(tmp_path, lines(days).replace(" ,", ","), refunds=refunds))
    assert said["usual_share"] is None


def test_one_empty_sunday_does_not_close_all_sundays(tmp_path):
    days = dict.fromkeys(open_days()[-5:], ALIKE) | {TODAY: MORNING}
    assert "taken as closed" not in asked(shop(tmp_path, lines(days))).notes


def test_one_huge_day_is_not_promised_to_the_month(tmp_path):
    """100 a day, and 90,000 more yesterday: 90,800 before, 70 today, and 15 days like the others.

    A day counts three times the usual at most: the mean of 41 days in memory is barely above.
    """
    days = dict.fromkeys(open_days(), ALIKE)
    days[TODAY.replace(day=10)] = [("10:00", 60), ("16:00", 90_040)]
    said = asked(shop(tmp_path, lines(days | {TODAY: [("10:00", 30)]})))
    assert Decimal(said["month_so_far"]) == 90_830
    assert Decimal(92_300) < Decimal(said["month_expected"]) < Decimal(92_700)
    assert Decimal(said["month_lo80"]) <= Decimal(said["month_expected"])
