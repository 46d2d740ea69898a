import sys
import unicodedata

import pytest
from hard_types import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from salesops.render import safe

ANY = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain Ünïcödé 東京 ❤️", "plain Ünïcödé 東京 ❤️"),
        ("\x1b[2J", r"\x1b[2J"),
        ("\x7f\x9b", r"\x7f\x9b"),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("\u202e\u2066\u200b\ufeff\u2028\xad", r"\u202e\u2066\u200b\ufeff\u2028\xad"),
        ("\ud800", r"\ud800"),
        ("\U000e0041\u3164", r"\U000e0041\u3164"),
        ("a\u00a0b", "a\u00a0b"),
        ("\ufffe\U0001ffff\ufdd0", r"\ufffe\U0001ffff\ufdd0"),
        ("\u2065\ufff0\U000e0fff", r"\u2065\ufff0\U000e0fff"),
        ("a ##[error]b", r"a #\x23[error]b"),
    ],
)
def test_visible(text, seen):
    assert safe.visible(text) == seen


def test_no_unseen_character_of_all_unicode_passes():
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    left = {unicodedata.category(char) for char in safe.visible(everything)}
    assert not left & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(ANY)
def test_visible_is_one_line_that_utf8_holds(text):
    assert len(safe.visible(text).encode().splitlines()) <= 1


PLACES = {
    "paragraph": ("{}", "paragraph_open"),
    "heading": ("# {}", "heading_open"),
    "item": ("- {}", "bullet_list_open"),
    "quote": ("> {}", "blockquote_open"),
    "cell": ("| a | b |\n| --- | --- |\n| {} | x |", "table_open"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_markdown_renders_literally(place, text):
    _assert_literal(place, text)


@pytest.mark.parametrize("place", PLACES)
@given(text=st.text(st.sampled_from("ab1 -+=#*_`~<>[]()!|&;:.\\\n\"'$@")).filter(str.strip))
def test_any_punctuation_renders_literally(place, text):
    _assert_literal(place, text)


def _assert_literal(place, text):
    wrapped, kind = PLACES[place]
    # With HTML and deletions allowed, as most readers of Markdown have it.
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = parser.parse(wrapped.format(safe.markdown(text)))
    inlines = [t for t in tokens if t.type == "inline"]
    inline = inlines[2 if place == "cell" else 0]
    assert tokens[0].type == kind
    assert len(inlines) == (4 if place == "cell" else 1)
    assert {child.type for child in inline.children} <= {"text", "text_special"}
    assert "".join(child.content for child in inline.children) == safe.visible(text).strip()


def test_markdown_stays_readable():
    for text in ("net_sales", "-20.0 %", "12.50", "#1001", "R&D", "= 0.0 %", "(so far)", "$5!"):
        assert safe.markdown(text) == text


@pytest.mark.parametrize(
    ("line", "logged"),
    [
        ("::error::x", r"\x3a:error::x"),
        ("  ::error::x", r"  \x3a:error::x"),
        ("a ::error::x", "a ::error::x"),
        ("a ##[error]x", r"a #\x23[error]x"),
        ("", ""),
    ],
)
def test_no_line_of_the_terminal_is_a_command_of_a_ci_log(line, logged):
    assert safe.logged(line) == logged


@given(ANY)
def test_ascii_only(text):
    assert safe.ascii_only(safe.visible(text)).isascii()


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+31 20 123",
        "-2+3",
        "@SUM(1)",
        "\tx",
        "\rx",
        "＝1",
        "+5",
        "\ufeff=1",
        "\x00\r",
        "\x00-1",
    ],
)
def test_spreadsheet_quotes_formulas(text):
    assert safe.spreadsheet(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-12.50", "-3", "12", "a=b", "", " =1", "#1001"])
def test_spreadsheet_leaves_the_rest(text):
    assert safe.spreadsheet(text) == text
