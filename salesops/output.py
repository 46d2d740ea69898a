"""Where answers go: stdout whole, or files that appear whole or not at all."""

import dataclasses
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from salesops import progress
from salesops.atomic import replace_all
from salesops.doing import doing
from salesops.errors import OutputError
from salesops.options import ENDINGS, Output, colored
from salesops.render import ENGLISH, renderer
from salesops.render.view import View
from salesops.result import Answer

if TYPE_CHECKING:
    from salesops.render.charts import Drawing


PICTURED = ("markdown", "html", "pdf")
"""Formats that show pictures: Markdown only in a file, which they can lie beside."""


def emit(
    answer: Answer,
    output: Output,
    formats: tuple[str, ...],
    name: str,
    meanwhile: Callable[[], object] | None = None,
) -> list[Path]:
    """Write the answer in each format; the files written, none for stdout.

    `name` names the files inside a folder. Every format is rendered before the first is written.
    `output.fail_on` is the level that counts, said or not. `meanwhile` runs when all are on the
    disk and none is in its place.

    Raises:
        OutputError: the target cannot be written; what stood there stays.
    """
    doing(f"writing {', '.join(formats)}")
    letters = _letters(answer, output) if "eml" in formats else {}
    formats = tuple(f for f in formats if f != "eml")
    paths = _paths(output, formats, name)
    answer, drawings = _drawn(answer, [f for f in formats if f in paths or f != "markdown"])
    views = {f: _view(output, f, drawings, paths.get(f)) for f in formats}
    rendered = {f: renderer(f)(answer, view) for f, view in views.items()}
    if output.out is None:
        for data in rendered.values():
            to_stdout(data)
        if meanwhile:
            meanwhile()
        return []
    pictures = _pictures(paths["markdown"].with_suffix(""), drawings) if "markdown" in paths else {}
    files = pictures | letters | {paths[f]: data for f, data in rendered.items()}
    replace_all(files, meanwhile)
    return [*letters, *paths.values()]


def _letters(answer: Answer, output: Output) -> dict[Path, bytes]:
    """Each letter as a file for a mail program, in the folder that --out names."""
    from salesops.render.eml import files

    folder = output.out or Path()
    return {folder / name: data for name, data in files(answer).items()}


def _paths(output: Output, formats: tuple[str, ...], name: str) -> dict[str, Path]:
    """The file of each format; none for stdout."""
    if output.out is None:
        return {}
    folder = into_folder(output.out, formats)
    return {f: output.out / f"{name}.{ENDINGS[f]}" if folder else output.out for f in formats}


def into_folder(out: Path, formats: Sequence[str]) -> bool:
    """Whether --out names a folder, which may not be there yet, rather than one file."""
    return out.is_dir() or len(formats) > 1 or not out.suffix


def _drawn(answer: Answer, formats: Sequence[str]) -> tuple[Answer, Mapping[str, "Drawing"]]:
    """The pictures that some format shows, and the answer with what is to be said of them."""
    charts = [chart for section in answer.report.sections for chart in section.charts]
    if not charts or not set(PICTURED) & set(formats):
        return answer, {}
    from salesops.render.charts import drawn, undrawn

    drawings = drawn(answer)
    notes = (*answer.report.notes, *undrawn(answer))
    return dataclasses.replace(
        answer, report=dataclasses.replace(answer.report, notes=notes)
    ), drawings


def _pictures(folder: Path, drawings: Mapping[str, "Drawing"]) -> dict[Path, bytes]:
    """Before the Markdown that links them: it never links what is not there."""
    return {folder / f"{name}.png": drawing.png for name, drawing in drawings.items()}


def _view(
    output: Output, format_: str, drawings: Mapping[str, "Drawing"], path: Path | None
) -> View:
    # There is none where whoever started the command closed it.
    to_terminal = output.out is None and sys.stdout is not None and sys.stdout.isatty()
    # A file is the same whatever window it is written from.
    width = 80 if output.out else shutil.get_terminal_size((80, 24)).columns
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    return View(
        table=output.table,
        color=colored(output, terminal=to_terminal),
        language=getattr(output, "lang", ENGLISH),
        width=width,
        fail_on=output.fail_on or "error",
        ascii_only=format_ == "terminal" and output.out is None and not encoding.startswith("utf"),
        drawings=drawings,
        pictures=path.stem if path else None,
    )


def to_stdout(data: bytes) -> None:
    """Write bytes to stdout; a terminal that cannot show a character gets its escape.

    Raises:
        OutputError: stdout is closed, or the disk behind it is full.
    """
    if sys.stdout is None:
        raise OutputError("stdout is closed: name a file with --out")
    doing("")
    try:
        with progress.lifted():
            _to_open_stdout(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"stdout cannot be written: {error.strerror}") from error


def _to_open_stdout(data: bytes) -> None:
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:  # replaced by a text stream, as in a notebook
        sys.stdout.write(data.decode("utf-8", "replace"))
        return
    encoding = sys.stdout.encoding or "utf-8"
    if not encoding.lower().replace("-", "").startswith("utf"):
        data = data.decode("utf-8", "replace").encode(encoding, "backslashreplace")
    sys.stdout.flush()
    buffer.write(data)
    buffer.flush()
