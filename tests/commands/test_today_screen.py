"""What a terminal shows of today: one screen, which says what it leaves out."""

from dataclasses import replace
from decimal import Decimal

import asking
import pytest

from salesops.commands.opportunities import GUIDE, Kind, Opportunity, Owner, assumed
from salesops.commands.reports._today import screen, words
from salesops.commands.reports._today.asking import State
from salesops.render import renderer
from salesops.render.view import View
from salesops.result import Report, Table

OWN = "own history, 9 carts"


def offer(kind=Kind.OPPORTUNITY, brief="Call Ann: left a cart", basis=OWN, more="abandon-carts"):
    return Opportunity(
        kind, "ann", "Ann left a cart.", "Call Ann.", Decimal(100), 0.5, basis, Owner.SALES, more,
        brief,
    )  # fmt: skip


def brief(*offers, top=3, states=(), notes=(words.RULE,)):
    lists = {kind: [o for o in offers if o.kind == kind] for kind in Kind}
    state = Table("state", "How it stands", State, states)
    full = Report("today", "Today", "First: ann. 9 more.", tables=(state,), notes=notes)
    return screen.brief(full, lists, top, "EUR")


def rows(report, name="opportunities"):
    return [row.todo for row in report.table(name).rows]


@pytest.mark.parametrize(("width", "most"), [(80, 48), (100, 40), (140, 40)])
def test_the_sample_is_one_screen(width, most):
    """Of a laptop's terminal, also where a settings file has its line in the header."""
    answer = asking.asked("today").answer
    named = replace(answer, context=replace(answer.context, config="salesops.toml"))
    lines = renderer("terminal")(named, View(width=width)).decode().splitlines()
    assert "Config" in {line.split(" ")[0] for line in lines}
    assert len(lines) <= most


def test_the_other_formats_keep_all_they_have():
    """Why rows were excluded, what is in a cart, how many cases a chance rests on."""
    said = asking.asked("today")
    terminal, *others = (said.formats[name].decode() for name in ("txt", "md", "html"))
    assert "293 excluded + 0 rejected" in terminal
    for words_left_out in ("79 test order", "Coilover Kit", "own history, 176 carts by age"):
        assert words_left_out not in terminal
        assert all(words_left_out in other for other in others)
    assert "Coilover Kit" in said.formats["json"].decode()


def test_a_line_says_why_in_short_and_the_two_numbers_of_its_worth():
    report = brief(offer())
    assert rows(report) == [
        "Call Ann: left a cart (100.00 x 50.0 %). salesops abandon-carts",
    ]
    assert report.headline == "First: call Ann (worth about 50.00 EUR)."


def test_what_has_no_shorter_words_is_said_in_full():
    assert rows(brief(offer(brief="")))[0].startswith("Call Ann. Ann left a cart (100.00 x ")


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        (OWN, "(100.00 x 50.0 %)"),
        (assumed("heatmap.promotion"), "(100.00 x 50.0 %, a guess)"),
        (assumed("reorder.chance", "too little history"), "(100.00 x 50.0 %, a guess)"),
        (f"{GUIDE}; 3 own carts are too few", f"(100.00 x 50.0 %, {GUIDE})"),
    ],
)
def test_a_chance_that_is_not_the_shops_own_is_named(basis, said):
    assert said in rows(brief(offer(basis=basis)))[0]


def test_a_command_that_is_that_of_all_lines_stands_in_the_title():
    alike = brief(*[offer(Kind.CONTACT)] * 5)
    assert alike.table("contacts").title == "To call or write to: 3 of 5 · salesops abandon-carts"
    assert rows(alike, "contacts") == ["Call Ann: left a cart (100.00 x 50.0 %)"] * 3
    differing = brief(offer(), offer(more="heatmap --slow"))
    assert differing.table("opportunities").title == "The best things to do"
    assert [row.rpartition(". ")[2] for row in rows(differing)] == [
        "salesops abandon-carts",
        "salesops heatmap --slow",
    ]


def test_it_says_how_to_see_the_rest():
    notes = ("A note of the data.", words.RULE, "Only the work of sales.", "Without rfm: no file")
    *kept, last = brief(*[offer()] * 5, notes=notes).notes
    assert kept == [notes[0], words.BRIEF, *notes[2:]]
    assert last.startswith("All lines: --top 5. In full: --format markdown.")
    assert brief(offer()).notes[-1].startswith("In full: --format markdown.")


def test_how_the_day_stands_goes_without_heads():
    report = brief(offer(), states=[State("Yesterday", "Sales rose.", "salesops explain")])
    text = renderer("terminal")(asking_about(report), View(width=80)).decode().splitlines()
    at = text.index("Yesterday  Sales rose. salesops explain")
    assert text[at - 1] == ""
    assert text[at + 2] == "#  Worth  The best things to do"
    assert text[at + 3].startswith("1  50.00  Call Ann: ")


def test_a_list_without_lines_is_not_shown():
    report = brief(offer())
    assert [table.name for table in report.tables if table.shown] == ["opportunities"]


def asking_about(report):
    return replace(asking.asked("today").answer, report=report)
