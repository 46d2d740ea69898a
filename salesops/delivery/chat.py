"""A report in a few lines, for a chat or a webhook: what it says first, and where it lies."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from salesops.delivery import answers
from salesops.delivery.targets import Target, web
from salesops.delivery.tries import Patience
from salesops.delivery.words import FailedError, PassingError, cut
from salesops.delivery.written import Written

MOST = {"slack": 3000, "discord": 1900, "teams": 1000, "webhook": 32_000}
"""Characters that a service shows of one message."""
_URGENT = 5
"""Findings; who wants them all opens the report."""
_TITLE = 250
_GONE, _BUSY, _BROKEN = (404, 410), 429, 500
_REDIRECTS = range(300, 400)
_MARKDOWN = re.compile(r"([\\*_~`|<>#\[\]])")


def subject(report: Written) -> str:
    """Its title."""
    return cut(report.title, _TITLE)


def text(report: Written, kind: str) -> str:
    """Headline, urgent findings and where the report lies, as long as the service allows."""
    said = report.outline
    more = len(said.urgent) - _URGENT
    urgent = [*said.urgent[:_URGENT], *([f"and {more} more"] if more > 0 else [])]
    where = f"\n\nReport: {report.where}"
    lines = "\n".join(urgent)
    body = "\n\n".join(filter(None, (said.headline, lines)))
    mark = _MARKS.get(kind, str)
    return cut(mark(body), MOST[kind] - len(mark(where))) + mark(where)


def _for_discord(words: str) -> str:
    """What an export says calls nobody and formats nothing; apprise does so for the others."""
    return _MARKDOWN.sub(r"\\\1", words).replace("@", "@\u200b")


_MARKS: Mapping[str, Callable[[str], str]] = {"discord": _for_discord}


def post(target: Target, title: str, body: str, patience: Patience) -> None:
    """Hand it over, once.

    Raises:
        PassingError: nobody answers, or the service says: not now.
        FailedError: it says no.
    """
    plugin = _plugin(target)
    # A URL of ours may not loosen these: apprise reads them from there too.
    plugin.redirects, plugin.verify_certificate = False, True
    plugin.socket_connect_timeout = patience.connect
    plugin.socket_read_timeout = patience.answer
    with answers.watched() as seen:
        sent = plugin.notify(body=body, title=title, body_format="text")
    if not sent:
        raise _why(seen, patience)


def _plugin(target: Target) -> answers.Plugin:
    """What apprise makes of the URL: a service's own, or JSON to exactly this address."""
    apprise = answers.apprise()
    # No address of a picture: a chat would fetch it from where apprise keeps its own.
    asset = apprise.AppriseAsset(
        app_id="salesops", app_desc="", app_url="", image_url_mask="", image_url_logo=""
    )
    parts = web(target.name, target.where)
    url = target.where
    if target.kind == "webhook":
        url = f"{'jsons' if parts.scheme == 'https' else 'json'}://{parts.netloc}"
    with answers.quiet():
        plugin: answers.Plugin = apprise.Apprise.instantiate(url, asset=asset)
    if plugin is None:
        raise FailedError(f"its URL is not one that {target.kind} gives: copy it again, whole")
    if target.kind == "webhook":
        plugin.fullpath, plugin.params = parts.path, parse_qsl(parts.query, True)
    return plugin


def _why(seen: list[answers.Reply], patience: Patience) -> FailedError:
    if not seen:
        return FailedError("it made no message of it")
    answer = seen[-1]
    if answer.error == "timeout":
        return PassingError(f"no answer within {patience.answer:g} s")
    if answer.error == "certificate":
        return FailedError("its certificate is not valid")
    if answer.error:
        return PassingError("it cannot be reached")
    if answer.status == _BUSY or answer.status >= _BROKEN:
        return PassingError(f"it answers {answer.status}", answer.after)
    if answer.status in _REDIRECTS:
        return FailedError(f"it answers {answer.status}, and redirects are not followed")
    gone = ": it is gone, make a new one" if answer.status in _GONE else ""
    return FailedError(f"it answers {answer.status}{gone}")
