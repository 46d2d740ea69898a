"""PDF: the page as Chromium prints it. No library that makes PDFs reads a page as a browser does.

Same answer, same browser, same bytes: when it was printed is told as the answer's as-of.
"""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from salesops.errors import OutputError
from salesops.render import html
from salesops.render.view import View
from salesops.result import Answer
from salesops.scratch import scratch

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHOSEN = "SALESOPS_CHROMIUM"
"""Names another browser, by its path or name."""
SECONDS = 60
"""A page takes one; a browser that hangs must not keep cron waiting."""
_STAMP = re.compile(rb"(/(?:CreationDate|ModDate) )\(D:\d{14}([^)]*)\)")
_QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-extensions",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-pdf-header-footer",
    # No name leads anywhere: the page asks for nothing, and the browser shall not either.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def render(answer: Answer, view: View) -> bytes:
    """The page on A4.

    Raises:
        OutputError: there is no Chromium, or it did not print.
    """
    browser = _browser()
    page = html.render(answer, view)
    with scratch() as folder:
        data = _printed(browser, page, folder)
    return _STAMP.sub(_stamp(answer), data)


def _browser() -> str:
    chosen = os.environ.get(CHOSEN)
    for name in (chosen,) if chosen else BROWSERS:
        if found := shutil.which(name):
            return found
    if chosen:
        raise OutputError(f"${CHOSEN} is {chosen!r}, which is no program: name Chromium's path")
    raise OutputError(
        f"PDF needs Chromium: apt install chromium, or name one in ${CHOSEN}; or --format html"
    )


def _stamp(answer: Answer) -> Callable[[re.Match[bytes]], bytes]:
    """What stands for the stamp of printing: as-of, as long as it, since a PDF counts its bytes."""

    def written(found: re.Match[bytes]) -> bytes:
        if answer.context is None:
            return found[0]
        at = f"(D:{answer.context.as_of:%Y%m%d%H%M%S})".encode()
        return found[1] + at + b" " * len(found[2])

    return written


def _printed(browser: str, page: bytes, home: Path) -> bytes:
    source, target = home / "page.html", home / "page.pdf"
    source.write_bytes(page)
    _run([browser, *_QUIET, *_rootless(), f"--user-data-dir={home / 'profile'}",
          f"--print-to-pdf={target}", source.as_uri()], home)  # fmt: skip
    data = target.read_bytes() if target.exists() else b""
    if not data.startswith(b"%PDF"):
        raise OutputError(f"{browser} printed no PDF: try --format html, and print that")
    return data


def _rootless() -> list[str]:
    """Chromium refuses to run as root unless told so."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def _run(command: list[str], home: Path) -> None:
    """With a home of its own, and ended with all its children: a browser is many processes."""
    with subprocess.Popen(  # noqa: S603 - the browser that the user has or names
        command,
        env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "TMPDIR": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            raise OutputError(
                f"{command[0]} did not print within {SECONDS} s: try --format html"
            ) from None
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
