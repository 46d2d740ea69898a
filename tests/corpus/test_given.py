"""The given corpus of bad and odd files: each as it is expected, or with the reason why not."""

import ctypes
import json
import os
import subprocess
import sys
import tempfile
from decimal import Decimal
from functools import cache
from pathlib import Path

import corpus_ask
import given
import make_contracts
import pytest
import yaml
from thinned import thinned

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("SALESOPS_SHARED") or HERE.parents[2] / "shared")
TRUTHS = SHARED / "corpus" / "expectations.json"
ENTRIES = json.loads(TRUTHS.read_text(encoding="utf-8")) if TRUTHS.exists() else {}
CONTRACTS = {"s02_orphan_keys.csv": "customers", "f08_dst_gap_naive.csv": "new_york"}
SPECIAL = ("q05_unreadable.csv", "q14_growing.csv")
CHECKS = {
    # The suggested codes of the corpus, and ours.
    "W-ENCODING": "encoding",
    "W-MOJIBAKE": "mojibake",
    "E-REPEATED-HEADER": "repeated-header",
    "E-CONTROL-CHAR": "nul",
    "E-NUL-TAIL": "whole",
    "W-MIXED-EOL": "line-ends",
    "W-NO-FINAL-NEWLINE": "final-newline",
    "E-RAGGED": "ragged",
    "E-NO-ROWS": "row-count",
    "E-DUP-HEADER": "header",
    "W-HEADER-SPACE": "header-names",
    "W-PREAMBLE": "preamble",
    "E-FOOTER": "total-row",
    "E-NULL-KEY": "not-null",
    "W-UNNAMED-COL": "header-names",
    "E-MISSING-COLUMN": "missing-column",
    "E-QUOTE": "quotes",
    "E-TYPE": "type",
    "E-DATE-AMBIGUOUS": "date-order",
    "W-DATE-INFERRED": "date-order",
    "E-SCHEMA-DRIFT": "drift",
    "E-NONFINITE": "finite",
    "E-TZ-MIXED": "zone",
    "E-DST-GAP": "dst-gap",
    "E-LINE-TOO-LONG": "line-length",
    "E-TRUNCATED": "whole",
    "E-CONTAINER": "table",
    "E-NOT-CSV": "table",
    "E-EXPANDS": "whole",
    "E-CORRUPT": "whole",
    "W-NEW-COLUMN": "new-column",
    "E-IS-DIR": "readable",
    "E-NOT-FOUND": "readable",
    "E-NOT-REGULAR": "readable",
    "E-PERMISSION": "readable",
    "E-CHANGED": "unchanged",
    "C-REF": "reference",
    "C-FUTURE": "future",
    "C-RANGE": "range",
    "C-REFUND": "refund",
    "C-TEST-ORDER": "test-orders",
    "W-FORMULA": "formula",
    "W-CONTROL": "control",
    "W-BIDI": "bidi",
    "W-ZERO-WIDTH": "zero-width",
}
WHY: dict[str, str] = {
    "b06_truncated_in_last_field.csv": (
        "the sum is 149.50: a cut inside the last field leaves a number, and the missing final "
        "newline is all that tells of it (docs/undetectable.md)"
    ),
    "p08_bitflip_no_crc.parquet": (
        "the sum is another: nothing in the file says what it was (docs/undetectable.md)"
    ),
}
"""Entries whose truth is not met, and why."""
CHECKED_AS = {
    # The corpus leaves open how the contract says it: as a list of values there, not as a table.
    "s02_orphan_keys.csv": {"accepted"},
}
"""Entries told by another check than the suggested one."""
ASKED_AS = {
    # Without a zone a stamp's own offset is the store's clock; dates.zone_on_some_declared has UTC.
    "f06_iso_offset.csv": [("SELECT min(ts)::VARCHAR FROM $T", "2024-03-31 00:30:00")],
    # Stamps are kept to the microsecond, whatever the file has.
    "p14_ts_nanos.parquet": [("SELECT count(ts) FROM $T", "1")],
}
"""Probes about the types of a reader, asked as metrics.md (Time) has stamps: that wins."""
pytestmark = pytest.mark.shared


def contract_for(name):
    """The contract that an entry is held against."""
    return HERE / f"{CONTRACTS.get(name, 'order_lines')}.odcs.yaml"


def path_of(name, folder):
    """The given file, or one made as the entry says."""
    if name in given.MADE:
        return given.MADE[name](folder)
    return str(SHARED / "corpus" / "files" / name)


def expected(name, found):
    """Exit, level, check, rows and sum of an entry."""
    entry = ENTRIES[name]
    corpus_ask.sane(found)
    exits = [entry["exit"], *entry.get("accept", [])]
    assert found.code in exits, (found.err, sorted(found.failing))
    if found.code == entry["exit"]:
        assert found.level == entry["level"], sorted(found.failing)
        ours = CHECKED_AS.get(name) or {CHECKS[entry["code"]]} if entry["code"] else set()
        assert not ours or ours & found.failing, sorted(found.failing)
    if found.code == 0 and name not in WHY:
        truth(entry["truth"], found)


def truth(said, found):
    """Rows and sum of a file that is read."""
    if said["rows"] is not None:
        assert found.used == said["rows"]
    if said["sum"] is not None:
        assert found.sum == Decimal(str(said["sum"]))


def test_every_entry_is_run(shared):
    assert len(ENTRIES) == 124
    unshipped = {name for name, entry in ENTRIES.items() if not entry["ships_as_file"]}
    assert unshipped <= set(given.MADE)
    assert set(WHY) | set(CHECKED_AS) | set(SPECIAL) <= set(ENTRIES)
    assert {entry["code"] for entry in ENTRIES.values()} - {""} <= set(CHECKS)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("name", thinned([name for name in ENTRIES if name not in SPECIAL], 2))
def test_a_given_file(rooms, monkeypatch, name):
    monkeypatch.setenv("HOME", str(rooms))
    path = path_of(name, rooms)
    before = corpus_ask.unchanged(rooms)
    expected(name, corpus_ask.check([path], contract_for(name)))
    assert corpus_ask.unchanged(rooms) == before


PROBED = [
    name
    for name, entry in ENTRIES.items()
    if entry["truth"]["probes"] and 0 in (entry["exit"], *entry.get("accept", []))
]


@pytest.mark.timeout(10)
@pytest.mark.parametrize("name", [name for name in PROBED if name not in WHY])
def test_the_probes_of_a_file_that_is_read(rooms, name):
    path = path_of(name, rooms)
    asked = ENTRIES[name]["truth"]["probes"]
    probes = ASKED_AS.get(name) or [(query, _text(value)) for query, value in asked]
    contract = contract_for(name)
    for table in tables_of(contract):  # only that of the file is asked
        probing = rooms.parent / "probing.odcs.yaml"
        contract = make_contracts.with_probes(contract, probing, table, probes)
    found = corpus_ask.check([path], contract)
    assert len({file["table"] for file in found.tables["files"]}) == 1
    assert "sql" not in found.failing, found.tables["rows"]
    assert found.code == 0, found.err


@cache
def tables_of(contract):
    """The names of the tables of a contract."""
    document = yaml.safe_load(contract.read_text(encoding="utf-8"))
    return [node["name"] for node in document["schema"]]


def _text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.usefixtures("shared")
def test_a_file_that_another_writes_to_is_tried_again_later(rooms):
    with given.growing(rooms / "q14_growing.csv") as path:
        found = corpus_ask.check([path], contract_for("q14_growing.csv"))
    expected("q14_growing.csv", found)


ASKED = """
import json, sys
sys.path.insert(0, sys.argv[1])
import asking
print(json.dumps(asking.run([*sys.argv[3:], sys.argv[2]])[:3]))
"""
DROP, OVERRIDE, SEARCH = 24, 1, 2
"""PR_CAPBSET_DROP, and the two capabilities by which the superuser reads what nobody may."""


def as_anybody() -> None:
    """Let the program that is started next read only what its user may, the superuser too."""
    libc = ctypes.CDLL(None)
    for capability in (OVERRIDE, SEARCH):
        libc.prctl(DROP, capability, 0, 0, 0)


@pytest.mark.usefixtures("shared")
def test_a_file_without_permission_is_refused():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "q05_unreadable.csv"
        path.write_text(given.PLAIN)
        path.chmod(0)
        contract = Path(folder) / "order_lines.odcs.yaml"
        contract.write_bytes(contract_for(path.name).read_bytes())
        words = ["check", "--format", "json", "--contract", contract]
        ended = subprocess.run(
            [sys.executable, "-c", ASKED, HERE.parent / "golden", path, *words],
            preexec_fn=as_anybody,
            capture_output=True,
            text=True,
            cwd=folder,
            check=True,
        )
    expected("q05_unreadable.csv", corpus_ask.told(*json.loads(ended.stdout)))
