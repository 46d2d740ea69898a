"""Each finding is found where a case of it is planted, and nowhere else.

`plants/<analysis>.py` plants one case of each finding in a copy of the sample: `PLANTS` by code.
"""

import json
from importlib import import_module
from pathlib import Path

import asking
import pytest

from salesops.assets import folder

PLANTED = sorted(
    path.stem
    for path in Path(__file__).parent.glob("*.py")
    if path.stem not in ("planting", "conftest") and not path.stem.startswith("test_")
)
ALIKE = {"stale-data", "rejected-rows", "outlier-orders"}
"""Findings that every command makes by one function: of most commands they are a slow test."""
SHOWN = {"pulse", "today", "sales"}
CASES = [
    pytest.param(
        analysis,
        code,
        id=f"{analysis}-{code}",
        marks=[pytest.mark.slow] if code in ALIKE and analysis not in SHOWN else [],
    )
    for analysis in PLANTED
    for code in import_module(analysis).PLANTS
]


@pytest.fixture(autouse=True, scope="module")
def sample_stays():
    """Copies are made of links: a planter that wrote through one would spoil the sample."""
    files = sorted(folder("sample_data").glob("*.[ct]*"))
    before = [path.read_bytes() for path in files]
    yield
    assert [path.read_bytes() for path in files] == before


def grave(findings: list[dict]) -> set[str]:
    return {f["code"] for f in findings if f["level"] in ("warning", "error")}


@pytest.mark.parametrize("analysis", PLANTED)
def test_the_clean_sample_is_silent(analysis):
    found = asking.asked(analysis.replace("_", "-"))
    assert json.loads(found.formats["json"])["findings"] == []


@pytest.mark.parametrize(("analysis", "code"), CASES)
def test_a_planted_case_is_found(analysis, code, tmp_path):
    case = import_module(analysis).PLANTS[code]
    exports = asking.copy_sample(tmp_path / "exports")
    facts = case.plant(exports)
    args = ["--data", str(exports), *case.arguments, "--format", "json"]
    _, out, err, _ = asking.run([analysis.replace("_", "-"), *args])
    findings = json.loads(out)["findings"]
    assert code in {f["code"] for f in findings}, err
    assert grave(findings) - {code} == set(case.also)
    (found,) = (f for f in findings if f["code"] == code)
    assert {name: found["facts"][name] for name in facts} == facts
