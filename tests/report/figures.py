"""From counts to figures with 95 % intervals: Wilson's for shares of ranges, resampled documents for what is no plain share."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.report.tally import DIRECT_LABELS, LABELS, Per, Row, Whole, column, whole

Z = 1.959964
"""Of the normal distribution: 95 % lie within so many deviations."""
RESAMPLES = 400
BLOCK = 50
"""Resamples drawn at a time: bounds the memory of weights."""
SEED = 11

Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share from 0 to 1 with its 95 % interval. `of`: how many it is a share of."""

    value: float
    low: float
    high: float
    of: int

    def __str__(self) -> str:
        return f"{100 * self.value:.1f} % ({100 * self.low:.1f} to {100 * self.high:.1f})"


def wilson(part: int, of: int) -> Figure | None:
    """The share of so many, with Wilson's interval; None of nothing."""
    if not of:
        return None
    share, square = part / of, Z * Z / of
    middle = (share + square / 2) / (1 + square)
    half = Z * math.sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    # Of none or all the interval begins or ends at the share itself; rounding may step past it.
    return Figure(share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)), of)


def leak_rate(rows: Row) -> Figure | None:
    """Direct identifiers of which any letter or digit stays visible."""
    total = rows.sum(axis=0)
    of = sum(int(total[column(label, Per.GOLD)]) for label in DIRECT_LABELS)
    return wilson(of - sum(int(total[column(label, Per.HIDDEN)]) for label in DIRECT_LABELS), of)


def hidden(rows: Row, label: str) -> Figure | None:
    """Labelled ranges of this label that are wholly hidden."""
    total = rows.sum(axis=0)
    return wilson(int(total[column(label, Per.HIDDEN)]), int(total[column(label, Per.GOLD)]))


def checked_hidden(rows: Row) -> Figure | None:
    """Identifiers with a right check digit that are wholly hidden."""
    total = rows.sum(axis=0)
    return wilson(int(total[whole(Whole.CHECKED_HIDDEN)]), int(total[whole(Whole.CHECKED)]))


def untouched(rows: Row) -> Figure | None:
    """Documents in which nothing at all was found."""
    touched = int(rows[:, whole(Whole.TOUCHED)].sum())
    return wilson(len(rows) - touched, len(rows))


def over_masking(rows: Row) -> Figure | None:
    """Letters and digits outside of every labelled range that are hidden."""
    outside = int(rows[:, whole(Whole.OUTSIDE)].sum())
    return _resampled(rows, _over, outside)


def typed_f1(rows: Row, labels: Sequence[str] = LABELS) -> Figure | None:
    """Micro F1 over these labels: found with the right label, and whole."""
    gold = sum(int(rows[:, column(label, Per.GOLD)].sum()) for label in labels)
    return _resampled(rows, lambda sums: _f1(sums, labels), gold)


def _over(sums: NDArray[np.float64]) -> Shares:
    return _ratio(sums[:, whole(Whole.OVER)], sums[:, whole(Whole.OUTSIDE)])


def _f1(sums: NDArray[np.float64], labels: Sequence[str]) -> Shares:
    gold, named, found, right = (
        sums[:, [column(label, what) for label in labels]].sum(axis=1)
        for what in (Per.GOLD, Per.NAMED, Per.FOUND, Per.RIGHT)
    )
    precision, recall = _ratio(right, found), _ratio(named, gold)
    return _ratio(2 * precision * recall, precision + recall)


def _ratio(part: NDArray[np.generic], of: NDArray[np.generic]) -> Shares:
    """Their quotients, 0 where there is nothing to divide by."""
    top, bottom = part.astype(np.float64), of.astype(np.float64)
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)


def _resampled(rows: Row, figure: Callable[[NDArray[np.float64]], Shares], of: int) -> Figure | None:
    """The figure of all documents, and how far it strays over documents drawn again with replacement."""
    if not of:
        return None
    counts, size = rows.astype(np.float64), len(rows)
    dice = np.random.default_rng(SEED)
    drawn = [
        figure(dice.multinomial(size, np.full(size, 1 / size), BLOCK).astype(np.float64) @ counts)
        for _ in range(RESAMPLES // BLOCK)
    ]
    low, high = np.quantile(np.concatenate(drawn), (0.025, 0.975))
    (value,) = figure(counts.sum(axis=0, keepdims=True))
    return Figure(float(value), float(low), float(high), of)
