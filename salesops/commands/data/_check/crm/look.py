"""A CRM's tables held together: loaded as every command loads them, and judged."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from salesops.checks.exam import Exam
from salesops.checks.session import Session, as_asked
from salesops.commands.data._check.crm.rules import rules
from salesops.commands.data._check.crm.story import Story
from salesops.commands.data._check.crm.tables import tables
from salesops.commands.data._check.crm.verdicts import ruling
from salesops.commands.team.pipeline import Limits as PipelineLimits
from salesops.errors import SalesopsError
from salesops.exports import loader
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue, filled
from salesops.queries.book import Book
from salesops.queries.database import Database
from salesops.result import Limit, Table, limits_of

CRM = frozenset({"deals", "leads", "activities", "accounts"})
"""Tables that are looked at; the others beside them only help."""


@dataclass(frozen=True)
class Found:
    """What was found of a CRM, beside the verdicts."""

    tables: tuple[Table, ...] = ()
    limits: tuple[Limit, ...] = ()


def look(session: Session, limits: Any) -> Found:
    """Add the verdicts on the CRM's tables to those on its files; none where there are none.

    As of the check's own now, as pipeline would have it: with `data` that is the end of the CRM's
    own. By the limits of `pipeline` where that says the same.
    """
    if not any(_concerns(CRM, opened.raw.match) or opened.known_as for opened in session.opened):
        return Found()
    exam = session.exam
    try:
        catalogue = Catalogue(_options(exam), exam.settings)
        if not any(_concerns(CRM, match) for _, match in catalogue.matched):
            return Found()

        def load(needs: frozenset[str], may: frozenset[str]) -> Book:
            return loader.load(catalogue, needs, may)

        with Database(load, exam.settings) as db:
            pipeline = exam.settings.limits("pipeline", PipelineLimits)
            story = Story(db.read("checks/crm"), limits, pipeline)
            found = _judge(session, catalogue, story)
            if exam.facts and db.as_of.date() != exam.facts.as_of.date():
                session.notes += (f"The CRM's tables are as of {db.as_of:%Y-%m-%d}, their end.",)
            exam.asked += db.asked
    except SalesopsError as error:
        session.notes += (f"The CRM's tables were not held together: {error}.",)
        return Found()
    return replace(found, limits=limits_of("check", limits))


def _judge(session: Session, catalogue: Catalogue, story: Story) -> Found:
    files = {opened.name: opened for opened in session.opened}
    for rule in rules(story):
        made = ruling(rule, _file(catalogue, rule.table), files)
        if (same := as_asked(session, made)) is not None:
            session.rulings.append(same)
    return Found(tuple(tables(story)))


def _file(catalogue: Catalogue, table: str) -> str:
    """The one file that holds a table, else the table."""
    feeding = [file for file, match in catalogue.matched if _concerns({table}, match)]
    return catalogue.name(feeding[0].path) if len(feeding) == 1 else table


def _concerns(tables_: Iterable[str], match: Any) -> bool:
    return not {*tables_}.isdisjoint(filled(match))


def _options(exam: Exam) -> Options:
    """Those of the check; where its now is the clock's, the CRM has the same."""
    said = exam.options.as_of or exam.settings.time.as_of or "now"
    if said != "now" or exam.facts is None:
        return exam.options
    as_of = exam.facts.as_of.replace(microsecond=0) + timedelta(seconds=1)
    return replace(exam.options, as_of=f"{as_of:%Y-%m-%d %H:%M:%S}")
