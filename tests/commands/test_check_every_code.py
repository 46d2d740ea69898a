"""Each check of the catalogue: a case that fails it, and a sample that passes it."""

import csv
from contextlib import nullcontext

import pytest
from check_cases import CASES as OF_FILES
from check_store import check, declared, put, written_to
from crm_cases import CRM, CRM_CASES

from salesops.assets import folder
from salesops.checks.catalogue import CHECKS

CASES = {**OF_FILES, **CRM_CASES}
FAST = {*OF_FILES, "deal-owner", "deal-stale", "account-twice", "lead-twice", "deal-idle"}
"""Those of the CRM's tables load them anew, so most are left to `make slow`."""
NEVER = {"column-order": "files are read by the names of their columns, so an order is only told"}
"""Checks without a failure, and why."""


def test_every_check_has_a_case():
    assert set(CASES) | set(NEVER) == set(CHECKS)
    assert not set(CASES) & set(NEVER)


@pytest.mark.parametrize(
    "code", [c if c in FAST else pytest.param(c, marks=pytest.mark.slow) for c in CASES]
)
def test_it_is_found_with_its_level_count_and_rows(code, tmp_path):
    case = CASES[code]
    exports = put(tmp_path / "exports", **case.files)
    options = [*case.options, *(declared(exports, case.contract) if case.contract else ())]
    if case.state:
        state = put(tmp_path / "state", **{"check-history_jsonl": case.state})
        options += ["--state", str(state)]
    with written_to("orders.csv") if code == "unchanged" else nullcontext():
        found = check(exports, *options, as_of=case.as_of)
    assert found.code == case.code, found.err
    assert found.failing == {code: case.level}
    failure = found.failure(code)
    assert failure["measured"] == case.measured
    assert failure["message"].rstrip().endswith((".", "again", "one", ")", "complete"))
    assert tuple(found.rows(code)) == case.lines or (not case.lines and case.exit == 2)
    (finding,) = (f for f in found.answer["findings"] if f["code"] == code)
    assert (finding["level"], finding["message"]) == (case.level, failure["message"])
    assert failure["rule"] == CHECKS[code].asks


def test_a_healthy_crm_fails_nothing(tmp_path):
    found = check(put(tmp_path / "exports", **CRM), as_of="2026-03-10")
    assert found.failing == {}
    assert {v["outcome"] for v in found.table("checks")} == {"passed"}


@pytest.fixture(scope="module")
def sample():
    """The bundled sample at its own as-of."""
    path = folder("sample_data")
    return check(path, "--config", str(path / "salesops.toml"), as_of=None)


@pytest.mark.parametrize("code", [code for code in CHECKS if code != "test-orders"])
def test_the_clean_sample_is_silent(code, sample):
    assert {v["outcome"] for v in sample.all(code)} <= {"passed"}


SILENT = {"file-name", "unique", "accepted", "range", "length", "pattern", "reference", "sql"}
"""Checks that only a contract asks."""


def test_the_sample_says_what_each_check_measured(sample):
    measured = {v["check"] for v in sample.table("checks") if v["measured"]}
    assert measured == set(CHECKS) - SILENT - {"history", "amount"}
    assert all(v["measured"] for v in sample.table("checks"))


def test_the_test_orders_of_the_sample_are_test_orders(sample):
    """Counted by another way: rows with a tag that says so, or paid by the gateway for tests."""
    with (folder("sample_data") / "orders_export.csv").open(encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    tagged = [r for r in rows if "test" in [tag.strip() for tag in r["Tags"].lower().split(",")]]
    paid = [r for r in rows if "bogus" in r["Payment Method"].lower() and r not in tagged]
    failure = sample.failure("test-orders")
    assert (failure["file"], failure["rows"]) == ("orders_export.csv", len(tagged + paid))
    assert sample.failing == {"test-orders": "warning"}
    assert sample.code == 0


def test_an_order_of_columns_is_told(tmp_path):
    other = "amount,quantity,product,order_date,order_id\n1.50,1,Mug,2026-03-07,B-1\n"
    exports = put(tmp_path / "exports", a_csv=CASES["freshness"].files["orders_csv"], b_csv=other)
    found = check(exports)
    assert [v["measured"] for v in found.all("column-order")] == ["2 orders in 2 files"]
    assert sum(f["used"] for f in found.table("files")) == 6
