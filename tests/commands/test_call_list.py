"""Each person once, with every reason; whose order arrived some days ago."""

from decimal import Decimal

import pytest
from draft_store import AS_OF, draft, store
from pulse_store import answered, salesops

from salesops.commands.customers._call_list.people import people, table
from salesops.commands.opportunities import Kind, Opportunity, Owner

pytestmark = pytest.mark.usefixtures("loaded_once")


def offer(about, person, amount, chance=0.5, kind=Kind.CONTACT):
    return Opportunity(
        kind, about, f"{about} is so.", "Call.", Decimal(amount), chance, "a guess", Owner.SALES,
        "pulse", person=person,
    )  # fmt: skip


def calls(folder, *args):
    return answered("call-list", folder, *args, as_of=AS_OF)


def test_who_is_offered_twice_is_called_once_with_both_reasons():
    found = people([
        offer("cart 1", "ann@x", 100), offer("order 7", "ann@x", 60),
        offer("order 8", "bob@x", 140), offer("order 9", "", 10),
        offer("sku A", "", 900, kind=Kind.OPPORTUNITY),
    ])  # fmt: skip
    rows = table(found, 10).rows
    assert [(row.person, row.worth, row.reasons) for row in rows] == [
        ("ann@x", Decimal("80.0"), 2), ("bob@x", Decimal("70.0"), 1), (None, Decimal("5.0"), 1),
    ]  # fmt: skip
    assert rows[0].evidence == "cart 1 is so. order 7 is so."
    assert (rows[0].action, rows[0].at_stake) == ("Call.", Decimal(160))


def test_of_two_offers_about_one_thing_the_larger_counts():
    (one,) = people([offer("order 7", "ann@x", 60), offer("order 7", "ann@x", 100)])
    assert one.worth == Decimal("50.0")


def test_what_is_left_out_is_counted():
    found = people(offer(f"order {n}", f"p{n}@x", n) for n in range(5))
    assert table(found, 2).note == "3 more: salesops call-list --top 5."


def test_a_cart_and_a_late_order_are_on_the_list(tmp_path):
    said = calls(store(tmp_path))
    people_ = said.column("calls", "person")
    assert {"di@x.test", "cy@x.test"} <= set(people_)
    late = said.row("calls", person="cy@x.test")
    assert "D1" in late["evidence"]
    assert late["more"].startswith("salesops fulfillment")
    worth = [Decimal(row["worth"]) for row in said.table("calls")]
    assert worth == sorted(worth, reverse=True)


def test_whose_order_arrived_eight_days_ago(tmp_path):
    """The one parcel arrived on 2 March; today is the 10th."""
    assert calls(store(tmp_path)).table("deliveries") == []
    said = calls(tmp_path, "--after-delivery", "8d")
    assert said.column("deliveries", "order", "email") == [("E1", "di@x.test")]
    code, out, _ = salesops(
        "call-list", "--data", tmp_path, "--as-of", AS_OF, "--tz", "UTC", "--after-delivery", "8d"
    )
    assert code == 0
    assert "1 order arrived 2026-03-02: ask whether all is well." in " ".join(out.split())


def test_without_parcels_it_says_so(tmp_path):
    (store(tmp_path) / "fulfillments.csv").unlink()
    said = calls(tmp_path)
    assert "whose order arrived is not known" in said.notes
    assert said.table("calls")


def test_without_any_of_its_exports_it_names_them(tmp_path):
    folder = store(tmp_path)
    for path in folder.glob("*.csv"):
        path.unlink()
    (folder / "products.csv").write_text("sku,title,price\nA,Cup,3\n")
    code, _, err = salesops("call-list", "--data", folder, "--as-of", AS_OF)
    assert code == 3
    assert "orders" in err


@pytest.mark.parametrize(("day", "after", "named"), [("09", "7d", True), ("10", "8d", False)])
def test_letters_go_to_all_whose_order_arrived_that_day(tmp_path, day, after, named):
    """At noon to those of the afternoon too; of a day that draft does not ask, none is named."""
    as_of = f"2026-03-{day} 12:00"
    said = answered("call-list", store(tmp_path), "--after-delivery", after, as_of=as_of)
    assert said.column("deliveries", "order") == ["E1"]
    letters = draft(tmp_path, "follow-up", "--since", "today", as_of=as_of)
    assert (letters.column("letters", "order") == ["E1"]) == named
    code, out, _ = salesops(
        "call-list", "--data", tmp_path, "--as-of", as_of, "--tz", "UTC", "--after-delivery", after
    )
    assert code == 0
    assert ("salesops draft follow-up --since today." in " ".join(out.split())) == named
