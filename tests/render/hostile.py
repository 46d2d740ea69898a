"""Text as an attacker writes it, and an answer that holds it in every place a text may stand."""

from dataclasses import field, make_dataclass, replace
from functools import cache

from checked import verdict
from hard_types import CONTEXT, HOSTILE

from salesops.result import Answer, Finding, Level, Limit, Metric, Report, Source, Table
from salesops.units import Text, Unit
from salesops.verdicts import Outcome, Row, Verdict

CORPUS = (
    "=cmd|'/C calc'!A0",  # s08
    "\x1b]8;;http://evil.example\x07click\x1b]8;;\x07",  # s11
    "abc\u202egnp.exe\u2066",  # s12
    "<script>alert(1)</script>",  # s13
    "[bold red]hi[/] [link=http://evil]x[/link] [/nope]",  # s16
    "Wid\u200bget",  # s18
    "</script><script>alert(1)//",  # s20
    "a\nb",  # s22
    "q11 a\nb\x1b[31m.csv",  # the name of a file
)
OWN = (
    "\x9b2J\x9d0;x\x9c\x84\x85\x8d",
    "\x1b[2J\x1b[1;1H\x1b(0\x1bc",
    "a\x00b",
    "\x7f\x08\x08\x08overwritten",
    "\u061c\u200e\u200f\u202a\u202d\u2068x\u2069",
    "\ufeff=1+1",
    "\x00=1+1",
    "\ufeff@SUM(1)",
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://evil.example","x")',
    "::error::forged",
    "::error file=x,line=1::forged",
    "\n::error::forged",
    "x\r\n::stop-commands::token",
    "%0A::error::forged%0D",
    "%250A::error::forged",
    "##[error]forged",
    "x ##[add-path]/evil",
    "██[error]forged",
    "]]>",
    "<![CDATA[x]]><!--x--><?php x ?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "\ufffe\uffff\U0001ffff\ufdd0",
    "\ud800",
    "\udcff\udc80 bytes of a name",
    "\U000e0041\U000e0001\u2065\ufff0",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>) ![i](http://evil.example/pixel.png)",
    "[x]: http://evil.example\n[x]",
    "<http://evil.example> <mailto:x@evil.example>",
    "![x][y]",
    "*em* **strong** ***both*** _em_ __strong__ ~~gone~~",
    "a|b\\|c||",
    "|---|---|",
    "`a` ``b`` ```c",
    "```\ncode\n```",
    "    indented",
    "a  \nb\\\nc",
    "# h\n## h",
    "x\n===\ny\n---",
    "> q\n>> q",
    "- a\n- b\n1. c",
    "***",
    ":::note",
    "&lt;script&gt; &#60;b&#62; &#x202e; &NewLine;",
    "{{ 7*7 }} {% raw %} {# x #} ${x} %s {0}",
    "\\",
    "\\\\n \\x1b[0m \\u202e",
    "a, 'b'; \"c\"\r\nd,e",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "../../etc/passwd",
    "//evil.example/x",
    "NaN",
    "null",
)
PAYLOADS = tuple(dict.fromkeys((*CORPUS, *OWN, *filter(None, HOSTILE))))


@cache
def everywhere(text):
    """An answer with the text in every place that a file, its name or its header can reach."""
    return Answer(
        Report(
            "check",
            text,
            text,
            metrics=(Metric("best", text, text, Unit.TEXT),),
            tables=(
                Table("checks", text, Verdict, tuple(_verdicts(text)), text),
                Table("rows", text, Row, (Row("sql", text, 7, text, text),)),
                _columns(text),
            ),
            findings=tuple(Finding(level, "sql", text, {text: text}) for level in Level),
            notes=(text,),
            limits=(Limit("check.age", text, Unit.TEXT, text),),
        ),
        replace(
            CONTEXT,
            sources=(Source(text, text, 3),),
            currency=text,
            timezone=text,
            config=text,
            where=(text,),
        ),
    )


def _verdicts(text):
    said = {"measured": text, "wanted": text, "message": text, "rule": text}
    for outcome in Outcome:
        yield verdict(outcome, "sql", text, text, **said)


def _columns(text):
    """A table whose columns the user's SQL has named."""
    named = field(metadata={"name": text, "title": text})
    kind = make_dataclass("Named", [("first", Text, named), ("second", Text)], frozen=True)
    return Table("named", text, kind, (kind(text, text), kind(text, "x")))
