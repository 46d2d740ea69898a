"""A report to all its receivers: each is tried, and each gets it once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from salesops.delivery import answers, chat, mail, record
from salesops.delivery.letter import letter
from salesops.delivery.server import Server, server
from salesops.delivery.targets import MAIL, Target, book, receivers
from salesops.delivery.tries import Patience, tried
from salesops.delivery.words import FailedError, one_line, without
from salesops.delivery.written import Written, read
from salesops.errors import LockedError, OutputError, SalesopsError
from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Flag, Text


@dataclass(frozen=True)
class Sent:
    """What became of one delivery; nothing in it is secret."""

    to: Text
    kind: Text
    host: Text
    outcome: Text
    subject: Text
    parts: Text
    size: Count = field(metadata=titled("Bytes"))
    note: Text | None = None
    already: Flag = field(default=False, metadata=DATA_ONLY)
    """It was sent by an earlier run."""
    failed: Flag = field(default=False, metadata=DATA_ONLY)


@dataclass(frozen=True)
class _Post:
    """A report made ready for one receiver."""

    plan: Sent
    key: str
    report: str
    hand_over: Callable[[Patience], None]
    secrets: tuple[str, ...] = field(repr=False)


def send(
    report: Path,
    to: Sequence[str],
    targets: Path | None = None,
    state: Path | None = None,
    *,
    dry_run: bool = False,
    again: bool = False,
    patience: Patience = Patience(),  # noqa: B008 - frozen
) -> tuple[Sent, ...]:
    """Send a written report to names and addresses; `targets` is their file.

    In the folder `state` it is kept what was sent, so that the same is not sent twice, but `again`.
    A dry run sends and writes nothing: its outcomes say what would be sent.

    Raises:
        UsageError: a target, the server or the extra is missing; nothing was sent.
        InputError: there is no such report.
        OutputError: after all were tried, some failed; the report is as it was.
        LockedError: the same, and all that kept them back is another run that was sending.
    """
    posts = _posts(read(report), to, targets)
    if dry_run:
        return tuple(_planned(post, state, again) for post in posts)
    tries = [_sent(post, state, again, patience) for post in posts]
    done = tuple(one for one, _ in tries)
    if failed := [kept_back for one, kept_back in tries if one.failed]:
        raise (LockedError if all(failed) else OutputError)(_told(done, state))
    return done


def check(to: Sequence[str], targets: Path | None = None) -> None:
    """Whether something could be sent there at all, before there is something to send.

    Raises:
        UsageError: a target, the server or the extra is missing.
    """
    _ways(to, targets)


def _ways(to: Sequence[str], file: Path | None) -> tuple[tuple[Target, ...], Server | None]:
    """The receivers, and the mail server where one of them is an address."""
    known = book(file)
    found = receivers(to, known)
    if any(target.kind != MAIL for target in found):
        answers.need()
    return found, server(known) if any(target.kind == MAIL for target in found) else None


def _posts(report: Written, to: Sequence[str], file: Path | None) -> list[_Post]:
    """Everything is made ready before the first is sent, so that a slip sends nothing."""
    found, ours = _ways(to, file)
    return [
        _mailed(report, t, ours) if ours and t.kind == MAIL else _said(report, t) for t in found
    ]


def _key(report: Written, target: Target) -> str:
    return sha256(f"{report.identity}\n{target.identity}".encode()).hexdigest()


def _mailed(report: Written, target: Target, ours: Server) -> _Post:
    key = _key(report, target)
    made = letter(report, ours.sender, target.where, key)
    plan = Sent(
        target.name, MAIL, ours.host, "would be sent", made.subject, made.parts,
        len(made.mail.as_bytes()), made.note or None,
    )  # fmt: skip

    def hand_over(patience: Patience) -> None:
        mail.post(made.mail, ours, target.where, patience)

    return _Post(plan, key, report.where.stem, hand_over, ours.secrets)


def _said(report: Written, target: Target) -> _Post:
    title, body = chat.subject(report), chat.text(report, target.kind)
    size = len(f"{title}{body}".encode())
    plan = Sent(target.name, target.kind, target.host, "would be sent", title, "text", size)

    def hand_over(patience: Patience) -> None:
        chat.post(target, title, body, patience)

    key = _key(report, target)
    return _Post(plan, key, report.where.stem, hand_over, target.secrets)


def _planned(post: _Post, state: Path | None, again: bool) -> Sent:
    before = record.sent_at(state, post.key) if state and not again else None
    return _before(post, before) if before else post.plan


def _before(post: _Post, at: str) -> Sent:
    return replace(post.plan, outcome=f"already sent at {at}", already=True)


def _sent(post: _Post, state: Path | None, again: bool, patience: Patience) -> tuple[Sent, bool]:
    """The outcome of one, and whether it was another run that kept it back.

    Whatever happens, the next is tried.
    """
    kept_back = False
    try:
        return _once(post, state, again, patience), kept_back
    except (FailedError, SalesopsError) as error:
        why, kept_back = str(error), isinstance(error, LockedError)
    except Exception as error:  # noqa: BLE001 - its text may hold a URL, so its class must do
        why = f"a bug in salesops or apprise: {type(error).__name__}"
    why = one_line(without(why, post.secrets))
    return replace(post.plan, outcome=why, failed=True), kept_back


def _once(post: _Post, state: Path | None, again: bool, patience: Patience) -> Sent:
    if state is None:
        return _handed(post, patience)
    # Held over all three, so that of two runs at once one sends and the other sees that it did.
    with record.held(state):
        if not again and (before := record.sent_at(state, post.key)):
            return _before(post, before)
        done = _handed(post, patience)
        _keep(post, state)
    return done


def _handed(post: _Post, patience: Patience) -> Sent:
    tried(lambda: post.hand_over(patience), patience)
    return replace(post.plan, outcome="sent")


def _keep(post: _Post, state: Path) -> None:
    try:
        record.note(state, post.key, post.plan.kind, post.report)
    except OutputError as error:
        raise OutputError(f"sent, but a re-run would send it again: {error}") from error


def _told(done: Sequence[Sent], state: Path | None) -> str:
    failed = [f"{one.to} ({one.kind}, {one.host}): {one.outcome}" for one in done if one.failed]
    rest = "a re-run sends only these" if state else "a re-run sends all (no --state)"
    count = f"{len(failed)} of {len(done)} deliveries failed"
    return f"{count}: {'; '.join(failed)}. The report is untouched; {rest}."
