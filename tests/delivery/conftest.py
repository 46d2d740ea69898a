"""Every test of deliveries has a report to send, and no proxy of this machine between."""

import delivery_given
import pytest


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def report(tmp_path):
    """The page of a written report; its Markdown and pictures lie beside it."""
    return delivery_given.write(tmp_path / "out")


@pytest.fixture
def sender(monkeypatch):
    """Names the server of mail, and whom it is from."""

    def named(url):
        monkeypatch.setenv("SALESOPS_SMTP", url)
        monkeypatch.setenv("SALESOPS_MAIL_FROM", "Sales <sales@example.com>")

    return named
