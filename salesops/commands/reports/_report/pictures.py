"""The charts that sections name: Vega-Lite specs in reports/charts/."""

import json
import re
from pathlib import Path

from salesops.commands.reports._report.plan import folders, readers
from salesops.errors import UsageError
from salesops.result import Chart

ENDING = ".vl.json"
_NAME = re.compile(r"[\w-]+", re.ASCII)
"""What a link, an id of a page and a file of a mail all take as it stands."""


def chart(name: str, own: tuple[Path, ...]) -> Chart:
    """The chart of that name: the reader's before salesops' own.

    Raises:
        UsageError: there is none, with the names there are; its name is none that can be linked; or
            its file is no JSON object.
    """
    files = {
        path.name.removesuffix(ENDING): path
        for place in reversed(folders(own))
        for path in sorted((place / "charts").glob(f"*{ENDING}"))
    }
    if name not in files:
        raise UsageError(f"no chart {name!r}: there are {', '.join(sorted(files))}")
    if not _NAME.fullmatch(name):
        raise UsageError(f"{files[name]}: call it by letters, digits, - and _, as in top_sellers")
    try:
        spec = json.loads(files[name].read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{files[name]} is not JSON that can be read: {error}") from error
    if not isinstance(spec, dict):
        raise UsageError(f"{files[name]} should hold a Vega-Lite spec: one JSON object")
    return Chart(name, spec, readers(files[name].resolve()))
