"""What a written report says first: its title, its headline, and what is urgent in it."""

from dataclasses import dataclass
from html.parser import HTMLParser

from salesops.delivery.words import one_line

_URGENT = ("Error:", "Warning:")
_READ = {"h1", "p"}


@dataclass(frozen=True)
class Outline:
    """The few lines that a subject and a chat have room for."""

    title: str
    headline: str
    urgent: tuple[str, ...]
    """Errors, then warnings, each once."""


def outline(html: str) -> Outline:
    """Of a page, or of what the Markdown makes one."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    titles = [text for tag, text, _ in reader.blocks if tag == "h1"]
    lines = [(text, strong) for tag, text, strong in reader.blocks if tag == "p"]
    urgent = dict.fromkeys(text for text, _ in lines if text.startswith(_URGENT))
    return Outline(
        title=titles[0] if titles else "",
        headline=next((text for text, strong in lines if text == strong), ""),
        urgent=tuple(sorted(urgent, key=lambda text: text.startswith(_URGENT[1]))),
    )


class _Reader(HTMLParser):
    """The text of each heading and paragraph, and what of it is strong."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str, str]] = []
        self._text = self._strong = ""
        self._in_strong = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _READ:
            self._text = self._strong = ""
        self._in_strong = self._in_strong or tag == "strong"

    def handle_data(self, data: str) -> None:
        self._text += data
        self._strong += data if self._in_strong else ""

    def handle_endtag(self, tag: str) -> None:
        self._in_strong = self._in_strong and tag != "strong"
        if tag in _READ and self._text.strip():
            self.blocks.append((tag, one_line(self._text), one_line(self._strong)))
