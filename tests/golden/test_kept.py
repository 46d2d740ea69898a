"""Whatever is asked, what was kept of the last time answers as what is loaded anew."""

import pytest
from asking import ARGUMENTS, COMMANDS, REPORTS, ask, asked, reads_exports, steady, working

ASKED = [[name, *ARGUMENTS.get(name, [])] for name in COMMANDS if reads_exports(name)]
ASKED = [args for args in ASKED if not {"exports", "state", "exports/orders_export.csv"} & {*args}]


@pytest.mark.slow
@pytest.mark.parametrize("args", [*ASKED, *(["report", name] for name in REPORTS)], ids=" ".join)
def test_what_was_kept_answers_the_same(args, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with working():
        anew = ask(args)
        monkeypatch.delenv("SALESOPS_NO_CACHE")
        first, second = ask(args), ask(args)
    kept = list(tmp_path.rglob("*.duckdb"))
    assert len(kept) <= 1
    for other in (first, second):
        assert (other.code, other.out, told(other)) == (anew.code, anew.out, told(anew))
    assert not kept or len(second.views) <= len(first.views)


def told(one):
    """Its formats; of floats what a sum in another order leaves as it is."""
    return {name: steady(data, one.answer) for name, data in one.formats.items()}


def test_what_one_question_kept_serves_the_next(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("SALESOPS_NO_CACHE")
    with working():
        for args in (["contracts"], ["contracts"], ["contracts", "--period", "all"]):
            answer = ask(args)
            assert answer.code == 0
    assert answer.formats != asked("contracts").formats
    assert len(list(tmp_path.rglob("*.duckdb"))) == 1
