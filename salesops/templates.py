"""The templates of pages and mails: files of reports/ whose every value is escaped."""

from base64 import b64encode
from functools import cache
from hashlib import sha256

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from salesops import assets


@cache
def environment() -> Environment:
    """Where they are found; a value that is not given is an error, not a blank."""
    found = Environment(
        loader=FileSystemLoader(assets.folder("reports")),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
    )
    found.filters["sha256"] = _sha256
    return found


def _sha256(style: str) -> str:
    """As a content security policy names an inline style that it allows."""
    return b64encode(sha256(style.encode()).digest()).decode()
