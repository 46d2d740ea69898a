"""The sample's last days with every payload in every text: what attackers can write into a shop."""

import csv
import sys
from pathlib import Path
from zlib import crc32

from salesops.assets import folder

sys.path.insert(0, str(Path(__file__).parents[1] / "render"))

from hostile import PAYLOADS

SCRIPTS = (
    "<script>window.__pwned=1</script>",
    '<img src=x onerror="window.__pwned=1">',
    "</style></title></main><script>window.__pwned=1</script>",
    '<base href="http://127.0.0.1:9/"><meta http-equiv=refresh content="0;url=http://127.0.0.1:9/">',
    "<iframe srcdoc='<script>parent.__pwned=1</script>'></iframe>",
    "![x](http://127.0.0.1:9/pixel.png)",
    "![x](pictures/net_sales_days.png)",
    '<nav class="runs" aria-label="Other runs"></nav>',
    "{{ ''.__class__ }}",
)
TEXTS = {
    "Name", "Order", "order_number", "Email", "Billing Name", "Shipping Name", "Billing City",
    "Lineitem name", "Lineitem sku", "Discount Code", "Notes", "Tags", "Vendor", "Title", "Type",
    "Variant SKU", "SKU", "sku", "supplier", "First Name", "Last Name", "Note", "Segment",
    "Option1 Value", "carrier", "tracking_number", "Shipping Method", "Payment Method",
}  # fmt: skip
NAME = '"><img src=x onerror=alert(1)> | ![x](http:x) {}'
"""Of each file."""
MOST = 400
"""Rows of a file; those of orders are the newest."""


def written(target):
    """A folder of such exports; a text holds all payloads, beginning with another each time."""
    target.mkdir()
    kept = None
    for path in sorted(
        folder("sample_data").glob("*.csv"), key=lambda p: p.stem != "orders_export"
    ):
        with path.open(encoding="utf-8", newline="") as lines:
            head, *rows = csv.reader(lines)
        if path.stem == "orders_export":
            rows = rows[:MOST]
            kept = {row[0] for row in rows} | {row[head.index("Email")] for row in rows}
        elif key := next((k for k in ("Order", "order_number", "Email") if k in head), None):
            rows = [row for row in rows if row[head.index(key)] in kept]
        _write(target / NAME.format(path.name), head, rows[:MOST])
    (target / "salesops.toml").write_bytes((folder("sample_data") / "salesops.toml").read_bytes())
    return target


def _write(path, head, rows):
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(head)
        for row in rows:
            pairs = zip(head, row, strict=True)
            writer.writerow(
                [hostile(cell) if name in TEXTS and cell else cell for name, cell in pairs]
            )


def hostile(text):
    """The text, and all payloads before it: the same for the same text, so that keys still meet."""
    start = crc32(text.encode()) % len(WRITTEN)
    return " ".join([*WRITTEN[start:], *WRITTEN[:start], text])


WRITTEN = tuple(
    payload
    for payload in (*SCRIPTS, *PAYLOADS)
    if "\0" not in payload and not any("\ud800" <= char <= "\udfff" for char in payload)
)
"""Those that a file in UTF-8 can hold."""
