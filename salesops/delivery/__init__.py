"""Sending a written report to people: by mail, to a chat, to a webhook."""

from salesops.delivery.deliver import Sent, send

__all__ = ["Sent", "send"]
