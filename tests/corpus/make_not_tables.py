"""What people upload in place of a table."""

import json
import sqlite3
import tempfile
from pathlib import Path

from corpus_case import FINDINGS, OK, REFUSED, Case
from six_orders import HEADER, ROWS, lines, plain

RECORDS = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
INSERTS = "\n".join(f"INSERT INTO orders VALUES {tuple(row)};" for row in ROWS)
CELLS = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in [HEADER, *ROWS])


def database() -> bytes:
    """A file of SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.db"
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE orders (order_id TEXT)")
        connection.commit()
        connection.close()
        return path.read_bytes()


def refused(name: str, how: str, data: bytes, *, new: bool = True) -> Case:
    """A file of another kind."""
    return Case(name, how, data, REFUSED, "error", rows=None, sum=None, new=new)


CASES = [
    refused("json_lines", "one JSON object a line", "\n".join(map(json.dumps, RECORDS)).encode()),
    refused("json_array", "an array of JSON objects", json.dumps(RECORDS).encode(), new=False),
    refused(
        "json_array_indented", "the same over many lines", json.dumps(RECORDS, indent=2).encode()
    ),
    refused("xml", "XML", b'<?xml version="1.0"?>\n<orders><order id="1"/></orders>\n'),
    refused(
        "html_table",
        "an HTML table, which Excel opens as a sheet",
        f"<table>{CELLS}</table>".encode(),
    ),
    refused(
        "html_after_bom", "a page after a BOM and blank lines", b"\xef\xbb\xbf\n\n  <html></html>\n"
    ),
    refused("sql_dump", "INSERT statements", INSERTS.encode()),
    refused("pdf", "a PDF", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"),
    refused("sqlite", "a database of SQLite", database()),
    refused("png", "a screenshot", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)),
    refused("arrow", "a file of Arrow, or Feather", b"ARROW1\x00\x00" + bytes(64) + b"ARROW1"),
    refused("avro", "a file of Avro", b"Obj\x01\x04\x16avro.schema" + bytes(32)),
    refused("orc", "a file of ORC", b"ORC\x08\x03\x10\x06" + bytes(32) + b"\x03ORC"),
    refused(
        "old_workbook",
        "an old .xls that was renamed",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    ),
    refused("rtf", "a document of Word pad", b"{\\rtf1\\ansi order_id,amount\\par 1,2\\par}"),
    refused("server_error", "what a failing server answers", b"Internal Server Error\n"),
    refused(
        "access_denied",
        "what a bucket answers, in words",
        b"Access Denied: the link has expired.\n",
    ),
    refused(
        "lfs_pointer",
        "the pointer of Git LFS where the file was not fetched",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n",
    ),
    Case(
        "http_headers",
        "the answer of a server with its headers above the table (curl -i)",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n\r\n" + plain(end="\r\n"),
        OK,
        "warning",
        "preamble",
        accept=(REFUSED,),
        new=True,
    ),
    Case(
        "mail",
        "a mail with the table in its text",
        b"From: erp@example.com\nSubject: Export\n\nHello,\nhere it is.\n\n" + plain(),
        OK,
        "warning",
        "preamble",
        accept=(REFUSED,),
        new=True,
    ),
    Case(
        "cut_by_an_error",
        "a stream that broke: three rows and then the server's words",
        "\n".join([*lines()[:4], "ERROR: canceling statement due to timeout", ""]).encode(),
        FINDINGS,
        "error",
        "ragged",
        rows=None,
        sum=None,
        line=5,
        new=True,
    ),
]
