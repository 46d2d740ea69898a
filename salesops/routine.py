"""What becomes of a report: written if it is worth it, for the days missed too, and delivered."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from salesops import archive, missed
from salesops.answering import Question, ask, code, leave, reaches
from salesops.errors import Exit, SalesopsError, UsageError
from salesops.held import held
from salesops.missed import Missed, last_day
from salesops.options import ReportOutput
from salesops.output import into_folder
from salesops.render import languages
from salesops.result import Answer, Level

_GRAVE = (Exit.OK, Exit.FINDINGS, Exit.RETRY, Exit.USAGE, Exit.INPUT, Exit.OUTPUT)
"""Of several outcomes the gravest is the run's: one that a person must see to goes before 75."""


def run(question: Question, output: ReportOutput) -> int:
    """Ask for the report and see it through; the exit code."""
    _refuse(question, output)
    answer = ask(question)
    if question.data.explain:
        return Exit.OK
    late = _missed(question, output, answer) if output.since_last else Missed(())
    failed: list[SalesopsError] = []
    # In the order of their mornings: where this run is killed the next one goes on from there.
    codes = [_make_up(question, output, morning, answer, failed) for morning in late.mornings]
    with _noted(failed):
        if codes and question.data.state:  # in which they kept what this one is to know
            answer = ask(question)
        codes.append(_see_through(question, output, answer, failed, failed))
    if failed:
        raise _joined(failed)
    return max(codes, key=_gravity)


def _refuse(question: Question, output: ReportOutput) -> None:
    if output.only_if is not None and output.only_if not in list(Level):
        raise UsageError(f"--only-if {output.only_if}: there are {', '.join(Level)}")
    if output.lang not in languages():
        raise UsageError(f"--lang {output.lang}: there are {', '.join(languages())}")
    for option, given in {"--since-last": output.since_last, "--notify": output.notify}.items():
        if given and output.out is None:
            raise UsageError(f"{option} needs --out FOLDER: it is about reports that were written")
    if output.notify:
        _refuse_undeliverable(question, output.notify, output.targets)
    if output.since_last:
        _refuse_unlike(question, output)


def _refuse_undeliverable(question: Question, to: list[str], targets: Path | None) -> None:
    """What is seen before anything is asked is not told after minutes of work."""
    if not {"html", "markdown"} & set(question.formats):
        raise UsageError("--notify sends html or Markdown: have one of them among the --format")
    from salesops import delivery

    delivery.check(to, targets)


def _refuse_unlike(question: Question, output: ReportOutput) -> None:
    """Options beside which nobody can tell which reports were missed."""
    if not _shelved(question):
        raise UsageError(f"--since-last needs a folder: {output.out} names one file")
    if question.given.get("period") is not None:
        raise UsageError("--since-last is about the report's own period: leave --period out")
    if output.only_if:
        raise UsageError(
            "--since-last with --only-if: a report that was not worth writing looks like one that "
            "was missed; leave one of them out"
        )


def _shelved(question: Question) -> bool:
    """Whether the report goes into a folder, beside those of other days."""
    out = question.output.out
    return out is not None and into_folder(out, question.formats)


def _see_through(
    question: Question,
    output: ReportOutput,
    answer: Answer,
    failed: list[SalesopsError],
    unkept: list[SalesopsError] | None = None,
) -> int:
    """Write the report, if there is anything in it that was asked for; the exit code.

    What it is to keep is kept before it stands in its place: a report that stands is one that no
    later run makes up for. Where that fails it is written only if there are `unkept` to note it.
    """

    def keep() -> None:
        with _noted(unkept) if unkept is not None else nullcontext():
            question.module.once_written(question.data.state, answer)

    if output.only_if and not reaches(answer.report, output.only_if):
        question.talk(f"nothing of level {output.only_if} or above: not written", "not-written")
    else:
        written = _write(question, answer, keep, failed)
        with _noted(failed):
            _deliver(question, output, written)
    return code(question, answer.report)


def _write(
    question: Question,
    answer: Answer,
    keep: Callable[[], object],
    failed: list[SalesopsError],
) -> list[Path]:
    """The files; without an index the report is there all the same, and goes on its way."""
    if not (_shelved(question) and "html" in question.formats and question.output.out):
        return leave(question, answer, keep)
    with held(question.output.out):
        written = leave(question, answer, keep)
        with _noted(failed):
            if said := archive.shelve(next(path for path in written if path.suffix == ".html")):
                question.talk(said, "not-listed")
    return written


@contextmanager
def _noted(failed: list[SalesopsError]) -> Iterator[None]:
    """What fails is told at the end, and keeps nothing else back."""
    try:
        yield
    except SalesopsError as error:
        failed.append(error)


def _deliver(question: Question, output: ReportOutput, written: list[Path]) -> None:
    """Send it to whom it is for; where that fails the report stays, and so does what else went."""
    if not output.notify:
        return
    from salesops import delivery

    page = next(path for path in written if path.suffix in (".html", ".md"))
    for one in delivery.send(page, output.notify, output.targets, question.data.state):
        question.talk(f"{one.to}: {one.outcome}", "sent")


def _missed(question: Question, output: ReportOutput, answer: Answer) -> Missed:
    """What cron left out between the newest report in the folder and this one."""
    window, name = answer.report.period, answer.report.command.removeprefix("report-")
    if window is None or answer.context is None or output.out is None:
        raise UsageError(f"--since-last: the {name} report is about no period of its own")
    newest = archive.newest(output.out, name, last_day(window), question.formats[-1])
    # The first run of all has nothing to make up for, but is refused what a later one would be.
    found = missed.since(newest or last_day(window), window, answer.context.as_of)
    if found.more:
        most = missed.MOST
        said = f"more than {most} were missed: the latest {most}; --as-of asks for others"
        question.talk(said, "more-missed")
    return found


def _make_up(
    question: Question,
    output: ReportOutput,
    morning: datetime,
    on_time: Answer,
    failed: list[SalesopsError],
) -> int:
    """One report that was missed, as its own morning would have made it; the exit code."""
    at = f"{morning:%Y-%m-%d %H:%M:%S}"
    # Of rejected rows the run asked for tells: they are all of the same exports.
    asked = replace(question, data=replace(question.data, as_of=at, rejects=None))
    unsent = replace(output, notify=None)  # nobody wants a month of mails at once
    try:
        return _see_through(asked, unsent, _late(ask(asked), on_time), failed)
    except SalesopsError as error:
        failed.append(type(error)(f"a missed report was not written (--as-of '{at}'): {error}"))
        return error.exit


def _late(answer: Answer, on_time: Answer) -> Answer:
    """Said to be late: exports hold no history of a status, so that of a past day is unknown."""
    if answer.context is None or on_time.context is None:
        return answer
    note = (
        f"Written later, from the exports as of {on_time.context.as_of:%Y-%m-%d %H:%M}: "
        "statuses and stock changed since this report's own morning are as they are now."
    )
    run_id = hashlib.sha256(f"{answer.context.run_id} {note}".encode()).hexdigest()[:12]
    return replace(
        answer,
        report=replace(answer.report, notes=(note, *answer.report.notes)),
        context=replace(answer.context, run_id=run_id),
    )


def _joined(failed: list[SalesopsError]) -> SalesopsError:
    """All that failed as one error, of the gravest kind."""
    gravest = max(failed, key=lambda error: _gravity(error.exit))
    return type(gravest)("; ".join(str(error) for error in failed))


def _gravity(code: int) -> int:
    return _GRAVE.index(Exit(code)) if code in _GRAVE else len(_GRAVE)
