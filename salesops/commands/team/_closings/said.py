"""The chances that were said when deals came to a stage, and what came of them."""

from typing import Any

import numpy as np

from salesops.commands.team._closings.story import History
from salesops.models.closing.honest import Scored, at_entry, scored

OVER = 0.9
"""Of the stays that have ended, so many had within the days that a judged one has had."""


def of_history(history: History, today: int) -> tuple[Scored | None, bool]:
    """The score of what was said, and whether the CRM said it: else the stage's own chance.

    Scored are stays of deals that have closed, and that began long enough ago that nine in ten had
    ended by now: of later ones only the quick have, and these are not like the others.
    """
    stays = history.stays
    ended = stays.outcome >= 0
    stated = not bool(np.isnan(history.said).all())
    if not ended.any():
        return None, stated
    took = int(np.quantile((stays.closed - stays.entered)[ended], OVER))
    asked = ended & (stays.entered <= today - took) & (stays.entered < stays.closed)
    if stated:
        asked &= ~np.isnan(history.said)
        said = history.said[asked]
    else:
        said = at_entry(stays, asked)
    known: Any = ~np.isnan(said)
    return (
        scored(said[known], stays.outcome[asked][known], stays.deal[asked][known]),
        stated,
    )
