"""Reports in another language: every fixed word has one, and what the data says stays as it is."""

import re

import asking
import pytest
from thinned import thinned

from salesops.render import languages, renderer
from salesops.render.grid import METRICS
from salesops.render.prose import page
from salesops.render.tongue import Tongue, known_as, spoken, tongue
from salesops.render.view import View

OTHERS = [language for language in languages() if language != "en"]


def fixed(shown):
    """The fixed words of a page: title, labels, headings, heads of columns, names of metrics."""
    yield shown.title
    yield from (label for label, _ in shown.facts)
    for part in shown.parts:
        yield part.title
        yield from (block.title for block in part.blocks)
    for grid in shown.grids:
        yield grid.title
        yield from grid.heads
        yield from (row[0].text for row in grid.rows if grid.name == METRICS)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", thinned(asking.REPORTS, 99, ["daily", "pipeline"]))
def test_every_fixed_word_of_our_reports_has_one(name, language):
    words = tongue(language).words
    said = {known_as(word) for word in fixed(page(asking.reported(name).answer)) if word}
    own = {"{}"}  # a column headed by a number alone
    missing = sorted(w for w in said if w not in words and w not in own)
    assert not missing, f"reports/languages/{language}.toml lacks {missing}"


@pytest.mark.parametrize("language", OTHERS)
def test_the_words_of_templates_have_one(language):
    """Each `say("..")` of reports/."""
    from salesops.assets import folder

    said = {
        found
        for path in folder("reports").glob("*.j2")
        for found in re.findall(r'\bsay\("([^"]+)"\)', path.read_text(encoding="utf-8"))
    }
    assert "Notes" in said
    assert said <= set(tongue(language).words)


@pytest.mark.parametrize("language", OTHERS)
def test_a_pattern_has_as_many_places_in_both(language):
    words = tongue(language).words
    assert all(said.count("{}") == key.count("{}") for key, said in words.items())


def test_numbers_and_sentences_stay():
    """Cell for cell the same, but for the names of metrics."""
    answer = asking.reported("daily").answer
    english, italian = page(answer), spoken(page(answer), "it")
    assert italian.title == "Rapporto giornaliero"
    assert italian.headline == english.headline
    assert italian.notes == english.notes
    for one, other in zip(english.grids, italian.grids, strict=True):
        at = int(one.name == METRICS)
        assert [row[at:] for row in one.rows] == [row[at:] for row in other.rows]


def test_every_prose_format_speaks_it():
    answer = asking.reported("daily").answer
    for name in ("terminal", "markdown", "html"):
        said = renderer(name)(answer, View(width=140, language="it")).decode()
        assert "Vendite nette" in said
        assert "Definizioni e soglie" in said or name == "terminal"
        assert "la virgola separa le migliaia" in said


def test_a_word_that_has_none_stays_english():
    of = Tongue({"Net sales in {}": "Vendite nette nel {}"}, {})
    assert of.say("Net sales in 2026-08") == "Vendite nette nel 2026-08"
    assert of.say("Something of the reader's own 7") == "Something of the reader's own 7"


def test_an_unknown_language_is_refused():
    code, _, said, _ = asking.run(["report", "daily", "--lang", "tlh"])
    assert code == 2
    assert "there are en, it" in said
