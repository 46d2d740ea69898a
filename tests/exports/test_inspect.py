"""Bytes: packed, encoded, damaged, or not a table at all."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib

import pyarrow as pa
import pytest
from exports_loading import FLAT, lines, opened, put, sums

from salesops.errors import ChangedError, InputError, UsageError
from salesops.exports import inspect
from salesops.settings import Settings

TEXT = lines(FLAT, *[f"{n},2026-03-01,Käse €,1,10.00,EUR" for n in range(1, 51)])
WHOLE = ("50", "50", "500")


def zst(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return sink.getvalue().to_pybytes()


def zipped(name: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, TEXT)
    return data.getvalue()


def tarred(name: str) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(TEXT.encode())
        archive.addfile(entry, io.BytesIO(TEXT.encode()))
    return data.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
GOOD = {
    "plain": TEXT.encode(),
    "with BOM": TEXT.encode("utf-8-sig"),
    "UTF-16": TEXT.encode("utf-16"),
    "UTF-16 big end": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "UTF-32": TEXT.encode("utf-32"),
    "gzip": gzip.compress(TEXT.encode()),
    "gzip of UTF-16": gzip.compress(TEXT.encode("utf-16")),
    "gzip of two members": gzip.compress(TEXT[:700].encode()) + gzip.compress(TEXT[700:].encode()),
    "zstd": zst(TEXT.encode()),
    "CRLF": TEXT.replace("\n", "\r\n").encode(),
    "CR alone": TEXT.replace("\n", "\r").encode(),
    "no last line end": TEXT.rstrip("\n").encode(),
    "line ends of two kinds": TEXT.replace("\n", "\r\n", 20).encode(),
}


@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD)
def test_is_read_whole(tmp_path, data):
    put(tmp_path, {"sales.csv": data})
    with opened(tmp_path) as book:
        assert sums(book) == WHOLE
        assert book.engine.value("SELECT count(*) FROM order_lines WHERE sku = 'Käse €'") == 50


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


PACKED = gzip.compress(TEXT.encode(), mtime=0)
BAD = {
    "gzip with a wrong checksum": (flipped(PACKED, len(PACKED) - 8), "corrupt or cut short"),
    "gzip cut in its trailer": (PACKED[:-3], "corrupt or cut short"),
    "gzip cut in the middle": (PACKED[: len(PACKED) // 2], "corrupt or cut short"),
    "gzip with a flipped bit": (flipped(PACKED, len(PACKED) // 2), "corrupt|gzip|utf-8|header"),
    "zstd cut": (zst(TEXT.encode())[:-20], "corrupt or cut short"),
    "zip": (zipped("a.csv"), "is a zip archive: name it .zip, or unpack it"),
    "zip cut": (zipped("a.csv")[:-9], "corrupt or cut short"),
    "binary workbook": (zipped("xl/workbook.bin"), "save it as .xlsx"),
    "OpenDocument": (zipped("content.xml"), "save it as .xlsx"),
    "workbook whose parts are none": (zipped("xl/workbook.xml"), "corrupt or cut short"),
    "old workbook": (OLE + b"W\0o\0r\0k\0b\0o\0o\0k\0", r"old Excel.*save it as \.xlsx"),
    "workbook with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "xz": (lzma.compress(TEXT.encode()), "unpack it"),
    "bzip2": (bz2.compress(TEXT.encode()), "unpack it"),
    "tar": (tarred("a.csv"), "unpack it"),
    "gzip in gzip": (gzip.compress(gzip.compress(TEXT.encode())), "compressed twice"),
    "gzip of nothing": (gzip.compress(b""), "is empty"),
    "PDF": (b"%PDF-1.7 ...", "PDF"),
    "HTML": (b"  \n<!DOCTYPE html><html></html>", "HTML"),
    "HTML after a BOM": (b"\xef\xbb\xbf<html></html>", "HTML"),
    "JSON": (b'{"error": "rate limited"}', "JSON"),
    "JSON list": (b'[\n  {"id": 1}]', "JSON"),
    "JSON list of nothing": (b"[]", "JSON"),
    "UTF-16 without a mark": (TEXT.encode("utf-16-le"), "without the mark.*utf-16-le"),
    "UTF-16 big end without a mark": (TEXT.encode("utf-16-be"), "without the mark.*utf-16-be"),
    "NULs at the end": (TEXT.encode() + b"\0" * 64, "NUL"),
    "a NUL in a field": (TEXT.replace("Käse", "K\0se", 1).encode(), "NUL"),
    "cp1252 that nobody declared": (TEXT.encode("cp1252"), "byte 0xE4.*encodings.*cp1252"),
    "empty": (b"", "is empty"),
    "only blank lines": (b"\n\n\n", "no header"),
    "Parquet cut": (b"PAR1" + b"x" * 100, "(?i)parquet|magic"),
}


@pytest.mark.parametrize(("data", "why"), BAD.values(), ids=BAD)
def test_is_refused_by_name(tmp_path, data, why):
    put(tmp_path, {"sales.csv": data})
    with pytest.raises(InputError, match=why) as error, opened(tmp_path):
        pass
    assert "sales.csv" in str(error.value)
    assert "\n" not in str(error.value)


def test_an_encoding_is_believed_when_declared(tmp_path):
    put(tmp_path, {"sales.csv": TEXT.encode("cp1252")})
    with opened(tmp_path, settings=Settings(encodings={"sales.csv": "cp1252"})) as book:
        assert book.engine.value("SELECT count(*) FROM order_lines WHERE sku = 'Käse €'") == 50


def test_a_byte_order_mark_is_believed_over_the_settings(tmp_path):
    put(tmp_path, {"sales.csv": TEXT.encode("utf-8-sig")})
    with opened(tmp_path, settings=Settings(encodings={"sales.csv": "cp1252"})) as book:
        assert sums(book) == WHOLE


def test_a_declared_encoding_is_strict(tmp_path):
    put(tmp_path, {"sales.csv": TEXT.encode("cp1252") + b"\x81"})
    with (
        pytest.raises(InputError, match=r"not cp1252 \(byte 0x81\)"),
        opened(tmp_path, settings=Settings(encodings={"sales.csv": "cp1252"})),
    ):
        pass


@pytest.mark.parametrize("name", ["cp9999", "base64", "", "rot13"])
def test_an_encoding_that_is_none_is_a_usage_error(tmp_path, name):
    put(tmp_path, {"sales.csv": TEXT})
    settings = Settings(encodings={"sales.csv": name or "no such"})
    with (
        pytest.raises(UsageError, match=r"encodings.*sales\.csv"),
        opened(tmp_path, settings=settings),
    ):
        pass


def test_a_header_that_starts_with_pk_is_no_zip(tmp_path):
    text = lines("PK,order_id,date,sku,quantity,amount", "1,1,2026-03-01,A,1,5")
    with opened(put(tmp_path, {"a.csv": text})) as book:
        assert sums(book) == ("1", "1", "5")


def test_a_bomb_is_refused_before_it_goes_off(tmp_path):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = lines(FLAT, "1,2026-03-01,A,1,10.00,EUR").encode()
    data = packer.compress(head) + b"".join(packer.compress(b"0" * (1 << 20)) for _ in range(40))
    put(tmp_path, {"sales.csv.gz": data + packer.flush()})
    with pytest.raises(InputError, match="over 200 times its size"), opened(tmp_path):
        pass


def test_a_file_that_changes_while_it_is_read_asks_to_try_again(tmp_path, monkeypatch):
    put(tmp_path, {"sales.csv": TEXT})
    real = inspect.checked

    def growing(file, copy, *, tolerant):
        text = real(file, copy, tolerant=tolerant)
        with file.path.open("a") as more:
            more.write("51,2026-03-01,A,1,10.00,EUR\n")
        return text

    monkeypatch.setattr(inspect, "checked", growing)
    with pytest.raises(ChangedError, match="changed while it was read"), opened(tmp_path):
        pass


def test_a_file_that_changes_after_its_header_was_read_asks_to_try_again(tmp_path):
    file = inspect.inspect(put(tmp_path, {"sales.csv": TEXT}) / "sales.csv")
    (tmp_path / "sales.csv").write_text(TEXT + "51,2026-03-01,A,1,10.00,EUR\n")
    with pytest.raises(ChangedError, match="changed while it was read") as error:
        inspect.verified(file, tmp_path)
    assert error.value.check == "unchanged"


def test_a_header_in_square_brackets_is_no_json(tmp_path):
    text = lines("[order_id],[date]", "1,2026-03-01")
    file = inspect.inspect(put(tmp_path, {"a.csv": text}) / "a.csv")
    assert file.head == text
