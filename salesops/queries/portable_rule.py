"""What a rule over the syntax tree is, and the book that such rules are written in."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from salesops.queries.spark_tree import exp

Node: TypeAlias = exp.Expr
Find: TypeAlias = Callable[[Node], Iterable[Node]]


class Rules(dict[str, tuple[str, Find]]):
    """By name: what a rule asks for, and what finds the nodes that break it."""

    def rule(self, name: str, message: str) -> Callable[[Find], Find]:
        """Enter the decorated function."""

        def register(find: Find) -> Find:
            self[name] = (message, find)
            return find

        return register
