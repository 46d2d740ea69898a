"""Workbooks: cells as text, ids and dates as they are meant, rows as the sheet counts them."""
# ruff: noqa: DTZ001 - wall clocks are meant

import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from exports_loading import opened, rows, sums
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from salesops.errors import InputError
from salesops.exports import excel, files
from salesops.exports.inspect import inspect, verified
from salesops.settings import Settings

HEAD = ["order_id", "ordered_at", "sku", "quantity", "unit_price", "currency"]
ORDERS = [
    HEAD,
    ["00123", datetime(2026, 3, 1), "A", 2, 10.5, "EUR"],
    ["1E5", datetime(2026, 3, 2, 10, 30), "B", 1, 0.1 + 0.2, "EUR"],
]


def written(folder: Path, *sheets: list[list[object]], name: str = "a.xlsx") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, cells in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in cells:
            sheet.append(row)
    book.save(folder / name)
    return folder / name


def csv(path: Path, sheet: str = "") -> str:
    copies = path.parent / "copies"
    copies.mkdir(exist_ok=True)
    return verified(inspect(path, sheet=sheet), copies).path.read_text("utf-8")


def cell(folder: Path, value: object, form: str = "General") -> str:
    """What one cell becomes."""
    book = openpyxl.Workbook()
    book.active.append(["id", "value"])
    book.active.append(["x", value])
    book.active["B2"].number_format = form
    book.save(folder / "cell.xlsx")
    return csv(folder / "cell.xlsx").removeprefix("id,value\nx,").removesuffix("\n")


CELLS = {
    "text id": ("00123", "General", "00123"),
    "text like an exponent": ("1E5", "General", "1E5"),
    "integer": (1001, "General", "1001"),
    "integer stored as a float": (1001.0, "General", "1001"),
    "money": (19.99, "0.00", "19.99"),
    "binary rest": (0.1 + 0.2, "General", "0.3"),
    "fifteen digits": (123456789.123456, "General", "123456789.123456"),
    "large": (1.5e20, "General", "150000000000000000000"),
    "small": (0.00001, "General", "0.00001"),
    "negative": (-12.5, "#,##0.00;(#,##0.00)", "-12.5"),
    "percent": (0.25, "0%", "0.25"),
    "zip code by its format": (1234, "00000", "01234"),
    "date": (datetime(2024, 3, 2), "yyyy-mm-dd", "2024-03-02"),
    "date in words": (datetime(2024, 3, 2), '[$-407]d. mmmm yyyy "Uhr sh"', "2024-03-02"),
    "date before March 1900": (date(1900, 1, 15), "yyyy-mm-dd", "1900-01-15"),
    "midnight with a time": (datetime(2024, 3, 2), "yyyy-mm-dd hh:mm", "2024-03-02 00:00:00"),
    "time hidden by its format": (
        datetime(2024, 3, 2, 9, 30),
        "yyyy-mm-dd",
        "2024-03-02 09:30:00",
    ),
    "time of day": (time(9, 30), "hh:mm", "09:30:00"),
    "hours": (timedelta(hours=30, minutes=5), "[h]:mm:ss", "30:05:00"),
    "true": (True, "General", "true"),
    "false": (False, "General", "false"),
    "error": ("#N/A", "General", "#N/A"),
    "blanks kept": (" x ", "General", " x "),
    "comma": ("Smith, J.", "General", '"Smith, J."'),
    "line break": ("a\r\nb", "General", '"a\nb"'),
    "quote": ('5" pipe', "General", '"5"" pipe"'),
}


@pytest.mark.parametrize(("value", "form", "text"), CELLS.values(), ids=CELLS)
def test_a_cell_is_what_it_holds(tmp_path, value, form, text):
    assert cell(tmp_path, value, form) == text


def test_a_workbook_is_an_export_like_any_other(tmp_path):
    written(tmp_path, ORDERS)
    with opened(tmp_path) as book:
        assert sums(book) == ("2", "2", "21.3")
        assert rows(book, "SELECT order_id, created_at FROM orders ORDER BY order_id") == [
            ("00123", "2026-03-01 00:00:00"),
            ("1E5", "2026-03-02 10:30:00"),
        ]


@pytest.mark.parametrize("name", ["a.XLSX", "a.xlsm"])
def test_folders_are_searched_for_workbooks(tmp_path, name):
    path = written(tmp_path, ORDERS, name=name)
    assert files.find([tmp_path]) == [path]


def test_a_workbook_is_known_by_its_bytes(tmp_path):
    written(tmp_path, ORDERS).rename(tmp_path / "a.csv")
    with opened(tmp_path / "a.csv") as book:
        assert sums(book) == ("2", "2", "21.3")


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["id", "day"])
    book.active.append([1, 44256])
    book.active["B2"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "a.xlsx")
    # 44,256 days after 1 January 1904; from Excel's usual start it would be 2021-03-01.
    assert csv(tmp_path / "a.xlsx") == "id,day\n1,2025-03-02\n"


def test_blank_rows_stay_lines_and_blank_ends_go(tmp_path):
    path = written(tmp_path, [["id", "name"], ["1", None], [None, None], ["2", "B"]])
    book = openpyxl.load_workbook(path)
    book.active["F40"].number_format = "0.00"
    book.save(path)
    assert csv(path) == "id,name\n1,\n\n2,B\n"


def test_a_merged_cell_has_its_value_once(tmp_path):
    path = written(tmp_path, [["id", "name"], ["1", "A"], ["2", None]])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("B2:B3")
    book.save(path)
    assert csv(path) == "id,name\n1,A\n2,\n"


def test_a_formula_is_its_kept_value_or_said_to_have_none(tmp_path):
    path = written(tmp_path, [["id", "sum"], ["1", "=1+1"], ["2", "=2+2"], ["3", 6]])
    seen = verified(inspect(path), tmp_path)
    assert seen.path.read_text() == "id,sum\n1,\n2,\n3,6\n"
    said = "2 formulas of sheet 'Sheet 1' have no value kept, so they are blank: open the workbook"
    assert seen.notes == (f"{said} and save it",)
    edited(path, "xl/worksheets/sheet1.xml", "<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>")
    seen = verified(inspect(path), tmp_path)
    assert seen.path.read_text() == "id,sum\n1,2\n2,\n3,6\n"
    assert seen.notes[0].startswith("1 formulas")


def edited(path: Path, part: str, old: str, new: str) -> None:
    """Replace text of one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode().replace("<v />", "<v></v>")
    assert old in text
    parts[part] = text.replace(old, new).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_a_formula_whose_text_is_empty_has_a_value(tmp_path):
    path = written(tmp_path, [["id", "sum"], ["1", "=1+1"]])
    text = '<c r="B2" t="str"><f>1+1</f><v></v></c>'
    edited(path, "xl/worksheets/sheet1.xml", '<c r="B2"><f>1+1</f><v></v></c>', text)
    assert verified(inspect(path), tmp_path).notes == ()


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path):
    path = written(tmp_path, [["id", "name"], ["1", "A"], ["2", "B"]])
    edited(path, "xl/worksheets/sheet1.xml", 'ref="A1:B3"', 'ref="A1"')
    assert csv(path) == "id,name\n1,A\n2,B\n"


def test_the_first_sheet_that_shows_is_read_and_others_are_said(tmp_path):
    path = written(tmp_path, [["hidden"]], ORDERS, [["notes"]])
    book = openpyxl.load_workbook(path)
    book["Sheet 1"].sheet_state = "hidden"
    book.save(path)
    with opened(tmp_path) as found:
        assert sums(found) == ("2", "2", "21.3")
        said = "a.xlsx: sheet 'Sheet 2' is read, one of 3: name another with [sheets]"
        assert said in found.notes


def test_a_sheet_is_read_by_name(tmp_path):
    written(tmp_path, [["notes"]], ORDERS)
    with opened(tmp_path, settings=Settings(sheets={"a.xlsx": "Sheet 2"})) as found:
        assert sums(found) == ("2", "2", "21.3")
        assert not any("sheet" in note for note in found.notes)
    with (
        pytest.raises(InputError, match="no sheet 'Order': there are 'Sheet 1', 'Sheet 2'"),
        opened(tmp_path, settings=Settings(sheets={"a.xlsx": "Order"})),
    ):
        pass


def test_rows_are_cited_as_the_sheet_counts_them(tmp_path):
    title = ["Orders of\nMarch", None]
    broken = ["2", datetime(2026, 3, 2), "two\nlines", 1, "ten", "EUR"]
    fine = ["1", datetime(2026, 3, 1), "one\nline\nmore", 1, 10, "EUR"]
    wide = ["3", datetime(2026, 3, 1), "A", 1, 10, "EUR", "stray"]
    many = [[str(n), datetime(2026, 3, 1), "A\nB", 1, 1, "EUR"] for n in range(10, 210)]
    written(tmp_path, [title, [None], HEAD, fine, [None], broken, *many, wide])
    with opened(tmp_path) as book:
        assert [(r.line, r.reason) for r in book.rejects] == [
            (6, "is not a money"),
            (207, "has 7 fields, not 6"),
        ]
        assert sums(book) == ("201", "201", "210")


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(InputError) as error:
        inspect(path)
    assert "\n" not in str(error.value)
    return error.value.check, str(error.value)


def test_a_damaged_workbook_is_not_whole(tmp_path):
    data = written(tmp_path, ORDERS).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(data[: len(data) // 2])
    assert refused(tmp_path / "cut.xlsx")[0] == "whole"
    (tmp_path / "flip.xlsx").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "flip.xlsx") as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    (tmp_path / "flip.xlsx").write_bytes(data[:at] + b"\xff\xff\xff" + data[at + 3 :])
    assert refused(tmp_path / "flip.xlsx")[0] == "whole"


def test_an_empty_sheet_has_no_header(tmp_path):
    written(tmp_path, [])
    with pytest.raises(InputError, match="no header row"), opened(tmp_path):
        pass


def test_a_workbook_that_is_a_bomb_is_refused_unopened(tmp_path):
    path = written(tmp_path, ORDERS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b"0" * (60 << 20))
    check, said = refused(path)
    assert (check, "over 200 times" in said) == ("whole", True)


def test_a_sheet_that_claims_all_columns_of_all_rows_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(excel, "MOST_CELLS", 10_000)
    path = written(tmp_path, [["id", "name"], ["1", "A"]])
    edited(path, "xl/worksheets/sheet1.xml", 'r="B2"', 'r="XFD2"')
    assert refused(path)[0] == "whole"


@pytest.mark.timeout(20)
def test_a_row_past_excels_last_is_refused_and_does_not_hang(tmp_path):
    path = written(tmp_path, [["id", "name"], ["1", "A"], ["2", "B"]])
    edited(path, "xl/worksheets/sheet1.xml", '<row r="3">', '<row r="99999999999">')
    with pytest.raises(InputError, match="over 1,048,576 rows"):
        csv(path)


def test_without_the_extra_the_remedy_is_named(tmp_path, monkeypatch):
    path = written(tmp_path, ORDERS)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    check, said = refused(path)
    assert check == "table"
    assert "pip install 'salesops[excel]'" in said
