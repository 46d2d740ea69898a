"""The marks of a source: read where they stand, wherever that is, and never in the way."""

from pathlib import Path

from salesops.exports.marks import Marks, marks, without
from salesops.exports.source import parse
from salesops.queries.statement import SqlFile

PLAIN = """-- Things of a till.
-- input: rows
--   receipt  text  needed : Receipt
--   vendor   text         : Vendor
--
-- What is below: a remark."""
MARKED = """-- Things of a till.
-- vendor: Till & Co
-- export: Drawer > Print
-- export: or ask the cashier: politely
-- input: rows
--   receipt  text  needed : Receipt
-- cannot: who bought
--   vendor   text         : Vendor
-- unverified: Vendor | Receipt
--
-- What is below: a remark.
-- cannot: what was paid"""


def test_marks_are_read_wherever_they_stand():
    assert marks(MARKED) == Marks(
        vendor="Till & Co",
        exports=("Drawer > Print", "or ask the cashier: politely"),
        cannot=("who bought", "what was paid"),
        unverified=("Vendor", "Receipt"),
    )


def test_a_source_without_marks_has_none():
    assert marks(PLAIN) == Marks("", (), (), ())


def test_a_column_called_vendor_is_no_mark():
    assert without(MARKED) == PLAIN


def test_marks_change_nothing_of_what_is_read():
    inputs = [parse(SqlFile(Path("till.sql"), text, ())).inputs for text in (PLAIN, MARKED)]
    assert inputs[0] == inputs[1]
