"""Who is meant by --to, and a file of targets that nobody else can read."""

import os

import pytest
from delivery_given import private

from salesops.delivery.targets import book, receivers
from salesops.errors import UsageError

HOOK = "https://example.com/hook/s3cr3t"


def test_an_address_stands_for_itself():
    (found,) = receivers(["Ann.B+x@EXAMPLE.com"], {})
    assert (found.name, found.kind, found.host) == ("Ann.B+x@EXAMPLE.com", "mail", "example.com")
    assert found.where == "Ann.B+x@example.com"


def test_the_environment_goes_before_the_file(monkeypatch):
    monkeypatch.setenv("SALESOPS_NOTIFY_SALES_ROOM", "https://env.example.com/x")
    known = {"sales-room": HOOK, "other": HOOK, "boss": "boss@example.com"}
    found = receivers(["sales-room", "other", "boss"], known)
    assert [(one.name, one.kind, one.host) for one in found] == [
        ("sales-room", "webhook", "env.example.com"),
        ("other", "webhook", "example.com"),
        ("boss", "mail", "example.com"),
    ]


def test_each_gets_it_once():
    known = {"a": HOOK, "b": HOOK, "ann": "ann@example.com"}
    found = receivers(["a", "b", "a", "ann", "ann@EXAMPLE.com"], known)
    assert [one.kind for one in found] == ["webhook", "mail"]


def test_a_target_shows_no_secret():
    assert "s3cr3t" not in repr(receivers(["a"], {"a": HOOK}))


@pytest.mark.parametrize(
    "word", [HOOK, "slack:s3cr3t", "xoxb s3cr3t", "a@b\nBcc: s3cr3t@x", "", "a@"]
)
def test_a_url_on_the_command_line_is_refused_and_not_repeated(word):
    with pytest.raises(UsageError, match="SALESOPS_NOTIFY_<NAME>") as caught:
        receivers([word], {})
    assert "s3cr3t" not in str(caught.value)


def test_an_unknown_name():
    with pytest.raises(
        UsageError, match=r"no target 'rom' \(the targets file has room\): set SALES"
    ):
        receivers(["rom"], {"room": HOOK, "smtp": "smtps://u:p@h"})
    with pytest.raises(UsageError, match="no target 'smtp'"):
        receivers(["smtp"], {"smtp": "smtps://u:p@h"})


def test_nobody():
    with pytest.raises(UsageError, match="nobody to send to"):
        receivers([], {})


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_private_file_is_read(tmp_path, mode):
    path = private(tmp_path / "targets.toml", f'room = "{HOOK}"', mode)
    assert book(path) == {"room": HOOK}


def test_the_environment_names_the_file(tmp_path, monkeypatch):
    path = private(tmp_path / "targets.toml", f'room = "{HOOK}"')
    assert book(None) == {}
    monkeypatch.setenv("SALESOPS_TARGETS", str(path))
    assert book(None) == {"room": HOOK}


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620, 0o602, 0o700])
def test_a_file_that_others_may_read_or_write_is_refused(tmp_path, mode):
    path = private(tmp_path / "targets.toml", f'room = "{HOOK}"', mode)
    with pytest.raises(UsageError, match=rf"has mode {mode:04o}: chmod 600 {path}") as caught:
        book(path)
    assert "s3cr3t" not in str(caught.value)


def test_a_link_is_refused(tmp_path):
    path = private(tmp_path / "targets.toml", f'room = "{HOOK}"')
    (tmp_path / "link").symlink_to(path)
    with pytest.raises(UsageError, match="cannot be read: it is a link"):
        book(tmp_path / "link")


def test_a_fifo_is_refused_and_not_awaited(tmp_path):
    os.mkfifo(tmp_path / "fifo", 0o600)
    with pytest.raises(UsageError, match="is not a regular file"):
        book(tmp_path / "fifo")


def test_the_file_of_somebody_else_is_refused(tmp_path, monkeypatch):
    path = private(tmp_path / "targets.toml", f'room = "{HOOK}"')
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(UsageError, match="belongs to somebody else"):
        book(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        book(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a = "x"\nroom = s3cr3t', r'is not lines of name = "URL" at line 2'),
        ("[rooms]\nroom = 's3cr3t'", "rooms in the targets file .* is not a text"),
        ("a = '\udcff'", "is not lines of"),
    ],
)
def test_a_file_that_is_something_else(tmp_path, text, said):
    path = tmp_path / "targets.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    path.chmod(0o600)
    with pytest.raises(UsageError, match=said) as caught:
        book(path)
    assert "s3cr3t" not in str(caught.value)
    assert caught.value.__cause__ is None
