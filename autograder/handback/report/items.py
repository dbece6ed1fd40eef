"""How hard the items of a sheet were, and how well they discriminate between students."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.handback.report.graded import Item, Work

FEWEST = 5  # submissions; with fewer, a correlation says nothing


@dataclass(frozen=True)
class Statistics:
    """How a class did on an item.

    Attributes:
        item: the item.
        difficulty: mean share of its points that was earned, 0 to 1, so that hard items have a low one; None
            if somebody's answer still has to be graded by hand.
        discrimination: correlation of its points with the sum of all other items' points; None if there are
            too few submissions, or one of the two is the same for everybody.
        interval: 95 % confidence interval of the discrimination.
        counts: how many submissions are in each of ``STATES``; for a written item: all points, some, none.
    """

    item: Item
    difficulty: float | None
    discrimination: float | None
    interval: tuple[float, float] | None
    counts: dict[str, int]


def statistics(items: list[Item], works: list[Work]) -> list[Statistics]:
    """Return the statistics of every item.

    Items that still have to be graded by hand for somebody have none, and do not count in any sum.

    Args:
        items: in the order of the sheet.
        works: only those with an answer; empty submissions would make all items look correlated.
    """
    whole = [item for item in items if works and all(item.name in work.points for work in works)]
    points = np.array([[work.points[item.name] for item in whole] for work in works], dtype=float)
    correlations = dict(zip((item.name for item in whole), discriminations(points), strict=True))
    found = []
    for item in items:
        if item not in whole:
            found.append(Statistics(item, None, None, None, {}))
            continue
        earned = [work.points[item.name] for work in works]
        share = float(np.mean(earned)) / item.maximum if item.maximum else 1.0
        correlation = correlations[item.name]
        interval = _interval(correlation, len(works)) if correlation is not None else None
        found.append(Statistics(item, share, correlation, interval, _counts(item, works)))
    return found


def discriminations(points: NDArray) -> list[float | None]:
    """Return the corrected item-total correlation of each item, or None where there is none.

    An item's points are correlated (Pearson) with the sum of all other items: with its own points in the
    sum, each item would correlate with itself. See Allen and Yen, Introduction to Measurement Theory (1979).

    Args:
        points: shape ``(submissions, items)``.
    """
    if len(points) < FEWEST:
        return [None] * (points.shape[1] if points.ndim == 2 else 0)
    rest = points.sum(axis=1, keepdims=True) - points
    found = []
    for item, others in zip(points.T, rest.T, strict=True):
        defined = np.ptp(item) > 1e-9 and np.ptp(others) > 1e-9
        found.append(float(np.corrcoef(item, others)[0, 1]) if defined else None)
    return found


def _interval(correlation: float, n: int) -> tuple[float, float]:
    """Return a 95 % confidence interval by Fisher's transformation."""
    z, width = math.atanh(min(0.9999, max(-0.9999, correlation))), 1.96 / math.sqrt(n - 3)
    return math.tanh(z - width), math.tanh(z + width)


def _counts(item: Item, works: list[Work]) -> dict[str, int]:
    if not item.written:
        states = [work.states[item.name] for work in works]
    else:
        share = lambda work: work.points[item.name] / item.maximum if item.maximum else 1.0
        states = ["passed" if share(w) >= 1 else "partly" if share(w) > 0 else "failed" for w in works]
    return {state: states.count(state) for state in ("passed", "partly", "failed", "open")}
