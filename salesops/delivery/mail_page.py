"""The page as mail programs show it: pictures attached, nothing folded, plain colours.

They strip inline drawings, know no colours by name, fold nothing, and follow no link inside a page.
So what a page folds away is moved or left out: what is said of the data stands at the end, and the
numbers of a picture only where there is no picture; the mail's text has them all. What is kept is
written anew, element by element, so that nothing of a page slips through.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

from salesops.templates import environment

_DROPPED = {"head", "nav", "script", "style", "svg", "title"}
"""Left out with all that is in them."""
_AS = dict.fromkeys("header main footer details summary".split(), "div")
"""What programs know in place of what many do not."""
_KEPT = set(
    "div p span strong em code pre blockquote br hr ul ol li h1 h2 h3 h4 h5 h6 "
    "table thead tbody tr th td a".split()
)
_VOID = set("br hr img meta link input area base col embed source wbr".split())
"""Elements without an end."""
_CLASSES = {"footer": "foot", "summary": "fold"}
"""For the style of what was an element of its own."""
_LINKS = ("https://", "http://", "mailto:")
SHARP = 2
"""Dots of our PNG for each of the picture, as salesops.render.charts draws them."""
_WIDTH_AT = slice(16, 20)
"""Where a PNG says how wide it is."""
WIDEST = 640
_FIT = 'style="max-width: 100%; height: auto"'
"""On the picture itself: some programs strip the style of a mail, and a phone is narrow."""
Said = Mapping[str, str | None]
Attributes = list[tuple[str, str | None]]


@dataclass
class MailPage:
    """The html part, and which pictures it shows."""

    html: str = ""
    shown: dict[str, bytes] = field(default_factory=dict)


def mail_page(html: str, title: str, pictures: Mapping[str, bytes], cids: str) -> MailPage:
    """The page for mail; a picture is called `NAME` and `cids`, as in `trend@key`."""
    writer = _Writer(pictures, cids)
    writer.feed(html)
    writer.close()
    template = environment().get_template("mail.html.j2")
    # Every text and attribute of it was escaped by the writer.
    body = Markup(writer.body)  # noqa: S704
    return MailPage(template.render(title=title, body=body) + "\n", writer.shown)


class _Writer(HTMLParser):
    """Writes what is kept, as it is read."""

    def __init__(self, pictures: Mapping[str, bytes], cids: str) -> None:
        super().__init__()
        self.shown: dict[str, bytes] = {}
        self._pictures = pictures
        self._cids = cids
        self._figure = ""
        self._drawn = False
        """A picture was the last that was written."""
        self._dropping: list[str] = []
        self._parts: list[str] = []
        self._last: list[str] = []
        """What is to stand behind the report."""
        self._to = self._parts

    @property
    def body(self) -> str:
        """All that was written."""
        return "".join(self._parts + self._last)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        said = dict(attrs)
        if tag in _VOID and (self._dropping or tag not in _KEPT):
            return
        if self._dropping or self._drops(tag, said):
            self._dropping.append(tag)
        elif tag == "figure":
            self._figure = said.get("id") or ""
        elif (known := _AS.get(tag, tag)) in _KEPT:
            self._drawn = False
            self._turn(tag, said)
            self._to.append(f"<{known}{_written(tag, said)}>")

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            if tag in self._dropping:
                while self._dropping.pop() != tag:
                    pass
        elif (known := _AS.get(tag, tag)) in _KEPT and tag not in _VOID:
            self._to.append(f"</{known}>")
            if tag == "details":
                self._to = self._parts
        elif tag == "figure":
            self._figure = ""

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """`<path/>` is begun and ended; `<br/>` has no end."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self._to.append(escape(data, quote=False))

    def _turn(self, tag: str, said: Said) -> None:
        """What is said of the data goes behind the report, before its foot."""
        if said.get("class") == "about":
            self._to = self._last
        elif tag == "footer":
            self._parts += self._last
            self._last.clear()

    def _drops(self, tag: str, said: Said) -> bool:
        """Whether it is left out, with all that is in it; of a drawing the picture is put there."""
        if tag == "svg":
            self._picture(said.get("aria-label") or "")
        folded = tag == "details" and self._drawn
        return tag in _DROPPED or said.get("class") == "skip" or folded

    def _picture(self, alt: str) -> None:
        """The picture of the figure that is open; its words where there is no file of it."""
        if (found := self._pictures.get(self._figure)) is None:
            self._to.append(f"<p><em>{escape(alt)}</em></p>")
            return
        self.shown[self._figure] = found
        self._drawn = True
        source = escape(f"cid:{self._figure}@{self._cids}")
        self._to.append(f'<img src="{source}" alt="{escape(alt)}" width="{_width(found)}" {_FIT}>')


def _written(tag: str, said: Said) -> str:
    """The attributes that mail has a use for: classes, and links out of the page."""
    kept = {"class": _CLASSES.get(tag) or said.get("class")}
    if tag == "a" and (said.get("href") or "").startswith(_LINKS):
        kept["href"] = said["href"]
    if (kept["class"] or "").split()[:1] == ["number"]:
        kept["align"] = "right"
    return "".join(f' {name}="{escape(value)}"' for name, value in kept.items() if value)


def _width(png: bytes) -> int:
    """In points, for the programs that heed no style."""
    return min(WIDEST, int.from_bytes(png[_WIDTH_AT]) // SHARP or WIDEST)
