"""Every check there is: its code, the level of a failure, and what it asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from salesops.result import Level


@dataclass(frozen=True)
class Kind:
    """A check: which part of an export it looks at, how grave a failure is, and what it asks."""

    part: str
    """file, schema, rows, domain or crm."""
    level: Level
    asks: str


_E, _W = Level.ERROR, Level.WARNING

CHECKS: Mapping[str, Kind] = {
    # A file that fails one of the first is refused: nothing of it is read.
    "readable": Kind("file", _E, "The file is there, is a regular file, holds bytes and opens."),
    "unchanged": Kind("file", _E, "The file is the same after it was read as before."),
    "table": Kind("file", _E, "It is a table, not a login page, JSON, or an archive."),
    "whole": Kind("file", _E, "It is complete: checksums hold, nothing is cut off or blank."),
    "header": Kind("file", _E, "One header row names every column, none of them twice."),
    "encoding": Kind("file", _W, "Its text is in the encoding that is declared, UTF-8 by default."),
    "dialect": Kind("file", _W, "Its delimiter is the one that is declared, if one is."),
    "preamble": Kind("file", _W, "Nothing stands above the header."),
    "header-names": Kind("file", _W, "Headers have a name each, without blanks around it."),
    "line-ends": Kind("file", _W, "All lines end in one way."),
    "final-newline": Kind("file", _W, "The last line ends: a file cut short often has none."),
    "quotes": Kind("file", _E, "Every quote that opens a field closes it."),
    "line-length": Kind("file", _E, "No record is over 2 MB long."),
    "ragged": Kind("file", _E, "Every row has as many fields as the header."),
    "repeated-header": Kind("file", _E, "The header stands once, not again among the rows."),
    "nul": Kind("file", _E, "No field holds a NUL byte."),
    "file-name": Kind("file", _E, "The file is named as the contract says."),
    "copy": Kind("file", _W, "No other file holds the same bytes."),
    "freshness": Kind("file", _E, "The latest stamp is no older than the age allowed."),
    "recognised": Kind("schema", _W, "The header is one that a source or the contract knows."),
    "missing-column": Kind("schema", _E, "Every column that is declared is there."),
    "new-column": Kind("schema", _W, "Every column that is there is declared."),
    "drift": Kind("schema", _E, "All files of a table have the same columns of the same types."),
    "column-order": Kind("schema", _W, "Columns are matched by name, in whatever order."),
    "row-count": Kind("rows", _E, "There are as many rows as the contract asks: one at least."),
    "history": Kind("rows", _W, "Rows, sums and blanks are near those of the same weekdays."),
    "type": Kind("rows", _E, "Every value is written as its type is."),
    "finite": Kind("rows", _E, "No number is NaN or infinite."),
    "date-order": Kind("rows", _W, "Dates are written so that day and month cannot be mistaken."),
    "number-format": Kind("rows", _W, "Numbers are plain (1234.50), or written as is declared."),
    "zone": Kind("rows", _E, "Stamps state their offset in every row or in none."),
    "dst-gap": Kind("rows", _E, "No stamp falls into the hour that clocks skip in spring."),
    "future": Kind("rows", _E, "No stamp is more than a day after as-of."),
    "stand-in-date": Kind("rows", _W, "No date stands for none, as 1900-01-01 and 1970-01-01 do."),
    "lost-digits": Kind("rows", _E, "No id lost digits in a spreadsheet (7.21E+12)."),
    "cell-error": Kind("rows", _E, "No text is the error of a spreadsheet (#REF!)."),
    "date-for-code": Kind("rows", _W, "No code was turned into a date (2-Mar)."),
    "lost-zeros": Kind("rows", _W, "Codes keep the zeros that they have in other rows or files."),
    "blank-row": Kind("rows", _W, "No row is blank but for its delimiters."),
    "not-null": Kind("rows", _E, "Required values are there."),
    "unique": Kind("rows", _E, "No two rows share their key."),
    "accepted": Kind("rows", _E, "Every value is one of those accepted."),
    "range": Kind("rows", _E, "Every number is within its range."),
    "length": Kind("rows", _E, "Every text is within its length."),
    "pattern": Kind("rows", _E, "Every text has the form that is asked."),
    "reference": Kind("rows", _E, "Every value stands in the column that it refers to."),
    "sql": Kind("rows", _E, "The contract's own SELECT returns no row."),
    "total-row": Kind("domain", _E, "No row is the total of the others."),
    "refund": Kind("domain", _E, "An order's refunds are no more than the order."),
    "currency": Kind("domain", _E, "Amounts that are summed are in one currency."),
    "amount": Kind("domain", _E, "A line's amount is quantity x price, within a cent."),
    "line-sums": Kind("domain", _E, "An order's lines sum to what the order says."),
    "test-orders": Kind("domain", _W, "No order is a test."),
    "calendar": Kind("domain", _W, "Days without rows are days that usually have none."),
    "mojibake": Kind("domain", _W, "No text was decoded wrongly before (Ã© for é)."),
    "control": Kind("domain", _W, "No text holds control characters, as ESC."),
    "bidi": Kind("domain", _W, "No text holds marks that turn the reading direction."),
    "zero-width": Kind("domain", _W, "No text holds characters of no width."),
    "formula": Kind("domain", _W, "No text begins as a spreadsheet formula does."),
    # Of a CRM's tables taken together: one row is a habit, so each fails by the share of them.
    "deal-owner": Kind("crm", _W, "Open deals have an owner."),
    "deal-amount": Kind("crm", _W, "Open deals state an amount."),
    "deal-close-date": Kind("crm", _W, "Open deals state when they are expected to close."),
    "deal-next-step": Kind("crm", _W, "Open deals have a next step, or something planned."),
    "deal-overdue": Kind("crm", _W, "No open deal should have closed by now."),
    "deal-stale": Kind("crm", _W, "No open deal is in its stage longer than 3 of 4 won ones were."),
    "owner-listed": Kind("crm", _W, "The owners of open deals are in the list of reps."),
    "owner-left": Kind("crm", _W, "No open deal belongs to a rep who has left."),
    "lead-owner": Kind("crm", _W, "Leads have an owner."),
    "lead-twice": Kind("crm", _W, "No two leads of a few days have one e-mail."),
    "activity-owner": Kind("crm", _W, "Activities have an owner."),
    "account-twice": Kind("crm", _W, "No two accounts have one name, but for how it is written."),
    "deal-idle": Kind("crm", _W, "Each open deal had an activity or a change of late."),
    "deal-entered-late": Kind("crm", _W, "No won deal was entered only when it was won."),
}
