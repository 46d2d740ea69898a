"""The file of --stages: what it may hold, and what is said of one that cannot be meant."""

import pytest
from pulse_store import put

import salesops
from salesops.commands.stage_plan import Stage, read
from salesops.commands.team.stages import stages
from salesops.commands.team.win_loss import win_loss
from salesops.errors import InputError, UsageError


def plan(folder, text):
    path = folder / "stages.toml"
    path.write_text(text)
    return read(path)


def test_every_key(tmp_path):
    text = """
        [[stages]]
        name = " Prospecting "
        probability = 0.10
        qualified = false
        [[stages]]
        name = "Offer"
        probability = "62.5 %"
        proposal = true
        pipeline = "Retail"
        [[stages]]
        name = "Offer"
        pipeline = "Fleet"
    """
    assert plan(tmp_path, text) == (
        Stage("Prospecting", 0.1, None, False, None),
        Stage("Offer", 0.625, True, None, "Retail"),
        Stage("Offer", None, None, None, "Fleet"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[stages]]\nname = 'A'\nprobability = 40", 'should be as in 0.6 or "60 %"'),
        ("[[stages]]\nname = 'A'\nprobability = '140 %'", 'should be as in 0.6 or "60 %"'),
        ("[[stages]]\nname = 'A'\nprobability = true", 'should be as in 0.6 or "60 %"'),
        ("[[stages]]\nname = 'A'\n[[stages]]\nname = 'a'", "'a' stands twice"),
        (
            "[[stages]]\nname = 'A'\n[[stages]]\nname = 'A'\npipeline = 'P'",
            "'A' stands for every pipeline and for 'P'",
        ),
        ("[[stages]]\nname = 'A'\nchance = 1", "no key 'chance'"),
        ("[[stages]]\nname = 'A'\nqualified = 'no'", "should be a bool"),
        ("[[stages]]\nprobability = 0.4", "each stage needs a name"),
        ("stages = 3", "write one table"),
        ("[[steps]]\nname = 'A'", "write one table"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_remedy(tmp_path, text, said):
    with pytest.raises(UsageError, match="--stages") as error:
        plan(tmp_path, text)
    assert said in str(error.value)


@pytest.mark.parametrize("text", ["[[stages", "\xff"])
def test_what_is_no_toml_is_refused(tmp_path, text):
    with pytest.raises(InputError, match=r"--stages .*stages\.toml"):
        plan(tmp_path, text)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match=r"stages\.toml"):
        read(tmp_path / "stages.toml")


def test_each_question_of_one_database_has_its_own_plan(tmp_path):
    """What is kept of another plan is made anew, also where a question between reads none of it."""
    put(
        tmp_path,
        deals="deal_id,stage,status,amount,created_at\nD1,First,open,1,2026-03-01\n"
        "D2,Second,open,1,2026-03-01",
        history="deal_id,stage,entered_at\nD1,First,2026-03-01\nD2,Second,2026-03-01",
    )
    plans = {}
    for names in (("First", "Second"), ("Second", "First")):
        path = tmp_path / f"{names[0]}.toml"
        path.write_text("".join(f'[[stages]]\nname = "{name}"\n' for name in names))
        plans[path] = list(names)
    first, second = plans
    with salesops.open(tmp_path, as_of="2026-03-09") as db:
        for path in (first, second, first):
            found = [row.stage for row in stages(db, stages=path).table("steps").rows]
            assert found == plans[path]
            win_loss(db)
