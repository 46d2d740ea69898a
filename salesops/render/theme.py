"""The colours of pictures by the role they play, light and dark: reports/charts/theme.json."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal

from salesops import assets

Theme = Literal["light", "dark"]
_NAMED = re.compile(r"\{([a-z0-9-]+)\}")
_SAID = frozenset({"title", "subtitle", "text", "description"})
"""Keys of a spec whose strings people read: words from exports stand in no other, since another
may be an expression that Vega runs."""


@cache
def _file() -> Any:
    path = assets.folder("reports") / "charts" / "theme.json"
    return json.loads(path.read_text(encoding="utf-8"))


def colors(theme: Theme) -> dict[str, str]:
    """The colour of each role."""
    found: dict[str, str] = _file()[theme]
    return found


def css() -> str:
    """What a page declares so that the pictures on it take its theme, and paper the light one."""
    light, dark = _rule("light"), _rule("dark")
    return (
        f"{light}\n@media (prefers-color-scheme: dark) {{ {dark} }}\n@media print {{ {light} }}\n"
    )


def _rule(theme: Theme) -> str:
    return f":root {{ {' '.join(f'{_variable(r)}: {c};' for r, c in colors(theme).items())} }}"


def config() -> dict[str, Any]:
    """How Vega-Lite draws what a spec leaves open."""
    drawn: dict[str, Any] = filled(_file()["config"], {})
    return drawn


def filled(spec: Any, words: Mapping[str, str], key: str = "") -> Any:
    """The spec with `{role}` as a light colour, and in what people read `{currency}` and such."""
    match spec:
        case dict():
            return {name: filled(value, words, name) for name, value in spec.items()}
        case list():
            return [filled(value, words, key) for value in spec]
        case str():
            known = colors("light") | (dict(words) if key in _SAID else {})
            return _NAMED.sub(_named(known), spec)
        case _:
            return spec


def _named(known: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    """A name that is none stays as it stands: expressions have braces of their own."""
    return lambda match: known.get(match[1], match[0])


def variables(text: str) -> str:
    """An attribute of a picture, with its light colours as variables that the page sets."""
    return _COLOR.sub(lambda match: _by_color().get(match[0].lower(), match[0]), text)


_COLOR = re.compile(r"#[0-9a-fA-F]{6}\b")


@cache
def _by_color() -> dict[str, str]:
    return {color: f"var({_variable(role)})" for role, color in colors("light").items()}


def _variable(role: str) -> str:
    return f"--chart-{role}"
