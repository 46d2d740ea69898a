"""The page as mail: what mail programs cannot show is not in it, and what it says is."""

import base64
import os
import re
import shutil
from html.parser import HTMLParser

import pytest
from delivery_given import HTML, png

from salesops.delivery.letter import CLIPPED
from salesops.delivery.mail_page import SHARP, mail_page
from salesops.render import charts

PICTURES = {"net_sales_days": png(), "of_another_run": png(2)}


class Reader(HTMLParser):
    """Tags, attributes and the text that shows."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.names, self.text, self.open = set(), set(), "", []
        self.feed(html.split("<body>")[1].split("</body>")[0])

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        if tag not in ("img", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> ends nothing"

    def handle_data(self, data):
        self.text += data


def made(html=HTML, pictures=PICTURES):
    return mail_page(html, "Title & all", pictures, "key")


def test_a_picture_is_as_wide_as_it_was_drawn():
    assert SHARP == charts.SHARP
    assert 'width="300"' in made(pictures={"net_sales_days": png(600)}).html


def test_nothing_that_mail_programs_strip_or_fold():
    read = Reader(made().html)
    assert read.open == []
    strange = "svg path nav details summary figure main header footer script style button".split()
    assert read.tags & set(strange) == set()
    assert read.names == {"class", "src", "alt", "width", "style"}
    assert "var(" not in made().html
    assert "Skip to the report" not in read.text
    assert "drawn" not in read.text


def test_the_report_is_in_it_and_what_is_said_of_the_data_at_the_end():
    text = Reader(made().html).text
    parts = [
        "Daily report", "Net sales were 1,234.00 USD", "3 orders are late", "All is well",
        "Net sales by day", "About the data", "12 rows", "Definitions.",
    ]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_a_picture_stands_for_its_numbers():
    page = made()
    assert page.shown == {"net_sales_days": png()}
    assert (
        '<img src="cid:net_sales_days@key" alt="Net sales: first 100, last 120." width="600" '
        in page.html
    )
    assert "The numbers" not in page.html


def test_numbers_stand_where_there_is_no_picture():
    page = made(pictures={})
    assert page.shown == {}
    assert "<p><em>Net sales: first 100, last 120.</em></p>" in page.html
    assert '<td class="number" align="right">120.00</td>' in page.html
    assert '<div class="fold">The numbers</div>' in page.html


@pytest.mark.parametrize("width", [2, 400, 1200, 4000])
def test_a_picture_is_no_wider_than_a_mail(width):
    (found,) = re.findall(r'width="(\d+)"', made(pictures={"net_sales_days": png(width)}).html)
    assert int(found) == min(640, width // 2)


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src="https://evil.example/x.png" onerror="alert(1)">',
    '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
    '<svg aria-label="&quot; onload=&quot;alert(1)"><script>alert(1)</script></svg>',
    '<p class="&quot;><script>alert(1)</script>">x</p>',
    "<iframe src=x></iframe><form action=x><input></form>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!--<script>alert(1)</script>-->",
    '<link rel=stylesheet href="https://evil.example"><meta http-equiv=refresh content=0>',
    "<svg><p>open",
]


@pytest.mark.parametrize("payload", HOSTILE)
def test_nothing_that_runs_or_calls_home_gets_through(payload):
    """A page of ours has none of it; one that somebody edited may."""
    html = made(HTML.replace("<h2", f"{payload}<h2", 1)).html
    body = html.split("</style>")[1]
    assert not re.search(r"<(script|iframe|form|input|link|meta|svg)", body)
    assert not re.search(r"<[^>]*\son\w+=", body.replace("&quot;", "'").replace("' on", ""))
    assert "evil.example" not in body
    assert "javascript:" not in body


@pytest.mark.slow
def test_it_is_read_on_a_phone_in_a_browser(tmp_path):
    """Nothing sticks out at 360 pixels, the picture shows, and nothing is fetched."""
    sync = pytest.importorskip("playwright.sync_api")
    html = made().html.replace(
        "cid:net_sales_days@key", "data:image/png;base64," + base64.b64encode(png()).decode()
    )
    (tmp_path / "mail.html").write_text(html, encoding="utf-8")
    with sync.sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=_chromium(), args=["--no-sandbox"], timeout=30_000
        )
        page = browser.new_page(viewport={"width": 360, "height": 640})
        fetched = []
        page.on("request", lambda request: fetched.append(request.url))
        page.goto((tmp_path / "mail.html").as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        picture = page.evaluate("document.querySelector('img').getBoundingClientRect().width")
        browser.close()
    assert wide == 360
    assert 300 < picture < 360
    assert [url for url in fetched if not url.startswith(("file:", "data:"))] == []


def _chromium():
    found = shutil.which(os.environ.get("SALESOPS_CHROMIUM") or "chromium")
    return found or pytest.skip("no chromium: bash scripts/browser.sh installs it")


def test_gmail_shows_it_all():
    assert len(made().html.encode()) < CLIPPED / 10
