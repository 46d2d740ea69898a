import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from salesops.render.html import render
from salesops.render.view import View

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
        "html head meta title style body main h1 h2 p ul li strong code blockquote "
        "div table thead tbody tr th td".split()
    )
    for _, attributes in outline.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert not {"style", "src", "href", "srcset", "action"} & set(attributes)


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
