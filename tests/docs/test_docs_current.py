"""The pages know every command, key, header and metric that there is; docs/generate.py helps."""

import json
import os
import re
from dataclasses import fields
from functools import cache

import pytest
from docs_console import ROOT, generate

from salesops import commands, definitions, settings
from salesops.errors import Exit

DOCS = ROOT / "docs"


@cache
def json_of_pulse():
    return json.loads(generate.captured(["pulse", "--format", "json"])[1])


def text(path):
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", generate.pages(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_generated_parts_are_current(page):
    shown = text(page)
    now = generate.written(shown)
    if os.environ.get("UPDATE_GOLDEN") and now != shown:
        page.write_text(now, encoding="utf-8")
        return
    assert now == shown, "run `python docs/generate.py`"


@pytest.mark.parametrize("name", commands.names())
def test_every_command_has_a_page_with_its_help_and_an_example(name):
    page = text(DOCS / "commands" / f"{name}.md")
    assert f"help {name}" in generate.parts(page)
    assert f"$ salesops {name}" in page


def test_every_page_of_a_command_has_its_command():
    assert {page.stem for page in (DOCS / "commands").glob("*.md")} == set(commands.names())


def test_settings_page_names_every_key():
    page = text(DOCS / "settings.md")
    kinds = generate.SECTIONS
    own = {f.name for f in fields(settings.Settings)} - {"path", "sections", "spark"}
    assert own == {
        *kinds,
        "alerts",
        "data",
        "encodings",
        "sources",
        "shops",
        "sheets",
        "stages_file",
    }
    limits = {m.__name__.rpartition(".")[2]: m.Limits for m in commands.with_limits()}
    for name, kind in {**kinds, **limits}.items():
        section = page.partition(f"### `[{name}]`\n")[2].partition("\n#")[0]
        keys = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
        assert keys == [f.name for f in fields(kind)], name
    for name in (
        "data",
        "stages_file",
        "[[alerts]]",
        "[encodings]",
        "[sources]",
        "[shops]",
        "[sheets]",
    ):
        assert f"`{name}`" in page


def test_readme_explains_every_exit_code():
    listed = re.findall(r"^\| (\d+) \|", text(ROOT / "README.md"), re.MULTILINE)
    assert [int(code) for code in listed] == [int(code) for code in Exit]


def test_formats_page_explains_every_key_of_the_envelope():
    page = text(DOCS / "formats.md")
    envelope = json_of_pulse()
    keys = {*envelope, *envelope["context"], *envelope["context"]["rows"]}
    keys |= {*envelope["context"]["sources"][0], *envelope["columns"]["comparisons"][0]}
    missing = {key for key in keys if f"`{key}`" not in page}
    assert not missing


def test_every_metric_of_pulse_has_a_definition():
    envelope = json_of_pulse()
    assert set(envelope["metrics"]) <= {d.name for d in definitions.catalogue()}


@pytest.mark.parametrize("definition", definitions.catalogue(), ids=lambda d: d.name)
def test_a_definition_is_terse_and_plain(definition):
    assert definition.title
    assert definition.sentence.endswith(".")
    assert len(definition.sentence) < 220  # footers print it
    assert not re.search(r"[`*_]{2}|`", definitions.text(definition.name))  # printed as it stands


def test_links_between_pages_lead_somewhere():
    for page in generate.pages():
        for target in re.findall(r"\]\(([^)#:]+)(?:#[\w-]*)?\)", text(page)):
            assert (page.parent / target).exists(), f"{page}: {target}"
