"""The tables of a page, read as a browser would read them."""

import re
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "link", "meta"}


class Cells(HTMLParser):
    """The tables of a page as rows of text."""

    def __init__(self):
        super().__init__()
        self.tables = []
        self.inside = False
        self.opened = []

    def handle_starttag(self, tag, _):
        if tag not in VOID:
            self.opened.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self.inside = True

    def handle_startendtag(self, tag, _):
        """As parts of an SVG are written: closed where they are opened."""

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self.inside:
            self.tables[-1][-1][-1] += data


def cells(markup):
    """The rows of each table, as text; every tag must be closed by its own."""
    parser = Cells()
    parser.feed(markup)
    parser.close()
    assert parser.opened == []
    return parser.tables


def unspanned(markup):
    """Without the spans that keep a date in one line, so that a sentence is found."""
    return re.sub("</?span[^>]*>", "", markup)
