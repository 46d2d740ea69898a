"""Sending a written report to people: by mail, to a chat, to a webhook."""

from salesops.delivery.deliver import Sent, check, send

__all__ = ["Sent", "check", "send"]
