"""The index of a folder of reports in a real browser: read by all, and its links lead there."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from looking import DESK, PHONE, asked

from salesops import archive

DAYS = [date(2026, 9, day) for day in (15, 16, 17)]


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page):
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [rule["id"] for rule in found.response["violations"]]


@pytest.fixture
def folder(tmp_path):
    """Three daily reports and one of another name, all with the same words."""
    html = asked("daily").formats["html"]
    for name in (*(f"daily-{day}" for day in DAYS), "weekly-2026-09-13"):
        (tmp_path / f"{name}.html").write_bytes(html)
    for path in sorted(tmp_path.iterdir()):
        assert archive.shelve(path) == ""
    return tmp_path


@pytest.mark.parametrize(
    ("size", "scheme"),
    [
        (PHONE, "light"),
        pytest.param(PHONE, "dark", marks=pytest.mark.slow),
        pytest.param(DESK, "light", marks=pytest.mark.slow),
    ],
)
def test_everyone_can_read_it(browser, folder, artefacts, size, scheme):
    page = browser.new_context(viewport=size, color_scheme=scheme).new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((folder / "index.html").as_uri(), timeout=20_000)
    page.screenshot(path=artefacts / f"index-{size['width']}-{scheme}.png", full_page=True)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert said == []
    page.context.close()


def test_one_walks_from_run_to_run(browser, folder):
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto((folder / "index.html").as_uri(), timeout=20_000)
    walked = []
    for text in ("2026-09-17", "Previous", "Previous", "Next", "All reports"):
        page.get_by_role("link", name=text, exact=True).first.click()
        walked.append(page.url.rpartition("/")[2])
    assert walked == [*(f"daily-2026-09-{day}.html" for day in (17, 16, 15, 16)), "index.html"]
    page.goto((folder / "daily-2026-09-16.html").as_uri())
    assert violations(page) == []
    page.context.close()
