"""Answers to render, and the golden files that renderings are compared with."""

import difflib
import os
import sys
from pathlib import Path

import hard_types
import pytest

GOLDEN = Path(__file__).parent / "golden"
# What reports say about the sample is asked once, in tests/golden/asking.py.
sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))


@pytest.fixture
def hard():
    return hard_types.hard()


@pytest.fixture
def calm():
    return hard_types.calm()


@pytest.fixture
def bare():
    return hard_types.bare()


@pytest.fixture
def golden():
    """Compares bytes with a file in golden/; UPDATE_GOLDEN=1 writes the file instead."""
    return _check


def _check(name: str, actual: bytes) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(actual)
    expected = path.read_bytes() if path.exists() else b""
    if actual != expected:
        pytest.fail(f"{_diff(name, expected, actual)}\nUPDATE_GOLDEN=1 pytest accepts it", False)


def _diff(name: str, expected: bytes, actual: bytes) -> str:
    before, after = (b.decode(errors="backslashreplace").splitlines() for b in (expected, actual))
    return "\n".join(difflib.unified_diff(before, after, f"golden/{name}", "now", lineterm=""))
