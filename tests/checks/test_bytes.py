"""What check is told of a file's bytes where the other commands would stop, or not look."""

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from salesops.errors import InputError, SalesopsError, UsageError
from salesops.exports import files
from salesops.exports.bytes_seen import Seen, Tally
from salesops.exports.inspect import inspect, verified
from salesops.exports.utf8 import CHUNK

HEAD = b"id,name,amount\n"


def seen(folder: Path, data: bytes, name: str = "a.csv", **asked) -> Seen:
    path = folder / name
    path.write_bytes(data)
    copies = folder / "copies"
    copies.mkdir(exist_ok=True)
    return verified(inspect(path, **asked, tolerant=True), copies, tolerant=True)


def refusal(folder: Path, data: bytes, name: str = "a.csv", **asked) -> str:
    with pytest.raises(SalesopsError) as error:
        seen(folder, data, name, **asked)
    assert name in str(error.value)
    return error.value.check


def test_a_clean_file_shows_nothing_and_is_read_in_place(tmp_path):
    found = seen(tmp_path, HEAD + b"1,A,2.50\n2,B,3.00\n")
    assert found.path == tmp_path / "a.csv"
    assert (found.lines, found.size, found.encoding) == (3, 33, "utf-8")
    assert found.final_newline
    assert found.ascii
    assert (found.nuls, found.notes) == ((), ())
    assert (found.mixed_ends, found.controls, found.special) == (False, False, False)


def test_a_nul_inside_a_row_is_told_by_its_line_and_shown_in_the_copy(tmp_path):
    found = seen(tmp_path, HEAD + b"1,A,2\n2,B\0\0B,3\n3,C,4\n4,\0D,5\n")
    assert (found.nuls, found.nul_count) == ((3, 5), 3)
    rows = found.path.read_text().splitlines()
    assert rows == ["id,name,amount", "1,A,2", "2,B\ufffd\ufffdB,3", "3,C,4", "4,\ufffdD,5"]


def test_lines_with_a_nul_are_counted_past_crlf_and_blocks(tmp_path):
    row = b"1,AAAAAAAAAAAAAAAAAAAA,2\r\n"
    rows = CHUNK // len(row) + 100
    found = seen(tmp_path, b"id,name,amount\r\n" + row * rows + b"2,\0,3\r\n")
    assert found.nuls == (rows + 2,)
    assert found.lines == rows + 2
    assert not found.mixed_ends


def test_at_most_five_lines_with_a_nul_are_named(tmp_path):
    found = seen(tmp_path, HEAD + b"1,\0,2\n" * 9)
    assert (found.nuls, found.nul_count) == ((2, 3, 4, 5, 6), 9)


@pytest.mark.parametrize("how", [lambda data: data, gzip.compress], ids=["plain", "gzip"])
def test_a_nul_is_shown_in_packed_text_too(tmp_path, how):
    found = seen(tmp_path, how(HEAD + b"1,A\0,2\n"))
    assert (found.nuls, found.path.read_text()) == ((2,), "id,name,amount\n1,A\ufffd,2\n")


REFUSED = {
    "NULs at the end": (HEAD + b"1,A,2\n" + b"\0" * 64, "whole"),
    "one NUL at the end": (HEAD + b"1,A,2\n\0", "whole"),
    "a hole of NULs": (HEAD + b"1,A,2\n" + b"\0" * 4096 + b"9,Z,2\n", "whole"),
    "a hole past the head": (HEAD + b"1,A,2\n" * 60_000 + b"\0" * 4096 + b"9,Z,2\n", "whole"),
    "nothing but NULs": (b"\0" * 4096, "whole"),
    "gzip with a wrong checksum": (gzip.compress(HEAD * 9)[:-8] + b"\0" * 8, "whole"),
    "gzip cut short": (gzip.compress(HEAD * 9)[:-3], "whole"),
    "rubbish after gzip": (gzip.compress(HEAD * 9) + b"rubbish", "whole"),
    "a bomb": (gzip.compress(HEAD + b"0" * (40 << 20)), "whole"),
    "latin-1": ("id,name\n1,Käse\n".encode("latin-1"), "encoding"),
    "latin-1 past the head": (HEAD + b"1,A,2\n" * 60_000 + b"2,K\xe4se,2\n", "encoding"),
    "half a character at the end": (HEAD + "1,é".encode()[:-1], "encoding"),
    "UTF-16 without a mark": (HEAD.decode().encode("utf-16-le"), "encoding"),
    "a page": (b"<!DOCTYPE html>", "table"),
    "an empty gzip": (gzip.compress(b""), "readable"),
}


@pytest.mark.parametrize(("data", "check"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_names_its_check(tmp_path, data, check):
    assert refusal(tmp_path, data) == check


ENDS = {
    "LF": (b"a,b\n1,2\n", False, True),
    "CRLF": (b"a,b\r\n1,2\r\n", False, True),
    "CR": (b"a,b\r1,2\r", False, True),
    "CRLF and LF": (b"a,b\r\n1,2\n3,4\r\n", True, True),
    "a lone CR in a field": (b"a,b\n1,x\ry\n", True, True),
    "no last line end": (b"a,b\n1,2", False, False),
    # A sheet saved as CSV: its rows end in CRLF, the line breaks inside of its cells in LF.
    "LF inside of quotes only": (b'a,b\r\n1,"x\ny"\r\n', False, True),
    "LF inside of quotes and out": (b'a,b\r\n1,"x\ny"\n', True, True),
    "a quote that never closes": (b'a,b\r\n1,"x\n', True, True),
}


@pytest.mark.parametrize(("data", "mixed", "final"), ENDS.values(), ids=ENDS)
def test_line_ends(tmp_path, data, mixed, final):
    found = seen(tmp_path, data)
    assert (found.mixed_ends, found.final_newline) == (mixed, final)


def test_rows_that_end_in_two_ways_end_in_one_in_the_copy(tmp_path):
    found = seen(tmp_path, b"a,b\r\n1,2\n3,4\r5,6\n")
    assert found.path.read_bytes() == b"a,b\n1,2\n3,4\n5,6\n"


MARKS = {
    "ESC": ("\x1b[31m", True, False),
    "bell": ("\x07", True, False),
    "delete": ("\x7f", True, False),
    "C1": ("\x9b31m", True, False),
    "right to left override": ("\u202e", False, True),
    "isolate": ("\u2066", False, True),
    "zero width space": ("\u200b", False, True),
    "word joiner": ("\u2060", False, True),
    "soft hyphen": ("\xad", False, True),
    "byte order mark inside": ("\ufeff", False, True),
    "accents": ("Käse – €“ł", False, False),
    "no-break space": ("\xa0", False, False),
    "tab": ("\t", False, False),
}


@pytest.mark.parametrize(("mark", "controls", "special"), MARKS.values(), ids=MARKS)
def test_marks_that_nobody_sees(tmp_path, mark, controls, special):
    found = seen(tmp_path, HEAD + f"1,a{mark}b,2\n".encode())
    assert (found.controls, found.special) == (controls, special)
    assert found.ascii == mark.isascii()


def test_a_byte_order_mark_at_the_start_is_none_of_them(tmp_path):
    assert not seen(tmp_path, b"\xef\xbb\xbf" + HEAD).special


@pytest.mark.parametrize("mark", ["\u202e", "\x85"])
def test_a_mark_that_lies_across_two_blocks_is_seen(mark):
    for at in range(1, len(mark.encode())):
        tally = Tally()
        tally.add("é".encode() + mark.encode()[:at])
        tally.add(mark.encode()[at:])
        assert tally.controls or tally.special


def test_crlf_across_two_blocks_is_one_end():
    tally = Tally()
    tally.add(b"a\r")
    tally.add(b"\nb\r\n")
    assert (tally.ends, tally.mixed) == (2, False)


def test_encodings_are_tried_in_their_order(tmp_path):
    both = ("utf-8", "cp1252")
    assert seen(tmp_path, "id\nKäse €\n".encode(), declared=both).encoding == "utf-8"
    found = seen(tmp_path, "id\nKäse €\n".encode("cp1252"), declared=both)
    assert (found.encoding, found.path.read_text("utf-8")) == ("cp1252", "id\nKäse €\n")
    late = HEAD + b"1,A,2\n" * 60_000 + "2,Käse,2\n".encode("cp1252")
    assert seen(tmp_path, late, declared=both).encoding == "cp1252"
    assert refusal(tmp_path, b"id\n\x81\n", declared=both) == "encoding"


def test_a_list_with_an_encoding_that_is_none_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="cp9999"):
        seen(tmp_path, HEAD, declared=("utf-8", "cp9999"))


def test_latin_1_takes_every_byte_but_shows_that_euro_signs_became_controls(tmp_path):
    found = seen(tmp_path, "id\n12 €\n".encode("cp1252"), declared="latin-1")
    assert found.controls


def pages(folder: Path, *, checksum: bool) -> Path:
    """Numbers as they are, not packed, with a bit of one flipped."""
    path = folder / "a.parquet"
    table = pa.table({"amount": pa.array(range(1_000, 2_000), pa.int64())})
    pq.write_table(
        table, path, use_dictionary=False, compression="none", write_page_checksum=checksum
    )
    data = bytearray(path.read_bytes())
    at = data.find((1_500).to_bytes(8, "little"))
    data[at] ^= 1
    path.write_bytes(data)
    return path


def test_a_bit_that_flipped_in_a_parquet_page_is_found_by_its_checksum(tmp_path):
    data = pages(tmp_path, checksum=True).read_bytes()
    assert refusal(tmp_path, data, "a.parquet") == "whole"


def test_without_a_checksum_nobody_can_see_it(tmp_path):
    data = pages(tmp_path, checksum=False).read_bytes()
    assert seen(tmp_path, data, "a.parquet").path.name == "a.parquet"
    assert pq.read_table(tmp_path / "a.parquet")["amount"][500].as_py() == 1_501


def test_the_other_commands_verify_pages_too(tmp_path):
    file = inspect(pages(tmp_path, checksum=True))
    with pytest.raises(InputError, match="CRC"):
        verified(file, tmp_path)


@pytest.mark.parametrize("names", [["amount", "amount"], ["amount", "Amount"]])
def test_parquet_columns_of_one_name_are_refused(tmp_path, names):
    table = pa.table([pa.array([1]), pa.array([2])], names=names)
    pq.write_table(table, tmp_path / "b.parquet")
    data = (tmp_path / "b.parquet").read_bytes()
    assert refusal(tmp_path, data, "a.parquet") == "header"


def test_a_parquet_file_without_its_end_is_not_whole(tmp_path):
    pq.write_table(pa.table({"id": [1]}), tmp_path / "b.parquet")
    data = (tmp_path / "b.parquet").read_bytes()
    assert refusal(tmp_path, data[:-4], "a.parquet") == "whole"


def test_every_path_is_told_the_good_beside_the_bad(tmp_path):
    for name in ("b.csv", "a.csv", "data/c.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(HEAD)
    (tmp_path / "data" / "empty.csv").touch()
    (tmp_path / "data" / "ring.csv").symlink_to("ring.csv")
    (tmp_path / "data" / "~$open.xlsx").write_bytes(b"owner")
    (tmp_path / "none").mkdir()
    asked = [tmp_path / name for name in ("b.csv", "gone.csv", "a.csv", "none", "data")]
    found = files.look(asked)
    good = [path.name for path in found if isinstance(path, Path)]
    bad = {
        (str(error.path.name), error.check): str(error)
        for error in found
        if isinstance(error, SalesopsError)
    }
    assert good == ["a.csv", "b.csv", "c.csv"]
    assert set(bad) == {(n, "readable") for n in ("gone.csv", "none", "empty.csv", "ring.csv")}
    assert "holds no exports" in bad["none", "readable"]
    assert "is empty" in bad["empty.csv", "readable"]


def test_a_tilde_is_a_name_like_any_other(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "a.csv").write_bytes(HEAD)
    (error,) = files.look([Path("~/a.csv")])
    assert "does not exist" in str(error)
