"""churn on lists small enough to count by hand, with and without days."""

from math import sqrt

import pytest
from pulse_store import answered, put, salesops

AS_OF = "2026-03-10 12:00"
pytestmark = pytest.mark.usefixtures("loaded_once")


def churn(folder, *args, as_of=AS_OF):
    return answered("churn", folder, *args, as_of=as_of)


def listed(folder, groups, head="customer_id,contract,tenure,monthly_charges,churn", **files):
    """So many customers of each row, numbered."""
    rows = [f"{g}-{n},{cells}" for g, (many, cells) in enumerate(groups) for n in range(many)]
    return put(folder, accounts="\n".join([head, *rows]), **files)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """100 by the month, of whom 40 left; 100 by the year, of whom 10 did."""
    return listed(
        tmp_path_factory.mktemp("plain"),
        [(40, "Monthly,3,20,Yes"), (60, "Monthly,20,20,No"),
         (10, "Yearly,12,50,Yes"), (90, "Yearly,13,50,No")],
    )  # fmt: skip


def test_by_plan_by_hand(plain):
    said = churn(plain)
    assert (said["customers"], said["churned"], said["churn_rate"]) == (200, 50, 0.25)
    assert (said["recurring"], said["recurring_lost"]) == ("7000.00", "1300.00")
    assert said["revenue_churn"] == pytest.approx(1300 / 7000)
    monthly = said.row("by", value="Monthly")
    assert (monthly["customers"], monthly["churned"], monthly["rate"]) == (100, 40, 0.4)
    assert (monthly["recurring"], monthly["lost"], monthly["revenue_churn"]) == (
        "2000.00", "800.00", 0.4,
    )  # fmt: skip
    # Wilson by its formula.
    z, n, p = 1.96, 100, 0.4
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    assert (monthly["low"], monthly["high"]) == pytest.approx((middle - half, middle + half))
    assert said.column("by", "value") == ["Monthly", "Yearly", "All"]
    assert monthly["lost_share"] == pytest.approx(800 / 1300)


def test_every_dimension_sums_to_all(plain):
    said = churn(plain)
    for name in {row["dimension"] for row in said.table("everything")}:
        rows = [row for row in said.table("everything") if row["dimension"] == name]
        assert sum(row["customers"] for row in rows) == 200
        assert sum(row["churned"] for row in rows) == 50
        assert sum(float(row["lost"]) for row in rows) == 1300


def test_tenure_is_in_its_order_and_no_reason_to_leave(plain):
    """3 and 12 months are of the first year, 13 and 20 of the second."""
    said = churn(plain, "--by", "tenure")
    assert said.column("by", "value", "customers", "churned") == [
        ("0 to 12 months", 50, 50), ("13 to 24 months", 150, 0), ("All", 200, 50),
    ]  # fmt: skip
    assert {row["dimension"] for row in said.table("drivers")} == {"contract"}


def test_who_leaves_more_than_the_others(plain):
    """40 of 100 against 10 of 100: 30 more than at the others' rate, and twice as often."""
    said = churn(plain)
    (row,) = said.table("drivers")
    assert (row["value"], row["rate"], row["others"], row["more"]) == ("Monthly", 0.4, 0.1, 30)
    assert row["low"] < 0.3 < row["high"]
    found = said.finding("churn-concentrated")
    assert found["level"] == "warning"
    assert (found["facts"]["value"], found["facts"]["customers"]) == ("Monthly", 100)
    _, out, _ = salesops("churn", "--data", plain, "--as-of", AS_OF)
    words = " ".join(out.split())
    assert "25.0 % of 200 customers listed have left (19.5 % to 31.4 %), and with them" in words
    assert "most of all Monthly (contract): 40.0 %, against 10.0 % of the others." in words
    assert "churn is the share of all who are listed, no rate a month" in words
    assert "accounts.csv: taken as left: yes (50); taken as still there: no (150)" in words
    assert (
        "accounts.csv is read as: customer = customer_id, who has left = churn, months as a "
        "customer = tenure, charge of a month = monthly_charges, contract = contract." in words
    )


def test_where_is_of_orders(plain):
    said = churn(plain, "--where", "country=US")
    assert said["customers"] == 200
    assert "of customers on plans it leaves out none" in said.notes


def test_chance_is_no_driver(tmp_path):
    """12 of 40 and 8 of 40 may well be the same."""
    said = churn(listed(tmp_path, [(12, "A,3,20,1"), (28, "A,20,20,0"),
                                   (8, "B,3,20,1"), (32, "B,20,20,0")]))  # fmt: skip
    assert said.table("drivers") == []
    assert said.answer["findings"] == []


def test_what_is_not_stated(tmp_path):
    """A mark that says nothing is in no rate; a blank charge and a blank plan are no zero."""
    head = "customer_id,plan,monthly_charges,total_charges,churn"
    said = churn(
        listed(tmp_path, [(2, "A,10, ,yes"), (3, ",10,30,no"), (1, "A,,5,no"), (4, "A,10,1,maybe")],
               head)
    )  # fmt: skip
    assert (said["customers"], said["churned"], said["churn_rate"]) == (10, 2, pytest.approx(1 / 3))
    assert (said["recurring"], said["recurring_lost"]) == ("50.00", "20.00")
    assert said["blank_totals"] == 2
    assert said.column("by", "value", "customers") == [("A", 3), ("Unknown", 3), ("All", 6)]
    assert "Of 4 customers it is not stated whether they left" in said.notes
    assert "2 customers state no total charged: blank, not zero." in said.notes
    assert "1 customer state no recurring charge" not in said.notes
    assert "1 customer states no recurring charge: in no sum of revenue." in said.notes


DATED = "account_id,plan,monthly_fee,started_on,cancelled_on"


def test_month_by_month_by_hand(tmp_path):
    """Ten began in October and four in February; of the ten one left in December, two in March."""
    folder = listed(
        tmp_path,
        [(1, "A,10,2025-10-05,2025-12-24"), (2, "A,10,2025-10-05,2026-03-02"),
         (7, "A,10,2025-10-05,"), (3, "A,30,2026-02-10,"), (1, "A,30,2026-02-10,2026-02-20")],
        DATED,
    )  # fmt: skip
    said = churn(folder)
    assert said.column("months", "month", "state", "customers", "churned", "begun") == [
        ("2026-03-01", "so far", 12, 2, 0), ("2026-02-01", "whole", 9, 0, 4),
        ("2026-01-01", "whole", 9, 0, 0), ("2025-12-01", "whole", 10, 1, 0),
        ("2025-11-01", "whole", 10, 0, 0),
    ]  # fmt: skip
    march = said.table("months")[0]
    assert (march["recurring"], march["lost"]) == ("180.00", "20.00")
    assert march["rate"] == pytest.approx(2 / 12)
    assert (said["customers"], said["churned"]) == (14, 4)
    assert "no rate a month" not in said.notes
    _, out, _ = salesops("churn", "--data", folder, "--as-of", AS_OF)
    assert "in February 0.0 % of 9 left." in " ".join(out.split())


def test_who_left_on_a_day_that_nobody_states_is_in_no_month(tmp_path):
    """Of 21 who left one does not say when: not there for ever, as who never left is."""
    head = "customer_id,plan,started_on,cancelled_on,churned"
    said = churn(
        listed(tmp_path, [(20, "A,2025-10-05,2026-01-10,yes"), (1, "A,2025-10-05,,yes"),
                          (9, "A,2025-10-05,,no")], head)
    )  # fmt: skip
    assert (said["customers"], said["churned"]) == (30, 21)
    assert said.column("months", "customers", "churned") == [
        (9, 0), (9, 0), (29, 20), (29, 0), (29, 0),
    ]  # fmt: skip
    assert "Of 1 customer the day on which they began, or left, is not stated" in said.notes


def test_who_leaves_after_as_of_is_still_there(tmp_path):
    folder = listed(tmp_path, [(3, "A,10,2025-10-05,2026-03-02"), (9, "A,10,2025-10-05,")], DATED)
    assert churn(folder)["churned"] == 3
    then = churn(folder, as_of="2026-03-02")
    assert (then["churned"], then["customers"]) == (0, 12)
    # Tenure that nobody states is counted to the day they left, or to as-of: 5 months.
    assert churn(folder, "--by", "tenure").column("by", "value") == ["0 to 12 months", "All"]


def steady(last):
    """200 from the start; 4 leave in each of six months, and so many in the last whole one."""
    months = [f"2025-{m:02}-15" for m in range(7, 13)] + ["2026-01-15"]
    rows = [(4, f"A,10,2025-05-01,{day}") for day in months]
    return [*rows, (last, "A,10,2025-05-01,2026-02-15"), (180, "A,10,2025-05-01,")]


def test_more_leave_than_in_a_usual_month(tmp_path):
    found = churn(listed(tmp_path, steady(30), DATED)).finding("churn-up")
    assert found["level"] == "warning"
    assert (found["facts"]["churned"], found["facts"]["month"]) == (30, "2026-02-01")


@pytest.mark.parametrize("last", [5, 9])
def test_some_more_may_be_chance(tmp_path, last):
    assert churn(listed(tmp_path, steady(last), DATED)).answer["findings"] == []


def test_a_customer_with_several_subscriptions(tmp_path):
    put(
        tmp_path,
        subs="email,subscription_id,status_x,subscription_status,tier\n"
        "ann@x.test,S1,x,active,Gold\nann@x.test,S2,x,cancelled,Silver",
    )
    said = churn(tmp_path)
    assert (said["customers"], said["churned"], said["recurring"]) == (2, 1, None)
    assert "1 customer has several subscriptions: each counts." in said.notes


def test_charges_in_two_currencies_are_not_added(tmp_path):
    rows = [(3, "A,10,EUR,yes"), (5, "A,20,USD,no")]
    folder = listed(tmp_path, rows, "customer_id,plan,mrr,currency,churned")
    code, out, err = salesops("churn", "--data", folder, "--as-of", AS_OF)
    assert (code, out) == (2, "")
    assert "several currencies, EUR and USD among them" in err
    said = churn(folder, "--currency", "USD")
    assert (said["customers"], said["recurring"]) == (5, "100.00")


def test_nothing_says_who_has_left(tmp_path):
    put(tmp_path, orders="order_id,created_at,total\nO1,2026-03-01,5")
    code, out, err = salesops("churn", "--data", tmp_path, "--as-of", AS_OF)
    assert (code, out) == (3, "")
    assert "`salesops clv` tells churn risk from orders" in err


@pytest.mark.parametrize(
    ("by", "words"),
    [("region", "no customer states it; what is stated: contract, tenure"), ("plam", "plan")],
)
def test_what_it_cannot_be_parted_by(plain, by, words):
    code, _, err = salesops("churn", "--data", plain, "--as-of", AS_OF, "--by", by)
    assert code == 2
    assert words in err


def test_without_a_row(tmp_path):
    said = churn(listed(tmp_path, []), "--by", "region")
    assert (said["customers"], said["churn_rate"], said.table("by")) == (0, None, [])


def test_hostile_values(tmp_path):
    folder = listed(tmp_path, [(9, '"=cmd()<script>alert(1)</script>",3,20,yes')])
    args = ("churn", "--data", folder, "--as-of", AS_OF, "--format")
    _, out, _ = salesops(*args, "csv", "--table", "by")
    assert "'=cmd()" in out
    _, page, _ = salesops(*args, "html")
    assert "<script>alert" not in page


def test_explain_prints_its_statements(plain):
    code, out, _ = salesops("churn", "--data", plain, "--as-of", AS_OF, "--explain")
    assert code == 0
    assert "-- groups_of_customers\n" in out
