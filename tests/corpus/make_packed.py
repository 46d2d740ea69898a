"""Compressed files: whole, cut, flipped, packed twice, or packed by something else."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from pathlib import Path

from corpus_case import OK, REFUSED, Case, Make
from six_orders import ROWS, plain

CSV = plain()
MANY = plain([[f"M-{n}", *ROWS[1][1:]] for n in range(5000)])
"""5,000 orders of 5.00: 25,000.00."""
PACKED = gzip.compress(CSV, mtime=0)
LONG = gzip.compress(MANY, mtime=0)


def zstd(data: bytes) -> bytes:
    """One frame of zstd."""
    import pyarrow as pa

    return bytes(pa.compress(data, codec="zstd", asbytes=True))


def stored(data: bytes) -> bytes:
    """A frame of zstd by hand: one block as it is, its size stated, no checksum."""
    block = (len(data) << 3 | 1).to_bytes(3, "little")
    return b"\x28\xb5\x2f\xfd\xa0" + len(data).to_bytes(4, "little") + block + data


def tar(mode: str) -> bytes:
    """An archive that holds the orders."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        member = tarfile.TarInfo("orders.csv")
        member.size = len(CSV)
        archive.addfile(member, io.BytesIO(CSV))
    return out.getvalue()


def zipped(*names: str) -> bytes:
    """A zip archive with the orders under each name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), CSV)
    return out.getvalue()


def flipped(data: bytes, at: int) -> bytes:
    """One bit of one byte turned."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def named_inside() -> bytes:
    """Gzip with the name and the time of the file in its head, as the program writes it."""
    out = io.BytesIO()
    with gzip.GzipFile("orders.csv", "wb", fileobj=out, mtime=1_700_000_000) as packed:
        packed.write(CSV)
    return out.getvalue()


def bomb(folder: Path) -> list[str]:
    """80 MB of zeros in a file of 80 KB."""
    (folder / "orders.csv.gz").write_bytes(gzip.compress(bytes(80_000_000), 6, mtime=0))
    return [str(folder / "orders.csv.gz")]


def refused(
    name: str, how: str, data: Make, path: str = "orders.csv.gz", *, new: bool = True
) -> Case:
    """A file that must not be read."""
    return Case(name, how, data, REFUSED, "error", name=path, new=new)


CASES = [
    Case(
        "gzip_with_name", "gzip with a name and a time inside", named_inside(), name="orders.csv.gz"
    ),
    Case("gzip_named_csv", "gzip in a file that is called .csv", PACKED, level="ok", new=True),
    Case(
        "csv_named_gz",
        "plain CSV in a file that is called .gz",
        CSV,
        OK,
        "ok|warning",
        name="orders.csv.gz",
        new=True,
    ),
    Case("zstd_named_csv", "zstd in a file that is called .csv", zstd(CSV), level="ok", new=True),
    Case(
        "zstd_two_frames",
        "two frames of zstd",
        zstd(CSV[:200]) + zstd(CSV[200:]),
        name="orders.csv.zst",
        new=True,
    ),
    Case(
        "zstd_stored",
        "a frame of zstd that packs nothing",
        stored(CSV),
        name="orders.csv.zst",
        new=True,
    ),
    Case(
        "gzip_empty_member",
        "an empty member before the data, as a log rotation leaves",
        gzip.compress(b"", mtime=0) + PACKED,
        name="orders.csv.gz",
        new=True,
    ),
    Case(
        "gzip_zeros_after",
        "zeros after the data, as tapes pad: gzip takes them for nothing",
        PACKED + bytes(512),
        name="orders.csv.gz",
        accept=(REFUSED,),
        new=True,
    ),
    refused("gzip_wrong_size", "the size in the trailer is wrong", PACKED[:-4] + b"\x01\0\0\0"),
    refused(
        "gzip_wrong_crc",
        "the checksum in the trailer is wrong",
        flipped(PACKED, len(PACKED) - 6),
        new=False,
    ),
    refused("gzip_five_bytes", "cut in its head", PACKED[:5]),
    refused("gzip_half", "cut in the middle", LONG[: len(LONG) // 2], new=False),
    refused("gzip_no_trailer", "the trailer is missing", LONG[:-8], new=False),
    refused("gzip_junk_after", "other bytes after the data", PACKED + b"junk after the end"),
    Case(
        "gzip_flag",
        "a flag that no version of gzip has: the data is whole by its checksum, or it is refused",
        PACKED[:3] + b"\xe0" + PACKED[4:],
        name="orders.csv.gz",
        accept=(REFUSED,),
        new=True,
    ),
    refused("gzip_flip", "a bit turned in the middle", flipped(LONG, len(LONG) // 2), new=False),
    refused("gzip_second_cut", "the second of two members is cut", PACKED + LONG[:-20]),
    refused("gzip_of_nothing", "a member that holds nothing", gzip.compress(b"", mtime=0)),
    refused(
        "gzip_of_page",
        "a login page that the server compressed",
        gzip.compress(b"<html></html>", mtime=0),
    ),
    refused("gzip_twice", "gzip in gzip", gzip.compress(PACKED, mtime=0)),
    refused("gzip_of_zip", "a zip in gzip", gzip.compress(zipped("orders.csv"), mtime=0)),
    refused("gzip_bomb", "80 MB of zeros", bomb, new=False),
    refused("zlib", "zlib without a head of gzip", zlib.compress(CSV)),
    refused(
        "zstd_cut", "a frame of zstd cut short", stored(CSV)[:-30], "orders.csv.zst", new=False
    ),
    refused("zip_of_two", "a zip of two files", zipped("a.csv", "b.csv"), "orders.zip.csv"),
    refused("zip_of_none", "a zip of no file", zipped(), "orders.csv"),
    refused("xz", "xz", lzma.compress(CSV), "orders.csv"),
    refused("bz2", "bzip2", bz2.compress(CSV), "orders.csv"),
    refused("tar", "a tar archive: the table stands between its heads", tar("w"), "orders.csv"),
    refused("tar_gz", "a tar archive in gzip", tar("w:gz")),
    refused("seven_zip", "7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(range(200)), "orders.csv"),
    refused("rar", "rar", b"Rar!\x1a\x07\x01\x00" + bytes(range(200)), "orders.csv"),
    refused("lz4", "lz4", b"\x04\x22\x4d\x18\x64\x40\xa7" + bytes(range(200)), "orders.csv"),
    refused(
        "compress_z", "the compress of old Unix", b"\x1f\x9d\x90" + bytes(range(200)), "orders.csv"
    ),
    Case(
        "gzip_member_lost",
        "cut exactly between two members: nothing says that there was a second; the count that the "
        "contract asks does",
        gzip.compress(plain(ROWS[:4]), mtime=0),
        1,
        "error",
        "row-count",
        rows=4,
        sum="187.40",
        contract="counted",
        name="orders.csv.gz",
        new=True,
    ),
]
