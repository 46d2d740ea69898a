"""quotes: what became of them by hand, time to accept, discounts, versions, what is missing."""

import json
from decimal import Decimal

import pytest
from pulse_store import salesops as run
from quotes_store import AS_OF, HEADER, QUOTES, quotes, store

from salesops.commands.team._quotes.groups import BY

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return store(tmp_path_factory.mktemp("quotes"))


@pytest.fixture(scope="module")
def said(folder):
    return quotes(folder)


def test_each_quote_counts_once_by_its_latest_version(said):
    """Q1 in its second version, Q10 for Q9; Q3 expired in February, Q4 holds until tonight."""
    assert said.column("outcomes", "outcome", "quotes", "value") == [
        ("open", 2, "300.00"),  # Q4, Q5
        ("accepted", 3, "1365.00"),  # Q1, Q6, Q10
        ("declined", 1, "500.00"),
        ("expired", 1, "300.00"),  # Q3
        ("withdrawn", 1, "60.00"),
        ("not sent yet", 1, "50.00"),
    ]
    assert (said["sent"], said["accepted"], said["open"]) == (7, 3, 2)
    assert "2 other versions of quotes" in said.notes


def test_an_open_quote_is_not_declined(said):
    assert said["acceptance_rate"] == pytest.approx(3 / 5)
    assert said["answered_rate"] == pytest.approx(3 / 4)
    # Wilson, 3 of 5
    assert said["acceptance_low"] == pytest.approx(0.2307, abs=1e-4)
    assert said["acceptance_high"] == pytest.approx(0.8824, abs=1e-4)


def test_time_to_accept_by_kaplan_meier(said):
    """Accepted on days 10, 10, 20; not by today: 9 (Q4), 37 (Q5), 49 (Q3), 59 (Q2).

    6 of 7 are waited for on day 10, of whom 2 accept: 4/6 are left; on day 20 one of 4: 3/6.
    """
    assert said.column("accepted_within", "days", "waiting", "accepted") == [(10, 6, 2), (20, 4, 1)]
    assert said.column("accepted_within", "not_yet") == pytest.approx([4 / 6, 3 / 6])
    assert said["days_to_accept"] == 20.0


def test_by_rep_and_the_mean_discount(said):
    """`ann ` is Ann; Q6 names nobody and belongs to no deal. Q7 is a draft without a discount."""
    rows = said.column("by_owner", "name", "quotes", "accepted", "ended", "discount")
    assert rows == [
        ("Ann", 3, 1, 2, pytest.approx((0.10 + 0.00) / 2)),
        ("Bob", 5, 1, 2, pytest.approx((0.20 + 0.20 + 0.04 + 0.20) / 4)),
        ("Unknown", 1, 1, 1, None),
    ]
    assert said["mean_discount"] == pytest.approx(0.74 / 6)


@pytest.mark.parametrize("by", BY)
def test_every_dimension_sums_to_the_whole(folder, said, by):
    rows = quotes(folder, "--by", by).table(f"by_{by}")
    whole = said.table("outcomes")
    assert sum(row["quotes"] for row in rows) == sum(row["quotes"] for row in whole)
    assert sum(Decimal(row["value"]) for row in rows) == sum(Decimal(r["value"]) for r in whole)


def test_a_month_is_named_as_elsewhere(folder):
    """The draft has no day; the latest month is first."""
    rows = quotes(folder, "--by", "month").column("by_month", "name", "quotes")
    assert rows == [("2026-03", 1), ("2026-02", 4), ("2026-01", 3), ("Unknown", 1)]


def test_open_quotes_by_age_and_those_that_expire_soon(said):
    """Q4 was sent 9 days ago and expires today, Q5 37 days ago and in three weeks."""
    assert said.column("open_ages", "sent", "quotes", "value") == [
        ("8 to 14 days ago", 1, "200.00"),
        ("31 to 60 days ago", 1, "100.00"),
    ]
    (row,) = said.table("every_expiring")
    assert (row["quote"], row["days"], row["days_left"]) == ("Q4", 9, 0)
    assert (said["expiring"], said["expiring_value"], said["open_days"]) == (1, "200.00", 23.0)


def test_a_deal_says_whether_a_discounted_quote_was_won(said):
    """D2 was won though Q2 was declined; D5 was lost though Q5 is open; Q6 has no deal."""
    rows = said.column("discounts", "discount", "quotes", "won", "ended")
    assert rows == [
        ("none", 1, 1, 1),  # Q2
        ("up to 5 %", 1, 0, 1),  # Q5
        ("5 to 10 %", 1, 1, 1),  # Q1
        ("15 to 20 %", 3, 1, 2),  # Q3 lost, Q4 open, Q10 accepted
        ("not stated", 1, 1, 1),  # Q6
    ]
    assert "1 open quote of deals that are closed" in said.notes


def test_versions(said):
    assert said.column("versions", "versions", "quotes", "accepted", "ended") == [
        ("one", 6, 1, 3),
        ("two", 2, 2, 2),
    ]
    assert said["revised_share"] == pytest.approx(2 / 8)


def test_a_chain_of_revisions_counts_once(tmp_path):
    """Each names the one before it, not the first."""
    chain = f"""{HEADER}
A,,,,Acme,Ann,sent,2026-01-01,,,,100,,EUR
B,,A,,Acme,Ann,sent,2026-01-02,,,,90,,EUR
C,,B,,Acme,Ann,accepted,2026-01-03,,2026-01-05,,80,,EUR
"""
    found = quotes(store(tmp_path, quotes=chain, deals=""))
    assert found.column("outcomes", "outcome", "quotes", "value") == [("accepted", 1, "80.00")]
    assert found.column("versions", "versions", "quotes") == [("three or more", 1)]


def test_where_fewer_than_half_are_accepted_no_day_is_told(tmp_path):
    """A was accepted on day 10; B and C were declined on day 2 and will never be: 1 of 3."""
    rows = f"""{HEADER}
A,,,,Acme,Ann,sent,2026-01-01,,2026-01-11,,100,,EUR
B,,,,Bolt,Ann,sent,2026-01-01,,,2026-01-03,100,,EUR
C,,,,Core,Ann,declined,2026-01-01,,,,100,,EUR
"""
    found = quotes(store(tmp_path, quotes=rows, deals=""))
    assert found.column("accepted_within", "days", "waiting", "accepted") == [(10, 3, 1)]
    assert found["days_to_accept"] is None


def test_a_draft_takes_the_place_of_nothing_that_the_customer_has(tmp_path):
    """Q1 is open in its first version, C is a draft after B; X was never sent."""
    rows = f"""{HEADER}
Q1,1,,,Acme,Ann,sent,2026-03-01,,,,100,,EUR
Q1,2,,,Acme,Ann,draft,,,,,90,,EUR
A,,,,Bolt,Ann,sent,2026-02-01,,,,10,,EUR
B,,A,,Bolt,Ann,accepted,2026-02-02,,2026-02-04,,9,,EUR
C,,B,,Bolt,Ann,draft,,,,,8,,EUR
X,,,,Core,Ann,draft,,,,,7,,EUR
"""
    found = quotes(store(tmp_path, quotes=rows, deals=""))
    assert found.column("outcomes", "outcome", "quotes", "value") == [
        ("open", 1, "100.00"), ("accepted", 1, "9.00"), ("not sent yet", 1, "7.00")
    ]  # fmt: skip
    assert "3 other versions of quotes" in found.notes


def test_versions_that_the_export_leaves_out_are_counted(tmp_path):
    """The third of Q1 alone; Y revises one that is not here."""
    rows = f"""{HEADER}
Q1,3,,,Acme,Ann,sent,2026-03-01,,,,100,,EUR
Y,,Z,,Bolt,Ann,sent,2026-03-01,,,,10,,EUR
"""
    found = quotes(store(tmp_path, quotes=rows, deals=""))
    assert found.column("versions", "versions", "quotes") == [("two", 1), ("three or more", 1)]


def test_an_id_that_a_quote_or_contract_states_is_whose_it_is(tmp_path):
    """77 is called Ann too, but the Ann of the deals is another: they know no ids."""
    rows = (
        "quote_id,deal_id,owner_id,owner,status,sent_at,amount\n"
        "Q1,D1,77,Ann,sent,2026-03-01,100\nQ2,D1,,,sent,2026-03-01,50\n"
    )
    found = quotes(store(tmp_path, quotes=rows))
    assert found.column("by_owner", "id", "name", "value") == [
        ("77", "Ann", "100.00"), ("Ann", "Ann", "50.00")
    ]  # fmt: skip


def test_a_quote_without_any_day_is_not_said_to_have_one(tmp_path):
    rows = f"{HEADER}\nX,1,,,Acme,Ann,accepted,,,,,100,,EUR\n"
    found = quotes(store(tmp_path, quotes=rows, deals=""))
    assert "1 quote without any day: counted here all the same" in found.notes
    assert "without the day it was sent" not in found.notes


def test_a_window_is_of_the_day_they_were_sent(folder):
    found = quotes(folder, "--since", "2026-02-01", "--until", "2026-02-28")
    assert found.column("outcomes", "outcome", "quotes") == [
        ("open", 1), ("accepted", 2), ("withdrawn", 1)
    ]  # fmt: skip
    assert found["open"] == 2  # what is open now has no window


def test_what_was_answered_later_was_open_then(folder):
    """On 12 January Q1 was not accepted yet, and Q2 was two days old."""
    found = quotes(folder, as_of="2026-01-12 12:00")
    assert found.column("outcomes", "outcome", "quotes") == [("open", 2), ("not sent yet", 1)]
    assert found["acceptance_rate"] is None


def test_without_deals_a_quote_speaks_for_itself(tmp_path):
    found = quotes(store(tmp_path, deals=""))
    assert "No export of deals" in found.notes
    # Q2 is declined, and nobody knows better.
    assert found.row("discounts", discount="none")["won"] == 0
    assert found["acceptance_rate"] == pytest.approx(3 / 5)


def test_zero_rows(tmp_path):
    found = quotes(store(tmp_path, quotes=f"{HEADER}\n", deals=""))
    assert (found["sent"], found["open"], found["acceptance_rate"]) == (0, 0, None)
    assert found.table("by_owner") == []


def test_two_currencies_are_not_added(tmp_path):
    folder = store(tmp_path, quotes=QUOTES.replace("65,0.20,EUR", "65,0.20,USD"), deals="")
    code, _, talk = run("quotes", "--data", str(folder), "--as-of", AS_OF)
    assert code == 2
    assert "the quotes are in EUR, USD" in talk
    code, out, _ = run(
        "quotes", "--data", str(folder), "--as-of", AS_OF, "--currency", "EUR", "--format", "json"
    )
    assert code == 0
    assert json.loads(out)["metrics"]["accepted_value"] == "1300.00"


def test_where_leaves_out_quotes_and_those_of_deals_left_out(folder, tmp_path):
    """By what the quote says, else by its deal: D1 and D2 were won."""
    assert quotes(folder, "--where", "owner=Ann").column("outcomes", "outcome", "quotes") == [
        ("accepted", 1), ("not sent yet", 1)
    ]  # fmt: skip
    found = quotes(folder, "--where", "stage=Won")
    assert found.column("outcomes", "outcome", "quotes") == [
        ("accepted", 1), ("declined", 1), ("not sent yet", 1)
    ]  # fmt: skip
    alone = quotes(store(tmp_path, deals=""), "--where", "owner=Bob")
    assert alone["sent"] == 4
    code, _, talk = run(
        "quotes", "--data", str(tmp_path / "quotes.csv"), "--as-of", AS_OF, "--where", "stage=Won"
    )
    assert (code, "no quote states its stage" in talk) == (2, True)
