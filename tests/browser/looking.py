"""Pages in a real Chromium: what is looked at, and how."""

import os
import shutil
from contextlib import contextmanager

import asking

CHROMIUM = shutil.which(os.environ.get("SALESOPS_CHROMIUM") or "chromium")
ARTEFACTS = os.environ.get("SALESOPS_ARTEFACTS")
"""Read before the tests' own environment has no such variable any more."""
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update"
).split()
PAGES = ("pulse", "heatmap", "daily", "segments", "inventory")
"""Commands and reports: each kind of block, table and picture that there is."""
OFTEN = ("daily",)
"""The one that CI looks at; all of them are looked at in the slow leg."""
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def asked(name):
    """The answer about the sample and its html; a report's with the pictures it has."""
    found = asking.reported(name) if name in asking.REPORTS else asking.asked(name)
    assert found.code == 0, found.err
    return found


class Watched:
    """A page, and all that it says, asks for or opens while it is there."""

    def __init__(self, page):
        self.page, self.console, self.requests, self.dialogs = page, [], [], []
        page.on("console", lambda said: self.console.append(said.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("request", lambda asked: self.requests.append(asked.url))
        page.on("dialog", self._dismissed)

    def _dismissed(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@contextmanager
def opened(browser, folder, html, **options):
    """The page from a file, as the reader of a mail or a folder opens it."""
    path = folder / "page.html"
    path.write_bytes(html)
    context = browser.new_context(**options)
    watched = Watched(context.new_page())
    try:
        watched.page.goto(path.as_uri(), timeout=20_000)
        yield watched
        assert watched.requests[0] == path.as_uri()
    finally:
        context.close()
