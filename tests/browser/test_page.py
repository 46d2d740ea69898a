"""The pages as people see them: on a phone and on a desk, light and dark, by eye and by ear."""

import pytest
from looking import ARTEFACTS, DESK, PAGES, PHONE, asked, opened

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLORS = {"type": "rule", "values": ["color-contrast"]}
"""All that another theme changes."""
MOST = 500_000
"""Bytes of a page."""
SCREENS = {"360": PHONE, "1280": DESK}
LOOKED_AT = PAGES if ARTEFACTS else ("daily", "segments")
"""Pages whose screenshots are kept: all where somebody has named a folder for them."""


@pytest.fixture
def page_of(browser, name, tmp_path):
    return lambda **options: opened(browser, tmp_path, asked(name).formats["html"], **options)


@pytest.mark.parametrize("size", SCREENS)
def test_everyone_can_read_it_and_it_asks_for_nothing(page_of, name, size, artefacts):
    with page_of(viewport=SCREENS[size]) as seen:
        for scheme, rules in {"light": RULES, "dark": COLORS}.items():
            seen.page.emulate_media(color_scheme=scheme)
            if name in LOOKED_AT:
                seen.page.screenshot(path=artefacts / f"{name}-{size}-{scheme}.png", full_page=True)
            assert (scheme, violations(seen.page, rules)) == (scheme, [])
            assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            fold(seen.page, shut=True)
        # One request, that of the file; a breach of the policy would stand in the console.
        assert (len(seen.requests), seen.console, seen.dialogs) == (1, [], [])


def fold(page, *, shut):
    page.evaluate("shut => document.querySelectorAll('details').forEach(d => d.open = !shut)", shut)


def violations(page, rules):
    """What axe finds, with all that can be unfolded unfolded."""
    from axe_playwright_python.sync_playwright import Axe

    fold(page, shut=False)
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    assert found.response["passes"] or found.response["violations"], "axe has looked at nothing"
    return [(v["id"], [n["target"] for n in v["nodes"]]) for v in found.response["violations"]]


def test_axe_finds_what_is_wrong(browser, tmp_path):
    """Grey on grey, a picture without words, no language and no heading."""
    bad = b'<!doctype html><title>x</title><p style="color:#999;background:#aaa">grey<svg role=img>'
    with opened(browser, tmp_path, bad) as seen:
        assert {rule for rule, _ in violations(seen.page, COLORS)} == {"color-contrast"}
        assert {"color-contrast", "html-has-lang", "svg-img-alt", "page-has-heading-one"} <= {
            rule for rule, _ in violations(seen.page, RULES)
        }


@pytest.mark.parametrize("size", SCREENS)
def test_the_header_stays_and_covers_nothing_that_is_jumped_to(page_of, size):
    with page_of(viewport=SCREENS[size], reduced_motion="reduce") as seen:
        jumps = seen.page.evaluate(
            """() => [...document.querySelectorAll('.contents a')].map(link => {
                link.click()
                const found = document.getElementById(decodeURIComponent(link.hash.slice(1)))
                const header = document.querySelector('body > header').getBoundingClientRect()
                return [header.top, header.bottom, found && found.getBoundingClientRect().top]
            })"""
        )
        assert len(jumps) >= 3
        for top, bottom, heading in jumps:
            assert top == 0
            assert 0 < bottom <= 100
            assert heading >= bottom
        assert seen.page.evaluate("scrollY") > 0


@pytest.mark.parametrize("name", ["daily"])
def test_no_date_is_parted_nor_parts_its_line(page_of):
    """Each stands in one line, as high as the words that stand with it there."""
    with page_of(viewport=PHONE) as seen:
        fold(seen.page, shut=False)
        lines = seen.page.evaluate(
            """() => [...document.querySelectorAll('span.whole')].map(span => [
                span.getClientRects().length, getComputedStyle(span).display])"""
        )
        assert len(lines) > 40
        assert {tuple(line) for line in lines} == {(1, "inline")}


@pytest.mark.parametrize("name", ["pulse"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen(page_of, name, scheme):
    with page_of(viewport=DESK, color_scheme=scheme) as seen:
        seen.page.keyboard.press("Tab")
        skip = seen.page.locator(":focus")
        assert skip.inner_text() == "Skip to the report"
        assert skip.bounding_box()["x"] >= 0
        seen.page.keyboard.press("Tab")
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert seen.page.evaluate(outline) == "solid"


def test_a_wide_desk_leaves_no_line_too_long_to_read(page_of, name, artefacts):
    with page_of(viewport={"width": 1600, "height": 1000}) as seen:
        seen.page.screenshot(path=artefacts / f"{name}-1600-light.png")
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        widths = seen.page.evaluate(
            "[...document.querySelectorAll('main > p, li, blockquote')].map(p => p.clientWidth)"
        )
        assert max(widths) <= 900


def test_what_stands_in_the_file(name):
    page = asked(name).formats["html"].decode()
    assert len(page.encode()) < MOST
    assert page.count('<nav class="runs" aria-label="Other runs">') == 1
    assert "<script" not in page


@pytest.mark.parametrize("name", ["heatmap", "segments"])
def test_colours_of_one_s_own_leave_marks_and_pictures(page_of, name):
    """Forced colours take backgrounds away: what they say is also said by marks and words."""
    with page_of(viewport=DESK, forced_colors="active") as seen:
        heats = seen.page.locator("td.heat").all_inner_texts()
        assert all(text[0] in "▂▃▅▆█" for text in heats)
        for svg in seen.page.locator("figure svg").all():
            assert svg.evaluate("one => getComputedStyle(one).forcedColorAdjust") == "none"


@pytest.mark.parametrize("name", ["daily", "segments"])
@pytest.mark.parametrize(("view", "least", "text"), [(PHONE, 0.95, 8), (DESK, 0.6, 15)])
def test_pictures_have_room_and_words_to_be_read(page_of, name, view, least, text):
    with page_of(viewport=view) as seen:
        column = seen.page.locator("main > h2").first.bounding_box()
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for svg in seen.page.locator("figure svg").all():
            box, drawn = svg.bounding_box(), float(svg.get_attribute("viewBox").split()[2])
            assert box["width"] >= least * column["width"]
            sizes = svg.evaluate(
                "one => [...one.querySelectorAll('text')].map("
                "text => parseFloat(text.getAttribute('font-size')))"
            )
            assert min(sizes) * box["width"] / drawn >= text


@pytest.mark.parametrize("name", ["daily"])
def test_a_table_that_is_scrolled_keeps_the_names_of_its_rows(page_of, name):
    with page_of(viewport=PHONE) as seen:
        moved = seen.page.evaluate(
            """() => {
                const wide = [...document.querySelectorAll('.scroll')].find(
                    box => box.scrollWidth > box.clientWidth + 20 && box.querySelector(NAME))
                const left = () => wide.querySelector(NAME).getBoundingClientRect().left
                const before = left()
                wide.scrollLeft = 20
                return [wide.scrollLeft, left() - before]
            }""".replace("NAME", "'td.whole:first-child'")
        )
        assert moved == [20, 0]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["reps"])
def test_on_a_desk_every_table_is_seen_whole(page_of, name):
    """Also its column of bars: a month in which a rep was not there is as wide as another."""
    with page_of(viewport=DESK) as seen:
        wide, bars = seen.page.evaluate(
            """() => [
                [...document.querySelectorAll('.scroll')].filter(
                    box => box.scrollWidth > box.clientWidth).length,
                [...document.querySelectorAll('td [role="img"]')].map(line => line.offsetWidth),
            ]"""
        )
        assert wide == 0
        assert len(bars) > 2
        assert max(bars) - min(bars) <= 1
