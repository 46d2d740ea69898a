"""What becomes of the requests that apprise makes: it tells only whether all went well."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from salesops.delivery.targets import is_loopback
from salesops.errors import UsageError

Plugin = Any
"""A service of apprise, which has no types."""


@dataclass(frozen=True)
class Reply:
    """How one request ended."""

    status: int = 0
    error: str = ""
    """Why there was no answer: timeout, certificate, or connection."""
    after: float | None = None
    """Seconds to wait that it asks for."""


def need() -> None:
    """Raise unless the extra is installed; apprise itself is imported only to send.

    Raises:
        UsageError: it is not.
    """
    if find_spec("apprise") is None:
        raise UsageError("chats and webhooks need apprise: pip install 'salesops[notify]'")


def apprise() -> Any:
    """The library, imported when something is posted."""
    return import_module("apprise")


@contextmanager
def quiet() -> Iterator[None]:
    """No line of any log: what these libraries write there holds the URL."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


@contextmanager
def watched() -> Iterator[list[Reply]]:
    """How each request of the block ended; none follows a redirect, whatever asked for it.

    Whether another try can mend a failure hangs on its status, and apprise gives it to nobody.
    What is for this machine takes no proxy: it may be plain only because it does not leave.
    """
    requests: Any = import_module("requests")
    seen: list[Reply] = []
    send = requests.Session.send

    def noted(self: Any, request: Any, **how: Any) -> Any:
        try:
            found = send(self, request, **_straight(request.url, how), allow_redirects=False)
        except requests.RequestException as error:
            seen.append(Reply(error=_error(requests, error)))
            raise
        seen.append(Reply(found.status_code, after=_after(found.headers.get("Retry-After", ""))))
        return found

    requests.Session.send = noted
    try:
        with quiet():
            yield seen
    finally:
        requests.Session.send = send


def _straight(url: str, how: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in how.items() if name != "allow_redirects"}
    return {**kept, "proxies": {}} if is_loopback(urlsplit(url).hostname or "") else kept


def _error(requests: Any, error: Exception) -> str:
    if isinstance(error, requests.Timeout):
        return "timeout"
    return "certificate" if isinstance(error, requests.exceptions.SSLError) else "connection"


def _after(said: str) -> float | None:
    """Seconds; a date, which services of ours do not send, is passed over."""
    return float(said) if said.isascii() and said.replace(".", "", 1).isdigit() else None
