"""Our own bad files: generated, each with the answer that is right for a person."""

from decimal import Decimal

import corpus_ask
import make_contracts
import pytest
from corpus_case import OK, REFUSED, RETRY, files
from own_corpus import COUNTED, OWN
from thinned import thinned

from salesops.render import renderer
from salesops.render.view import View

CENTS = Decimal("0.0001")
"""Money has four decimals."""
HOSTILE = [name for name in OWN if name.startswith("hostile.")]
EVERY = 10
"""The corpus beside the checkout is read whole in each run; of ours a fifth."""


def contract_of(case, folder):
    """The contract that a case is held against; None is what the source must hold."""
    return make_contracts.write(case.contract, folder) if case.contract else None


def test_the_corpus_is_as_large_as_the_issue_asks():
    assert len(OWN) == COUNTED
    assert COUNTED >= 150
    assert sum(case.new for case in OWN.values()) >= 60
    assert all(case.how for case in OWN.values())


@pytest.mark.timeout(10)
@pytest.mark.parametrize("name", thinned(OWN, EVERY))
def test_a_bad_file_is_read_right_or_told(rooms, name):
    case = OWN[name]
    contract = contract_of(case, rooms.parent)
    paths = files(case, rooms)
    before = corpus_ask.unchanged(rooms)
    found = corpus_ask.check(paths, contract, *case.options)
    corpus_ask.sane(found)
    assert corpus_ask.unchanged(rooms) == before
    assert found.code in case.exits, (found.err, sorted(found.failing))
    if found.code == OK or case.holds:
        _read_right(case, found)
    if found.code == case.exit:
        _told(case, found)
    elif found.code not in (OK, REFUSED, RETRY):
        assert found.level == "error"


def _read_right(case, found):
    """Nothing that is read without an error may be read wrong."""
    if case.sum is not None:
        assert found.sum is not None
        assert abs(found.sum - Decimal(case.sum)) < CENTS, (found.sum, sorted(found.failing))
    if case.rows is not None:
        assert found.used == case.rows


def _told(case, found):
    """The level, the check and the line."""
    if case.level:
        assert found.level in case.level.split("|"), sorted(found.failing)
    checks = case.check.split("|") if case.check else []
    if checks and found.level != "ok":
        assert found.failing & set(checks), sorted(found.failing)
    if case.line is not None:
        assert case.line in found.lines(checks), found.tables["rows"]


PROBED = [name for name, case in OWN.items() if case.probes]


@pytest.mark.timeout(10)
@pytest.mark.parametrize("name", thinned(PROBED, EVERY))
def test_what_is_read_is_what_was_written(rooms, name):
    case = OWN[name]
    contract = contract_of(case, rooms.parent)
    paths = files(case, rooms)
    if case.accept and corpus_ask.check(paths, contract, *case.options).code != OK:
        return  # it may be refused, and there is nothing to probe
    probing = rooms.parent / "probing.odcs.yaml"
    probes = list(case.probes)
    make_contracts.with_probes(contract, probing, "order_lines", probes)
    found = corpus_ask.check(paths, probing, *case.options)
    assert "sql" not in found.failing, found.tables["rows"]
    assert found.code == OK


CONTROLS = {*range(32), *range(127, 160), 0x202E, 0x2066, 0x200E, 0x061C} - {10}
"""What a terminal or a log must not be given; a line may end."""


@pytest.mark.timeout(10)
@pytest.mark.parametrize("name", thinned(HOSTILE, EVERY))
def test_no_payload_reaches_who_reads_the_answer(rooms, name):
    """On stdout as a terminal shows it, and in the formats that are read where they run."""
    case = OWN[name]
    paths = files(case, rooms)
    contract = contract_of(case, rooms.parent)
    args = ["check", "--show-values", "--contract", str(contract), "--format"]
    code, out, err, answer = corpus_ask.asking.run([*args, "terminal", "--", *paths])
    _harmless(out, err)
    assert code in case.exits
    for format_ in ("github", "markdown"):
        if answer:  # what is asked once is written thrice
            out = renderer(format_)(answer, View()).decode()
        else:  # an error is said as the format wants it
            code, out, err, _ = corpus_ask.asking.run([*args, format_, "--", *paths])
            assert code in case.exits
        _harmless(out, err)


def _harmless(out, err):
    for text in (out, err):
        assert {ord(c) for c in text} & CONTROLS == set()
    commands = [line for line in out.splitlines() if line.startswith("::")]
    assert not any("owned" in line.split("::", 2)[1] for line in commands)
    assert all(line.split()[0] in ("::error", "::warning", "::notice") for line in commands)
