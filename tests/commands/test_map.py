"""map: each column of one file, what it lacks, and who loses by it."""

import gzip
import json
from pathlib import Path

import duckdb
import pytest
from pulse_store import put, salesops

from salesops.assets import folder
from salesops.commands.data._map.flow import flow
from salesops.commands.data.map import map as ask
from salesops.exports import canonical
from salesops.exports.source import load

LINES = "order_id,order_date,sku,quantity,amount\n1,2026-03-02,X,2,10.50\n"
SOURCES = (*load([folder("sql") / "sources"]), canonical.source())


def asked(path: Path, *args: str):
    code, out, err = salesops("map", str(path), "--format", "json", *args)
    assert (code, err) == (0, "")
    return json.loads(out)


def headline(path: Path, source: str | None = None) -> str:
    return ask(path, source).headline


def written(tmp_path: Path, text: str, name: str = "f.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def by(said, table: str, key: str):
    return {row[key]: row for row in said["tables"][table]}


def reading(said) -> dict[str, str]:
    return {row["header"]: row["read_as"] for row in said["tables"]["columns"]}


def test_each_column_in_the_order_of_the_file(tmp_path):
    text = "Remark,Order,date,SKU,qty,total,Amount,sku code,prod_name\n,1,2026-03-02,X,2,9,9,,\n"
    path = written(tmp_path, text)
    said = asked(path)
    assert headline(path) == "f.csv is read as order_lines_flat, which uses 5 of its 9 columns."
    found = [(r["header"], r["status"], r["read_as"]) for r in said["tables"]["columns"]]
    assert found == [
        ("Remark", "not used", ""),
        ("Order", "matched", "order_id"),
        ("date", "matched", "ordered"),
        ("SKU", "matched", "sku"),
        ("qty", "matched", "quantity"),
        ("total", "duplicate", ""),  # `amount` stands before `total` in the source, and wins
        ("Amount", "matched", "amount"),
        ("sku code", "not used", ""),
        ("prod_name", "not used", ""),
    ]


def test_type_example_and_what_a_column_feeds(tmp_path):
    said = asked(written(tmp_path, LINES + "2,2026-03-03,Y,1,5\n"))
    row = by(said, "columns", "header")["quantity"]
    assert (row["type"], row["example"]) == ("number", "2")
    assert "order_lines: qty" in row["feeds"]
    assert "orders: created_at" in by(said, "columns", "header")["order_date"]["feeds"]


def test_an_example_is_the_first_that_is_not_blank_and_short(tmp_path):
    said = asked(written(tmp_path, 'a,b\n,\n ,"two\nlines"\n' + "x" * 99 + ",\n"))
    assert [r["example"] for r in said["tables"]["columns"]] == ["x" * 27 + " ..", "two lines"]


def test_a_header_that_is_almost_one(tmp_path):
    text = "order_id,ordr_date,sku,quantity,amount,account\n1,2026-03-02,X,2,10.50,Acme\n"
    path = written(tmp_path, text)
    columns = by(asked(path), "columns", "header")
    assert columns["ordr_date"]["like"] == "order date"
    assert columns["account"]["like"] == ""  # words are no amount
    said = "2 columns are not used: ordr_date (did you mean order date?), account."
    assert said in " ".join(salesops("map", str(path))[1].split())


def test_prose_shows_what_is_used_and_names_the_rest(tmp_path):
    said = asked(
        written(tmp_path, "Remark,Order,date,SKU,qty,total,Amount,\n,1,2026-03-02,X,2,9,9,\n")
    )
    shown = {r["header"]: r["status"] for r in said["tables"]["used"]}
    assert shown == {
        **dict.fromkeys(("Order", "date", "SKU", "qty", "Amount"), "matched"),
        "total": "duplicate",
    }
    assert len(said["tables"]["columns"]) == 8
    assert by(said, "used", "header")["date"]["type"] == "date and time"
    out = salesops("map", str(tmp_path / "f.csv"))[1]
    assert "2 columns are not used: Remark, (blank)." in out
    assert "Goes to" in out


def test_what_is_missing_and_who_loses_by_it(tmp_path):
    said = asked(written(tmp_path, LINES))
    missing = by(said, "missing", "column")
    cost = missing["unit_cost"]
    assert (cost["needed"], cost["empty"]) == ("no", "order_lines: unit_cost")
    assert "pulse" in cost["lose"].split(", ")
    assert cost["headers"] == "unit_cost | cost"
    # The title falls back on the SKU.
    assert (missing["title"]["empty"], missing["title"]["lose"]) == ("", "")
    # Whether an order was cancelled is told by its status alone, though its date stands elsewhere.
    assert "cancelled_at" in missing["status"]["empty"]


def test_an_amount_that_is_worked_out_is_not_missed(tmp_path):
    text = "order_id,order_date,sku,quantity,price\n1,2026-03-02,X,2,10.50\n"
    amount = by(asked(written(tmp_path, text)), "missing", "column")["amount"]
    assert (amount["needed"], amount["empty"], amount["lose"]) == ("no", "", "")


def test_nothing_missing(tmp_path):
    names = [c.name for c in canonical.tables()["targets"].columns]
    text = ",".join(n for n in names if not n.startswith("source")) + "\n"
    path = written(tmp_path, text)
    said = asked(path)
    assert headline(path).startswith("f.csv is read as canonical, which uses 6 of its 6")
    assert said["tables"]["missing"] == []
    assert by(said, "columns", "header")["value"]["feeds"] == "targets: value"


def test_what_this_file_alone_answers(tmp_path):
    commands = by(asked(written(tmp_path, LINES)), "commands", "command")
    assert commands["pulse"]["answers"] == "in part"
    assert "products" in commands["pulse"]["lacks"].split(", ")
    assert "orders" not in commands["pulse"]["lacks"].split(", ")
    assert not {"sql", "sources", "map", "define"} & set(commands)
    targets = written(tmp_path, "period,metric,value\n2026-03,net_sales,9\n", "t.csv")
    said = by(asked(targets), "commands", "command")["pulse"]
    assert said["answers"] == "no"
    assert {"orders", "order_lines"} <= set(said["lacks"].split(", "))


def test_a_file_that_is_not_recognised(tmp_path):
    path = written(tmp_path, "order_id,sku,quantity,shade\n1,X,2,red\n")
    assert headline(path) == (
        "f.csv is not recognised. It comes nearest to order_lines_flat, which knows 3 of its 4 "
        "columns, and lacks ordered_at, unit_price or amount."
    )
    said = asked(path)
    assert said["tables"]["file"] == [
        {
            "file": "f.csv",
            "recognised": False,
            "source": "order_lines_flat",
            "used": 3,
            "columns": 4,
            "lacks": "ordered_at, unit_price or amount",
        }
    ]
    assert {row["status"] for row in said["tables"]["used"]} == {"would match"}
    assert "Would go to" in salesops("map", str(path))[1]
    missing = by(said, "missing", "column")
    assert missing["ordered"]["needed"] == "yes"
    assert missing["amount"]["needed"] == "one of unit_price, amount"
    assert missing["ordered"]["lose"] == "all: not recognised without it"
    assert {row["answers"] for row in said["tables"]["commands"]} == {"no"}
    assert [row["needed"] == "no" for row in said["tables"]["missing"][:4]] == [False] * 3 + [True]


def test_a_file_of_which_nothing_is_known(tmp_path):
    path = written(tmp_path, "colour,shape\nred,round\n")
    assert headline(path).startswith("f.csv is not recognised: nothing that salesops knows is near")
    said = asked(path)
    assert (
        by(said, "known", "source")["orders_flat"]["needs"] == "order_id, created_at, order_amount"
    )
    assert said["tables"]["file"][0]["source"] == ""
    assert said["tables"]["missing"] == said["tables"]["used"] == []
    out = salesops("map", str(path))[1]
    assert "2 columns are not used: colour, shape." in out
    assert "Asked of this file alone" not in out


def test_another_source_than_the_nearest(tmp_path):
    path = written(tmp_path, "colour,sku\nred,X\n")
    assert by(asked(path, "--source", "order_lines_flat"), "columns", "header")["sku"]["read_as"]
    assert headline(path, "order_lines_flat").startswith(
        "f.csv beside order_lines_flat: it knows 1 of its 2 columns. The file lacks order_id"
    )
    code, out, err = salesops("map", str(path), "--source", "shopfy_orders")
    assert (code, out) == (2, "")
    assert "there are" in err
    assert "shopify_orders" in err


def test_a_source_that_fits_but_is_not_the_best(tmp_path):
    said = headline(written(tmp_path, LINES), "order_lines_flat")
    assert said.endswith("it knows 5 of its 5 columns. The file lacks none that is needed.")


def test_headers_that_a_source_never_has(tmp_path):
    own = """
        -- A till.
        -- input: rows
        --   receipt  text  key needed  : Receipt
        --   refund   text  never       : Refund
        -- name: orders
        SELECT shop_id, receipt AS order_id, source_file, source_row FROM rows
    """
    (tmp_path / "sources").mkdir()
    put(tmp_path, salesops="")
    text = "\n".join(line.strip() if "  text" not in line else line[8:] for line in own.split("\n"))
    written(tmp_path, text.strip() + "\n", "sources/till.sql")
    path = written(tmp_path, "Receipt,Refund\n1,2\n")
    said = asked(path, "--source", "till")
    assert [r["status"] for r in said["tables"]["columns"]] == ["would match", "in the way"]
    assert "lacks no Refund" in headline(path, "till")
    assert said["tables"]["missing"] == []


@pytest.mark.parametrize("text", [LINES, LINES.split("\n", maxsplit=1)[0] + "\n"])
@pytest.mark.parametrize("how", ["utf-16", "semicolons", "preamble", "gzip", "parquet"])
def test_every_packing_of_a_table_is_the_same(tmp_path, how, text):
    plain = asked(written(tmp_path, text, "plain.csv"))
    match how:
        case "utf-16":
            path = written(tmp_path, text, encoding="utf-16")
        case "semicolons":
            path = written(tmp_path, text.replace(",", ";"))
        case "preamble":
            path = written(tmp_path, f"# Export of March\n\n{text}")
        case "gzip":
            path = tmp_path / "f.csv.gz"
            path.write_bytes(gzip.compress(text.encode()))
        case _:
            path = tmp_path / "f.parquet"
            csv = tmp_path / "plain.csv"
            duckdb.sql(f"COPY (FROM read_csv('{csv}', all_varchar=true)) TO '{path}'")
    said = asked(path)
    for table in ("columns", "missing", "commands"):
        assert said["tables"][table] == plain["tables"][table]


def test_a_parquet_file_that_is_not_recognised(tmp_path):
    path = tmp_path / "f.parquet"
    duckdb.sql(f"COPY (SELECT 1 AS order_id, [1, 2] AS shade, NULL AS sku) TO '{path}'")
    found = asked(path)["tables"]["columns"]
    assert [(r["header"], r["example"]) for r in found] == [
        ("order_id", "1"),
        ("shade", "[1, 2]"),
        ("sku", ""),
    ]


def test_settings_count(tmp_path):
    """The ones beside the file, or of --config: its encoding, and the source it is to be."""
    put(tmp_path, salesops='[encodings]\n"f.csv" = "cp1252"\n[sources]\n"f.csv" = "till"')
    text = "order_id,order_date,sku,quantity,amount,größe\n1,2026-03-02,X,2,10.50,groß\n"
    path = written(tmp_path, text, encoding="cp1252")
    code, _, err = salesops("map", str(path))
    assert code == 2
    assert "there is no such source" in err
    put(tmp_path, other="")
    config = written(tmp_path, '[encodings]\n"f.csv" = "cp1252"\n', "other.toml")
    assert by(asked(path, "--config", str(config)), "columns", "header")["größe"]["example"] == (
        "groß"
    )
    # A source that is named on the command line is looked at whatever the settings force.
    assert "it knows 5 of its 6 columns" in headline(path, "order_lines_flat")


def test_hostile_headers_and_values_stay_text(tmp_path):
    text = (
        'order_id,order_date,sku,quantity,amount,"=1+1",[bold]x\n1,2026-03-02,=2+2,1,1,\x1b[31m,|\n'
    )
    path = written(tmp_path, text)
    for format_, hostile in (
        ("terminal", "\x1b[31m"), ("csv", "\n=1+1"), ("html", "<b>"), ("markdown", "\x1b"),
    ):  # fmt: skip
        table = ("--table", "columns") if format_ == "csv" else ()
        code, out, _ = salesops("map", str(path), "--format", format_, *table)
        assert code == 0
        assert hostile not in out
    assert "[bold]x" in salesops("map", str(path))[1]


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("none.csv", None, 3, "cannot be opened"),
        ("empty.csv", b"", 3, "is empty"),
        ("junk.csv", bytes(range(256)) * 4, 3, "is not utf-8"),
        ("nul.csv", b"a,b\0\n", 3, "NUL"),
        ("page.csv", b"<html>", 3, "HTML"),
        ("book.csv", b"PK\x03\x04....", 3, "Excel"),
        ("cut.parquet", b"PAR1....", 3, "cut.parquet"),
        ("twice.csv", LINES.replace("\n", ",sku\n", 1).encode(), 3, "two columns named 'sku'"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path, name, data, code, said):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    found, _, err = salesops("map", str(tmp_path / name))
    assert found == code, err
    assert said in err


def test_the_answer_is_never_written_over_the_file(tmp_path):
    path = written(tmp_path, LINES)
    code, _, err = salesops("map", str(path), "--out", str(path))
    assert code == 2
    assert "written over" in err
    assert path.read_text() == LINES


def test_a_folder(tmp_path):
    code, out, err = salesops("map", str(tmp_path))
    assert (code, out) == (2, "")
    assert f"salesops sources --data {tmp_path}" in err


@pytest.mark.parametrize(
    ("source", "table"),
    [(s, t) for s in SOURCES for t in s.tables],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_every_statement_of_a_source_is_understood(source, table):
    """With all columns of its inputs there, each canonical column that it names has a value."""
    inputs = {column.name for taken in source.inputs for column in taken.columns}
    found = flow(source.sql.statements, source.tables, inputs)
    key = f"{table}.{canonical.tables()[table].key[0]}"
    assert key in found.outputs
    assert key in found.filled(inputs)
