"""csat: scores and intervals by hand, groups that sum, response rates, who is unhappy."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product
from math import comb

import pytest
from pulse_store import put
from pulse_store import salesops as run
from service_store import csat, store

import salesops
from salesops.commands.customers._csat.story import BY
from salesops.commands.customers.csat import csat as ask
from salesops.commands.customers.csat import opportunities
from salesops.commands.opportunities import Kind, Owner
from salesops.models.satisfaction import Csat, Nps, csat_apart, nps_apart

pytestmark = pytest.mark.usefixtures("loaded_once")

AS_OF = "2026-03-10 12:00"
ORDER = """
    A1,2026-02-01,ann@x.test,1200,fulfilled,2026-02-02
    B1,2026-02-02,bob@x.test,20,fulfilled,2026-02-03
    C1,2025-01-01,cy@x.test,900,fulfilled,2025-01-02
    Z1,2026-03-10 11:00,zoe@x.test,20,fulfilled,2026-03-10 11:30
"""
RATED = (
    "T{n},2026-03-0{day} 10:00,,,,2026-03-0{day} 12:00,solved,{who},{order},{agent},{way},{csat}"
)
TICKET = "\n".join(
    RATED.format(n=n, day=day, who=who, order=order, agent=agent, way=way, csat=score)
    for n, (day, who, order, agent, way, score) in enumerate(
        [
            (1, "ann@x.test", "A1", "Mia", "email", "5"),
            (1, "bob@x.test", "B1", "Mia", "chat", "4"),
            (2, "cy@x.test", "C1", "Theo", "email", "3"),
            (2, "ann@x.test", "", "Theo", "email", "1"),
            (3, "who@x.test", "", "Theo", "chat", ""),
            (3, "who@x.test", "", "", "chat", "9"),
        ]
    )
)
SURVEY = """
    S1,2026-03-01,2026-03-02,10,5,bob@x.test,B1,,sms,Lovely
    S2,2026-03-01,2026-03-02,9,,bob@x.test,B1,,email
    S3,2026-03-01,2026-03-03,8,,cy@x.test,C1,,email
    S4,2026-03-01,2026-03-04,6,,ann@x.test,A1,,email,Too slow
    S5,2026-03-01,,,,bob@x.test,B1,,email
    S6,2026-03-01,2026-03-04,11,,bob@x.test,B1,,email
    S7,2025-11-01,2025-11-02,0,2,bob@x.test,B1,,email
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return store(tmp_path_factory.mktemp("rated"), ORDER, tickets=TICKET, surveys=SURVEY)


@pytest.fixture(scope="module")
def said(folder):
    return csat(folder)


def test_scores_by_hand(said):
    """5, 4 and 5 of 5, 4, 3, 1, 5; promoters 10 and 9, a passive 8, a detractor 6."""
    assert (said["csat_answers"], said["csat"]) == (5, pytest.approx(0.6))
    assert (said["nps_answers"], said["nps"], said["detractors"]) == (4, 25.0, 1)
    whole = said.row("groups", by="all")
    assert whole["csat_low"] == pytest.approx(0.2307, abs=1e-4)  # Wilson, of 3 in 5
    assert whole["csat_high"] == pytest.approx(0.8824, abs=1e-4)
    # 3 promoters, 2 passives and 2 detractors of 7: 1/7, variance (5/7 - 1/49) / 7.
    half = 1.96 * ((5 / 7 - 1 / 49) / 7) ** 0.5
    assert whole["nps_low"] == pytest.approx((1 / 7 - half) * 100, abs=1e-3)
    assert whole["nps_high"] == pytest.approx((1 / 7 + half) * 100, abs=1e-3)
    assert "2 answers off the scale" in said.notes


def test_each_measure_against_the_window_before(said):
    found = said.column("scores", "measure", "asked", "answers", "before_answers", "verdict")
    assert found == [
        ("CSAT", "tickets", 4, 0, "too few to tell"),
        ("CSAT", "surveys", 1, 1, "too few to tell"),
        ("NPS", "surveys", 4, 1, "too few to tell"),
    ]
    row = said.row("scores", asked="tickets")
    assert (row["score"], row["interval"]) == ("50.0 %", "15.0 % to 85.0 %")


def test_groups_of_agents_and_channels(said):
    rows = said.column("groups", "by", "name", "rated", "satisfied", "scored")
    assert ("agent", "Mia", 2, 2, 0) in rows
    assert ("agent", "Theo", 2, 0, 0) in rows
    assert ("agent", "(none stated)", 1, 1, 4) in rows
    assert ("channel", "email", 3, 1, 3) in rows
    assert ("channel", "sms", 1, 1, 1) in rows


def test_other_groups(folder):
    """All orders hold the one cup: eight answers are about an order, and one about none."""
    with salesops.open(folder, as_of=AS_OF) as db:
        found = {by: ask(db, by).table("groups").rows for by in BY}
    rows = {by: [(row.name, row.rated, row.scored) for row in rows] for by, rows in found.items()}
    assert {rows[by][0] for by in BY} == {("all", 5, 4)}
    for by, name in (("product", "Blue cup"), ("sku", "CUP")):
        assert rows[by][1:] == [(name, 4, 4), ("(none stated)", 1, 0)]
    assert [len(rows[by]) for by in ("category", "segment", "country")] == [1, 1, 1]


def test_who_answered(said):
    assert said.column("responses", "asked", "people", "answers") == [
        ("tickets solved", 6, 5),
        ("surveys sent", 6, 5),
    ]


def test_who_is_unhappy(said):
    """Ann twice, counted once with the latest; Cy is content, and who has no order is nobody."""
    (ann,) = said.table("unhappy")
    assert (ann["customer"], ann["score"], ann["year_sales"]) == ("ann@x.test", "NPS 6", "1200.00")
    assert (ann["high_value"], ann["said"], ann["order"]) == (True, "Too slow", "A1")


def test_it_offers_a_call(folder):
    with salesops.open(folder, as_of=AS_OF) as db:
        (call,) = opportunities(ask(db))
    assert (call.kind, call.owner, call.about) == (
        Kind.CONTACT,
        Owner.SUPPORT,
        "customer ann@x.test",
    )
    assert (call.amount, call.probability) == (Decimal(1200), 0.03)
    assert call.what == (
        "ann@x.test, a VIP (1,200.00 net sales in a year), answered NPS 6 "
        'about A1 on 2026-03-04: "Too slow".'
    )


def test_windows_months_and_as_of(folder):
    said = csat(folder, "--since", "2025-11-01", "--until", "2025-11-30")
    assert (said["nps"], said["nps_answers"], said["csat"]) == (-100.0, 1, 0.0)
    assert said.column("months", "month", "scored") == [("2026-03", 4), ("2025-11", 1)]
    early = csat(folder, as_of="2026-03-02 12:00")
    assert (early["csat_answers"], early["nps_answers"]) == (3, 2)  # two were rated at noon


def test_one_of_two_exports_is_enough_and_none_is_not(tmp_path):
    folder = store(tmp_path, ORDER, surveys=SURVEY)
    said = csat(folder)
    assert (said["csat_answers"], said["nps_answers"]) == (1, 4)
    assert "No export of tickets" in said.notes
    (folder / "surveys.csv").unlink()
    code, out, err = run("csat", "--data", folder, "--as-of", AS_OF)
    assert (code, out) == (3, "")
    assert "tickets_flat" in err


def test_by_what_is_not_there(folder):
    code, _, err = run("csat", "--data", folder, "--as-of", AS_OF, "--by", "agents")
    assert code == 2
    assert "agent, channel, product" in err


def test_under_where_nobodys_worth_is_told(folder):
    said = csat(folder, "--where", "email_norm=bob@x.test")
    assert said.table("unhappy") == []
    assert said["nps_answers"] == 4
    assert "--where chooses orders" in said.notes


def test_who_answered_under_an_id_of_the_help_desk(tmp_path):
    """7 is nobody's id in the shop, the e-mail is Ann's; her answer to another shop is the same."""
    put(
        tmp_path,
        orders="""
            shop_id,order_id,created_at,customer_id,email,total
            north,A1,2026-02-01,0042,ann@x.test,1200
            south,Z1,2026-03-10 11:00,99,zoe@x.test,5
        """,
        order_lines="""
            shop_id,order_id,line_id,sku,qty,unit_price
            north,A1,1,CUP,1,1200
            south,Z1,1,CUP,1,5
        """,
        customers="""
            shop_id,customer_id,email,country
            north,0042,ann@x.test,IT
        """,
        surveys="""
            shop_id,survey_id,answered_at,nps,csat,customer_id,email
            ,S1,2026-03-05,3,,7,ann@x.test
            north,S2,2026-03-06,2,9,7,ann@x.test
        """,
    )
    said = csat(tmp_path, "--by", "country")
    (ann,) = said.table("unhappy")
    assert (ann["id"], ann["customer_id"], ann["year_sales"]) == ("S2", "0042", "1200.00")
    assert said.row("groups", by="country", name="IT")["scored"] == 1  # S1 names no shop
    assert "1 answer off the scale" in said.notes
    assert "the scale may be another" in said.notes  # one of two


def many(shares: dict[str, float], day: str, each: int) -> str:
    """Ratings of so many tickets for each agent, the given share of them satisfied."""
    at = datetime.fromisoformat(day)
    rows = []
    for agent, share in shares.items():
        for n in range(each):
            score = 5 if n < share * each else 2
            end = at + timedelta(minutes=n)
            rows.append(f"{agent}{day}{n},{at},,,,{end},solved,q{n}@x.test,,{agent},email,{score}")
    return "\n".join(rows)


def codes(folder):
    return {f["code"] for f in csat(folder).answer["findings"]}


def test_a_fall_by_more_than_chance(tmp_path):
    """90 % of 60 before; 78.3 % is within chance, 70 % is not."""
    before = many({"Mia": 0.9}, "2025-11-20", 60)
    for share, wanted in ((0.783, set()), (0.70, {"csat-drop"})):
        tickets = before + "\n" + many({"Mia": share}, "2026-02-20", 60)
        assert codes(store(tmp_path, ORDER, tickets=tickets)) == wanted


def test_a_fall_of_nps(tmp_path):
    def asked(day, promoters, detractors):
        scores = [10] * promoters + [3] * detractors + [8] * (60 - promoters - detractors)
        return [f"{day}{n},{day},{day},{score}" for n, score in enumerate(scores)]

    before = asked("2025-11-20", 36, 6)
    for now, wanted in (((30, 12), set()), ((20, 20), {"nps-drop"})):
        rows = [*before, *asked("2026-02-20", *now)]
        assert codes(store(tmp_path, ORDER, surveys="\n".join(rows))) == wanted


def test_an_agent_below_the_others(tmp_path):
    """Of five agents with 40 answers one has 75 %, the others 90 %: chance; 55 % is not."""
    team = dict.fromkeys("BCDE", 0.9)
    for share, wanted in ((0.75, set()), (0.55, {"agent-below-team"})):
        tickets = many({"A": share, **team}, "2026-02-20", 40)
        folder = store(tmp_path, ORDER, tickets=tickets)
        assert codes(folder) == wanted
    found = csat(folder).finding("agent-below-team")["facts"]
    assert (found["agent"], found["answers"], found["others_answers"]) == ("A", 40, 160)


def held(n, promoters, detractors):
    """How likely the interval of n answers holds the true score: over all that may come."""
    passives, score, total = 10 - promoters - detractors, (promoters - detractors) / 10, 0.0
    for p, d in product(range(n + 1), repeat=2):
        lies = Nps(n, p, d).interval if p + d <= n else None
        if lies and lies.low - 1e-9 <= score <= lies.high + 1e-9:
            ways = comb(n, p) * comb(n - p, d)
            total += ways * promoters**p * detractors**d * passives ** (n - p - d) / 10**n
    return total


@pytest.mark.parametrize(("n", "least"), [(5, 0.86), (30, 0.92)])
def test_nps_intervals_hold_what_they_promise(n, least):
    """In the worst of 66 shops too; in 95 % of the cases in the median one."""
    shops = [(p, d) for p in range(11) for d in range(11 - p)]
    found = sorted(held(n, *shop) for shop in shops)
    assert found[0] > least
    assert found[len(found) // 2] > 0.95


def test_intervals_of_none_of_one_and_where_all_agree():
    assert (Nps(0, 0, 0).interval, Csat(0, 0).interval) == (None, None)
    assert (Nps(0, 0, 0).score, Csat(0, 0).score) == (None, None)
    for n in (1, 2, 30, 5000):
        best, worst, calm = Nps(n, n, 0).interval, Nps(n, 0, n).interval, Nps(n, 0, 0).interval
        assert (best.high, -worst.low, -calm.low) == (1.0, 1.0, calm.high)
        assert -1 < best.low == -worst.high < 1
        assert Csat(n, n).interval.low == pytest.approx(n / (n + 1.96**2))
        assert (Csat(n, n).interval.high, Csat(n, 0).interval.low) == (1.0, 0.0)


def test_differences_by_hand():
    lies = csat_apart(Csat(58, 29), Csat(58, 29))
    assert (lies.low, lies.high) == (pytest.approx(-lies.high), pytest.approx(0.17892, abs=1e-4))
    apart = nps_apart(Nps(97, 49, 19), Nps(97, 49, 19))
    half = 1.96 * (2 * (0.7 - 0.09) / 100) ** 0.5
    assert (apart.low, apart.high) == (pytest.approx(-half), pytest.approx(half))
