"""`salesops pulse` says what the oracle says, to the cent, of every store that can be drawn."""

import json
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from adapter import COUNTS, MONEY, ask_about, put
from hypothesis import given, note
from oracle import Totals, cents, pulse
from stores import FEW, MANY, Store, csv_files, stores

SHRINKING = 1200  # seconds: to cut a failure down takes many more questions than to find it
pytestmark = pytest.mark.timeout(SHRINKING)


def expected(store: Store) -> Totals:
    return pulse(csv_files(store), store.since, store.until, store.as_of, store.tz)


def as_told(totals: Totals) -> dict[str, Any]:
    """The figures as JSON holds them: money a decimal string, rounded once, half-even."""
    values = asdict(totals)
    money = {name: None if values[name] is None else str(cents(values[name])) for name in MONEY}
    return money | {name: values[name] for name in COUNTS}


def told(answer: dict[str, Any]) -> dict[str, Any]:
    money = {n: None if answer[n] is None else str(cents(Decimal(answer[n]))) for n in MONEY}
    return money | {name: answer[name] for name in COUNTS}


def agrees(store: Store) -> None:
    files = csv_files(store)
    with TemporaryDirectory() as folder:
        answer = ask_about(store, put(files, Path(folder)))
    truth = expected(store)
    note(f"--tz {store.tz} [{store.since}, {store.until}) as of {store.as_of}")
    note("\n".join(f"-- {name}\n{text}" for name, text in files.items()))
    assert told(answer) == as_told(truth)
    missing = [name for name in truth.not_tied if json.dumps(name) not in answer["facts"]]
    assert not missing, f"orders that do not tie and are not named: {missing}"


@FEW
@given(stores())
def test_pulse_agrees_with_the_oracle(store):
    agrees(store)


@pytest.mark.slow
@pytest.mark.timeout(7200)
@MANY
@given(stores())
def test_pulse_agrees_with_the_oracle_at_length(store):
    agrees(store)
