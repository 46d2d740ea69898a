"""--out inside the folder of exports: what salesops wrote is not read back as an export."""

import json

import pytest
from pulse_store import AS_OF, put, salesops

LINES = """
    order_id,order_date,sku,quantity,amount
    1,2026-03-02,X,1,30
    2,2026-03-03,Y,1,70
    """


def pulse(folder, *args: str) -> None:
    code, _, err = salesops(
        "pulse", "--data", str(folder), "--as-of", AS_OF, "--since", "2026-03-01", *args
    )
    assert code == 0, err


def answer(folder, *args: str) -> dict:
    """The JSON that a run writes to the same place again."""
    pulse(folder, "--format", "json", *args)
    return json.loads((folder / "out" / "pulse-2026-03-09.json").read_text())


def test_a_folder_among_the_exports(tmp_path):
    """A table with a column `sku` reads like an export of products: the second run must not."""
    put(tmp_path, lines=LINES)
    out = ("--out", str(tmp_path / "out"))
    (tmp_path / "out").mkdir()
    first = answer(tmp_path, *out)
    pulse(tmp_path, "--format", "csv", "--table", "top_skus", *out)
    assert answer(tmp_path, *out) == first
    assert [source["file"] for source in first["context"]["sources"]] == ["lines.csv"]


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_a_file_among_the_exports(tmp_path, format_):
    put(tmp_path, lines=LINES)
    out = tmp_path / f"said.{format_}"
    args = ("--format", format_, "--table", "top_skus", "--out", str(out))
    pulse(tmp_path, *args)
    first = out.read_bytes()
    pulse(tmp_path, *args)
    assert out.read_bytes() == first
