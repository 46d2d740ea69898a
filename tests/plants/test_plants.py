"""Each finding is found where a case of it is planted, and nowhere else.

`plants/<analysis>.py` plants one case of each finding in a copy of the sample: `PLANTS` by code.
"""

import json
from importlib import import_module
from pathlib import Path

import asking
import pytest
from planting import rows

PLANTED = sorted(
    path.stem
    for path in Path(__file__).parent.glob("*.py")
    if path.stem not in ("planting", "conftest") and not path.stem.startswith("test_")
)
ALIKE = {"stale-data", "rejected-rows", "outlier-orders"}
"""Findings that every command makes by one function."""
SHOWN = "pulse"
"""Whose cases are all asked in each run; of every fourth other one finding of its own is."""
LONG = {"forecast", "report"}
"""Whose cases are a second each and more."""


def slow(analysis: str, code: str) -> bool:
    """Whether a case is left to `make slow`."""
    own = (code for code in import_module(analysis).PLANTS if code not in ALIKE)
    late = analysis in LONG or PLANTED.index(analysis) % 4
    return analysis != SHOWN and bool(late or code != next(own, None))


SINCE = "2025-08-01"
"""Thirteen months and a half: half of the orders, and none is missed by what looks a year back."""
CASES = [
    pytest.param(
        analysis,
        code,
        id=f"{analysis}-{code}",
        marks=[pytest.mark.slow] if slow(analysis, code) else [],
    )
    for analysis in PLANTED
    for code in import_module(analysis).PLANTS
]


@pytest.fixture(scope="module")
def recent(tmp_path_factory):
    """The sample with its orders from SINCE on: a case is found there as soon, at less cost."""
    exports = asking.copy_sample(tmp_path_factory.mktemp("recent") / "exports")
    with rows(exports / "orders_export.csv") as lines:
        kept = {row["Name"] for row in lines if row["Created at"] >= SINCE}
        lines[:] = [row for row in lines if row["Name"] in kept]
    with rows(exports / "transactions_export.csv") as lines:
        lines[:] = [row for row in lines if row["Order"] in kept]
    before = {path: path.read_bytes() for path in exports.iterdir()}
    yield exports
    # Copies are made of links: a planter that wrote through one would spoil the other cases.
    assert {path: path.read_bytes() for path in exports.iterdir()} == before


def grave(findings: list[dict]) -> set[str]:
    return {f["code"] for f in findings if f["level"] in ("warning", "error")}


@pytest.mark.parametrize("analysis", PLANTED)
def test_the_clean_sample_is_silent(analysis):
    found = asking.asked(analysis.replace("_", "-"))
    assert json.loads(found.formats["json"])["findings"] == []


@pytest.mark.parametrize(("analysis", "code"), CASES)
def test_a_planted_case_is_found(analysis, code, recent, tmp_path):
    case = import_module(analysis).PLANTS[code]
    exports = tmp_path / "exports"
    exports.mkdir()
    for path in recent.iterdir():
        (exports / path.name).symlink_to(path.resolve())
    facts = case.plant(exports)
    args = ["--data", str(exports), *case.arguments, "--format", "json"]
    args = [arg.replace("{folder}", str(exports)) for arg in args]
    _, out, err, _ = asking.run([analysis.replace("_", "-"), *args])
    findings = json.loads(out)["findings"]
    assert code in {f["code"] for f in findings}, err
    assert grave(findings) - {code} == set(case.also)
    (found,) = (f for f in findings if f["code"] == code)
    assert {name: found["facts"][name] for name in facts} == facts
