"""A zip of exports is read as the folder of its members; one that cannot be is refused by name."""

import io
import random
import zipfile

import pytest
from exports_loading import FLAT, accounted, lines, opened, put, rows, sums

from salesops.cli import main
from salesops.errors import ChangedError, SalesopsError, UsageError
from salesops.exports import files, zipped
from salesops.exports.inspect import inspect, unchanged, verified
from salesops.settings import Settings

ONE = lines(FLAT, "1,2026-03-01,A,1,10.00,EUR", "2,2026-03-02,B,2,5.00,EUR")
TWO = lines(FLAT, "3,2026-03-03,C,1,7.50,EUR")
DEFLATED = zipfile.ZIP_DEFLATED
BOMB = "a.zip unpacks to over 200 times its size, as no export does: unpack it if you trust it"


def packed(members, packing=DEFLATED):
    """The bytes of an archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return out.getvalue()


def unread(folder):
    """What is said of each member that is refused."""
    return [str(one).replace(f"{folder}/", "") for one in files.look([folder]) if not_a_path(one)]


def not_a_path(one):
    return isinstance(one, SalesopsError)


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, DEFLATED, zipfile.ZIP_BZIP2])
def test_its_members_are_read_as_if_they_lay_in_the_folder(tmp_path, packing):
    put(tmp_path, {"a.zip": packed([("one.csv", ONE), ("more/two.csv", TWO)], packing)})
    with opened(tmp_path) as book:
        assert sums(book) == ("3", "3", "27.5")
        assert [s.file for s in book.sources] == ["a.zip/more/two.csv", "a.zip/one.csv"]
        accounted(book)
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_named_itself_its_members_are_named_after_it(tmp_path):
    put(tmp_path, {"a.zip": packed([("one.csv", ONE)])})
    with opened(tmp_path / "a.zip") as book:
        assert [s.file for s in book.sources] == ["a.zip/one.csv"]


def test_it_answers_as_the_folder_does(tmp_path):
    put(tmp_path / "plain", {"one.csv": ONE, "two.csv": TWO})
    put(tmp_path / "packed", {"a.zip": packed([("one.csv", ONE), ("two.csv", TWO)])})
    found = []
    for name in ("plain", "packed"):
        with opened(tmp_path / name) as book:
            found.append((sums(book), rows(book, "SELECT created_day FROM orders ORDER BY 1")))
            assert len(book.fingerprint) == 64
    assert found[0] == found[1]


def test_what_lies_beside_the_exports_is_passed_over(tmp_path):
    beside = ["readme.txt", "LICENSE.txt", "__MACOSX/._one.csv", ".DS_Store", "x/.hidden.csv"]
    members = [("one.csv", ONE), *((name, "no, table") for name in beside), ("logo.png", "x")]
    put(tmp_path, {"a.zip": packed([*members, ("empty/", "")])})
    with opened(tmp_path) as book:
        assert [s.file for s in book.sources] == ["a.zip/one.csv"]


def test_an_archive_of_pictures_is_passed_over_in_a_folder_and_refused_by_name(tmp_path):
    put(tmp_path, {"a.zip": packed([("logo.png", "x")]), "one.csv": ONE})
    assert [path.name for path in files.find([tmp_path])] == ["one.csv"]
    with pytest.raises(SalesopsError, match=r"a\.zip holds no exports"):
        files.find([tmp_path / "a.zip"])


FAULTS = {
    "nested": ("old.zip", packed([("one.csv", ONE)]), "old.zip is packed once more"),
    "workbook": ("one.xlsx", "PK", "one.xlsx is packed once more"),
    "above": ("../one.csv", ONE, "../one.csv names a place outside"),
    "absolute": ("/etc/one.csv", ONE, "/etc/one.csv names a place outside"),
    "windows": ("C:\\one.csv", ONE, "C:/one.csv names a place outside"),
    "empty": ("one.csv", "", "one.csv is empty"),
}


@pytest.mark.parametrize(("name", "text", "said"), FAULTS.values(), ids=FAULTS)
def test_a_member_that_cannot_be_read_is_refused_by_name(tmp_path, name, text, said):
    put(tmp_path, {"a.zip": packed([(name, text), ("two.csv", TWO)])})
    (why,) = unread(tmp_path)
    assert said in why.replace("//", "/")
    with pytest.raises(SalesopsError):
        files.find([tmp_path])


def test_an_encrypted_member_is_refused_with_the_remedy(tmp_path):
    data = bytearray(packed([("one.csv", ONE)]))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    put(tmp_path, {"a.zip": bytes(data)})
    assert unread(tmp_path) == ["a.zip/one.csv is encrypted: unpack the archive with its password"]


def test_two_members_of_one_name_are_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        put(tmp_path, {"a.zip": packed([("one.csv", ONE), ("one.csv", TWO)])})
    assert unread(tmp_path) == ["a.zip/one.csv stands twice in its archive: pack it anew"]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    put(tmp_path, {"a.zip": packed([("one.csv", "0" * 20_000_000)])})
    assert unread(tmp_path) == [BOMB]


def test_many_members_of_the_same_bytes_are_refused(tmp_path):
    """Entries that overlap make a bomb of a few bytes: what counts is the archive's own size."""
    data = packed([(f"{n:04}.csv", "0" * 1_000_000) for n in range(10)])
    put(tmp_path, {"a.zip": data})
    assert unread(tmp_path) == [BOMB]


def test_more_members_than_anyone_exports_are_refused(tmp_path):
    put(tmp_path, {"a.zip": packed([(f"{n}.csv", "a,b\n") for n in range(zipped.MOST + 1)])})
    assert unread(tmp_path) == ["a.zip holds over 1,000 exports: unpack it"]


def test_a_lie_about_the_size_ends_at_the_checksum(tmp_path):
    data = bytearray(packed([("one.csv", ONE)]))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        data[data.index(mark) + at] -= 20
    put(tmp_path, {"a.zip": bytes(data)})
    (path,) = files.find([tmp_path])
    with pytest.raises(SalesopsError, match=r"one\.csv is corrupt or cut short"):
        verified(inspect(path), tmp_path)


def test_no_flipped_byte_changes_a_number(tmp_path):
    """A seeded walk: whatever byte is hurt, the same sums come or a refusal, never other ones."""
    data = packed([("one.csv", ONE)])
    dice, refused = random.Random(9), 0
    for _ in range(60):
        hurt = bytearray(data)
        hurt[dice.randrange(len(hurt))] ^= 1 << dice.randrange(8)
        put(tmp_path, {"data/a.zip": bytes(hurt)})
        try:
            (found,) = files.find([tmp_path / "data"])
            seen = verified(inspect(found), tmp_path)
        except SalesopsError:
            refused += 1
        else:
            assert seen.path.read_text() == ONE
    assert refused > 20


def test_an_archive_cut_short_is_refused(tmp_path):
    put(tmp_path, {"a.zip": packed([("one.csv", ONE)])[:-30]})
    (why,) = unread(tmp_path)
    assert why.startswith("a.zip is a zip archive, corrupt or cut short")


def test_one_that_changes_while_it_is_read_is_to_be_tried_again(tmp_path):
    put(tmp_path, {"a.zip": packed([("one.csv", ONE)])})
    file = inspect(tmp_path / "a.zip" / "one.csv")
    unchanged(file)
    put(tmp_path, {"a.zip": packed([("one.csv", ONE + "4,2026-03-03,C,1,7.50,EUR\n")])})
    with pytest.raises(ChangedError):
        unchanged(file)
    (tmp_path / "a.zip").unlink()
    with pytest.raises(ChangedError):
        unchanged(file)


def test_other_encodings_settings_and_folders_hold_within(tmp_path):
    text = lines(FLAT, "1,2026-03-01,Café,1,10.00,EUR").encode("cp1252")
    member = ("north/month=03/one.csv", text)
    put(tmp_path, {"a.zip": packed([member])})
    said = Settings(encodings={"one.csv": "cp1252"}, shops={"north": "north"})
    with opened(tmp_path, settings=said) as book:
        assert rows(book, "SELECT shop_id, sku FROM order_lines") == [("north", "Café")]


def test_the_answer_is_not_written_over_it(tmp_path):
    put(tmp_path, {"a.zip": packed([("one.csv", ONE)])})
    with pytest.raises(UsageError):
        files.find([tmp_path / "a.zip"], skip=[tmp_path / "a.zip"])


def test_check_names_the_member_and_its_line(tmp_path, capsys):
    text = ONE + "4,2026-03-03,C,one,7.50,EUR\n"
    put(tmp_path, {"a.zip": packed([("one.csv", text), ("two.csv", text)])})
    assert main(["check", str(tmp_path), "--format", "markdown", "--as-of", "2026-03-04"]) == 1
    said = capsys.readouterr().out
    assert "a.zip/two.csv: holds the same bytes as a.zip/one.csv" in said
    assert "| a.zip/one.csv | 4 |" in said
