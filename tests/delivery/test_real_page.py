"""The daily report of the sample as mail: what the page calls its parts is what mail looks for."""

import re
import sys
from pathlib import Path

import pytest
from delivery_given import png, write

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))

import asking

from salesops.delivery.letter import CLIPPED
from salesops.delivery.mail_page import mail_page
from salesops.delivery.written import Written, read

ABOUT, LAST = "About the data", "Definitions and limits"


@pytest.fixture(scope="module")
def formats():
    return asking.asked("report").formats


def test_every_picture_of_the_page_is_in_the_mail(formats):
    html = formats["html"].decode()
    names = re.findall(r'<figure id="([\w-]+)">', html)
    assert len(names) == html.count("<figure") > 0
    page = mail_page(html, "Daily", dict.fromkeys(names, png()), "key")
    assert list(page.shown) == names
    assert re.findall(r'src="cid:([\w-]+)@key" alt="[^"]+\d', page.html) == names
    assert "<svg" not in page.html
    assert "The numbers" not in page.html
    assert len(page.html.encode()) < CLIPPED


def test_without_pictures_every_number_is_in_it(formats):
    html = formats["html"].decode()
    page = mail_page(html, "Daily", {}, "key")
    assert page.html.count("<td") == html.count("<td")
    assert page.html.count("<table") == html.count("<table")
    assert page.html.index(ABOUT) > page.html.rindex("<table")
    assert page.html.index(ABOUT) < page.html.index(LAST)


def test_page_and_markdown_say_the_same_first(formats):
    html, markdown = (formats[name].decode() for name in ("html", "md"))
    of_page = Written(Path("x.html"), html, None).outline
    assert of_page == Written(Path("x.html"), None, markdown).outline
    assert of_page.title == "Daily report"
    assert of_page.headline.startswith("Net sales ")


def test_a_link_to_the_next_run_makes_no_other_report(formats, tmp_path):
    html = formats["html"].decode()
    linked = re.sub(r'(<nav class="runs"[^>]*>)', r'\1<a href="x.html">Next</a>', html)
    assert linked != html
    before, after = (
        read(write(tmp_path / name, page)) for name, page in (("a", html), ("b", linked))
    )
    assert before.identity == after.identity
