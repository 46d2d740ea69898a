"""No letter claims what the data does not say: each template, its facts taken away one by one."""

import re
from datetime import date
from decimal import Decimal

import pytest
from jinja2 import Environment, meta

from salesops.assets import folder
from salesops.commands.customers._draft import letters
from salesops.commands.customers._draft.facts import LANGUAGES, Amount, one_line, spelled, words
from salesops.commands.customers._draft.people import KINDS
from salesops.errors import UsageError

DAY = date(2026, 3, 9)
FACTS = {
    "name": "Ann Lee", "first_name": "Ann", "order": "#1001", "ordered": DAY,
    "product": "Copper pan", "amount": Amount(Decimal("1234.5")), "is_first": True,
    "delivered": date(2026, 3, 8), "partly": True, "begun": date(2026, 3, 7),
    "link": "https://shop.test/k1", "in_stock": True, "left": Decimal(13),
    "price": Amount(Decimal("449.99")), "expected": date(2026, 3, 20),
    "bought": date(2025, 1, 2), "last_day": date(2026, 3, 1),
    "back": date(2026, 3, 2), "orders": 31, "since": date(2024, 5, 6),
    "last_order": date(2026, 2, 3), "offer": "10 % off with code SORRY10",
    "sender": "Mia, Sales",
}  # fmt: skip
"""Whatever a template may name, each told from all others by its words."""
CLAIMS = re.compile(
    r"\d|%|price|fee\b|limited|last chance|hurry|only|soon|discount|free\b|gratis|guarantee|"
    r"ship|prezzo|sconto|garan|ultim[ai] occasione|solo|presto|affrett|esaurit|stock|disponibil",
    re.IGNORECASE,
)
"""What a line may not say of itself: it needs a fact, or an offer of the reader's settings."""
EVERY = [(language, kind) for language in LANGUAGES for kind in KINDS.values()]
every = pytest.mark.parametrize(("language", "kind"), EVERY, ids=lambda x: getattr(x, "name", x))


def written(kind, language, facts):
    return letters.written(letters.template(kind.stem, language, None), facts)


def named(kind, language):
    """The facts that a template names."""
    text = (folder("reports") / "drafts" / language / f"{kind.stem}.txt.j2").read_text("utf-8")
    return meta.find_undeclared_variables(Environment().parse(text)) & set(FACTS)


@every
def test_with_every_fact_nothing_is_left_open(language, kind):
    subject, body = written(kind, language, words(FACTS, language, "USD"))
    assert subject
    assert "\0" not in subject + body
    assert "{" not in subject + body
    assert "\n\n\n" not in body
    assert body.endswith("Mia, Sales")


@every
def test_a_fact_taken_away_takes_its_claim_with_it(language, kind):
    """What is left without it stood in the whole letter too: no line says something instead."""
    whole = words(FACTS, language, "USD")
    full = written(kind, language, whole)
    facts = named(kind, language)
    assert len(facts) >= 4
    for gone in facts:
        said = written(kind, language, {k: v for k, v in whole.items() if k != gone})
        if said is None:
            continue  # the letter is about it
        left = said[1].split("\n")
        if isinstance(whole[gone], str) and gone not in ("name", "first_name"):
            assert whole[gone] not in "\n".join([said[0], *left])
        greeting = {left[0]} if gone in ("name", "first_name") else set()
        assert set(left) - greeting <= set(full[1].split("\n")), gone
        assert len(left) < len(full[1].split("\n")) or greeting, gone


@every
def test_what_stands_without_any_fact_claims_nothing(language, kind):
    """The subject given, all that remains are questions and courtesies."""
    subject = letters.template(kind.stem, language, None)
    bare = letters.written(subject, {})
    assert bare is None, "the subject names what the letter is about"
    text = (folder("reports") / "drafts" / language / f"{kind.stem}.txt.j2").read_text("utf-8")
    fixed = [line for line in text.split("\n")[3:] if "{{" not in line]
    assert any("?" in line or "reply" in line or "rispondere" in line or not line for line in fixed)
    for line in fixed:
        assert not CLAIMS.search(line), line


@every
def test_flags_that_are_false_say_nothing(language, kind):
    flags = dict.fromkeys(("is_first", "partly", "in_stock"), False)
    whole = written(kind, language, words(FACTS, language, "USD"))
    said = written(kind, language, words(FACTS | flags, language, "USD"))
    assert (said != whole) == bool(named(kind, language) & set(flags))


def test_both_languages_have_every_kind():
    found = {
        language: {path.name for path in (folder("reports") / "drafts" / language).iterdir()}
        for language in LANGUAGES
    }
    assert found["en"] == found["it"] == {f"{kind.stem}.txt.j2" for kind in KINDS.values()}


@pytest.mark.parametrize(
    ("language", "day", "price"),
    [("en", "9 March 2026", "1,234.50 USD"), ("it", "9 marzo 2026", "1.234,50 USD")],
)
def test_days_and_amounts_are_of_the_language(language, day, price):
    said = words({"ordered": DAY, "amount": Amount(Decimal("1234.5"))}, language, "USD")
    assert said == {"ordered": day, "amount": price}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (1, "il 1º marzo, del 1º marzo, dal 1º marzo"),
        (8, "l'8 marzo, dell'8 marzo, dall'8 marzo"),
        (11, "l'11 marzo, dell'11 marzo, dall'11 marzo"),
        (18, "il 18 marzo, del 18 marzo, dal 18 marzo"),
    ],
)
def test_italian_days_take_the_article_that_is_spoken(day, said):
    when = words({"day": date(2026, 3, day)}, "it", None)["day"].removesuffix(" 2026")
    made = f"il {when}, del {when}, dal {when}"
    assert spelled(made, "it") == said
    assert spelled(made, "en") == made


@pytest.mark.parametrize(("language", "many"), [("en", "31 times"), ("it", "31 volte")])
def test_a_vip_of_one_order_has_not_ordered_many_times(language, many):
    told = words(FACTS, language, "USD")
    assert many in written(KINDS["vip"], language, told)[1]
    subject, body = written(KINDS["vip"], language, told | {"orders": "1"})
    assert "times" not in subject + body
    assert "volte" not in subject + body


def test_a_template_as_windows_writes_it(tmp_path):
    (tmp_path / "en").mkdir()
    text = "Subject: {{ order }}\r\n\r\nHello,\r\n{{ product }}\r\nBye\r\n"
    (tmp_path / "en" / "cart.txt.j2").write_bytes(b"\xef\xbb\xbf" + text.encode())
    made = letters.template("cart", "en", tmp_path)
    assert letters.written(made, {"order": "#1"}) == ("#1", "Hello,\nBye")


def test_text_of_an_export_cannot_end_a_line():
    assert one_line("Ann\r\nBcc: all@x.test\t\0\u202eend") == "Ann Bcc: all@x.test end"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Hello {{ name }}", "line 1: a letter begins with a line 'Subject:"),
        ("Subject: x\n\n{{ name / 2 }}", "line 3: it cannot be filled in"),
        ("Subject: x\n{{ name.__class__.__mro__ }}", "line 2: .* unsafe"),
        ("Subject: x\n{% include 'other' %}", "line 2: .*no loader"),
        ("Subject: x\n{% if %}", "line 2"),
    ],
)
def test_a_template_that_fails_is_named_by_file_and_line(tmp_path, text, why):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "cart.txt.j2").write_text(text)
    with pytest.raises(UsageError, match=f"cart.txt.j2 {why}"):
        letters.written(letters.template("cart", "en", tmp_path), {"name": "Ann"})


def test_a_template_of_the_reader_goes_first(tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "cart.txt.j2").write_text("Subject: Ciao {{ name }}\n{{ order }}\nBye")
    made = letters.template("cart", "en", tmp_path)
    assert letters.written(made, {"name": "Ann"}) == ("Ciao Ann", "Bye")
    other = letters.template("delay", "en", tmp_path)
    assert letters.written(other, {"order": "#1"})[0] == "Your order #1"
