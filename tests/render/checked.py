"""An answer of `check` to render: one verdict of each outcome, and rows of two of them."""

from dataclasses import replace

from hard_types import CONTEXT

from salesops.result import Answer, Report, Table
from salesops.verdicts import Outcome, Row, Verdict


def verdict(outcome, check="unique", file="orders.csv", column="order_id", **said):
    said = {
        "measured": "2 keys stand twice",
        "wanted": "no key twice",
        "rows": 3,
        "of": 1000,
        "share": 0.003,
        "message": f"{file}: {column} breaks {check}.",
        "rule": f"What {check} asks.",
    } | said
    return Verdict(outcome, check, file, column, **said)


def answer(verdicts, rows=()):
    tables = (
        Table("checks", "Checks", Verdict, tuple(verdicts)),
        Table("rows", "Rows", Row, tuple(rows)),
    )
    report = Report("check", "Check", "2 of 5 checks failed.", tables=tables)
    return Answer(report, replace(CONTEXT, version="1.2.3"))


def typical():
    """Five checks of two files: one of each outcome, and a second error of a table."""
    whole = {"rows": None, "of": None, "share": None}
    return answer(
        (
            verdict(Outcome.PASSED, "encoding", column="", measured="UTF-8", **whole),
            verdict(Outcome.WARNING, "mojibake", column="customer", rows=1, share=0.001),
            verdict(Outcome.ERROR),
            verdict(Outcome.LEARNING, "history", "order_lines", "", measured="2 runs", **whole),
            verdict(Outcome.ERROR, "drift", "order_lines", "", measured="text, money", **whole),
        ),
        (
            Row("mojibake", "orders.csv", 9, "customer", "Ã©"),
            Row("unique", "orders.csv", 17, "order_id", "1001"),
            Row("unique", "orders.csv", 18, "order_id", "1001"),
            Row("drift", "lines_2.csv", None, "amount", "text"),
        ),
    )
