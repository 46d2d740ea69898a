"""contracts: what is in force, ends and is renewed, by hand; ends of months, leap days, gaps."""

from decimal import Decimal

import pytest
from contracts_store import AS_OF, CONTRACTS, HEADER, contracts, store
from pulse_store import salesops as run

import salesops
from salesops.commands.team.contracts import contracts as ask
from salesops.commands.team.contracts import opportunities

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return store(tmp_path_factory.mktemp("contracts"))


@pytest.fixture(scope="module")
def said(folder):
    return contracts(folder)


def test_how_they_stand(said):
    """K ends before it starts: in no number. G went on by itself, H is over since February."""
    assert said.column("standing", "standing", "contracts", "auto", "annual_value") == [
        ("in force", 6, 1, "5680.00"),  # A 1200, B 600, C 2400, D 1000, F2 480; L tells none
        ("in force, gone on by itself", 1, 1, "700.00"),
        ("signed, begins later", 1, 0, "2500.00"),
        ("ended", 3, 0, "1500.00"),  # E, F, H
        ("cancelled", 1, 0, "490.91"),  # I: 900 in 22 months
        ("draft", 1, 0, "50.00"),
    ]
    assert "1 contract that ends before the first day: in no number, first K" in said.notes
    assert "1 contract without a value for a year" in said.notes  # L, though it is worth 70


def test_what_ends_within_90_days(said):
    """Until 8 June: A with an open renewal, B by itself, C renewed by C2."""
    rows = said.column("every_expiring", "contract", "days_left", "renewal", "at_risk")
    assert rows == [
        ("A", 21, "open: Acme again; notice was due 2026-03-01", True),
        ("B", 51, "by itself", False),
        ("C", 82, "signed: C2", False),
    ]
    assert (said["expiring"], said["expiring_value"]) == (3, "4200.00")
    assert (said["expiring_auto"], said["expiring_renewed"]) == (1, 1)
    assert (said["at_risk"], said["at_risk_value"], said["neglected"]) == (1, "1200.00", 0)


def test_a_day_for_notice_comes_before_the_end(folder):
    """On 10 February: D by 12 February, A and B by 1 March."""
    found = contracts(folder, as_of="2026-02-10 12:00")
    assert found.column("notices", "notice_by", "days_left", "contract", "then") == [
        ("2026-02-12", 2, "D", "it ends"),
        ("2026-03-01", 19, "A", "it ends"),
        ("2026-03-01", 19, "B", "it goes on"),
        ("2026-05-01", 80, "C", "it ends"),
    ]


def test_the_calendar_sums_to_what_is_in_force_or_begins_later(said):
    rows = said.table("calendar")
    assert [row["ends"] for row in rows][:12:11] == ["2026-03", "2027-02"]
    by = {row["ends"]: (row["contracts"], row["annual_value"], row["at_risk"]) for row in rows}
    assert by["2026-03"] == (1, "1200.00", "1200.00")
    assert by["2026-04"] == (1, "600.00", "0.00")
    assert by["2026-05"] == (1, "2400.00", "0.00")
    assert by["2026-08"] == (1, "1000.00", "1000.00")
    assert by["later"] == (1, "2500.00", "2500.00")
    assert by["no end stated"] == (2, "480.00", "0.00")
    assert by["gone on by itself"] == (1, "700.00", "0.00")
    standing = said.table("standing")[:3]
    assert sum(r["contracts"] for r in rows) == sum(r["contracts"] for r in standing) == 8
    total = sum(Decimal(r["annual_value"]) for r in rows)
    assert total == sum(Decimal(r["annual_value"]) for r in standing)


def test_what_was_renewed(said):
    """E by a won deal, F by F2 of the same company; G went on; I left; H ended ten days ago."""
    assert said.column("renewals", "outcome", "contracts", "annual_value") == [
        ("renewed", 2, "700.00"),
        ("cancelled", 1, "490.91"),
        ("gone on by itself", 1, "700.00"),
        ("too soon to say", 1, "800.00"),
    ]
    assert (said["renewal_rate"], said["ended"]) == (pytest.approx(2 / 3), 3)
    assert said["renewal_low"] == pytest.approx(0.2077, abs=1e-4)  # Wilson, 2 of 3
    assert said.row("renewals", outcome="renewed")["renewed_value"] == "480.00"


def test_after_a_month_it_was_not_renewed(folder):
    found = contracts(folder, as_of="2026-03-30 12:00")
    assert found.row("renewals", outcome="not renewed")["contracts"] == 1
    assert found["renewal_rate"] == pytest.approx(2 / 4)


def test_a_deal_that_is_no_renewal_renews_nothing(folder):
    """D2 is new business with Dorn."""
    found = contracts(folder, "--days", "200")
    assert found.row("every_expiring", contract="D")["neglected"]
    finding = found.finding("expiring-without-renewal")
    assert (finding["facts"]["contracts"], finding["facts"]["annual_value"]) == (1, "1000.00")


def test_where_no_deal_says_so_one_of_the_same_product_is_a_renewal(tmp_path):
    deals = """
        deal_id,name,account,owner,stage,product,amount,currency,created_at,close_date,is_closed,is_won
        D1,Acme,Acme,Ann,Talks,Other,1200,EUR,2026-02-20,2026-04-01,false,false
        D2,Dorn,Dorn,Bob,Talks,Care,900,EUR,2026-02-20,2026-04-01,false,false
    """
    found = contracts(store(tmp_path, deals=deals), "--days", "200")
    assert found.row("every_expiring", contract="A")["renewal"].startswith("none")
    assert found.row("every_expiring", contract="D")["renewal"].startswith("open: Dorn")
    assert "No deal says that it is for a renewal" in found.notes


def test_findings_by_hand(said):
    """A's day for notice was 1 March; L has no end, no notice, and renews not."""
    late = said.finding("notice-date-passed")
    assert (late["facts"]["contracts"], late["facts"]["first"]) == (1, "A")
    endless = said.finding("contract-without-end")
    assert (endless["facts"]["contracts"], endless["facts"]["first"]) == (1, "L")
    assert said.finding("expiring-without-renewal") is None  # A has an open deal


@pytest.mark.parametrize(
    ("start", "term", "end", "day_before", "stands"),
    [
        ("2024-02-29", 12, "2025-02-28", "2025-02-28", "in force"),
        ("2025-01-31", 1, "2025-02-28", "2025-03-01", "ended"),
        ("2024-03-01", 12, "2025-02-28", "2025-02-28", "in force"),
        ("2023-03-01", 12, "2024-02-29", "2024-02-29", "in force"),
        ("2024-08-31", 6, "2025-02-28", "2025-02-28", "in force"),
    ],
)
def test_ends_of_months_and_leap_days(tmp_path, start, term, end, day_before, stands):
    """The last day is in force wholly, and a term of whole months is worth its share of a year."""
    rows = f"contract_id,account,start_date,term_months,value\nX,Acme,{start},{term},100\n"
    found = contracts(store(tmp_path, contracts=rows, deals=""), as_of=f"{day_before} 12:00")
    row = found.row("standing", standing=stands)
    assert Decimal(row["annual_value"]) == round(Decimal(100) * 12 / term, 2)
    if stands == "in force":
        assert found.row("every_expiring", contract="X")["ends"] == end


def test_offers_are_the_renewals_nobody_works_on(folder):
    with salesops.open(folder, as_of=AS_OF) as db:
        (offer,) = opportunities(ask(db, days=200))
    assert (offer.about, offer.amount) == ("contract D", Decimal(1000))
    assert offer.default == "a guess"  # three have ended, too few for a rate of one's own
    with salesops.open(folder, as_of=AS_OF) as db:
        assert opportunities(ask(db)) == ()


def test_stale_data_offers_nothing_and_says_so(folder):
    found = contracts(folder, as_of="2026-05-01 12:00")
    assert found.finding("stale-data")
    assert found.finding("notice-date-passed") is None


def test_a_contract_that_names_itself_is_not_renewed(tmp_path):
    rows = f"{HEADER}\nX,X,,Acme,,,active,,2025-04-01,2026-03-31,,no,,100,,EUR\n"
    found = contracts(store(tmp_path, contracts=rows, deals=""))
    assert found.column("every_expiring", "contract", "neglected") == [("X", True)]


def test_what_renews_by_itself_is_not_in_force_beside_its_renewal(tmp_path):
    """X went on until X2 began on 1 March; Y goes on, since Y2 begins in April."""
    rows = f"""{HEADER}
X,,,Acme,,,active,,2025-01-01,2025-12-31,,yes,,100,100,EUR
X2,X,,Acme,,,active,,2026-03-01,2027-02-28,,no,,120,120,EUR
Y,,,Bolt,,,active,,2025-01-01,2025-12-31,,yes,,10,10,EUR
Y2,Y,,Bolt,,,active,,2026-04-01,2027-03-31,,no,,12,12,EUR
"""
    found = contracts(store(tmp_path, contracts=rows, deals=""))
    assert (found["active"], found["annual_value"]) == (2, "130.00")
    by = {row["ends"]: row["contracts"] for row in found.table("calendar")}
    assert (by["gone on by itself"], by["2027-02"], by["later"]) == (1, 1, 1)
    assert found.row("renewals", outcome="renewed")["contracts"] == 2


def test_what_was_cancelled_before_it_began_renews_nothing(tmp_path):
    """X2 never ran; Y2 ran for two months, and so Y was renewed."""
    rows = f"""{HEADER}
X,,,Acme,,,active,,2025-04-01,2026-03-31,,no,,100,,EUR
X2,X,,Acme,,,active,,2026-04-01,2027-03-31,,no,2026-03-01,100,,EUR
Y,,,Bolt,,,active,,2025-01-01,2025-12-31,,no,,100,,EUR
Y2,,,Bolt,,,active,,2026-01-01,2026-12-31,,no,2026-03-01,100,,EUR
"""
    found = contracts(store(tmp_path, contracts=rows, deals=""))
    assert found.column("every_expiring", "contract", "at_risk") == [("X", True)]
    assert found.row("renewals", outcome="renewed")["contracts"] == 1


def test_the_id_that_a_contract_states_is_whose_it_is(tmp_path):
    """D1 is Ann's, the contract that comes from it is 77's."""
    rows = "contract_id,deal_id,owner_id,start_date,end_date\nX,D1,77,2025-04-01,2026-03-31\n"
    found = contracts(store(tmp_path, contracts=rows))
    assert found.row("every_expiring", contract="X")["owner"] == "77"


def test_two_currencies_are_not_added(tmp_path):
    folder = store(tmp_path, contracts=CONTRACTS.replace("2000,,EUR", "2000,,USD"), deals="")
    code, _, talk = run("contracts", "--data", str(folder), "--as-of", AS_OF)
    assert (code, "the contracts are in EUR, USD" in talk) == (2, True)


def test_the_ninetieth_day_is_within_90_days(tmp_path):
    head = "contract_id,start_date,end_date\n"
    rows = f"{head}X,2025-04-01,2026-06-08\nY,2025-04-01,2026-06-09\n"
    found = contracts(store(tmp_path, contracts=rows, deals=""))
    assert found.column("every_expiring", "contract", "days_left") == [("X", 90)]


def test_zero_rows(tmp_path):
    found = contracts(store(tmp_path, contracts=f"{HEADER}\n", deals=""))
    assert (found["active"], found["at_risk"], found["renewal_rate"]) == (0, 0, None)
    assert found.table("calendar") == []


def test_without_deals_only_a_signed_contract_renews(tmp_path):
    found = contracts(store(tmp_path, contracts=CONTRACTS, deals=""))
    assert found["renewal_rate"] == pytest.approx(1 / 3)
    assert "No export of deals" in found.notes
    assert found.finding("stale-data") is None  # nine days after the last signature


def test_the_day_before_its_renewal_is_the_last_where_no_other_is_stated(tmp_path):
    rows = "contract_id,account,start_date,renewal_date,value\nX,Acme,2025-04-01,2026-04-01,100\n"
    found = contracts(store(tmp_path, contracts=rows, deals=""))
    assert found.column("every_expiring", "contract", "ends") == [("X", "2026-03-31")]
