"""Whatever becomes of a file's bytes: it is read right or refused, in time, and never crashes.

A hundred damaged files here, 10,000 more by `make slow`, which a nightly job runs. A file is made
from its number alone: the number in a failure is all that is needed to have it again,
`flips.damaged(number)`. A file on which the process dies is left behind in the test's folder.
"""

import csv
import io
from decimal import Decimal
from time import monotonic

import corpus_ask
import flips
import make_contracts
import pytest

FEW, MANY = 102, 10_000
SECONDS = 10
ENDS = {0, 1, 2, 3}
names = pytest.mark.parametrize("name", flips.NAMES)


@pytest.fixture(scope="module")
def contract(tmp_path_factory):
    """The seven columns in UTF-8, or in cp1252 with a warning."""
    return make_contracts.write("legacy", tmp_path_factory.mktemp("contract"))


def totals(found):
    """Rows, and the sums of quantity and amount."""
    sums = {c["column"].strip().casefold(): Decimal(c["sum"] or 0) for c in found.tables["columns"]}
    return found.used, sums.get("quantity"), sums.get("amount")


def survives(seed, folder, contract):
    name, data = flips.damaged(seed)
    path = folder / f"{seed}-{name}"
    path.write_bytes(data)
    start = monotonic()
    found = corpus_ask.check([str(path)], contract)
    assert monotonic() - start < SECONDS, seed
    corpus_ask.sane(found)
    assert found.code in ENDS, (seed, found.err)
    if found.code == 0 and name in flips.CHECKED:
        assert totals(found) == flips.TOTALS or _lost_member(name, data), seed
    if found.code == 0 and name in flips.CSVS:
        assert totals(found) == _read_again(name, data), seed
    path.unlink()


def _lost_member(name, data):
    """What is left is a whole gzip file (docs/undetectable.md)."""
    return name == "members.csv.gz" and data == flips.FIRST_MEMBER


def _read_again(name, data):
    """What a plain reader of CSV makes of the same bytes."""
    encoding, sep, _ = flips.CSVS[name]
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=sep) if any(row)]
    header = [cell.strip().casefold() for cell in rows[0]]
    sums = (
        sum((Decimal(row[header.index(name)].strip() or 0) for row in rows[1:]), Decimal(0))
        for name in ("quantity", "amount")
    )
    return len(rows) - 1, *sums


@pytest.mark.parametrize("name", flips.NAMES)
def test_the_whole_files_are_read_right(name, tmp_path, contract):
    path = tmp_path / name
    path.write_bytes(flips.whole(name))
    found = corpus_ask.check([str(path)], contract)
    assert (found.code, totals(found)) == (0, flips.TOTALS)


@names
def test_damage_is_read_right_or_refused(name, tmp_path, contract):
    for seed in flips.seeds(name, FEW):
        survives(seed, tmp_path, contract)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@names
def test_ten_thousand_damages_are_read_right_or_refused(name, tmp_path, contract):
    for seed in flips.seeds(name, MANY):
        survives(seed, tmp_path, contract)
