"""Whatever a cell, a column or a file is called, every format says it and none obeys it.

The structure of a rendering is compared with that of the same answer about a harmless word: what
the text adds to it (an element, a link, a cell, a command) is what an attacker could do.
"""

import csv
import io
import json
import re
import unicodedata
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xmlschema
from hostile import PAYLOADS, everywhere
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from markdown_it import MarkdownIt
from runner import commands

from salesops.render import CHECK_FORMATS, FORMATS, renderer, safe
from salesops.render.view import View

SCHEMAS = Path(__file__).parents[1] / "schemas"
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
WORD = "word"

every_payload = pytest.mark.parametrize("text", PAYLOADS, ids=ascii)


def written(format_, text, **view):
    return renderer(format_)(everywhere(text), View(**view)).decode()


@cache
def harmless(format_, **view):
    return written(format_, WORD, **view)


def test_no_format_is_left_out():
    assert set(FORMATS + CHECK_FORMATS) == {
        "terminal", "markdown", "html", "json", "csv", "parquet", "junit", "sarif", "github",
    }  # fmt: skip


@every_payload
def test_parquet_holds_it(text):
    data = renderer("parquet")(everywhere(text), View(table="named"))
    found = pq.read_table(pa.BufferReader(data))
    name = text.encode("utf-8", "backslashreplace").decode()
    assert found.column_names == [name, "second"]
    assert found.column(1).to_pylist() == [name, "x"]


@every_payload
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("color", [False, True])
def test_a_terminal_gets_no_character_that_drives_it(text, color, ascii_only):
    shown = written("terminal", text, color=color, ascii_only=ascii_only)
    own = re.sub(r"\x1b\[[\d;]*m", "", shown) if color else shown
    seen = own.replace("\n", "")
    assert not UNSEEN & {unicodedata.category(char) for char in seen}
    assert seen.isascii() or not ascii_only
    if color:  # only the colours of ours
        ours = re.findall(r"\x1b\[[\d;]*m", harmless("terminal", color=True))
        assert set(re.findall(r"\x1b\[[\d;]*m", shown)) <= set(ours)
    assert commands(shown) == []


@every_payload
def test_a_terminal_shows_all_of_it(text):
    shown = written("terminal", text, width=200).replace("\\x3a", ":")
    assert squeezed(safe.visible(text)) in squeezed(shown)


def squeezed(text):
    return re.sub(r"\s", "", text)


class Skeleton(HTMLParser):
    """Every tag with the names of its attributes, comments and instructions, and no text."""

    def __init__(self, page):
        super().__init__()
        self.parts, self.text = [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        # How much room a cell gets depends on its length, in words of ours.
        classes = re.sub(r"^(whole|long)\b", "text", dict(attrs).get("class", ""))
        self.parts.append((tag, *(name for name, _ in attrs), classes))

    def handle_endtag(self, tag):
        self.parts.append((f"/{tag}",))

    def handle_comment(self, data):
        self.parts.append(("comment", data))

    def unknown_decl(self, data):
        self.parts.append(("decl", data))

    def handle_pi(self, data):
        self.parts.append(("pi", data))

    def handle_data(self, data):
        self.text.append(data)


def unkept(page):
    bars = r'(?: role="img" aria-label="\d+ values as bars(?:, then \d+ ahead)?")?'
    return re.sub(rf'<span class="whole"{bars}>([^<]*)</span>', r"\1", page)


@every_payload
def test_html_has_the_elements_of_the_template_and_no_others(text):
    page = written("html", text)
    found = Skeleton(page)
    # Ours: what keeps "0 %", a date or a line of bars in one piece, of whatever text.
    assert Skeleton(unkept(page)).parts == Skeleton(unkept(harmless("html"))).parts
    assert "content=\"default-src 'none'; style-src" in page
    assert not UNSEEN & {unicodedata.category(char) for char in page.replace("\n", "")}
    assert safe.visible(text).strip() in "".join(found.text)
    assert commands(page) == []


def kinds(markdown):
    """The tokens of the page as a reader of Markdown with every extension of ours sees it."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in parser.parse(markdown):
        yield token.type
        for child in token.children or ():
            yield f"{child.type}" if child.type != "text_special" else "text"


def merged(types):
    """Runs of text as one: an escaped character stands alone."""
    before = None
    for kind in types:
        if not kind == before == "text":
            yield kind
        before = kind


@every_payload
def test_markdown_has_no_link_emphasis_or_cell_from_it(text):
    page = written("markdown", text)
    assert list(merged(kinds(page))) == list(merged(kinds(harmless("markdown"))))
    assert not UNSEEN & {unicodedata.category(char) for char in page.replace("\n", "")}
    assert commands(page) == []


@every_payload
def test_json_says_just_it(text):
    page = written("json", text)
    said = json.loads(page)
    assert said["notes"] == [text]
    assert said["tables"]["rows"][0]["value"] == text
    assert said["tables"]["named"][0] == {text: text, "second": text}
    assert said["context"]["sources"][0]["file"] == text
    assert commands(page) == []


@every_payload
@pytest.mark.parametrize("table", ["checks", "rows", "named"])
def test_csv_has_as_many_cells_and_no_formula(text, table):
    page = written("csv", text, table=table)
    rows = list(csv.reader(io.StringIO(page, newline=""), strict=True))
    usual = list(csv.reader(io.StringIO(harmless("csv", table=table), newline="")))
    assert [len(row) for row in rows] == [len(row) for row in usual]
    for cell in (cell for row in rows for cell in row):
        first = cell.lstrip("\ufeff\x00\x1b\u200b\u202e\ud800")[:1]
        assert first not in tuple("=+-@＝＋－＠\t\r\n") or re.fullmatch(r"-?\d+(\.\d+)?", cell)


def tags(element):
    return (element.tag, sorted(element.attrib), [tags(child) for child in element])


@every_payload
@pytest.mark.parametrize("fail_on", ["warning", "error"])
def test_junit_has_the_elements_of_ours_and_validates(text, fail_on):
    page = written("junit", text, fail_on=fail_on)
    root = ET.fromstring(page.encode())
    assert tags(root) == tags(ET.fromstring(harmless("junit", fail_on=fail_on).encode()))
    assert root[0].get("name") == safe.visible(text)
    junit().validate(page)
    assert commands(page) == []


@cache
def junit():
    return xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")


SARIF = Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text()))


@every_payload
def test_sarif_validates_and_holds_no_link(text):
    page = written("sarif", text)
    log = json.loads(page)
    SARIF.validate(log)
    results = log["runs"][0]["results"]
    assert [(r["level"], len(r["locations"])) for r in results] == [("warning", 1), ("error", 1)]
    for result in results:
        assert not re.search(r"\]\(|\{\d", result["message"]["text"].replace("{{", ""))
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"(?!//)[\w.~%/-]+", uri, re.ASCII)
    assert not UNSEEN & {unicodedata.category(char) for char in page.replace("\n", "")}
    assert commands(page) == []


@every_payload
def test_github_gets_the_commands_of_ours_and_no_others(text):
    page = written("github", text)
    found = commands(page)
    assert [command.name for command in found] == ["error", "warning"]
    assert len(page.splitlines()) == 3
    for command in found:
        assert list(command.properties) in (["file", "line", "title"], ["file", "title"])
        assert command.properties["file"] == safe.visible(text)


NASTY = st.text(
    st.sampled_from("ab:,%=0A@+-#[]()<>|*_`~\\&;\"'!/ \n\r\t\x1b\x00\u202e\u200b\ud800\ufeff█"),
    min_size=1,
    max_size=30,
).filter(lambda text: safe.visible(text).strip())


@settings(max_examples=60, deadline=None)
@given(NASTY)
def test_nor_does_anything_put_together_of_such_characters(text):
    for check in (
        test_html_has_the_elements_of_the_template_and_no_others,
        test_markdown_has_no_link_emphasis_or_cell_from_it,
        test_json_says_just_it,
        test_sarif_validates_and_holds_no_link,
        test_github_gets_the_commands_of_ours_and_no_others,
    ):
        check(text)
    test_a_terminal_gets_no_character_that_drives_it(text, color=False, ascii_only=True)
    test_junit_has_the_elements_of_ours_and_validates(text, "error")
    test_csv_has_as_many_cells_and_no_formula(text, "named")
