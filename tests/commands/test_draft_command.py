"""Letters: who gets one, who none, what is offered; as prose, as data and as files of mail."""

from email import message_from_bytes
from email.policy import default

import pytest
from draft_store import AS_OF, draft, store
from pulse_store import salesops

pytestmark = pytest.mark.usefixtures("loaded_once")


def count(said, kind):
    row = said.row("kinds", kind=kind)
    return tuple(row[n] for n in ("people", "letters", "no_consent", "unknown", "no_address"))


def body(said, name):
    return said.row("letters", name=name)["body"].split("\n")


def test_a_large_order_is_thanked_for_whoever_agreed_to_marketing(tmp_path):
    """600 and 700 are of customers; 900 of somebody without an address; 30 and 25 are small."""
    said = draft(store(tmp_path), "thank-you", "--since", "2026-03-09")
    assert count(said, "thank-you") == (3, 2, 0, 0, 1)
    assert said.column("letters", "name", "order") == [("Bob Ray", "B1"), ("Ann Lee", "A2")]
    assert body(said, "Ann Lee") == [
        "Dear Ann,", "", "Thank you for your order A2 of 9 March 2026.",
        "If you have any question about Copper pan, just reply to this message.", "",
        "Kind regards",
    ]  # fmt: skip


def test_an_offer_goes_to_who_agreed_and_to_nobody_else(tmp_path):
    config = '[draft]\nsender = "Mia"\nthank_you_offer = "10 % off with MANY"'
    folder = store(tmp_path, salesops=config)
    said = draft(folder, "thank-you", "--config", str(folder / "salesops.toml"))
    assert said.column("letters", "name", "offer") == [
        ("Bob Ray", None), ("Ann Lee", "10 % off with MANY"),
    ]  # fmt: skip
    assert body(said, "Ann Lee")[4:] == ["10 % off with MANY", "", "Kind regards", "Mia"]
    assert "MANY" not in "\n".join(body(said, "Bob Ray"))


def test_a_late_order_is_the_one_that_fulfillment_lists(tmp_path):
    said = draft(store(tmp_path), "delay")
    assert count(said, "delay") == (1, 1, 0, 0, 0)
    assert body(said, "Cy Dee")[2:4] == [
        "Your order D1 of 7 March 2026 is late, and we are sorry.",
        "You ordered Lid.",
    ]


def test_a_week_after_a_parcel_arrived(tmp_path):
    """It arrived on 2 March: seven days before the 9th, and not before the 10th."""
    said = draft(store(tmp_path), "follow-up", "--since", "2026-03-09")
    assert said.column("letters", "name", "order") == [("Di Fox", "E1")]
    assert body(said, "Di Fox")[2] == "Your order E1 arrived on 2 March 2026."
    assert draft(tmp_path, "follow-up", "--since", "2026-03-10").table("letters") == []


def test_a_cart_is_written_about_to_who_agreed_to_it(tmp_path):
    said = draft(store(tmp_path), "cart")
    assert count(said, "cart") == (2, 1, 0, 1, 0)
    assert body(said, "Di Fox")[2:5] == [
        "On 10 March 2026 you left Blue cup in your cart.",
        "It is in stock.",
        "Your cart is here: https://shop.test/k1",
    ]


def test_what_is_back_goes_to_old_buyers_who_agreed(tmp_path):
    """Ann agreed, Bob refused, of Cy nobody knows; of each the last cup is of last summer."""
    said = draft(store(tmp_path), "restock", "--since", "3d")
    assert count(said, "restock") == (3, 1, 1, 1, 0)
    assert body(said, "Ann Lee")[2:6] == [
        "You bought Blue cup on 1 June 2025.",
        "It had run out, and has been back in stock since 9 March 2026.",
        "We have 5 in stock.",
        "It costs 45.00.",
    ]
    assert draft(tmp_path, "restock", "--since", "2026-03-10").table("letters") == []


def test_who_just_bought_it_needs_no_letter_about_it(tmp_path):
    config = "[draft]\nrest_days = 300"
    folder = store(tmp_path, salesops=config)
    said = draft(folder, "restock", "--since", "3d", "--config", str(folder / "salesops.toml"))
    assert count(said, "restock") == (0, 0, 0, 0, 0)
    assert said.answer["tables"]["letters"] == []


def test_without_a_kind_each_is_counted(tmp_path):
    said = draft(store(tmp_path))
    letters = dict(said.column("kinds", "kind", "letters"))
    assert letters["thank-you"], letters["delay"] == (2, 1)
    assert list(letters) == [
        "thank-you", "delay", "follow-up", "cart", "low-stock", "preorder", "restock", "vip",
    ]  # fmt: skip
    assert said.table("letters") == []


def test_what_is_not_exported_is_said(tmp_path):
    said = draft(store(tmp_path, checkouts="checkout_id,created_at,email,total"), "--top", "1")
    assert dict(said.column("kinds", "kind", "people"))["cart"] == 0
    for name in ("checkouts", "checkout_lines", "inventory_levels", "stock_history"):
        (tmp_path / f"{name}.csv").unlink()
    said = draft(tmp_path)
    assert "cart" not in said.column("kinds", "kind")
    assert "Without cart: " in said.notes
    code, _, err = salesops("draft", "cart", "--data", tmp_path, "--as-of", AS_OF)
    assert code == 3
    assert "checkouts" in err


def test_each_letter_is_a_file_that_a_mail_program_opens(tmp_path):
    out = tmp_path / "letters"
    folder = store(tmp_path, salesops='[draft]\nthank_you_offer = "Grüße & 10 %"')
    args = ("draft", "thank-you", "--data", folder, "--as-of", AS_OF, "--tz", "UTC")
    args += ("--config", folder / "salesops.toml", "--format", "eml,csv", "--out", out)
    assert salesops(*args)[0] == 0
    names = sorted(path.name for path in out.iterdir())
    assert names == ["draft-01-bob@x.test.eml", "draft-02-ann@x.test.eml", "draft-2026-03-10.csv"]
    before = {name: (out / name).read_bytes() for name in names}
    mail = message_from_bytes(before["draft-02-ann@x.test.eml"], policy=default)
    assert (mail["To"], mail["X-Unsent"]) == ("Ann Lee <ann@x.test>", "1")
    assert mail["Subject"] == "Thank you for your order A2"
    assert "Grüße & 10 %" in mail.get_content()
    assert mail["Date"] is None
    assert salesops(*args)[0] == 0
    assert before == {name: (out / name).read_bytes() for name in names}


def test_a_name_cannot_write_a_header(tmp_path):
    customers = """
        customer_id,name,email,accepts_email
        C1,"Ann\u2028Bcc: all@x.test, ""Lee"" <x@y.test>",ann@x.test,true
    """
    out = tmp_path / "letters"
    store(tmp_path, customers=customers)
    args = ("draft", "thank-you", "--data", tmp_path, "--as-of", AS_OF, "--tz", "UTC")
    assert salesops(*args, "--format", "eml", "--out", out)[0] == 0
    found = next(path for path in out.iterdir() if "ann" in path.name)
    mail = message_from_bytes(found.read_bytes(), policy=default)
    assert set(mail.keys()) == {
        "To", "Subject", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert [one.addr_spec for one in mail["To"].addresses] == ["ann@x.test"]


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["birthday"], "there are thank-you"),
        (["delay", "--lang", "de"], "there are en, it"),
        (["delay", "--templates", "nowhere"], "no such folder"),
        (["delay", "--format", "eml"], "needs --out FOLDER"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path, args, why):
    code, _, err = salesops("draft", *args, "--data", store(tmp_path), "--as-of", AS_OF)
    assert code == 2
    assert why in err


def test_only_draft_writes_letters(tmp_path):
    code, _, err = salesops("pulse", "--format", "eml", "--out", tmp_path / "x")
    assert code == 2
    assert "only draft writes letters" in err


def test_own_templates_beside_the_settings(tmp_path):
    folder = store(tmp_path, salesops='[draft]\nsender = "Mia"')
    (tmp_path / "drafts" / "it").mkdir(parents=True)
    (tmp_path / "drafts" / "it" / "delay.txt.j2").write_text(
        "Subject: {{ order }}\n\nCiao {{ first_name }}, {{ ordered }}\n{{ spedito }}\n{{ sender }}"
    )
    said = draft(folder, "delay", "--lang", "it", "--config", str(folder / "salesops.toml"))
    assert said.column("letters", "subject", "body") == [("D1", "Ciao Cy, 7 marzo 2026\nMia")]


def test_each_buyer_has_a_letter_about_what_they_bought(tmp_path):
    """Ids that hold the bar between shop and product, or another id, are told apart."""
    folder = store(tmp_path)
    for name in ("order_lines", "products", "inventory_levels", "stock_history"):
        path = folder / f"{name}.csv"
        path.write_text(path.read_text().replace("CUP", "A||B").replace("LID", "B"))
    said = draft(folder, "restock", "--since", "3d")
    assert count(said, "restock") == (3, 1, 1, 1, 0)
    assert said.column("letters", "name", "product") == [("Ann Lee", "Blue cup")]
