import re

import pytest
from jinja2 import UndefinedError

from salesops import assets
from salesops.errors import SalesopsError
from salesops.render import markdown
from salesops.render.view import View


@pytest.fixture
def reports(tmp_path, monkeypatch):
    """A folder of templates, ours and what a test adds."""
    for template in assets.folder("reports").glob("*.j2"):
        (tmp_path / template.name).write_bytes(template.read_bytes())
    monkeypatch.setattr(assets, "folder", lambda _: tmp_path)
    markdown._environment.cache_clear()
    yield tmp_path
    markdown._environment.cache_clear()


@pytest.mark.parametrize("answer", ["hard", "calm", "bare"])
def test_clean_markdown(answer, request):
    text = markdown.render(request.getfixturevalue(answer), View()).decode()
    assert text.startswith("# ")
    assert text.endswith("\n")
    assert "\n\n\n" not in text
    assert not re.search(r"[ \t]+$", text, re.MULTILINE)
    for before, line in zip(text.splitlines(), text.splitlines()[1:], strict=False):
        if line.startswith("#"):
            assert before == ""


def test_a_command_may_have_its_own_template(reports, hard):
    (reports / "hard_types.md.j2").write_text(
        '{% extends "base.md.j2" %}\n{% block tables %}\n'
        "{{ show.table(page.tables[0]) }}\n"
        "{{ answer.report.title }}\n"
        "{{ 0.25 | written('fraction') }} {{ '*' | cell }}\n{% endblock %}\n"
    )
    text = markdown.render(hard, View()).decode()
    assert "| Label | Money |" in text
    assert r"Hard types \<script\>" in text
    assert r"25.0 % \*" in text
    assert "Hostile text" not in text
    assert "Definitions and limits" in text


def test_a_misspelt_name_in_a_template_is_an_error(reports, calm):
    (reports / "a_day.md.j2").write_text("{{ page.titel }}")
    with pytest.raises(UndefinedError, match="titel"):
        markdown.render(calm, View())


def test_a_folder_that_is_missing():
    with pytest.raises(SalesopsError, match="without its nowhere/ folder"):
        assets.folder("nowhere")
