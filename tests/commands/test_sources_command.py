"""sources: each file with its source, tables and rows; what a file lacks to be recognised."""

import json

from pulse_store import put, salesops

LINES = "order_id,order_date,sku,quantity,amount\n1,2026-03-02,X,2,10.50\n1,2026-03-02,Y,1,5"


def sources(folder, *args: str):
    code, out, err = salesops("sources", "--data", str(folder), "--format", "json", *args)
    assert code == 0, err
    return json.loads(out)


def test_files_and_what_they_fill(tmp_path):
    said = sources(put(tmp_path, lines=LINES, targets="period,metric,value\n2026-03,net_sales,9"))
    found = [(r["file"], r["source"], r["table"], r["rows"]) for r in said["tables"]["sources"]]
    assert ("lines.csv", "order_lines_flat", "orders", 1) in found
    assert ("lines.csv", "order_lines_flat", "order_lines", 2) in found
    assert ("targets.csv", "canonical", "targets", 1) in found
    assert said["tables"]["unknown"] == []


def test_what_a_file_lacks(tmp_path):
    said = sources(put(tmp_path, lines=LINES, other="order_id,sku,quantity,amount\n1,X,1,1"))
    (unknown,) = said["tables"]["unknown"]
    assert unknown["file"] == "other.csv"
    assert unknown["nearest"] == "order_lines_flat"
    assert unknown["lacks"].startswith("ordered_at")


def test_exports_that_cannot_be_loaded_are_listed_still(tmp_path):
    """Two currencies stop an answer; which file is what is said all the same."""
    head = "order_id,order_date,sku,quantity,amount,currency"
    text = f"{head}\n1,2026-03-02,X,1,1,EUR\n2,2026-03-02,X,1,1,USD"
    said = sources(put(tmp_path, lines=text))
    assert {r["source"] for r in said["tables"]["sources"]} == {"order_lines_flat"}
    (finding,) = said["findings"]
    assert finding["level"] == "error"
    assert "EUR, USD" in finding["message"]
