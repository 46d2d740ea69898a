"""Where answers go: stdout whole, or files that appear whole or not at all."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from salesops.errors import OutputError
from salesops.options import Output, colored
from salesops.render import renderer
from salesops.render.view import View
from salesops.result import Answer

ENDINGS = {
    "terminal": "txt",
    "markdown": "md",
    "html": "html",
    "json": "json",
    "csv": "csv",
    "parquet": "parquet",
}


def emit(answer: Answer, output: Output, formats: tuple[str, ...], name: str) -> list[Path]:
    """Write the answer in each format; the files written, none for stdout.

    `name` names the files inside a folder. Every format is rendered before the first is written.

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
    to_terminal = output.out is None and sys.stdout.isatty()
    width = shutil.get_terminal_size((80, 24)).columns
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    return View(
        table=output.table,
        color=colored(output, terminal=to_terminal),
        width=width,
        ascii_only=format_ == "terminal" and output.out is None and not encoding.startswith("utf"),
    )


def to_stdout(data: bytes) -> None:
    """Write bytes to stdout; a terminal that cannot show a character gets its escape."""
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


def replace(path: Path, data: bytes) -> None:
    """Put a file in place whole: written beside it, synced, renamed.

    Raises:
        OutputError: it cannot be written; what stood there stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync(path.parent)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync(folder: Path) -> None:
    """Make the rename last; not every system lets a folder be opened."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
