"""Consent is a person's: what one account refused, every account of its e-mail address refused."""

from datetime import date

import pytest
from draft_store import AS_OF, draft, store
from pulse_store import answered

import salesops

CUSTOMERS = """
    customer_id,name,email,accepts_email,accepts_sms
    C1,Ann Lee,ann@x.test,true,true
    C5,Ann Lee,ann@x.test,false,
    C2,Bob Ray,bob@x.test,false,true
    C3,Cy Dee,cy@x.test,,
    C6,Cy Dee,cy@x.test,true,
    C4,Di Fox,di@x.test,true,true
    C7,Di Fox,di@x.test,,false
"""
"""Ann refused in her second account; Cy agreed in one of his, and said nothing in the other."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    settings = '[draft]\nthank_you_offer = "10 % off"'
    return store(tmp_path_factory.mktemp("consent"), customers=CUSTOMERS, salesops=settings)


@pytest.fixture(scope="module")
def contacts(folder):
    with salesops.open(folder, as_of=AS_OF) as db:
        asked = "SELECT customer, accepts_email, accepts_sms FROM customer_contacts"
        known = {who: told for who, *told in db.select(asked).tuples}
        due = db.read("customers/next_buy").columns("contacts", contacts_day=date(2025, 1, 1))
        names = ("customer", "agreed", "refused")
        rows = zip(*(due[name].tolist() for name in names), strict=True)
        return known, {who: told for who, *told in rows}


def test_a_refusal_is_of_every_account_of_the_address(contacts):
    known, _ = contacts
    assert [known[who][0] for who in ("C1", "C5", "ann@x.test", "C2", "C4", "C7")] == [
        False, False, False, False, True, None,
    ]  # fmt: skip
    assert [known[who][1] for who in ("C4", "C7", "di@x.test", "C2")] == [False, False, False, True]


def test_an_agreement_is_of_the_account_that_gave_it(contacts):
    known, _ = contacts
    assert (known["C3"][0], known["C6"][0], known["cy@x.test"][0]) == (None, True, True)


def test_next_buy_takes_the_same_answer(contacts):
    _, due = contacts
    assert due == {
        "C1": [False, True], "C2": [False, True], "C3": [False, False], "C4": [True, False],
    }  # fmt: skip


def test_vip_and_draft_take_the_same_answer(folder):
    said = draft(folder, "thank-you", "--config", str(folder / "salesops.toml"))
    assert said.column("letters", "customer", "offer") == [("C2", None), ("C1", None)]
    vip = answered("vip", folder, as_of=AS_OF)
    told = dict(vip.column("large_orders", "customer_id", "write_by"))
    assert told["C1"] == told["C2"] == "no consent: do not write"


def test_an_open_cart_is_refused_by_another_account(tmp_path):
    refused = CUSTOMERS.replace("C7,Di Fox,di@x.test,,false", "C7,Di Fox,di@x.test,false,")
    said = draft(store(tmp_path, customers=refused), "cart")
    assert said.column("kinds", "letters", "no_consent") == [(0, 1)]
