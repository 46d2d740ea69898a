"""YAML read strictly: text stays as written, and what is doubtful is refused with its line."""

from decimal import Decimal

import pytest
from odcs_files import parsed

from salesops.checks import strict_yaml
from salesops.errors import InputError, UsageError


@pytest.mark.parametrize(
    "word", ["NO", "on", "off", "y", "1.10", "0123", "1E5", "0x1F", "2024-01-01", "12:30:00", "1_0"]
)
def test_a_word_stays_the_text_that_was_written(word):
    listed = parsed(f"values: [{word}, '{word}']").each("values")
    assert [item.text() for item in listed] == [word, word]


@pytest.mark.parametrize(
    ("written", "number"),
    [("12.50", "12.50"), ("-3", "-3"), ("+.5", "0.5"), ("1e3", "1000"), ("0123", "123")],
)
def test_a_number_is_exactly_what_is_written(written, number):
    assert parsed(f"n: {written}").get("n").number() == Decimal(number)


@pytest.mark.parametrize("written", ["'12'", "1,5", "0x1F", "1_000", ".inf", ".nan", "1e400", "١٢"])
def test_what_yaml_12_calls_no_number_is_none(written):
    with pytest.raises(UsageError, match=r"c\.yaml, line 1: n: "):
        parsed(f"n: {written}").get("n").number()


@pytest.mark.parametrize("written", ["yes", "on", "1", "'true'", "y"])
def test_only_true_and_false_are_flags(written):
    assert parsed("n: true").get("n").flag() is True
    assert parsed("n: False").get("n").flag() is False
    with pytest.raises(UsageError, match="write true or false"):
        parsed(f"n: {written}").get("n").flag()


@pytest.mark.parametrize("written", ["", "~", "null", "NULL"])
def test_null_is_no_text_unless_it_is_quoted(written):
    assert parsed(f"n: {written}").get("n").null
    assert parsed(f"n: '{written}'").get("n").text() == written
    with pytest.raises(UsageError, match="is empty"):
        parsed(f"n: {written}").get("n").text()


def test_a_key_twice_is_refused_with_both_lines():
    with pytest.raises(
        UsageError, match=r"c\.yaml, line 4: schema\[0\]\.name is there twice, first on line 3"
    ):
        parsed("version: 1\nschema:\n  - name: a\n    name: b\n")


def test_an_anchor_stands_for_what_it_names():
    found = parsed("a: &x [1, 2]\nb: *x\n").each("b")
    assert [item.text() for item in found] == ["1", "2"]


def test_ten_anchors_that_stand_for_a_billion_values_are_refused():
    bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    bomb += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(UsageError, match=r"line 5: over 100,000 values"):
        parsed("\n".join(bomb))


def test_an_anchor_that_holds_itself_is_refused():
    with pytest.raises(UsageError, match=r"\*a stands for nothing"):
        parsed("a: &a [*a]")


def test_a_hundred_thousand_brackets_are_refused_and_end_no_stack():
    with pytest.raises(UsageError, match="30 levels"):
        parsed("[" * 100_000)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1", "is not YAML"),
        ("a: 'x", "is not YAML"),
        ("a: b: c", "is not YAML"),
        ("a:\n\tb: 1", "is not YAML"),
        ("a: \x00", "is not YAML"),
        ("", "is empty"),
        ("# only a comment", "is empty"),
        ("a: 1\n---\nb: 2", "line 2: a second document"),
        ("a: !!python/object/apply:os.system [ls]", r"the tag tag:yaml.org,2002:python"),
        ("? [a, b]\n: 1", "a key must be one word"),
    ],
)
def test_what_is_no_single_plain_document_is_refused(text, said):
    with pytest.raises(UsageError, match=said):
        parsed(text)


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path):
    for mark in (b"", b"\xef\xbb\xbf"):
        path = tmp_path / "c.yaml"
        path.write_bytes(mark + "name: Café\n".encode())
        assert strict_yaml.read(path).word("name") == "Café"


def test_the_parser_without_libyaml_reads_and_refuses_alike(monkeypatch):
    monkeypatch.delattr("yaml.CBaseLoader")
    assert parsed("a: [NO, '1']").each("a")[0].text() == "NO"
    for text, said in (("[" * 1000, "30 levels"), ("a: [1", "is not YAML"), ("", "is empty")):
        with pytest.raises(UsageError, match=said):
            parsed(text)


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"name: Caf\xe9", UsageError, "is not UTF-8 at byte 9"),
        (b"#" * 1_000_001, UsageError, "over 1,000,000 bytes"),
        (b"PAR1\x00\xff\xfe", UsageError, "is not UTF-8"),
    ],
)
def test_a_file_that_is_no_text_or_no_contract_is_refused(tmp_path, content, error, said):
    path = tmp_path / "c.yaml"
    path.write_bytes(content)
    with pytest.raises(error, match=said):
        strict_yaml.read(path)


def test_a_file_that_is_not_there_is_an_input_and_no_usage_error(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        strict_yaml.read(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="Is a directory"):
        strict_yaml.read(tmp_path)
