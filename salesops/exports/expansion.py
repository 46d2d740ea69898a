"""How much a compressed file may unpack to: past that it is a bomb, and refused."""

TIMES = 200
"""A file may grow by this; real CSV seldom passes 30, a bomb passes 1,000."""
_SLACK = 1 << 20
"""Bytes that any file may unpack to, however small it is."""


def allowed(packed: int) -> int:
    """The bytes that a file of so many bytes may unpack to."""
    return _SLACK + TIMES * packed


def too_much(remedy: str) -> str:
    """Why a file that unpacks to more is refused, and what to do if it is one all the same."""
    return f"unpacks to over {TIMES} times its size, as no export does: {remedy} if you trust it"
