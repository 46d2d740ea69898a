import re
from base64 import b64encode
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

import pytest

from salesops.render import banner
from salesops.render.html import render
from salesops.render.view import View
from salesops.result import Period

VOID = {"meta", "br", "hr"}


class Outline(HTMLParser):
    """Elements, attributes, the style sheet and whether every element is closed."""

    def __init__(self, markup):
        super().__init__()
        self.open, self.elements, self.styles = [], [], []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.styles.append(data)


@pytest.fixture(params=["hard", "calm", "bare"])
def outline(request):
    return Outline(render(request.getfixturevalue(request.param), View()).decode())


def test_well_formed_and_nothing_that_runs_or_loads(outline):
    assert outline.open == []
    tags = {tag for tag, _ in outline.elements}
    assert tags <= set(
        "html head meta title style body a header nav main footer details summary "
        "h1 h2 p span ul li strong code blockquote div table thead tbody tr th td".split()
    )
    for _, attributes in outline.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert not {"style", "src", "srcset", "action"} & set(attributes)
        assert attributes.get("href", "#")[0] == "#"


def test_landmarks_and_what_leads_to_them(outline):
    ids = [a["id"] for _, a in outline.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for landmark in ("header", "main", "footer", "h1"):
        assert [tag for tag, _ in outline.elements].count(landmark) == 1
    links = [a["href"][1:] for tag, a in outline.elements if tag == "a"]
    assert links[0] == "report"
    assert set(links) <= set(ids)
    labels = [a["aria-label"] for _, a in outline.elements if a.get("role") == "region"]
    assert len(labels) == len(set(labels)), "who hears the page tells tables by their names"
    runs = {"class": "runs", "aria-label": "Other runs"}
    assert [a for tag, a in outline.elements if tag == "nav" and a["class"] == "runs"] == [runs]


def test_the_policy_allows_just_our_style(outline):
    (style,) = outline.styles
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policies = [
        a["content"]
        for _, a in outline.elements
        if a.get("http-equiv") == "Content-Security-Policy"
    ]
    (policy,) = policies
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_language_and_viewport(outline):
    assert ("html", {"lang": "en"}) in outline.elements
    assert any(attributes.get("name") == "viewport" for _, attributes in outline.elements)


def test_the_title_is_escaped(hard):
    text = render(hard, View()).decode()
    assert "<title>Hard types &lt;script&gt;alert(1)&lt;/script&gt;\\x1b]0;owned" in text


def test_numbers_findings_and_changes_are_marked(calm):
    text = render(calm, View()).decode()
    assert '<th class="number">Net sales</th>' in text
    assert '<td class="number bad">▼ -20.4 %</td>' in text
    assert '<td class="number good">▲ +25.0 %</td>' in text
    assert '<td class="number">▲ +97.0 %</td>' in text, "returns that rise are neither"
    assert re.findall(r'<blockquote class="(\w+)">', text) == ["error", "warning", "info"]
    assert '<div class="scroll" role="region" aria-label="Top products" tabindex="0">' in text


def test_dates_and_shares_stay_whole_where_lines_break(calm):
    said = "From 2026-08 to 2026-09-17: -1,170.8 % of 2 %, 1.29 x the mean, 2 xy, by 2026-09-17x"
    text = render(replace(calm, report=replace(calm.report, headline=said)), View()).decode()
    (shown,) = re.findall(r"<p><strong>(.+)</strong></p>", text)
    whole = '<span class="whole">{}</span>'.format
    parts = [whole(part) for part in ("2026-08", "2026-09-17", "-1,170.8 %", "2 %", "1.29 x")]
    assert shown == "From {} to {}: {} of {}, {} the mean, 2 xy, by 2026-09-17x".format(*parts)


def test_contents_where_there_are_parts_enough(calm, bare):
    page = render(calm, View()).decode()
    assert '<nav class="contents" aria-label="Contents">' in page
    assert '<li><a href="#top-products">Top products</a></li>' in page
    assert '<h2 id="top-products">Top products</h2>' in page
    assert "Contents" not in render(bare, View()).decode()


def test_headings_of_one_name_have_ids_of_their_own(calm):
    table = calm.report.table("skus")
    twice = replace(calm, report=replace(calm.report, tables=(table, table, table)))
    page = render(twice, View()).decode()
    for found in ("top-products", "top-products-2", "top-products-3"):
        assert page.count(f'id="{found}"') == page.count(f'href="#{found}"') == 1
    assert 'aria-label="Top products 2"' in page


def test_the_headline_is_the_description_too(calm):
    page = render(calm, View()).decode()
    said = re.search(r'<meta name="description" content="([^"]+)">', page)
    assert unescape(said[1]) == calm.report.headline


@pytest.mark.parametrize(
    ("start", "end", "so_far", "words"),
    [
        ("2026-09-17", "2026-09-18", False, "2026-09-17"),
        ("2026-09-14", "2026-09-21", False, "2026-09-14 to 2026-09-20"),
        ("2026-09-17", "2026-09-18 15:10", True, "2026-09-17 to 2026-09-18 15:10, so far"),
        ("2026-09-17 08:00", "2026-09-17 12:00", False, "2026-09-17 08:00 to 2026-09-17 12:00"),
        ("2026-09-18", "2026-09-18", True, "2026-09-18 to 2026-09-18 00:00, so far"),
    ],
)
def test_the_window_in_few_words(calm, start, end, so_far, words):
    period = Period(datetime.fromisoformat(start), datetime.fromisoformat(end), "x", so_far)
    answer = replace(calm, report=replace(calm.report, period=period))
    assert banner.words(answer) == (
        words, "Europe/Amsterdam", "data through 2026-09-18 14:58",
    )  # fmt: skip
    assert banner.words(replace(answer, context=None)) == ()
