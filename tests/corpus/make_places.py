"""Where files lie and what they are called."""

import os
import socket
from pathlib import Path

from corpus_case import OK, REFUSED, UNSETTLED, Case, Make
from six_orders import ROWS, plain

OTHER = plain().replace(b"A-", b"B-")


def link_inside(folder: Path) -> list[str]:
    """A link to a file beside it, named itself."""
    (folder / "real.csv").write_bytes(plain())
    (folder / "link.csv").symlink_to(folder / "real.csv")
    return [str(folder / "link.csv")]


def link_outside(folder: Path) -> list[str]:
    """A folder with a link out of it: who put it there named the file."""
    (folder / "archived.csv").write_bytes(OTHER)
    (folder / "exports").mkdir()
    (folder / "exports" / "orders.csv").write_bytes(plain())
    (folder / "exports" / "link.csv").symlink_to(folder / "archived.csv")
    return [str(folder / "exports")]


def folder_that_loops(folder: Path) -> list[str]:
    """A folder that holds a link to itself."""
    (folder / "orders.csv").write_bytes(plain())
    (folder / "again").symlink_to(folder)
    return [str(folder)]


def file_and_link(folder: Path) -> list[str]:
    """A folder with a file and a link to it: one file."""
    (folder / "orders.csv").write_bytes(plain())
    (folder / "latest.csv").symlink_to(folder / "orders.csv")
    return [str(folder)]


def named_twice(folder: Path) -> list[str]:
    """The same file named twice, once by a detour."""
    (folder / "orders.csv").write_bytes(plain())
    return [str(folder / "orders.csv"), f"{folder}/../{folder.name}/orders.csv"]


def bytes_in_name(folder: Path) -> list[str]:
    """A name that is no UTF-8."""
    path = os.fsencode(folder) + b"/caf\xe9.csv"
    Path(os.fsdecode(path)).write_bytes(plain())
    return [os.fsdecode(path)]


def a_socket(folder: Path) -> list[str]:
    """A socket that is called as an export."""
    here = Path.cwd()
    os.chdir(folder)  # the name of a socket has at most 108 bytes
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("orders.csv")
    os.chdir(here)
    return [str(folder / "orders.csv")]


def words(*paths: str) -> Make:
    """Paths that lead nowhere, in an empty folder; `{}` stands for it."""
    return lambda folder: [path.replace("{}", str(folder)) for path in paths]


def with_file(*paths: str) -> Make:
    """The orders in a folder, and paths to name."""

    def made(folder: Path) -> list[str]:
        (folder / "orders.csv").write_bytes(plain())
        return [path.replace("{}", str(folder)) for path in paths]

    return made


def named(name: str, path: str, how: str) -> Case:
    """The orders in a file of that name."""
    return Case(name, how, plain(), name=path, new=True)


def nowhere(name: str, how: str, *paths: str) -> Case:
    """Paths with nothing behind them."""
    return Case(name, how, words(*paths), REFUSED, "error", rows=None, sum=None, new=True)


def empty(name: str, how: str, data: bytes | dict[str, bytes]) -> Case:
    """A file or a folder with nothing in it to read."""
    return Case(name, how, data, REFUSED, "error", rows=None, sum=None, new=True)


CASES = [
    named(
        "name_with_blanks", "orders of march (1).csv", "blanks and brackets, as a browser writes"
    ),
    named("name_with_dash", "-orders.csv", "a dash in front"),
    named("name_like_option", "--help.csv", "a name like an option"),
    named("name_of_255", "o" * 251 + ".csv", "the longest name that a file can have"),
    named("name_in_capitals", "ORDERS.CSV", "the ending in capitals"),
    named("name_hidden", ".orders.csv", "a hidden file, named itself"),
    named("name_with_dot", "orders.csv.", "a dot after the ending"),
    named("name_without_ending", "orders", "no ending at all"),
    named("name_composed", "caf\u00e9.csv", "an accent in one character"),
    named("name_decomposed", "cafe\u0301.csv", "an accent in two characters, as a Mac writes"),
    named("name_with_question", "orders?.csv", "a question mark, which globs know"),
    named("name_with_star_folder", "[a-z].csv", "a name that is a pattern of other names"),
    named("name_of_bytes", "orders\\march.csv", "a backslash, which Windows takes for a folder"),
    Case("name_no_utf8", "a name that is no UTF-8", bytes_in_name, new=True),
    Case("link", "a link to a file beside it", link_inside, OK, "ok|warning"),
    Case(
        "link_out",
        "a link out of the folder is a file of the folder",
        link_outside,
        rows=12,
        sum="518.00",
        new=True,
    ),
    Case(
        "folder_loops",
        "a folder with a link to itself",
        folder_that_loops,
        OK,
        "ok|warning",
        new=True,
    ),
    Case("file_and_link", "a file and a link to it are one file", file_and_link, new=True),
    Case("named_twice", "one file named twice is read once", named_twice, new=True),
    Case("capitals_in_folder", "a folder with ORDERS.CSV", {"ORDERS.CSV": plain()}, new=True),
    Case(
        "folder_called_csv",
        "a folder that is called like a file, with a file in it",
        {"orders.csv/a.csv": plain()},
        new=True,
    ),
    Case(
        "lock_beside",
        "the lock file of a program that has the file open",
        {"orders.csv": plain(), ".~lock.orders.csv#": b"x"},
        new=True,
    ),
    Case(
        "other_files_beside",
        "a folder with notes and pictures too",
        {"orders.csv": plain(), "a.pdf": b"%PDF-", "b.docx": b"PK\x03\x04"},
        new=True,
    ),
    Case(
        "two_files",
        "two files of one table",
        {"a.csv": plain(), "b.csv": OTHER},
        rows=12,
        sum="518.00",
    ),
    Case(
        "folders_in_folders",
        "a folder for each month",
        {"2024/03/a.csv": plain(), "2024/04/b.csv": OTHER},
        rows=12,
        sum="518.00",
        new=True,
    ),
    Case(
        "names_alike",
        "two names that look the same, one composed, one not",
        {"caf\u00e9.csv": plain(), "cafe\u0301.csv": OTHER},
        rows=12,
        sum="518.00",
        new=True,
    ),
    Case(
        "one_good_one_bad",
        "a good file beside a login page: the page is refused, the rest is read",
        {"a.csv": plain(), "b.csv": b"<html></html>"},
        REFUSED,
        "error",
        "table",
        new=True,
    ),
    Case(
        "one_good_one_cut",
        "a good file beside a cut one",
        {"a.csv": plain(), "b.csv.gz": b"\x1f\x8b\x08\0\0"},
        REFUSED,
        "error",
        "whole",
        new=True,
    ),
    Case("glob", "a pattern", with_file("{}/*.csv"), new=True),
    Case(
        "slash_after",
        "a slash after the name of a file",
        with_file("{}/orders.csv/"),
        REFUSED,
        "error",
        accept=(OK,),
        new=True,
    ),
    nowhere("glob_of_none", "a pattern that nothing matches", "{}/*.csv"),
    nowhere("name_too_long", "a name longer than any file has", "{}/" + "o" * 300 + ".csv"),
    nowhere("url", "an address: nothing is fetched", "https://example.invalid/orders.csv"),
    nowhere("file_url", "a file as an address", "file:///etc/passwd.csv"),
    nowhere("bucket", "an object of a bucket", "s3://bucket/orders.csv"),
    nowhere("standard_input", "a dash for standard input", "-"),
    nowhere("windows_path", "a path of Windows", "C:\\exports\\orders.csv"),
    nowhere("null_device", "/dev/null", "/dev/null"),
    Case(
        "no_path",
        "an empty word",
        words(""),
        REFUSED,
        "error",
        rows=None,
        sum=None,
        accept=(UNSETTLED,),
        new=True,
    ),
    Case("socket", "a socket", a_socket, REFUSED, "error", rows=None, sum=None, new=True),
    empty("empty_file", "no byte", b""),
    empty("only_bom", "a BOM and nothing else", b"\xef\xbb\xbf"),
    empty("only_nuls", "a sparse file that was never written", bytes(4096)),
    empty("only_blanks", "blanks and line ends", b"   \n  \n\n"),
    empty("folder_of_hidden", "a folder of hidden files", {".orders.csv": plain()}),
    empty("folder_of_others", "a folder of other files", {"a.pdf": b"%PDF-", "b.txt.bak": plain()}),
    Case(
        "same_file_twice",
        "the same export under two names: metrics.md counts each order once",
        {"orders.csv": plain(), "orders (1).csv": plain()},
        OK,
        "ok|warning|error",
        rows=None,
        sum=None,
        accept=(1,),
        new=True,
    ),
    Case(
        "part_downloaded",
        "a download that goes on, which the folder holds beside the last one",
        {"orders.csv": plain(), "orders.csv.crdownload": plain(ROWS[:2])},
        new=True,
    ),
]
