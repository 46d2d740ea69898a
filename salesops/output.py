"""Where answers go: stdout whole, or files that appear whole or not at all."""

import shutil
import sys
from pathlib import Path

from salesops.atomic import replace
from salesops.errors import OutputError
from salesops.options import ENDINGS, Output, colored
from salesops.render import renderer
from salesops.render.view import View
from salesops.result import Answer


def emit(answer: Answer, output: Output, formats: tuple[str, ...], name: str) -> list[Path]:
    """Write the answer in each format; the files written, none for stdout.

    `name` names the files inside a folder. Every format is rendered before the first is written.
    `output.fail_on` is the level that counts, said or not.

    Raises:
        OutputError: the target cannot be written; what stood there stays.
    """
    rendered = {f: renderer(f)(answer, _view(output, f)) for f in formats}
    if output.out is None:
        for data in rendered.values():
            to_stdout(data)
        return []
    folder = output.out.is_dir() or len(formats) > 1 or not output.out.suffix
    written = []
    for format_, data in rendered.items():
        path = output.out / f"{name}.{ENDINGS[format_]}" if folder else output.out
        replace(path, data)
        written.append(path)
    return written


def _view(output: Output, format_: str) -> View:
    # There is none where whoever started the command closed it.
    to_terminal = output.out is None and sys.stdout is not None and sys.stdout.isatty()
    # A file is the same whatever window it is written from.
    width = 80 if output.out else shutil.get_terminal_size((80, 24)).columns
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    return View(
        table=output.table,
        color=colored(output, terminal=to_terminal),
        width=width,
        fail_on=output.fail_on or "error",
        ascii_only=format_ == "terminal" and output.out is None and not encoding.startswith("utf"),
    )


def to_stdout(data: bytes) -> None:
    """Write bytes to stdout; a terminal that cannot show a character gets its escape.

    Raises:
        OutputError: stdout is closed, or the disk behind it is full.
    """
    if sys.stdout is None:
        raise OutputError("stdout is closed: name a file with --out")
    try:
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
