"""A CSV row by row: ragged, unclosed, rejected by physical line, and what each policy does."""

import pytest
from exports_loading import FLAT, accounted, lines, opened, put, rows, sums

from salesops.errors import InputError, UnsettledError
from salesops.settings import Settings, Time

GOOD = "1,2026-03-01,A,1,10.00,EUR"


def rejects(book):
    return [(r.line, r.column, r.value) for r in book.rejects]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_rejects_stand_on_their_physical_line(tmp_path, end):
    text = lines(
        FLAT + ",title",
        "",  # 2: blank
        '1,2026-03-01,A,1,10.00,EUR,"two',
        'lines"',
        "",
        "2,2026-03-01,A,one,10.00,EUR,x",  # 6
        '3,2026-03-01,A,1,10.00,EUR,"a ""b""',
        "",
        'c"',
        "4,2026-03-01,A",  # 10: ragged
        ",2026-03-01,A,1,10.00,EUR,x",  # 11: no key
        "5,2026-03-01,A,1,10.00,EUR,x,y,z",  # 12: ragged
        "6,31.02.2026,A,1,ten,EUR,x",  # 13: two values
        "7,2026-03-01,A,1,10.00,EUR,x",
        end=end,
    )
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert rejects(book) == [
            (6, "quantity", "one"),
            (10, "", None),
            (11, "order_id", None),
            (12, "", None),
            (13, "ordered_at", "31.02.2026"),
            (13, "unit_price", "ten"),
        ]
        assert (book.rows.total, book.rows.used, book.rows.rejected) == (8, 3, 5)
        accounted(book)


@pytest.mark.parametrize("above", ["", "Title\n\n# more\n", '"a title\nof two lines"\n', "\ufeff"])
def test_lines_above_and_a_byte_order_mark_do_not_shift_them(tmp_path, above):
    text = above + lines(FLAT, GOOD, "2,2026-03-01,A,x,1,EUR", "3,2026-03-01", GOOD)
    header = above.count("\n") + 1
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert rejects(book) == [(header + 2, "quantity", "x"), (header + 3, "", None)]


def test_lines_are_right_in_utf_16_and_after_a_broken_quote(tmp_path):
    text = lines(FLAT, GOOD, '2,2026-03-01,"A"x,1,1,EUR', "3,2026-03-01,A,x,1,EUR")
    with opened(put(tmp_path, {"a.csv": text.encode("utf-16")})) as book:
        assert [line for line, *_ in rejects(book)] == [3, 4]
        assert sums(book) == ("1", "1", "10")


OPEN = '2,2026-03-01,"5 inch pipe,1,1,EUR'
UNCLOSED = {
    # name: lines below the header, the lines that are rejected, orders that are read
    "at the end": ([GOOD, OPEN], [3], ["1"]),
    "before others": ([GOOD, OPEN, *(GOOD.replace("1", n, 1) for n in "34")], [3], ["1", "3", "4"]),
    "twice": ([OPEN, GOOD, OPEN, GOOD.replace("1", "5", 1)], [2, 4], ["1", "5"]),
    "closed by a quote further down": (
        [OPEN, GOOD, '3,2026-03-01,a 6" nail,1,1,EUR', GOOD.replace("1", "5", 1)],
        [2],
        ["1", "3", "5"],
    ),
    "behind a cell of two lines": (['"2\n2",2026-03-01,"A,1,1,EUR', GOOD], [2], ["1"]),
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(("body", "bad", "read"), UNCLOSED.values(), ids=UNCLOSED)
def test_a_quote_that_never_closes_costs_its_own_line_only(tmp_path, body, bad, read, end):
    with opened(put(tmp_path, {"a.csv": lines(FLAT, *body, end=end)})) as book:
        assert [line for line, *_ in rejects(book)] == bad
        assert {r.reason for r in book.rejects} == {"opens a quote that never closes"}
        found = rows(book, "SELECT order_id FROM orders ORDER BY source_row")
        assert [order for (order,) in found] == read
        accounted(book)


def test_rows_behind_an_unclosed_quote_keep_their_lines(tmp_path):
    text = lines(FLAT, GOOD, OPEN, GOOD, "4,2026-03-01,A,x,1,EUR", "5,2026-03-01")
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert rejects(book) == [(3, "", None), (5, "quantity", "x"), (6, "", None)]


def test_a_record_over_two_megabytes_is_rejected_and_the_rest_read(tmp_path):
    text = lines(FLAT, GOOD, f'2,2026-03-01,"{"x" * 3_000_000}",1,1,EUR', GOOD.replace("1", "3", 1))
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert [(r.line, r.reason) for r in book.rejects] == [(3, "is longer than 2 MB")]
        assert sums(book) == ("2", "2", "20")


def test_line_ends_of_several_kinds_run_no_rows_together(tmp_path):
    many = [f'{n},2026-03-01,A,1,1,EUR,"a{chr(10)}b"' for n in range(500)]
    head = FLAT + ",title"
    ends = ["\r\n" if n < 250 else "\n" if n < 490 else "\r" for n in range(500)]
    text = head + "\n" + "".join(row + end for row, end in zip(many, ends, strict=True))
    with opened(put(tmp_path, {"a.csv": text + "500,2026-03-01,A,x,1,EUR,"})) as book:
        assert sums(book) == ("500", "500", "500")
        assert rejects(book) == [(1002, "quantity", "x")]


SOURCE = """-- A source for tests.
-- input: rows
--   no      text    key needed    : no
--   kept    money                 : kept
--   strict  money   refuse        : strict
--   out     money   reject        : out

-- name: orders
SELECT shop_id, no AS order_id, kept AS total, out AS tax, source_file, source_row FROM rows
"""


@pytest.fixture
def policies(tmp_path):
    put(tmp_path, {"sources/policies.sql": SOURCE})
    return Settings(path=tmp_path / "salesops.toml")


def test_each_policy(tmp_path, policies):
    data = put(tmp_path, {"data/a.csv": lines("no,kept,strict,out", "1,x,1,1", "2,1,1,x", "3,,,")})
    with opened(data / "data", settings=policies) as book:
        found = rows(book, "SELECT order_id, total, tax FROM orders ORDER BY source_row")
        assert found == [("1", "", "1"), ("3", "", "")]
        assert "a.csv: 1 values of 'kept' do not parse: taken as blank" in book.notes
        assert book.rows.rejected == 1


def test_refuse_refuses_the_file(tmp_path, policies):
    data = put(tmp_path, {"data/a.csv": lines("no,kept,strict,out", "1,1,1,1", "2,1,x,1")})
    with (
        pytest.raises(InputError, match=r"a\.csv.*'strict'.*do not parse"),
        opened(data / "data", settings=policies),
    ):
        pass


MONEY = {
    "proven by a point": (['"1,234"', '"1,234.50"'], "2468.5", 0),
    "proven by another value": (['"1,234"', "0.5"], "1234.5", 0),
    "proven by two groups": (['"1,234"', '"1,234,567"'], "1235801", 0),
    "not proven": (['"1,234"', "5"], "5", 1),
    "not proven at all": (['"1,234"', '"2,345"'], "", 2),
    "decimal comma": (['"1234,5"', "5.00"], "5", 1),
    "Indian": (['"1,23,456"', "0.5"], "123456.5", 0),
    "long floats": (["0.30000000000000004", "1.1"], "1.4", 0),
}


@pytest.mark.parametrize(("values", "total", "bad"), MONEY.values(), ids=MONEY)
def test_a_thousands_mark_needs_proof(tmp_path, values, total, bad):
    text = lines(FLAT, *(f"{n},2026-03-01,A,1,{v},EUR" for n, v in enumerate(values)))
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert sums(book)[2] == total
        assert book.rows.rejected == bad


LOCALISED = {
    "German": (["1.234,56", "12,50", "7"], "1254.06"),
    "French": (["1 234,56", "12,50", "7"], "1254.06"),
    "Swiss": (["1'234.56", "12.50", "7"], "1254.06"),
    "dollars": (["$1,234.56", "$12.50", "7"], "1254.06"),
    "refunds in brackets": (["1,234.56", "(12.50)", "7"], "1229.06"),
}


@pytest.mark.parametrize(("values", "total"), LOCALISED.values(), ids=LOCALISED)
def test_a_column_that_proves_its_format_is_read_and_the_format_said(tmp_path, values, total):
    text = lines(FLAT, *(f'{n},2026-03-01,A,1,"{v}",EUR' for n, v in enumerate(values)))
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert sums(book)[2] == total
        assert book.rows.rejected == 0
        assert [n for n in book.notes if n.startswith("a.csv: values of 'unit_price' ")]


def test_numbers_that_are_not_finite_are_rejected_as_such(tmp_path):
    text = lines(
        FLAT, GOOD, *(f"{n},2026-03-01,A,1,{v},EUR" for n, v in enumerate(["NaN", "-inf"]))
    )
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert [(r.line, r.reason) for r in book.rejects] == [
            (3, "is not finite"),
            (4, "is not finite"),
        ]


def dated(*days: str) -> str:
    return lines(FLAT, *(f"{n},{day},A,1,1,EUR" for n, day in enumerate(days)))


DATES = {
    "dd/mm proven": (["03/04/2026", "25/12/2026"], ["2026-04-03", "2026-12-25"]),
    "mm/dd proven": (["03/04/2026", "12/25/2026"], ["2026-03-04", "2026-12-25"]),
    "two digits": (["3/4/26", "25/12/26"], ["2026-04-03", "2026-12-25"]),
    "with times": (["03/04/2026 8:26", "12/25/2026 11:05 PM"], ["2026-03-04", "2026-12-25"]),
    "ISO among them": (
        ["03/04/2026", "25/12/2026", "2026-01-02"],
        ["2026-04-03", "2026-12-25", "2026-01-02"],
    ),
    "two ISO forms": (["2026-01-02", "2026-01-03 10:00"], ["2026-01-02", "2026-01-03"]),
    "points": (["02.01.2026"], ["2026-01-02"]),
}


@pytest.mark.parametrize(("written", "days"), DATES.values(), ids=DATES)
def test_days_are_read_one_way_for_the_column(tmp_path, written, days):
    with opened(put(tmp_path, {"a.csv": dated(*written)})) as book:
        assert [
            r[0] for r in rows(book, "SELECT created_day FROM orders ORDER BY order_id")
        ] == days


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (["03/04/2026", "01/02/2026"], "no value shows which"),
        (["25/12/2026", "12/25/2026"], "some are month first"),
    ],
    ids=["ambiguous", "mixed"],
)
def test_days_that_cannot_be_settled_ask(tmp_path, written, why):
    data = put(tmp_path, {"a.csv": dated(*written)})
    with pytest.raises(UnsettledError, match=f"{why}.*date_order"), opened(data):
        pass
    with opened(data, settings=Settings(time=Time(date_order="dmy"))) as book:
        assert ("2026-12-25" if "25" in written[0] else "2026-04-03") in str(
            rows(book, "SELECT created_day FROM orders")
        )


def test_every_value_is_looked_at_not_a_sample(tmp_path):
    many = [f"{n},2026-03-01,A,1,1,EUR" for n in range(30_000)]
    text = lines(
        FLAT,
        *many,
        "30000,2026-03-01,A,1,0.49,EUR",
        "00123,2026-03-01,NO,1,x,EUR",
        "30001,2026-03-01",
    )
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert sums(book) == ("30001", "30001", "30000.49")
        assert [line for line, *_ in rejects(book)] == [30_003, 30_004]


def test_ids_and_names_stay_text(tmp_path):
    ids = ["00123", "1E5", "0x1F", "1.10", "NO", "T", "NULL", "#5", "9" * 40, "10:30", "'7", "=1+1"]
    text = lines(FLAT, *(f"{i},2026-03-01,{i},1,1,EUR" for i in ids))
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert [r[0] for r in rows(book, "SELECT order_id FROM orders ORDER BY source_row")] == ids
        assert [r[0] for r in rows(book, "SELECT sku FROM order_lines ORDER BY source_row")] == ids
