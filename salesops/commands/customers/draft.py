"""Letters to customers, of facts in the data alone, for you to send.

Example: salesops draft thank-you --since 7d --lang it
"""

from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from salesops.commands.customers._draft import letters, people, story, words
from salesops.commands.customers._draft.facts import LANGUAGES
from salesops.commands.customers._draft.people import KINDS
from salesops.commands.customers._draft.rows import Draft, Tally
from salesops.commands.trust import gravest_first, rejected
from salesops.errors import UsageError
from salesops.params import Since, Top
from salesops.queries.database import Database
from salesops.result import Letter, Report, Table, because, limits_of
from salesops.units import Count, Text

LETTERS = True
DEFINITIONS = ("drafts",)
OFFER = "in your own words; nothing is offered unless set"
What = Annotated[
    str | None, typer.Argument(help=f"{', '.join(KINDS)}. Default: how many of each there are.")
]
Lang = Annotated[str, typer.Option(help=f"The letters' language: {', '.join(LANGUAGES)}.")]
Templates = Annotated[
    Path | None,
    typer.Option(help="Folder of your own: LANGUAGE/KIND.txt.j2. Default: drafts/, if there."),
]


@dataclass(frozen=True)
class Limits:
    """[draft] in salesops.toml: what no export says; an order is large by [vip] order_over."""

    after_days: Count = field(
        default=7, metadata=because("days after a parcel arrived: it was unpacked and tried")
    )
    rest_days: Count = field(
        default=28, metadata=because("who just bought a product needs no letter about it")
    )
    sender: Text = field(default="", metadata=because("who signs; nobody is named unless set"))
    thank_you_offer: Text = field(default="", metadata=because(OFFER))
    delay_offer: Text = field(default="", metadata=because(OFFER))
    cart_offer: Text = field(default="", metadata=because(OFFER))
    preorder_offer: Text = field(default="", metadata=because(OFFER))
    vip_offer: Text = field(default="", metadata=because(OFFER))


def draft(
    db: Database,
    what: What = None,
    since: Since = "yesterday",
    top: Top = 10,
    lang: Lang = "en",
    templates: Templates = None,
    limits: Limits = Limits(),
) -> Report:
    """Ask who is to be written to, and fill the letters with what is known of each."""
    if what is not None and what not in KINDS:
        raise UsageError(f"draft {what!r}: there are {', '.join(KINDS)}")
    if lang not in LANGUAGES:
        raise UsageError(f"--lang {lang}: there are {', '.join(LANGUAGES)}")
    if templates is not None and not templates.is_dir():
        raise UsageError(f"--templates {templates}: there is no such folder")
    beside = (db.settings.folder / letters.FOLDER, Path(letters.FOLDER))
    own = templates or next((folder for folder in beside if folder.is_dir()), None)
    kinds = [KINDS[what]] if what else [*KINDS.values()]
    db.expect(dict.fromkeys(name for kind in kinds for name in kind.reads))
    asked = story.Story(db, db.window(since), lang, own, top, limits)
    stale = db.stale(asked.window)
    every, left_out = ([story.write(asked, kinds[0])], []) if what else story.overview(asked, kinds)
    told = [] if stale else every
    drafts = told[0].letters if what and told else ()
    return Report(
        command="draft",
        title="Drafts",
        headline=stale.message if stale else words.headline(every, one=what is not None),
        period=asked.window,
        tables=(
            Table("letters", "Letters", Draft, drafts, shown=False),
            Table("kinds", "Who is to be written to", Tally, [one.count for one in told]),
        ),
        letters=tuple(Letter(one.to, one.email, one.subject, one.body) for one in drafts),
        findings=gravest_first([stale, rejected(db)]),
        notes=(*db.book.notes, *words.notes(every, one=what is not None), *left_out),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("draft", limits),
    )


def asks() -> list[ModuleType]:
    """Whose lists it writes to, beside its own."""
    return people.modules()
