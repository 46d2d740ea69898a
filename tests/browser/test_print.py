"""The page on paper: what a browser prints of it, and the PDF that salesops makes of it."""

import io
import os
import re
import stat
import time

import pypdf
import pytest
from looking import CHROMIUM, PAGES, asked

from salesops.errors import OutputError
from salesops.render import pdf
from salesops.render.charts import drawn
from salesops.render.prose import page as prose
from salesops.render.safe import visible
from salesops.render.view import View

chromium = pytest.mark.skipif(not CHROMIUM, reason="no chromium: bash scripts/browser.sh")
A4 = (595, 842)
"""Points."""
TOGETHER = ("heading", "headline", "period", "column", "cell")
"""What is on one page, with the third cell."""


@pytest.fixture(scope="module")
def printed():
    """The daily report with its pictures, twice: a PDF takes a second."""
    answer = asked("daily").answer
    view = View(drawings=drawn(answer))
    return prose(answer, view.drawings), answer, [pdf.render(answer, view) for _ in range(2)]


@chromium
def test_all_that_the_page_says_is_on_paper(printed):
    """Also what a screen folds: tables under pictures, definitions and limits."""
    shown, _, (data, _) = printed
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    assert {tuple(round(side) for side in page.mediabox[2:]) for page in pages} == {A4}
    text = squeezed("".join(page.extract_text() for page in pages))
    # The metrics of a section have no heading but the section's.
    named = [grid.title for grid in shown.grids if grid.name != "metrics"]
    headings = [part.title for part in shown.parts] + named
    cells = [cell.text for grid in shown.grids for row in grid.rows for cell in row]
    facts = [fact for _, fact in (*shown.facts, *shown.definitions, *shown.limits)]
    said = [shown.title, shown.headline, *headings, *cells, *facts, shown.run]
    assert len(cells) > 200
    assert any(part.pictures for part in shown.parts)
    assert [part for part in said if squeezed(visible(part)) not in text] == []


def squeezed(text):
    """Without blanks, which a PDF keeps none of at the end of a line, and with ligatures undone."""
    for joined, letters in {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}.items():
        text = text.replace(joined, letters)
    return re.sub(r"[\s\x00]", "", text)


@chromium
def test_the_same_answer_is_the_same_file(printed):
    _, answer, (first, second) = printed
    assert first == second
    # A PDF tells where its table of objects stands: a stamp of another length would move it.
    assert first[int(first.rpartition(b"startxref")[2].split()[0]) :].startswith(b"xref")
    stamp = pypdf.PdfReader(io.BytesIO(first)).metadata["/CreationDate"]
    assert stamp == f"D:{answer.context.as_of:%Y%m%d%H%M%S}"


@pytest.mark.slow
@chromium
def test_a_table_is_as_wide_as_the_paper(browser, tmp_path):
    """Else Chromium would print all of the page smaller."""
    for name in PAGES:
        # Each in a page of its own: the policy of one would refuse the style of the next.
        page = browser.new_page(viewport={"width": 680, "height": 962})
        page.emulate_media(media="print")
        page.set_content(asked(name).formats["html"].decode())
        assert page.evaluate("document.documentElement.scrollWidth") <= 680, name
        page.close()


@chromium
def test_no_page_ends_between_a_heading_and_its_table(browser):
    """Nor holds one row of it: wherever the page ends, these few lines stand together."""
    page = browser.new_page()
    page.set_content(asked("daily").formats["html"].decode())
    together = []
    for before in range(24, 37):
        page.evaluate(
            """before => document.body.innerHTML = '<main>' + '<p>before</p>'.repeat(before)
                + '<h2>heading</h2><p>headline</p><p>period</p><table><thead><tr><th>column</th>'
                + '</tr></thead><tbody>' + '<tr><td>cell</td></tr>'.repeat(3) + '</tbody></table>'
            """,
            before,
        )
        said = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf())).pages]
        together.append([sum(text.count(word) for word in TOGETHER) for text in said])
    page.close()
    whole = len(TOGETHER) + 2
    assert {number for counts in together for number in counts} == {0, whole}
    assert together[0][0] == together[-1][1] == whole


@chromium
def test_every_row_has_its_line(browser):
    """Chromium prints none under a cell that stays in place, as the first does on a phone."""
    page = browser.new_page(viewport={"width": 680, "height": 962})
    page.set_content(asked("daily").formats["html"].decode())
    places = (
        "new Set([...document.querySelectorAll('th, td')].map(e => getComputedStyle(e).position))"
    )
    assert page.evaluate(f"[...{places}].sort()") == ["static", "sticky"]
    page.emulate_media(media="print")
    assert page.evaluate(f"[...{places}]") == ["static"]
    page.close()


def test_no_browser_says_what_to_install(calm, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        OutputError, match=r"apt install chromium, or name one in \$SALESOPS_CHROMIUM"
    ):
        pdf.render(calm, View())
    monkeypatch.setenv("SALESOPS_CHROMIUM", "/no/such/browser")
    with pytest.raises(OutputError, match="'/no/such/browser', which is no program"):
        pdf.render(calm, View())


@pytest.fixture
def calm():
    return asked("pulse").answer


@pytest.fixture
def browser_that(tmp_path, monkeypatch):
    """A program in place of Chromium, which does what the script says."""

    def does(script):
        program = tmp_path / "browser"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("SALESOPS_CHROMIUM", str(program))

    return does


def test_a_browser_that_prints_nothing(calm, browser_that):
    browser_that("exit 1")
    with pytest.raises(OutputError, match="printed no PDF: try --format html"):
        pdf.render(calm, View())


def test_one_that_hangs_is_ended_with_its_children(calm, browser_that, monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "SECONDS", 0.5)
    browser_that(f"sleep 300 & echo $! >{tmp_path}/child; wait")
    with pytest.raises(OutputError, match="did not print within"):
        pdf.render(calm, View())
    child = int((tmp_path / "child").read_text())
    until = time.monotonic() + 5
    while running(child):
        assert time.monotonic() < until
        time.sleep(0.02)


def running(pid):
    """Whether a process does anything; one that nobody has waited for is over, too."""
    try:
        with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.slow
def test_it_leaves_nothing_and_reads_no_profile_of_the_user(calm, browser_that, tmp_path):
    """Home, settings and temporary files are in a folder that is gone afterwards."""
    for argument in ('"$HOME"', '"$TMPDIR"', '"$XDG_CONFIG_HOME"'):
        browser_that(f"echo {argument} >>{tmp_path}/seen")
        with pytest.raises(OutputError):
            pdf.render(calm, View())
    for folder in (tmp_path / "seen").read_text().split():
        assert folder != os.environ["HOME"]
        assert not os.path.exists(folder)  # noqa: PTH110
