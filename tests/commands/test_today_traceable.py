"""Every number that today says stands in the answer of the command named beside it.

Each line is asked back: its command line is parsed as the shell would, asked of the same exports,
and the row about the same thing must hold every number of the evidence, and the money at stake.
What today says of a number in another unit is listed in `SAID_OTHERWISE`, and nothing else.
"""

import json
import re
import shlex
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from inspect import signature
from math import floor

import pytest
from typer.main import get_command

import salesops
from salesops import commands, definitions
from salesops.assets import folder
from salesops.cli import app
from salesops.commands.opportunities import HORIZON
from salesops.commands.reports.today import today
from salesops.render import renderer
from salesops.render.view import View
from salesops.result import Answer

SAMPLE = folder("sample_data")
FILES = {name: path for section in commands.found().values() for name, path in section.items()}
SAID_OTHERWISE = {
    "waiting_hours": ("102.5 hours are said as 4.3 days", lambda hours: hours / 24),
    "lost_a_day": ("the horizon's days out of stock, or those until it arrives", None),
}
"""Columns whose numbers a line says in another unit, or (`by_days`) times a number of days."""
HEADS = {f"{HORIZON}": "in the next 7 days: the horizon, which is no number of the answer"}


@pytest.fixture(scope="module")
def db():
    with salesops.open(SAMPLE, config=SAMPLE / "salesops.toml") as db:
        yield db


@pytest.fixture(scope="module")
def told(db):
    """All that today has to say, not the first three of each list."""
    return today(db, top=100)


@pytest.fixture(scope="module")
def answered(db):
    """The JSON and the terminal's text of a command line, each asked once."""

    @cache
    def answered(line):
        called, name, *args = shlex.split(line)
        assert called == "salesops"
        path = FILES[name]
        module = commands.load(path)
        function = getattr(module, path.stem)
        command = get_command(app).get_command(None, name)
        params = command.make_context(name, list(args)).params
        given = {key: params[key] for key in signature(function).parameters if key in params}
        if hasattr(module, "Limits"):
            given["limits"] = db.settings.limits(path.stem, module.Limits)
        report = function(db, **given)
        answer = Answer(report, None, definitions.define(report.definitions))
        text = renderer("terminal")(answer, View(width=400)).decode()
        return report, json.loads(renderer("json")(answer, View())), text

    return answered


def lines(report) -> list:
    return [
        row for name in ("opportunities", "blockers", "contacts") for row in report.table(name).rows
    ]


def numbers(text: str) -> list[str]:
    """Words with a digit in them, without what closes a clause."""
    words = re.findall(r"[#\w][\w,.:#-]*", text)
    return [word.rstrip(".,:;-") for word in words if re.search(r"\d", word)]


@pytest.mark.slow
def test_there_is_something_to_trace(told):
    assert {row.kind for row in lines(told)} == {"opportunity", "blocker", "contact"}
    assert all(numbers(row.evidence) for row in lines(told))
    assert len({row.more for row in lines(told)}) > 4


def test_every_number_of_how_it_stands_is_of_its_command(told, answered):
    assert [state.what for state in told.table("state").rows] == ["Yesterday", "Today", "Deals"]
    for state in told.table("state").rows:
        _, _, text = answered(state.more)
        assert numbers(state.how)
        assert set(numbers(state.how)) <= set(numbers(text))


@pytest.mark.slow
def test_every_number_of_a_line_stands_in_its_commands_answer(told, answered):
    untold = [
        (row.more, row.about, word)
        for row in lines(told)
        for word in numbers(row.evidence)
        if not stands(word, row, answered(row.more))
    ]
    assert not untold


def test_the_money_at_stake_stands_there_too(told, answered):
    untold = [
        (row.more, row.about, row.at_stake)
        for row in lines(told)
        if not (stands(f"{row.at_stake:.2f}", row, (asked := answered(row.more))))
        and not by_days(row, rows_about(asked[1], row))
    ]
    assert not untold


def test_the_screen_says_no_number_but_those_of_the_line(told):
    """In fewer words: the same rank and worth, fewer of the numbers, none of its own."""
    for name in ("opportunities", "blockers", "contacts"):
        screen = told.brief.table(name)
        assert len(screen.rows) == len(told.table(name).rows) > 0
        for short, full in zip(screen.rows, told.table(name).rows, strict=True):
            assert (short.rank, short.expected) == (full.rank, full.expected)
            assert full.more in f"{screen.title} {short.todo}"
            assert {f"{full.at_stake:,.2f}", f"{full.chance:.1%}"[:-1]} <= set(numbers(short.todo))
            assert set(numbers(short.todo)) <= set(numbers(full.todo))


def test_the_screen_says_how_the_day_stands_in_the_same_words(told):
    full = [(row.what, f"{row.how} {row.more}") for row in told.table("state").rows]
    assert [(row.what, row.how) for row in told.brief.table("state").rows] == full


def test_what_it_is_worth_is_the_product_that_it_says(told):
    for row in lines(told):
        assert row.expected == row.at_stake * Decimal(str(row.chance))
        assert 0 <= row.chance <= 1


def rows_about(said: dict, row) -> list[dict]:
    """The rows that name the thing; none where a line is about many."""
    thing = row.about.partition(" ")[2]
    rows = [found for table in said["tables"].values() for found in table]
    return [found for found in rows if thing in found.values()]


def stands(word: str, row, asked) -> bool:
    """In the rows about the thing, or the window; of many things, in the metrics and whole text."""
    report, said, text = asked
    about = rows_about(said, row)
    if not about:
        return word in numbers(text) or any(reads(word, v) for v in said["metrics"].values())
    if word in HEADS or (report.period and word == f"{report.period.start:%Y-%m-%d}"):
        return True
    return any(reads(word, value) for found in about for value in otherwise(found))


def otherwise(row: dict) -> Iterator[object]:
    for name, value in row.items():
        yield value
        turn = SAID_OTHERWISE.get(name, ("", None))[1]
        if turn and value is not None:
            yield turn(float(value))


def reads(word: str, value: object) -> bool:
    """Whether a value, rounded as the word is, is that word; a text holds it as a word."""
    if isinstance(value, str) and word in {*numbers(value), value, value[:10]}:
        return True
    try:
        wanted, exact = Decimal(word.replace(",", "")), Decimal(str(value))
    except ArithmeticError:
        return False
    return abs(wanted - exact) <= Decimal(1).scaleb(wanted.as_tuple().exponent) / 2


def by_days(row, about: list[dict]) -> bool:
    """What it loses a day, times whole days of the horizon."""
    for found in about:
        a_day = found.get("lost_a_day")
        if a_day and Decimal(a_day):
            days = floor(row.at_stake / Decimal(a_day) + Decimal("0.5"))
            close = abs(row.at_stake - days * Decimal(a_day)) <= Decimal("0.005") * (days + 1)
            if 1 <= days <= HORIZON and close:
                return True
    return False
