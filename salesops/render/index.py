"""The page that lists the reports of a folder, in the style of the reports themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import groupby
from os import fsencode
from urllib.parse import quote

from markupsafe import Markup

from salesops import templates
from salesops.render import html
from salesops.units import Unit, counted, text

TITLE = "Reports"


@dataclass(frozen=True)
class Run:
    """One report of one day, as its page tells it."""

    name: str
    """Of its report: daily."""
    day: date | None
    """The last one it is about; None where the report has no window of its own."""
    page: str
    """The name of its file."""
    title: str
    headline: str
    findings: Mapping[str, int] = field(default_factory=dict)
    """How many there are of a level; one without any is not named."""
    others: tuple[str, ...] = ()
    """The files of its other formats."""

    @property
    def when(self) -> str:
        """The day as its link names it."""
        return text(self.day, Unit.DATE) if self.day else "latest"

    @property
    def found(self) -> str:
        """As in `1 error, 2 warnings`."""
        return ", ".join(counted(n, level) for level, n in self.findings.items())

    @property
    def worst(self) -> str:
        """The gravest level, by which its cell is coloured."""
        return next(iter(self.findings), "")


def render(runs: Sequence[Run]) -> bytes:
    """The page: a table a report, the newest day first."""
    lists = [list(found) for _, found in groupby(_sorted(runs), lambda run: run.name)]
    reports = [(f"report-{n}", found[0].title, found) for n, found in enumerate(lists, 1)]
    environment = templates.environment()
    body = environment.get_template("index.html.j2").render(reports=reports, link=link)
    contents = [(name, title) for name, title, _ in reports]
    written = environment.get_template("page.html.j2").render(
        name=TITLE,
        title=TITLE,
        headline=_headline(runs),
        when=[],
        contents=contents if len(contents) > 1 else [],
        colours=Markup(),
        say=str,  # of reports in several languages: in none but ours
        parts=_parts(_headline(runs), body),
    )
    return (written + "\n").encode()


def _parts(headline: str, body: str) -> html.Parts:
    """Of what a report has, an index has these."""
    none = dict.fromkeys((part.name for part in fields(html.Parts)), Markup())
    lead = Markup("<p><strong>{}</strong></p>\n").format(headline)
    return html.Parts(**none | {"lead": lead, "body": Markup(body)})  # noqa: S704 - escaped there


def link(name: str) -> str:
    """A file beside the page as its address; quoted, so that no name leads elsewhere."""
    return quote(fsencode(name))


def _sorted(runs: Sequence[Run]) -> list[Run]:
    newest = sorted(runs, key=lambda run: (run.day or date.max, run.page), reverse=True)
    return sorted(newest, key=lambda run: run.name)


def _headline(runs: Sequence[Run]) -> str:
    days = [run.day for run in runs if run.day]
    until = f", the latest about {text(max(days), Unit.DATE)}" if days else ""
    return f"{counted(len(runs), 'report')}{until}."
