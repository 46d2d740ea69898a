"""What a spreadsheet did to a file that was opened in it and saved: cut ids, dates for codes."""

import re

from salesops.checks.opened import Opened
from salesops.checks.personal import words
from salesops.checks.verdict import SHOWN, Breach
from salesops.exports import spreadsheet
from salesops.exports.blank_rows import BLANK
from salesops.exports.spreadsheet import CUT, DATED, ERROR, ROUNDED, Damage
from salesops.queries.duck import Duck
from salesops.result import Level

CHECKS = {
    CUT: "lost-digits",
    ROUNDED: "lost-digits",
    ERROR: "cell-error",
    DATED: "date-for-code",
}
"""By what was done, the check that fails."""
WHAT = {
    CUT: "have lost digits in a spreadsheet, so that ids which differ are alike",
    ROUNDED: "have lost digits in a spreadsheet, so that ids which differ are alike",
    ERROR: "are errors of a spreadsheet",
    DATED: "have become a date in a spreadsheet, so that no other file holds the same code",
}
_IDS = re.compile(
    r"\b(id|no|nr|number|code|order|invoice|sku|barcode|ean|upc|gtin|asin|isbn|article)\b"
)
"""Headers of what tells rows apart."""


def look(duck: Duck, opened: Opened) -> None:
    """Add to the breaches what was done to values whose rows are used, and blank rows."""
    found = [_breach(duck, opened, d) for d in opened.raw.damages if not _rejects(d)]
    failing = {breach.check for breach in [*opened.breaches, *found] if breach.bad}
    held = (Breach(check, 0, opened.raw.rows, "") for check in ("date-for-code",))
    opened.breaches += [*found, *(b for b in held if b.check not in failing)]
    blank = _blank(duck, opened)
    opened.blank = blank.bad
    opened.breaches.append(blank)


def sentence(what: str) -> str:
    """What values do that this was done to, and the remedy."""
    return f"{WHAT[what]}: {spreadsheet.REMEDY[what]}"


def _rejects(damage: Damage) -> bool:
    """Whether its rows are rejected, which salesops.checks.rejected tells."""
    return damage.what != DATED and damage.column.key


def _breach(duck: Duck, opened: Opened, damage: Damage) -> Breach:
    name = damage.column.name
    label = opened.labels[name]
    tells = damage.what in (CUT, ROUNDED) and _IDS.search(words(label))
    return Breach(
        CHECKS[damage.what],
        damage.count,
        opened.raw.rows,
        sentence(damage.what),
        label,
        "none",
        None if tells else Level.WARNING,
        tuple(spreadsheet.examples(duck, opened.raw.table, damage.what, name, SHOWN)),
        opened.personal(name),
    )


def _blank(duck: Duck, opened: Opened) -> Breach:
    """Rows of delimiters alone: nothing is lost with them."""
    rows = duck.run(
        "SELECT source_row FROM excluded WHERE source_file = $file AND reason = $why ORDER BY ALL",
        {"file": opened.name, "why": BLANK},
    ).tuples
    return Breach(
        "blank-row",
        len(rows),
        opened.raw.rows,
        "hold no value, as a spreadsheet saves cells that have a format alone: left out",
        first=tuple((row[0], "") for row in rows[:SHOWN]),
    )
