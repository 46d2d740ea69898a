"""Files of baskets: refused until the settings say what they are, then each line an order."""

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from exports_loading import opened, put

from salesops.cli import main
from salesops.errors import UsageError
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.exports.recognise import Match, Near
from salesops.exports.source import parse
from salesops.queries.statement import SqlFile
from salesops.settings import Settings

TEXT = "milk,bread\nmilk\nbread,eggs,milk\neggs,milk\nmilk,bread,eggs,tea\ntea,eggs,rum\n"
SAID = Settings(sources={"till.csv": "baskets"})
HEADED = "order_id,ordered_at,sku,quantity,unit_price\n1,2026-03-01,A,1,1\n2,2026-03-02,B,1\n"


def found(folder, settings=None):
    (one,) = Catalogue(Options((folder,)), settings or Settings()).files
    return one.found


def test_no_header_tells_a_file_of_baskets(tmp_path):
    """The remedy stands where a nearest source would lack headers."""
    put(tmp_path, {"till.csv": TEXT})
    near = found(tmp_path)
    assert isinstance(near, Near)
    assert near.source.name == "baskets"
    assert near.lacks == (
        '[sources] "till.csv" = "baskets" in salesops.toml, if each line is a basket',
    )


@pytest.mark.parametrize(
    "text",
    [
        "name,colour\nmilk,white\nrum,brown\ntea,green\nink,blue\n",
        "milk,bread\nmilk\neggs,tea,rum\n",
        HEADED,
        "Our sales\n\nof March,north\nname,colour,price\n" + "milk,white,2\nrum,brown,9\n" * 3,
    ],
    ids=["as wide as its first row", "too few to tell", "a known header", "titles above a table"],
)
def test_a_table_is_not_taken_for_baskets(tmp_path, text):
    put(tmp_path, {"till.csv": text})
    assert found(tmp_path).source.name != "baskets"


def test_most_baskets_may_be_of_one_item(tmp_path):
    put(tmp_path, {"till.csv": "milk\n" * 20 + TEXT})
    assert found(tmp_path).source.name == "baskets"


def test_the_settings_say_it(tmp_path):
    put(tmp_path, {"till.csv": TEXT})
    assert isinstance(found(tmp_path, SAID), Match)
    with opened(tmp_path, settings=SAID) as book:
        counts = book.engine.run(
            "SELECT count(*), count(DISTINCT order_id), sum(qty), sum(amount) FROM order_lines"
        ).tuples[0]
        assert tuple(map(int, counts)) == (15, 6, 15, 0)
        assert (book.rows.total, book.rows.used) == (6, 6)
        assert book.reach is None


WRITTEN = {
    "byte order mark": ("\ufeff" + TEXT).encode(),
    "CRLF": TEXT.replace("\n", "\r\n").encode(),
    "an old Mac": TEXT.replace("\n", "\r").encode(),
    "mixed line ends": TEXT.replace("\n", "\r\n", 2).encode(),
    "no last line end": TEXT.rstrip("\n").encode(),
    "UTF-16": TEXT.encode("utf-16"),
    "gzip": gzip.compress(TEXT.encode()),
    "semicolons": TEXT.replace(",", ";").encode(),
    "bars and blanks": TEXT.replace(",", " | ").encode(),
    "quotes": (
        "\n".join(f'"{line.replace(",", chr(34) + "," + chr(34))}"' for line in TEXT.split())
    ).encode(),
}


@pytest.mark.parametrize("data", WRITTEN.values(), ids=WRITTEN)
def test_however_it_is_written_it_says_the_same(tmp_path, data):
    (tmp_path / "till.csv").write_bytes(data)
    with opened(tmp_path, settings=SAID) as book:
        rows = book.engine.run(
            "SELECT order_id, string_agg(sku, '+' ORDER BY line_id) FROM order_lines "
            "GROUP BY order_id ORDER BY order_id"
        ).tuples
    assert rows == [
        (str(at), line.replace(",", "+")) for at, line in enumerate(TEXT.strip().split("\n"), 1)
    ]


def test_a_quote_that_never_closes_costs_its_own_line_only(tmp_path):
    put(tmp_path, {"till.csv": 'milk,"bread\n\ntea,6" pipe\n , \nrum\n'})
    with opened(tmp_path, settings=SAID) as book:
        assert [(r.line, r.reason) for r in book.rejects] == [
            (1, "has a quote that opens a cell and does not close it")
        ]
        skus = book.engine.run("SELECT order_id, sku FROM order_lines ORDER BY line_id").tuples
        assert skus == [("3", "tea"), ("3", '6" pipe'), ("5", "rum")]
        assert (book.rows.total, book.rows.used, book.rows.rejected) == (5, 2, 1)
        assert book.rows.reasons == {"basket without an item": 2}


def test_parquet_has_no_lines(tmp_path):
    pq.write_table(pa.table({"a": [1]}), tmp_path / "till.csv")
    with pytest.raises(UsageError, match="baskets, which is text"):
        found(tmp_path, SAID)


def test_check_reads_it_so_or_names_the_remedy(tmp_path, capsys):
    config = tmp_path / "salesops.toml"
    config.write_text('[sources]\n"till.csv" = "baskets"\n', encoding="utf-8")
    (tmp_path / "data").mkdir()
    put(tmp_path / "data", {"till.csv": TEXT * 3})
    args = ["check", "--data", str(tmp_path / "data"), "--format", "json"]
    assert main(args) == 3
    said = json.loads(capsys.readouterr().out)["findings"][0]["message"]
    assert 'say [sources] "till.csv" = "baskets" in salesops.toml' in said
    assert main([*args, "--config", str(config)]) == 0
    assert json.loads(capsys.readouterr().out)["tables"]["files"][0]["used"] == 18


def test_no_answer_is_written_over_it(tmp_path, capsys):
    config = tmp_path / "salesops.toml"
    config.write_text('[sources]\n"till.csv" = "baskets"\n', encoding="utf-8")
    put(tmp_path, {"till.csv": TEXT})
    till = str(tmp_path / "till.csv")
    args = ["cross-sell", "--data", str(tmp_path), "--config", str(config), "--out", till]
    assert main([*args, "--format", "csv"]) == 2
    assert "written over the export" in capsys.readouterr().err
    assert (tmp_path / "till.csv").read_text(encoding="utf-8") == TEXT


def test_map_shows_it_either_way(tmp_path, capsys):
    put(tmp_path, {"till.csv": TEXT})
    assert main(["map", str(tmp_path / "till.csv")]) == 0
    assert "it has no header" in " ".join(capsys.readouterr().out.split())
    assert main(["map", str(tmp_path / "till.csv"), "--source", "baskets"]) == 0
    assert "1 of its 1 column" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    "header",
    [
        "-- input: a lines\n--   x  list : X\n--   y  list : Y",
        "-- input: a lines\n--   x  list : X\n-- input: b\n--   y  text : Y",
        "-- input: a lines",
    ],
    ids=["two columns", "beside another input", "no column"],
)
def test_an_input_of_lines_stands_alone(header):
    with pytest.raises(UsageError, match="stands alone and has one column"):
        parse(SqlFile(Path("own.sql"), header, ()))
