"""From numbers to the geometry of charts, which the page draws as SVG.

Horizontal positions are in percent of the width, so that charts fit a phone as well as a sheet of paper;
vertical positions are in pixels. Each chart has an ``alt``, which says in words what the chart shows.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.ticker import LogLocator, MaxNLocator

from autograder.handback.report.items import Statistics

HEIGHT = 180  # pixels from the top of a chart to its axis
_LEFT, _RIGHT = 7.0, 98.0  # percent
_TOP = 36  # pixels; two labels fit above
_STEPS = (0.5, 1, 2, 5, 10, 20, 50, 100)
_MOST_BARS, _FEW = 20, 12
_NAMED = 3  # dots with a name beside them, in each direction
_NAME = (16.0, 13.0)  # percent across and pixels down that a name takes

Chart = dict[str, Any]


def score_histogram(totals: Sequence[float], maximum: float) -> Chart:
    """Return a histogram of points, with the median.

    Args:
        totals: the points of each submission, at least one.
        maximum: points possible.
    """
    most = _MOST_BARS if len(totals) > 30 else _FEW
    step = next((step for step in _STEPS if maximum / step <= most), maximum / most)
    edges = np.arange(0, max(1, math.ceil(maximum / step - 1e-9)) + 1) * step
    end = float(max(edges[-1], *totals))  # extra credit may exceed the maximum
    chart = _histogram(np.minimum(totals, edges[-1]), edges, "{} to {} points: {}")
    low, median, high = np.percentile(totals, [25, 50, 75])
    chart["median"] = {"x": _across(float(np.clip(median, 0, edges[-1])), 0, edges[-1]), "label": _n(median)}
    chart["alt"] = (
        f"Histogram of points: {_submissions(len(totals))} from {_n(min(totals))} to {_n(max(totals))} of "
        f"{_n(maximum)}, median {_n(median)}, the middle half from {_n(low)} to {_n(high)}."
    )
    chart["unit"] = "points" if end <= edges[-1] else "points (the last bar includes higher ones)"
    return chart


def likeness_histogram(closest: Iterable[float], least: float) -> Chart:
    """Return a histogram of the similarity to the closest submission; ``least`` divides its colors."""
    shares = 100 * np.array(list(closest))
    chart = _histogram(shares, np.arange(0, 101, 5), "{} to {} %: {}")
    for bar in chart["bars"]:
        bar["out"] = bar["start"] >= 100 * least - 1e-9
    count = int((shares >= 100 * least).sum())
    chart["alt"] = (
        f"Histogram of how much of each submission is similar to its closest one: median "
        f"{np.median(shares):.0f} %, at most {shares.max():.0f} %; {100 * least:.0f} % or more for {count}."
    )
    chart["unit"] = "% similar to the closest other submission"
    return chart


def stacked_bar(counts: Mapping[str, int], words: Mapping[str, str]) -> Chart:
    """Return the parts of a bar, one for each count that is not zero.

    Args:
        counts: by state.
        words: the names of the states.
    """
    total, x, parts = sum(counts.values()), 0.0, []
    for state, count in counts.items():
        if count:
            width = 100 * count / total
            parts.append({"state": state, "x": x, "width": width, "title": f"{words[state]}: {count}"})
            x += width
    said = ", ".join(f"{count} {words[state]}" for state, count in counts.items() if count)
    return {"parts": parts, "alt": f"Of {_submissions(total)}: {said}."}


def discrimination_dot(one: Statistics) -> Chart | None:
    """Return where an item's discrimination and its interval lie between -1 and 1."""
    if one.discrimination is None or one.interval is None:
        return None
    at = lambda value: 50 + 48 * value
    low, high = one.interval
    return {
        "x": at(one.discrimination),
        "low": at(low),
        "high": at(high),
        "label": f"{one.discrimination:.2f}".replace("-", "−"),
        "alt": f"Discrimination {one.discrimination:.2f}, 95 % interval from {low:.2f} to {high:.2f}.",
    }


def usage_scatter(usage: Mapping[str, tuple[float, float]]) -> Chart:
    """Return dots for seconds (logarithmic) and megabytes of each submission; the largest have names.

    Args:
        usage: seconds and megabytes by student, at least one.
    """
    seconds = {student: max(0.01, time) for student, (time, _) in usage.items()}
    low, high = min(seconds.values()) / 1.3, max(seconds.values()) * 1.3
    top = 1.08 * max(1.0, *(memory for _, memory in usage.values()))
    down = lambda memory: HEIGHT - (HEIGHT - _TOP) * memory / top
    across = lambda time: _across(math.log(time), math.log(low), math.log(high))
    places = {student: (across(seconds[student]), down(memory)) for student, (_, memory) in usage.items()}
    named = _not_crowded(places, [*_largest(usage, 0), *_largest(usage, 1)])
    times = [time for time, _ in usage.values()]
    memories = [memory for _, memory in usage.values()]
    return {
        "dots": [
            {
                "x": x,
                "y": y,
                "title": "{}: {:.1f} s, {:.0f} MB".format(student, *usage[student]),
                "name": student if student in named else "",
                "left": x > 75,
            }
            for student, (x, y) in places.items()
        ],
        "xticks": [{"x": across(at), "label": _n(at)} for at in _log_ticks(low, high)],
        "yticks": [{"y": down(at), "label": _n(at)} for at in _ticks(top) if at <= top],
        "alt": (
            f"Time against memory of {_submissions(len(usage))}: median {np.median(times):.1f} s and "
            f"{np.median(memories):.0f} MB, at most {max(times):.1f} s and {max(memories):.0f} MB."
        ),
    }


def _histogram(values: Iterable[float], edges: np.ndarray, title: str) -> Chart:
    counts, _ = np.histogram(list(values), edges)
    top = max(1, int(counts.max()))
    bars = []
    for start, end, count in zip(edges, edges[1:], counts.tolist(), strict=False):
        left, right = (_across(at, edges[0], edges[-1]) for at in (start, end))
        height = (HEIGHT - _TOP) * count / top
        bars.append(
            {
                "start": float(start),
                "x": left + 0.15,
                "width": right - left - 0.3,
                "y": HEIGHT - height,
                "height": height,
                "middle": (left + right) / 2,
                "count": count,
                "title": title.format(_n(start), _n(end), count),
            }
        )
    every = -(-len(bars) // 10)  # ten labels fit on a phone
    return {
        "bars": bars,
        "xticks": [{"x": _across(at, edges[0], edges[-1]), "label": _n(at)} for at in edges[::every]],
    }


def _across(value: float, low: float, high: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (value - low) / (high - low)


def _ticks(top: float) -> list[float]:
    return MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(0, top).tolist()


def _log_ticks(low: float, high: float) -> list[float]:
    fine = (1.0,) if high / low > 1000 else (1.0, 2.0, 5.0)
    found = [
        float(at) for at in LogLocator(subs=fine, numticks=12).tick_values(low, high) if low <= at <= high
    ]
    return found or [float(f"{math.sqrt(low * high):.2g}")]


def _largest(usage: Mapping[str, tuple[float, float]], which: int) -> list[str]:
    """Return the students who need far more than the others, the largest first."""
    usual = float(np.median([values[which] for values in usage.values()]))
    far = [student for student, values in usage.items() if values[which] > 2 * usual]
    return sorted(far, key=lambda student: -usage[student][which])[:_NAMED]


def _not_crowded(places: Mapping[str, tuple[float, float]], students: Iterable[str]) -> list[str]:
    """Return the students whose names do not overlap; earlier ones take precedence."""
    kept: list[str] = []
    for student in students:
        far = lambda other, at=places[student]: any(
            abs(a - b) > size for a, b, size in zip(at, places[other], _NAME, strict=True)
        )
        if all(far(other) for other in kept):
            kept.append(student)
    return kept


def _submissions(count: int) -> str:
    return f"{count} submission{'s' if count != 1 else ''}"


def _n(number: float) -> str:
    return f"{round(float(number), 2):g}"
