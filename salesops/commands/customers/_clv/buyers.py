"""Known customers and what they brought so far: columns, since there may be very many."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

PLACES = 8
"""Decimal places of the ledger."""
AGREED = {1: True, 0: False, -1: None}


@dataclass(frozen=True)
class Buyer:
    """One of them."""

    shop: str
    customer: str
    name: str | None
    email: str | None
    phone: str | None
    accepts_email: bool | None
    orders: int
    net_sales: Decimal

    @property
    def called(self) -> str:
        """Their name, else how the shop knows them."""
        return self.name or self.email or self.customer


@dataclass(frozen=True)
class Buyers:
    """All of them, by their place."""

    columns: Mapping[str, NDArray[Any]]

    def __len__(self) -> int:
        return len(self.columns["customer"])

    def __getitem__(self, place: int) -> Buyer:
        of = {name: column[place] for name, column in self.columns.items()}
        return Buyer(
            of["shop"],
            of["customer"],
            of["name"] or None,
            of["email"] or None,
            of["phone"] or None,
            AGREED[int(of["agreed"])],
            int(of["orders"]),
            _exact(of["whole"], of["rest"]),
        )

    def total(self, places: Any) -> Decimal:
        """Net sales so far of some, exactly."""
        return _exact(self._whole[places].sum(), self._rest[places].sum())

    def at_least(self, amount: float) -> int:
        """How many brought so much or more."""
        return int((self.rough >= amount).sum())

    @property
    def rough(self) -> NDArray[np.float64]:
        """What each brought, to the digits of a float."""
        return self._whole + self._rest / 10.0**PLACES

    @cached_property
    def shops(self) -> int:
        """How many they bought in."""
        return len(set(self.columns["shop"].tolist()))

    @cached_property
    def _whole(self) -> NDArray[np.int64]:
        return np.asarray(self.columns["whole"], dtype=np.int64)

    @cached_property
    def _rest(self) -> NDArray[np.int64]:
        return np.asarray(self.columns["rest"], dtype=np.int64)


def _exact(whole: Any, rest: Any) -> Decimal:
    return Decimal(int(whole)) + Decimal(int(rest)).scaleb(-PLACES)
