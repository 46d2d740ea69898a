"""A small report as it lies on the disk, and how the command is run about it."""

import io
import struct
import zlib
from contextlib import redirect_stderr, redirect_stdout

from salesops.delivery.tries import Patience

HURRIED = Patience(pauses=(0.01, 0.02), connect=2.0, answer=0.5, asked=0.1)
STEM = "daily-2026-09-17"
MARKDOWN = """\
# Daily report

- **Period:** yesterday

**Net sales were 1,234.00 USD, 5 % up.**

> **Warning:** 3 orders are late. (late-orders)

> **Error:** 2 rows were rejected \\<b\\>. (rejected-rows)

> **Info:** All is well. (calm)

## Net sales by day

![Net sales: first 100, last 120.](daily-2026-09-17/net_sales_days.png)

#### The numbers

| Day | Net sales |
| --- | ---: |
| 2026-09-16 | 100.00 |
| 2026-09-17 | 120.00 |
"""
HTML = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Daily report · yesterday</title>
<style>:root { --ink: #123456; } svg { color: var(--ink); }</style>
</head>
<body class="long">
<a class="skip" href="#report">Skip to the report</a>
<header><h1>Daily report</h1><p class="when"><span>2026-09-17</span> · Europe/Rome</p>
<nav class="runs" aria-label="Other runs"></nav></header>
<nav class="contents"><ul><li><a href="#a">Net sales by day</a></li></ul></nav>
<main id="report">
<div class="lead"><p><strong>Net sales were 1,234.00 USD, 5 % up.</strong></p></div>
<details class="about"><summary>About the data</summary><ul><li>12 rows</li></ul></details>
<blockquote class="warning">
<p><strong>Warning:</strong> 3 orders are late. (late-orders)</p></blockquote>
<blockquote class="error">
<p><strong>Error:</strong> 2 rows were rejected &lt;b&gt;. (rejected-rows)</p>
</blockquote>
<blockquote class="info"><p><strong>Info:</strong> All is well. (calm)</p></blockquote>
<h2 id="a">Net sales by day</h2>
<figure id="net_sales_days">
<svg role="img" aria-label="Net sales: first 100, last 120." viewBox="0 0 10 10"><title>no</title>
<path d="M0 0"/><text>drawn</text></svg>
</figure>
<details><summary>The numbers</summary>
<div class="scroll" role="region" tabindex="0"><table>
<thead><tr><th>Day</th><th class="number">Net sales</th></tr></thead>
<tbody><tr><td class="whole">2026-09-17</td><td class="number">120.00</td></tr></tbody>
</table></div></details>
</main>
<footer><p>Definitions.</p></footer>
</body>
</html>
"""


def png(width=1200, height=2):
    """One grey picture."""

    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def write(folder, html=HTML, markdown=MARKDOWN):
    """The report in a folder; its page."""
    folder.mkdir(parents=True, exist_ok=True)
    for ending, text in (("html", html), ("md", markdown)):
        if text is not None:
            (folder / f"{STEM}.{ending}").write_text(text, encoding="utf-8")
    (folder / STEM).mkdir(exist_ok=True)
    (folder / STEM / "net_sales_days.png").write_bytes(png())
    (folder / STEM / "of_another_run.png").write_bytes(png(2))
    return folder / f"{STEM}.html"


def private(path, text, mode=0o600):
    """A targets file."""
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def salesops(*args):
    """Exit code, stdout and stderr of a command line, in this process."""
    from salesops.cli import main

    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(io.StringIO()) as err:
        code = main([str(arg) for arg in args])
    out.flush()
    return code, out.buffer.getvalue().decode(), err.getvalue()
