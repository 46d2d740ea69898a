"""Alerts of a real shop, each held against sums that DuckDB makes of the file itself."""

import io
import json
from contextlib import redirect_stdout
from decimal import Decimal

import duckdb
import pytest

from salesops.cli import main

pytestmark = pytest.mark.shared

RULE = """
[[alerts]]
name = "country-drop"
by = "country"
percent = -0.3
size = 500
n = 3
"""
TRUTH = """
    WITH lines AS (
        SELECT
            *,
            strptime(InvoiceDate, '%m/%d/%y %H:%M') AS sold_at,
            UnitPrice::DECIMAL(18, 4) * Quantity AS amount
        FROM read_parquet(?)
        -- What begins with no digit is postage, carriage, a fee or a discount, and no article.
        WHERE regexp_matches(StockCode, '^[0-9]')
    ),
    weeks AS (
        SELECT
            Country AS country,
            sum(amount) FILTER (WHERE sold_at >= '2011-05-09') AS now,
            sum(amount) FILTER (WHERE sold_at < '2011-05-09') AS base,
            count(DISTINCT InvoiceNo) FILTER (WHERE sold_at >= '2011-05-09' AND Quantity > 0) AS n,
            count(DISTINCT InvoiceNo) FILTER (WHERE sold_at < '2011-05-09' AND Quantity > 0) AS m
        FROM lines
        WHERE sold_at >= '2011-05-02' AND sold_at < '2011-05-16'
        GROUP BY Country
    )
    SELECT country, round(coalesce(now, 0), 2), round(base, 2)
    FROM weeks
    WHERE base > 0 AND base - coalesce(now, 0) >= 500 AND coalesce(now, 0) <= base * 0.7
        AND greatest(n, m) >= 3
    ORDER BY base - coalesce(now, 0) DESC
"""


@pytest.mark.slow
def test_a_week_of_online_retail_by_country(shared, tmp_path):
    """Alone EIRE falls by so much from so many orders; others fall by 30 % from one or two."""
    case = shared / "cases" / "online_retail"
    config = tmp_path / "salesops.toml"
    (tmp_path / "reports").mkdir()
    own = 'period = "last-week"\n[[section]]\nanalysis = "sales"\n'
    (tmp_path / "reports" / "daily.toml").write_text(own)
    config.write_text(RULE)
    args = ["--data", str(case), "--config", str(config), "--as-of", "2011-05-16"]
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out):
        assert main(["report", "daily", *args, "--format", "json"]) == 0
    out.flush()
    findings = json.loads(out.buffer.getvalue())["findings"]
    facts = [f["facts"] for f in findings if f["code"] == "alert-country-drop"]
    said = [(f["entity"], Decimal(f["value"]), Decimal(f["base"])) for f in facts]
    path = str(case / "order_lines.parquet")
    assert said == duckdb.execute(TRUTH, [path]).fetchall()
    assert said
