"""One answer with every hard type, and one calm day, in every format, byte for byte."""

import hard_types
import pytest

from salesops.errors import UsageError
from salesops.render import FORMATS, renderer
from salesops.render.view import View

VIEWS = {
    "txt": ("terminal", View(width=80)),
    "140.txt": ("terminal", View(width=140)),
    "color.txt": ("terminal", View(width=80, color=True)),
    "ascii.txt": ("terminal", View(width=80, ascii_only=True)),
    "md": ("markdown", View()),
    "html": ("html", View()),
    "json": ("json", View()),
    "csv": ("csv", View()),
    "said.csv": ("csv", View(table="said")),
}


@pytest.mark.parametrize("ending", VIEWS)
def test_hard_types(ending, hard, golden):
    format_, view = VIEWS[ending]
    golden(f"hard.{ending}", renderer(format_)(hard, view))


@pytest.mark.parametrize("ending", ["txt", "140.txt", "md", "html"])
def test_calm_day(ending, calm, golden):
    format_, view = VIEWS[ending]
    golden(f"calm.{ending}", renderer(format_)(calm, view))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("answer", ["hard", "calm", "bare"])
def test_same_answer_same_bytes(answer, format_, monkeypatch):
    view = View()
    first = renderer(format_)(getattr(hard_types, answer)(), view)
    for name, value in {"FORCE_COLOR": "1", "COLUMNS": "33", "TZ": "Asia/Tokyo"}.items():
        monkeypatch.setenv(name, value)
    assert renderer(format_)(getattr(hard_types, answer)(), view) == first


@pytest.mark.parametrize("format_", ["terminal", "markdown", "html", "json", "csv"])
def test_nothing_still_renders(format_, bare, golden):
    endings = {"terminal": "txt", "markdown": "md"}
    golden(f"bare.{endings.get(format_, format_)}", renderer(format_)(bare, View()))


def test_unknown_format():
    with pytest.raises(UsageError, match="no format 'yaml'; there are terminal, markdown"):
        renderer("yaml")
