"""Delimiters, quotes and escapes."""

import csv

from corpus_case import FINDINGS, OK, REFUSED, Case
from six_orders import HEADER, ROWS, joined, lines, plain, put, text

SIX = lines()
PIPE = """SELECT count(*) FROM $T WHERE product = '5" pipe'"""
EUROPE = [[*r[:5], r[5].replace(".", ","), r[6]] for r in ROWS]
WIDTHS = (8, 12, 10, 10, 10, 10, 8)
FIXED = ["".join(c.ljust(w) for c, w in zip(r, WIDTHS, strict=True)) for r in [HEADER, *ROWS]]


def unusual(name: str, sep: str, how: str) -> Case:
    """A delimiter that may be found or may not: what is read is read right."""
    return Case(
        name,
        how,
        plain().replace(b",", sep.encode()),
        OK,
        "ok|warning",
        accept=(FINDINGS, REFUSED),
        new=True,
    )


CASES = [
    Case("all_quoted", "every cell quoted, the header too", text(quote=csv.QUOTE_ALL).encode()),
    Case("tab", "tabs between", plain(sep="\t"), name="orders.tsv"),
    Case("tab_named_csv", "tabs between in a file that is called CSV", plain(sep="\t"), level="ok"),
    Case("pipe", "bars between", plain(sep="|")),
    unusual("colon", ":", "colons between: no cell of these holds one"),
    unusual("caret", "^", "carets between, as in extracts of health systems"),
    unusual("tilde_between", "~", "tildes between, as in EDI"),
    unusual("unit_separator", "\x1f", "U+001F between, the character that ASCII has for it"),
    Case(
        "double_bar",
        "two bars between: every second cell is empty and has no name",
        plain().replace(b",", b"||"),
        OK,
        "warning",
        "header-names",
        accept=(FINDINGS, REFUSED),
        new=True,
    ),
    Case(
        "blanks_between",
        "blanks between",
        joined(line.replace(",", " ") for line in SIX),
        FINDINGS,
        "error|ok|warning",
        accept=(REFUSED, OK),
        new=True,
    ),
    Case(
        "fixed_width",
        "columns of fixed width, from a mainframe report",
        joined(FIXED),
        REFUSED,
        "error",
        accept=(FINDINGS,),
        new=True,
    ),
    Case(
        "semicolon_and_comma",
        "what a European Excel writes: semicolons between, decimal commas, proven by the column",
        plain(EUROPE, sep=";"),
        OK,
        "ok|warning",
        contract="proof",
    ),
    Case(
        "semicolon_and_comma_undeclared",
        "the same under a contract that says `.`",
        plain(EUROPE, sep=";"),
        FINDINGS,
        "error",
        "type",
    ),
    Case(
        "bom_and_sep_line",
        "a BOM and then Excel's sep= line",
        b"\xef\xbb\xbfsep=;\r\n" + plain(sep=";", end="\r\n"),
        OK,
        "ok|warning",
        new=True,
    ),
    Case(
        "sep_line_that_lies",
        "a sep= line that names another delimiter than the rows have",
        b"sep=,\n" + plain(sep=";"),
        REFUSED,
        "warning|error",
        accept=(OK, FINDINGS),
        new=True,
    ),
    Case(
        "delimiter_declared_otherwise",
        "semicolons where the contract declares a comma",
        plain(sep=";"),
        OK,
        "warning",
        "dialect",
        contract="comma",
        accept=(FINDINGS, REFUSED),
        new=True,
    ),
    Case("comma_in_quotes", "a comma inside quotes", plain(put("customer", "Ay, Cem"))),
    Case(
        "quotes_doubled",
        "a quote in a cell, doubled as RFC 4180 says",
        plain(put("product", '5" pipe')),
        probes=((PIPE, "1"),),
    ),
    Case(
        "quotes_by_backslash",
        "a quote in a cell escaped by a backslash, as MySQL writes",
        plain().replace(b"Sofa", b'"5\\" pipe, long"'),
        FINDINGS,
        "error",
        "quotes|ragged",
        accept=(REFUSED,),
        new=True,
    ),
    Case(
        "quote_inside_bare_cell",
        "a quote in the middle of a cell that is not quoted is only a character",
        plain().replace(b"Sofa", b'5" pipe'),
        OK,
        "ok|warning",
        accept=(FINDINGS,),
        probes=((PIPE, "1"),),
        new=True,
    ),
    Case(
        "text_after_quote",
        "text after the closing quote",
        plain().replace(b"Sofa", b'"Sofa" blue'),
        FINDINGS,
        "error",
        "quotes|ragged",
        accept=(OK,),
        new=True,
    ),
    Case(
        "blank_before_quote",
        "a blank between delimiter and quote, with a delimiter inside the quotes",
        plain().replace(b"Sofa", b' "Sofa, blue"'),
        FINDINGS,
        "error",
        "quotes|ragged",
        accept=(OK,),
        new=True,
    ),
    Case(
        "curly_quotes",
        "curly quotes around a comma are no quotes of CSV",
        plain().replace(b"Sofa", "“Sofa, blue”".encode()),
        FINDINGS,
        "error",
        "ragged",
        line=4,
        new=True,
    ),
    Case(
        "quote_never_closed_at_end",
        "the last row opens a quote and the file ends",
        plain().replace(b"Desk", b'"Desk'),
        FINDINGS,
        "error",
        "quotes",
        line=7,
    ),
    Case(
        "cut_in_quoted_cell",
        "the file was cut inside a quoted cell",
        plain(put("product", "Desk, oak", 5))[:-18],
        FINDINGS,
        "error",
        "quotes",
        line=7,
        new=True,
    ),
    Case(
        "backslash_n",
        "MySQL's \\N for null in a cell of text and in the amount",
        plain(put("amount", "\\N")),
        FINDINGS,
        "error",
        "type",
        line=4,
        new=True,
    ),
]
