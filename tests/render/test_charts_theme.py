"""The colours of pictures, against what eyes need: contrast, any kind of colour vision, and grey.

Distances are CIE76 in Lab, where 2.3 is just seen. Simulated are the three dichromacies, by the
matrices of Machado, Oliveira and Fernandes (2009), whole severity, on linear light.
"""

import math
import re
from itertools import combinations, pairwise

import pytest

from salesops.assets import folder
from salesops.render import theme

VISIONS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
APART = 20
"""Nearly nine times what is just seen: thin lines and small marks ask for more than areas do."""
APART_IN_GREY = 15
"""Steps of lightness, of 100, between lines that stand beside each other in a legend."""
SERIES = [f"series-{n}" for n in range(1, 7)]
THEMES = ("light", "dark")


def linear(color):
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def seen(color, vision):
    light = linear(color)
    mixed = (sum(a * b for a, b in zip(row, light, strict=True)) for row in VISIONS[vision])
    return [min(1, max(0, c)) for c in mixed]


def lab(light):
    r, g, b = light
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def luminance(color):
    r, g, b = linear(color)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def distance(one, other, vision):
    return math.dist(lab(seen(one, vision)), lab(seen(other, vision)))


def test_the_measures_themselves():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#ff0000")) == pytest.approx((53.2, 80.1, 67.2), abs=0.2)
    # The classic mistake: to who sees no green, this green and this red are nearly one.
    assert distance("#2ca02c", "#d62728", "normal") > 100
    assert distance("#3c8c3c", "#a06e3c", "deuteranopia") < APART


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("vision", VISIONS)
def test_every_two_series_differ_in_any_colour_vision(name, vision):
    colors = theme.colors(name)
    pairs = [*combinations(SERIES, 2), ("good", "bad")]
    close = {
        pair: round(apart, 1)
        for pair in pairs
        if (apart := distance(colors[pair[0]], colors[pair[1]], vision)) < APART
    }
    assert not close


@pytest.mark.parametrize("name", THEMES)
def test_neighbours_differ_in_grey(name):
    light = [lab(linear(theme.colors(name)[role]))[0] for role in SERIES]
    assert min(abs(one - next_) for one, next_ in pairwise(light)) >= APART_IN_GREY


@pytest.mark.parametrize("name", THEMES)
def test_the_last_step_of_heat_is_the_darkest_by_far(name):
    colors = theme.colors(name)
    light = [lab(linear(colors[f"heat-{n}"]))[0] for n in range(2, 6)]
    assert light == sorted(light, reverse=True)
    assert min(one - next_ for one, next_ in pairwise(light)) >= 10


@pytest.mark.parametrize("name", THEMES)
def test_texts_and_marks_stand_out_from_what_they_stand_on(name):
    colors = theme.colors(name)
    texts = [(role, "page", 4.5) for role in ("ink", "soft", "good", "bad")]
    texts += [(role, "heat-0", 4.5) for role in ("ink", "soft")]
    texts += [("heat-ink", f"heat-{n}", 4.5) for n in (1, 2, 3)]
    texts += [("heat-ink-deep", f"heat-{n}", 4.5) for n in (4, 5)]
    marks = [(role, "page", 3) for role in SERIES]
    faint = {
        (role, on): round(got, 2)
        for role, on, least in texts + marks
        if (got := contrast(colors[role], colors[on])) < least
    }
    assert not faint


def test_a_light_colour_names_its_role_since_the_page_is_coloured_by_it():
    light, dark = theme.colors("light"), theme.colors("dark")
    assert list(light) == list(dark)
    assert len(set(light.values())) == len(light)
    assert all(re.fullmatch("#[0-9a-f]{6}", c) for c in (*light.values(), *dark.values()))


def test_the_page_gets_each_role_light_dark_and_on_paper():
    css = theme.css()
    bright, rest = css.split("@media (prefers-color-scheme: dark)")
    dim, paper = rest.split("@media print")
    for role, color in theme.colors("light").items():
        assert f"--chart-{role}: {color};" in bright
        assert f"--chart-{role}: {color};" in paper
    for role, color in theme.colors("dark").items():
        assert f"--chart-{role}: {color};" in dim


def test_heat_is_the_page_s_own():
    page = (folder("reports") / "page.html.j2").read_text(encoding="utf-8")
    for n in range(1, 6):
        assert f"--heat-{n}: {theme.colors('light')[f'heat-{n}']};" in page


def test_colours_are_filled_in_everywhere_and_words_only_where_people_read():
    spec = {"title": "Sold, {currency}", "mark": {"fill": "{good}"}, "expr": "{currency} {x}"}
    good = theme.colors("light")["good"]
    assert theme.filled(spec, {"currency": "EUR {good}"}) == {
        "title": "Sold, EUR {good}",
        "mark": {"fill": good},
        "expr": "{currency} {x}",
    }


def test_colours_of_an_attribute_become_variables_and_others_stay():
    ink = theme.colors("light")["ink"]
    assert theme.variables(ink) == theme.variables(ink.upper()) == "var(--chart-ink)"
    assert theme.variables("transparent") == "transparent"
    assert theme.variables("#123456") == "#123456"


def test_the_page_the_mail_and_the_pictures_have_one_palette():
    page, mail = ((folder("reports") / f"{name}.html.j2").read_text() for name in ("page", "mail"))
    light = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", page.partition("@media")[0]))
    pictures = theme.colors("light")
    heats = [f"heat-{n}" for n in range(1, 6)]
    assert [light[role] for role in heats] == [pictures[role] for role in heats]
    assert [light[role] for role in ("sheet", "ink", "line")] == [
        pictures[role] for role in ("page", "ink", "line")
    ]
    # No program of mail knows a variable, so it spells them out.
    written = set(re.findall(r"#[0-9a-f]{6}\b", mail))
    assert written <= {*light.values(), *pictures.values()}
    assert all(f".{role} {{ background: {light[role]};" in mail for role in heats)
