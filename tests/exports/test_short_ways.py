"""What spares a check most of its work changes no answer: each short way beside the long one."""

import json
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from exports_loading import FLAT, lines, put
from hypothesis import given, settings
from hypothesis import strategies as st

from salesops.checks.hostile import PATTERNS, hazards
from salesops.cli import main
from salesops.errors import Exit
from salesops.exports import looks, typed
from salesops.exports.account import TABLES
from salesops.exports.asking import Options
from salesops.exports.bytes_seen import Seen, Tally
from salesops.exports.catalogue import Catalogue
from salesops.exports.inspect import verified
from salesops.exports.lines import of_rows
from salesops.exports.opening import How, opened
from salesops.queries.duck import Duck, literal
from salesops.settings import Settings

STAMPS = (
    "2026-03-29 02:30:00",
    "2026-03-01T10:00:00+01:00",
    "2026-03-01T10:00:00Z",
    "2026-03-14",
    "2026-02-30 10:00:00",
    "soon",
    "",
)


@pytest.fixture
def stage(tmp_path):
    """Stages a file of flat order lines: its database and what was found in it."""
    made = []

    def staged(*rows: str, header: str = FLAT):
        path = put(tmp_path, {"a.csv": lines(header, *rows)}) / "a.csv"
        duck = Duck([path])
        made.append(duck)
        for name, columns in TABLES.items():
            duck.run(f"CREATE TABLE {name} ({columns})")
        (one,) = Catalogue(Options((path,)), Settings()).files
        seen = verified(one.file, duck.folder)
        return duck, opened(duck, "raw", one.file, seen, one.found, How("a.csv"))

    yield staged
    for duck in made:
        duck.close()


@pytest.mark.parametrize("zone", [None, "Europe/Rome"])
@pytest.mark.parametrize("stamps", [STAMPS, STAMPS[1:3], STAMPS[3:4]], ids=["all", "offset", "day"])
def test_values_cast_once_are_those_cast_for_each_question(stage, zone, stamps):
    rows = [f"{at},{stamp},A,{at},{at}.50,EUR" for at, stamp in enumerate(stamps, 1)]
    duck, raw = stage(*rows, "98,2026-03-01,A,many,-2,EUR", ",2026-03-01,A,1,1,EUR")
    view = typed.create(duck, raw, zone)
    ask = f"SELECT * FROM {view} ORDER BY source_row"
    slow, apart = duck.run(ask), duck.run("SELECT * FROM rejects ORDER BY ALL").tuples
    duck.run(f"DROP VIEW {view}")
    duck.run("DELETE FROM rejects")
    typed.create(duck, raw, zone, once=True)
    assert duck.run(ask) == slow
    assert duck.run("SELECT * FROM rejects ORDER BY ALL").tuples == apart
    assert len(apart) == 2 + sum(stamp in STAMPS[4:6] for stamp in stamps)


@pytest.mark.parametrize("many", [0, 100])
def test_what_fits_no_shape_is_counted_alike_one_by_one_and_by_text(stage, monkeypatch, many):
    monkeypatch.setattr(looks, "_MANY", many)  # 0: texts that repeat are gathered in every file
    rows = [f"{at},2026-03-01,A,{at % 2},x,EUR" for at in range(20)]
    _, raw = stage(*rows, "20,2026-02-30,A,,1.50,EUR", "21,not yet,A,1,1.50,EUR")
    bad = {name: reading.bad for name, reading in raw.readings.items() if reading.bad}
    assert bad == {"ordered": 2, "unit_price": 20}


def test_a_file_of_one_line_a_record_is_flat_and_one_with_a_blank_line_is_not(stage):
    good = "1,2026-03-01,A,1,10.00,EUR"
    assert stage(good, "2,2026-03-01", good)[1].flat
    assert not stage(good, "", good)[1].flat
    assert not stage(good, '2,2026-03-01,"A\nB",1,10.00,EUR')[1].flat


@given(st.lists(st.booleans(), min_size=1, max_size=30))
@settings(deadline=None)
def test_lines_counted_are_lines_read(tmp_path_factory, ragged):
    path = tmp_path_factory.mktemp("flat") / "a.csv"
    path.write_text("title\na,b\n" + "".join("1\n" if bad else "1,2\n" for bad in ragged))
    apart = [at for at, bad in enumerate(ragged, 3) if bad]
    rows = range(1, ragged.count(False) + 1)
    read = of_rows(path, ",", 2, 2, rows, apart)
    assert of_rows(path, ",", 2, 2, rows, apart, flat=True) == read
    assert list(read.values()) == [at for at, bad in enumerate(ragged, 3) if not bad]


@pytest.mark.parametrize("blank", " \u00a0\u1680\u2000\u2003\u200a\u202f\u205f\u3000")
def test_every_blank_about_a_cell_is_taken_off(stage, blank):
    duck, _ = stage(f"1,2026-03-01,{blank}A b{blank},1,1.00,{blank}")
    assert duck.run("SELECT sku, currency FROM raw").tuples == [("A b", None)]


@pytest.mark.parametrize(("text", "seen"), [("a b", False), ("Łódź…", False), ("1\u202f000", True)])
def test_the_bytes_tell_whether_there_is_another_blank(text, seen):
    tally = Tally()
    tally.add(text.encode())
    assert tally.blanks is seen


TEXTS = st.text(
    st.sampled_from("=+-@\t\rA1 (!|é\u00c3\u00a9\u20ac\x1b\u200b\u202e\ufeff'"), max_size=6
)


@pytest.mark.slow
@given(st.lists(TEXTS, min_size=1, max_size=50))
@settings(deadline=None, max_examples=50)
def test_what_is_looked_at_first_hides_no_hazard(texts):
    seen = Seen(None, "", ascii=False, controls=True, special=True)
    duck = Duck()
    values = ", ".join(f"({literal(text)})" for text in texts)
    for check, _, conditions in hazards(seen, ["v"]):
        pattern = f"regexp_matches(v, {literal(PATTERNS[check])})"
        asked = f"SELECT v FROM (VALUES {values}) AS t (v) WHERE "
        assert duck.run(asked + conditions["v"]).tuples == duck.run(asked + pattern).tuples
    duck.close()


def test_a_column_may_be_called_as_the_queries_call_theirs(tmp_path, capsys):
    text = lines("order_id,v,n,amount", "1,a,2,x", "2,b,1,3.50", "3,b,1,3.50")
    assert main(["check", str(put(tmp_path, {"a.csv": text}))]) == Exit.FINDINGS
    assert "(x)" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["CafÃ©", "\u202egnp", "A\u200bda", "\x1b[31m", "=1+1"])
def test_what_harms_is_found_in_parquet_too(tmp_path, text):
    table = pa.table({"order_id": ["1"], "customer": [text], "amount": [Decimal("1.50")]})
    pq.write_table(table, tmp_path / "a.parquet")
    out = tmp_path / "out.json"
    main(["check", str(tmp_path / "a.parquet"), "--format", "json", "--out", str(out)])
    failed = {
        row["check"] for row in json.loads(out.read_text())["tables"]["checks"] if row["rows"]
    }
    assert failed & set(PATTERNS)
