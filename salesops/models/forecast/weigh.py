"""Weights of ways: by how little each missed from past origins, never the best one alone."""

import numpy as np

from salesops.models.forecast.panel import Array, Mask

ENOUGH = 0.25
"""The share of the origins that a way must have been open at to be heeded."""


def weights(
    loss: Array, count: Array, may: Mask, now: Mask, power: float, *, squared: bool
) -> Array:
    """(N, W): adding up to 1 a series.

    Args:
        loss: (K, N, W): what each way missed in sum, absolute or squared, at each origin.
        count: (K, N): of how many known periods.
        may: (K, N, W): whether a way was open then.
        now: (N, W): whether it is open now.
        power: How much less what missed by more weighs.
        squared: Whether the loss is squared.
    """
    origins = len(loss)
    if not origins or not count.any():
        return _even(now)
    known = (count > 0)[:, :, None]
    # A way that was open at fewer origins is compared with all the others at those alone.
    usual = np.where(may, loss, 0.0).sum(axis=2) / np.maximum(may.sum(axis=2), 1)
    open_ = may & known
    missed = np.where(open_, loss, 0.0).sum(axis=0)
    base = np.where(open_, usual[:, :, None], 0.0).sum(axis=0)
    score = np.where(base > 0, missed / np.maximum(base, 1e-300), 1.0)
    score = np.sqrt(score) if squared else score
    tried = open_.sum(axis=0) >= ENOUGH * known.sum(axis=0)
    heeded = tried & now
    heeded = np.where(heeded.any(axis=1, keepdims=True), heeded, now)
    best = np.where(heeded, score, np.inf).min(axis=1, keepdims=True)
    ratio = np.maximum(best, 1e-9) / np.maximum(score, 1e-9)
    raw = np.where(heeded, ratio**power, 0.0)
    found: Array = raw / raw.sum(axis=1, keepdims=True)
    return found


def _even(now: Mask) -> Array:
    found: Array = now / np.maximum(now.sum(axis=1, keepdims=True), 1)
    return found
