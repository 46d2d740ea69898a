"""What a killed run left behind the next one takes away, and nothing else."""

import fcntl
import gc
import os
import tempfile

import pytest

from salesops import atomic, leftovers, scratch
from salesops.errors import OutputError
from salesops.queries.duck import Duck


@pytest.fixture
def temp(tmp_path, monkeypatch):
    """The system's temporary folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def put(folder, name):
    (folder / name / "spill").mkdir(parents=True)
    (folder / name / "spill" / "data").write_text("x")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_that_nobody_holds_goes(temp):
    put(temp, "salesops-run-abcd_123")
    with scratch.scratch() as mine:
        assert names(temp) == [mine.name]
    assert names(temp) == []


def test_a_folder_in_use_and_those_of_others_stay(temp):
    for name in ("salesops-run-inuse123", "salesops-run-", "salesops-run-longer789", "mine"):
        put(temp, name)
    (temp / "outside").mkdir()
    (temp / "salesops-run-linked12").symlink_to(temp / "outside")
    before = names(temp)
    handle = os.open(temp / "salesops-run-inuse123", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with scratch.scratch(), scratch.scratch():
        pass
    assert names(temp) == before
    os.close(handle)


def test_a_database_holds_its_folder(temp):
    first, second = Duck(), Duck()
    assert len(names(temp)) == 2
    first.close()
    assert names(temp) == [second.folder.name]
    second.close()
    assert names(temp) == []


def test_a_database_that_cannot_be_opened_leaves_nothing(temp):
    with pytest.raises(Exception, match="--memory-limit"):
        Duck(memory="much")
    assert names(temp) == []


def test_no_temporary_folder(temp, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(temp / "none"))
    with pytest.raises(OutputError, match=r"no temporary folder: .*name another in \$TMPDIR"):
        scratch.Scratch()


def test_a_half_written_file_goes_with_the_next_of_any_name(tmp_path):
    (tmp_path / ".salesops-part-abcd1234").write_text("half")
    (tmp_path / ".salesops-part-mine.txt").write_text("a user's")
    atomic.replace(tmp_path / "other.md", b"new")
    assert names(tmp_path) == [".salesops-part-mine.txt", "other.md"]


def test_a_file_that_another_run_is_writing_stays(tmp_path):
    part, mark = leftovers.marked(lambda: atomic._empty(tmp_path))
    atomic.replace(tmp_path / "other.md", b"new")
    assert part.exists()
    leftovers.release(mark)
    atomic.replace(tmp_path / "other.md", b"newer")
    assert names(tmp_path) == ["other.md"]


def test_a_name_that_is_taken_away_before_it_is_marked_is_made_anew(tmp_path):
    made = []

    def make():
        made.append(atomic._empty(tmp_path))
        if len(made) == 1:
            made[0].unlink()
        return made[-1]

    path, mark = leftovers.marked(make)
    leftovers.release(mark)
    assert path == made[1]


def test_files_are_put_in_place_together_or_not_at_all(tmp_path):
    """The second cannot be written, so the first stays as it was."""
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "b.md").mkdir()
    ran = []
    with pytest.raises(OutputError, match=r"b\.md is not a regular file"):
        atomic.replace_all(
            {tmp_path / "a.md": b"new", tmp_path / "b.md": b"new"}, lambda: ran.append(1)
        )
    assert (tmp_path / "a.md").read_bytes() == b"old"
    assert (names(tmp_path), ran) == (["a.md", "b.md"], [])


def test_what_runs_meanwhile_sees_the_old_files_and_may_stop_the_new(tmp_path):
    (tmp_path / "a.md").write_bytes(b"old")

    def fails():
        assert (tmp_path / "a.md").read_bytes() == b"old"
        raise OutputError("no")

    with pytest.raises(OutputError, match="no"):
        atomic.replace_all({tmp_path / "a.md": b"new"}, fails)
    assert names(tmp_path) == ["a.md"]
    assert (tmp_path / "a.md").read_bytes() == b"old"


def test_a_folder_whose_user_was_stopped_before_closing_it_goes_all_the_same(temp, monkeypatch):
    """As where Ctrl-C hits the tidying up itself: nobody holds the folder any more."""
    monkeypatch.setattr(scratch, "_open", set())
    scratch.Scratch()
    gc.collect()
    assert len(names(temp)) == 1
    scratch.close_all()
    assert names(temp) == []
