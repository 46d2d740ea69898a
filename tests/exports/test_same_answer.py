"""The same rows give the same answer, however the files are packed, split, shuffled or typed."""

import io
import json
import time

import pytest
from same_ways import WAYS, flat, shopify, whole

from salesops.cli import main

pytestmark = pytest.mark.slow

ASK = [
    "--since",
    "2026-09-07",
    "--until",
    "2026-09-13",
    "--as-of",
    "2026-09-14",
    "--tz",
    "America/Chicago",
]


@pytest.fixture(scope="module", params=[shopify, lambda: flat(shopify())], ids=["shopify", "flat"])
def rows(request):
    return request.param()


@pytest.fixture(scope="module")
def answer(rows, tmp_path_factory):
    path = tmp_path_factory.mktemp("whole")
    whole(rows, path)
    return asked(path)


def asked(path):
    """Metrics and tables of pulse."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", out)
        assert main(["pulse", "--data", str(path), *ASK, "--format", "json"]) == 0
    out.flush()
    said = json.loads(out.buffer.getvalue())
    return said["metrics"], said["tables"], said["findings"]


def test_there_is_something_to_compare(answer):
    assert "net_sales" in str(answer[0])
    assert any(answer[1].values())


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_answer_is_the_same(rows, answer, way, tmp_path):
    way(rows, tmp_path)
    assert asked(tmp_path) == answer


def test_the_machines_zone_changes_nothing(rows, answer, tmp_path, monkeypatch):
    whole(rows, tmp_path)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        assert asked(tmp_path) == answer
    finally:
        monkeypatch.undo()
        time.tzset()
