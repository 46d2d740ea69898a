"""A picture made fit for a page: nothing in it acts, and its colours are the page's."""

import re
from xml.etree import ElementTree as ET

from salesops.render import theme

_SPACE = "{http://www.w3.org/2000/svg}"
_TAGS = frozenset("svg g path rect text tspan line circle defs clipPath title".split())
"""All that is ever drawn with; a script, a style or a foreign object is none of it."""
_PLACES = re.compile(r"(\.\d\d)\d+")
"""Hundredths of a dot are seen by nobody, and half of the bytes."""
_REFERENCE = re.compile(r"url\((?!#[\w-]+\))")


def inline(svg: str, name: str, alt: str) -> str | None:
    """The picture as it stands in a page; None where something in it could act.

    Vega writes neither script nor link: this is the second wall, should it ever.
    """
    # Without a document type no entity can be declared, so the parser has nothing to expand.
    if "<!" in svg:
        return None
    root = ET.fromstring(svg)  # noqa: S314
    if not all(map(_still, root.iter())):
        return None
    for element in root.iter():
        _dress(element, f"{name}-")
    root.set("role", "img")
    root.set("aria-label", alt)
    ET.register_namespace("", _SPACE[1:-1])
    return ET.tostring(root, encoding="unicode")


def _still(element: ET.Element) -> bool:
    """Whether it is of the tags that draw, and none of its attributes acts, links or styles."""
    tag = element.tag.removeprefix(_SPACE)
    return tag in _TAGS and not any(_acts(*pair) for pair in element.attrib.items())


def _acts(name: str, value: str) -> bool:
    bare = name.rpartition("}")[2].lower()
    linked = bare == "href" and not value.startswith("#")
    return bare.startswith("on") or bare == "style" or linked or bool(_REFERENCE.search(value))


def _dress(element: ET.Element, prefix: str) -> None:
    """Ids of its own, since a page holds several pictures; colours that the page sets."""
    for name, value in list(element.attrib.items()):
        if name in ("d", "transform"):
            element.set(name, _PLACES.sub(r"\1", value))
        elif name == "role" or name.startswith("aria-"):
            del element.attrib[name]  # the whole is one image with one label
        elif name == "id":
            element.set(name, prefix + value)
        else:
            painted = theme.variables(value) if name in ("fill", "stroke") else value
            element.set(name, painted.replace("url(#", f"url(#{prefix}"))
