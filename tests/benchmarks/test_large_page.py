"""What benchmarks/large.py makes of its figures: ratios, verdicts, the page and its picture."""

from math import log10
from xml.etree import ElementTree as ET

import large_page
import page
import pytest
from large_asked import DUCKDB, FILES, STORE
from large_goals import cross_sell, ratios
from large_picture import PANEL, WAYS, drawn
from processes import Cost

COSTS = {
    "pulse": {FILES: Cost(2.2, 300, 2.0), DUCKDB: Cost(2.0, 100, 1.0), STORE: Cost(0.5, 90, 0.4)},
    "cross-sell": {FILES: Cost(24.0, 1_537, 13.0)},
}
SVG = "{http://www.w3.org/2000/svg}"


def test_the_page_and_its_picture_are_what_was_measured():
    """`python benchmarks/large.py --page` writes both: neither is mended by hand."""
    text = large_page.PAGE.read_text(encoding="utf-8")
    assert page.written(text, large_page.parts()) == text
    assert large_page.PICTURE.read_text(encoding="utf-8") == large_page.picture()


def test_a_part_that_the_page_lacks_is_told():
    with pytest.raises(SystemExit, match="no part `<!-- measured: other -->`"):
        page.written("<!-- measured: one -->\n\nold\n\n<!-- end measured -->", {"other": "new"})


def test_a_ratio_is_of_cpu_seconds_and_of_what_was_measured():
    found = {one.goal.words: (round(one.ratio, 3), one.verdict) for one in ratios(COSTS)}
    assert found == {
        "pulse, files / pulse, DuckDB": (1.1, "holds"),
        "pulse, store / pulse, DuckDB": (0.25, "holds"),
        "pulse, store / pulse, files": (0.227, "MISSED"),
    }


def test_cross_sell_has_goals_of_its_own_at_ten_million_lines():
    assert list(cross_sell(COSTS, 1_000_000)) == []
    (said,) = cross_sell(COSTS, 10_000_000)
    assert said.endswith("24.0 CPU s and 1,537 MB, goals at most 25 and 1,536: MISSED")


def test_a_size_measured_anew_takes_the_place_of_what_was_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(large_page, "KEPT", tmp_path / "large.json")
    about = {"day": "2026-11-24", "commit": "abc", "rounds": 1, "with": "x", "failed": []}
    for lines, same in ((10_000_000, True), (1_000_000, False), (1_000_000, True)):
        large_page.keep(lines, COSTS, about | {"same": same})
    made = large_page.parts()
    assert made["with"].splitlines() == [
        f"- {lines} lines: 2026-11-24, commit abc, 1 round, x; the same answers everywhere."
        for lines in ("1,000,000", "10,000,000")
    ]
    assert "| pulse | 1,000,000 | 2.20 |  |  | 0.50 | 2.00 |  |  |" in made["cpu"]
    large_page.keep(1_000_000, COSTS, about | {"same": False, "failed": ["load, files"]})
    assert (
        "| pulse, store / pulse, files: 0.1 at 100,000,000 | **0.23** | **0.23** |" in made["goals"]
    )
    assert made["goals"].endswith(
        "Of 26 ratios 0 were measured at the size that they are set for, and 0 hold."
    )
    assert "**answers differ**; failed: load, files." in large_page.parts()["with"]


def test_the_picture_draws_each_cost_where_it_lies_on_both_scales():
    root = ET.fromstring(drawn({1_000_000: COSTS, 10_000_000: COSTS}))
    (pulse,) = [g for g in root.iter(f"{SVG}g") if g[0].text == "pulse"]
    dots = [c for c in pulse.iter(f"{SVG}circle") if c.get("fill") == WAYS[FILES][1]]
    assert [float(dot.get("cx")) for dot in dots] == [0, PANEL[0] / 2]
    up = (log10(2.2) + 1) / 4 * PANEL[1]  # from 0.1 to 1,000 seconds
    assert {float(dot.get("cy")) for dot in dots} == {round(PANEL[1] - up, 1)}
    assert {said for said, _ in WAYS.values()} <= {text.text for text in root.iter(f"{SVG}text")}
