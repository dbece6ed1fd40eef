"""Lines, dots and bars over labeled axes."""

import itertools
from collections.abc import Callable, Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator, StrMethodFormatter
from numpy.typing import ArrayLike

from helpers.plotting.arrays import in_the_plane, x_and_y
from helpers.plotting.look import BLACK, GRAY, ORANGE, RED, WIDTH


def curves(
    series: Mapping[str, ArrayLike | tuple[ArrayLike, ArrayLike]],
    *,
    xlabel: str,
    ylabel: str,
    title: str = "",
    log_y: bool = False,
    log_x: bool = False,
    smooth: int | None = None,
    held_out: Mapping[str, str] | None = None,
    not_finite: str = "not finite",
    ax: Axes | None = None,
) -> Axes:
    """Lines over a common axis, such as losses over steps.

    Values that are not finite leave gaps, and red ticks at the bottom say where.

    Args:
        series: what the legend says, and ``y`` or a tuple ``(x, y)``, each of shape ``(n,)``; without ``x``,
            the values are counted from 0.
        log_y: logarithmic y axis; values that are not positive leave gaps.
        log_x: logarithmic x axis, for positive x.
        smooth: of series without ``x``, one value per step, draw the running mean of so many values, and the
            values themselves faintly behind it. Shorter series, and those with ``x``, are drawn as they are.
        held_out: series that were measured on held-out samples, and the series before it of the same model:
            its color, but dashed.
        not_finite: what the legend calls the red ticks.

    Raises:
        ValueError: if there is nothing to draw, shapes do not fit, ``smooth`` is less than 1, or ``held_out``
            names what is not there.
    """
    if not series:
        raise ValueError("curves needs at least one series.")
    held_out = held_out or {}
    order = list(series)
    if any(one not in order or two not in order[: order.index(one)] for one, two in held_out.items()):
        raise ValueError(f"held_out needs names of series, the second before the first, not {held_out}.")
    if smooth is not None and smooth < 1:
        raise ValueError(f"smooth must be at least 1, not {smooth}.")
    ax = ax or plt.subplots()[1]
    gaps, colors = [], {}
    for name, values in series.items():
        x, y = x_and_y(name, values)
        finite = np.isfinite(y)
        gaps.extend(x[~finite])
        y = np.where(finite, y, np.nan)
        if log_y:
            y = np.where(y > 0, y, np.nan)
        look = {"color": colors[held_out[name]], "linestyle": "--"} if name in held_out else {}
        if smooth is None or len(y) <= smooth or isinstance(values, tuple):
            (line,) = ax.plot(x, y, label=name, **look)
            alone = _between_gaps(y)
            if alone.size:
                ax.plot(x[alone], y[alone], ".", color=line.get_color())
        else:
            (line,) = ax.plot(x, y, alpha=0.3, linewidth=0.8, **look)
            mean = _running_mean(y, smooth)
            ax.plot(x, mean, label=f"{name}\n(mean of {smooth})", **{"color": line.get_color()} | look)
        colors[name] = line.get_color()
    if log_y:
        _log_scale(ax)
    if log_x:
        ax.set_xscale("log")
    if gaps:
        bottom = np.full(len(gaps), 0.02)  # a fraction of the height of the axes
        look = {"color": RED, "markersize": 10, "markeredgewidth": 0.8, "transform": ax.get_xaxis_transform()}
        ax.plot(gaps, bottom, "|", label=not_finite, **look)
    ax.set(xlabel=xlabel, ylabel=ylabel, title=title)
    # Beside the axes: it hides no curve, and matplotlib need not search thousands of points for a free place.
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    return ax


def function_and_slope(
    function: Callable[[np.ndarray], np.ndarray],
    slope: Callable[[np.ndarray], np.ndarray],
    *,
    name: str,
    low: float = -5.0,
    high: float = 5.0,
    xlabel: str = "pre-activation $z$",
) -> np.ndarray:
    """An activation on the left, its derivative on the right, over the slope measured on the left.

    Args:
        function: maps an array of shape ``(n, 1)`` to one of the same shape, element by element.
        slope: its derivative, likewise.
        name: what to call the function.
        low: left end of the axis.
        high: right end of the axis.

    Returns:
        The two Axes, shape ``(2,)``.

    Raises:
        ValueError: if a function changes the shape.
    """
    z = np.linspace(low, high, 1000)[:, None]
    step = 1e-4

    def evaluate(which: Callable[[np.ndarray], np.ndarray], at: np.ndarray) -> np.ndarray:
        values = np.asarray(which(at))
        if values.shape != at.shape:
            raise ValueError(f"{name} must keep the shape {at.shape}, but returned {values.shape}.")
        return values[:, 0]

    measured = (evaluate(function, z + step) - evaluate(function, z - step)) / (2 * step)
    figure, (left, right) = plt.subplots(1, 2, figsize=(WIDTH, 3.4))
    left.plot(z, evaluate(function, z))
    left.set(xlabel=xlabel, ylabel="value", title=name)
    right.plot(z, measured, color=GRAY, linewidth=6, label="measured in the left panel")
    right.plot(z, evaluate(slope, z), color=ORANGE, label="computed")
    right.set(xlabel=xlabel, ylabel="slope", title=f"slope of {name}")
    figure.legend(loc="outside lower right", ncols=2, frameon=False)
    return np.array([left, right])


def histogram(
    values: ArrayLike | Mapping[str, ArrayLike],
    *,
    bins: int | ArrayLike,
    xlabel: str,
    ylabel: str = "count",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """How often values occur.

    Args:
        values: numbers of any shape, or several such arrays by the name in the legend; they share their bins.
        bins: the number of bins, or their edges.

    Raises:
        ValueError: if there are no values, or one is not finite.
    """
    groups = values if isinstance(values, Mapping) else {"": values}
    groups = {name: np.asarray(group).reshape(-1) for name, group in groups.items()}
    everything = np.concatenate([*groups.values(), []])
    if everything.size == 0:
        raise ValueError("histogram needs at least one value.")
    if not np.isfinite(everything).all():
        count = np.count_nonzero(~np.isfinite(everything))
        raise ValueError(f"{count} of {everything.size} values are not finite, so they have no bin.")
    ax = ax or plt.subplots()[1]
    edges = np.histogram_bin_edges(everything, bins)
    for name, group in groups.items():  # an outline each, or overlapping groups would blur
        _, _, (patch,) = ax.hist(group, edges, histtype="stepfilled", alpha=0.45, label=name)
        ax.hist(group, edges, histtype="step", color=patch.get_facecolor()[:3], linewidth=1.8)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(xlabel=xlabel, ylabel=ylabel, title=title)
    if isinstance(values, Mapping):
        ax.legend()
    return ax


def scatter(
    samples: Mapping[str, ArrayLike | tuple[ArrayLike, ArrayLike]],
    *,
    xlabel: str,
    ylabel: str,
    title: str = "",
    equal: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Small dots, so many that a cloud shows where it is dense; the first lie behind.

    Args:
        samples: what the legend says, and points of shape ``(n, 2)``, or a tuple ``(x, y)``, each of shape
            ``(n,)``.
        equal: both axes have one scale, for points of a plane.

    Raises:
        ValueError: if there is nothing to draw, or a shape does not fit.
    """
    if not samples:
        raise ValueError("scatter needs at least one set of samples.")
    ax = ax or plt.subplots(figsize=(WIDTH, 5.0 if equal else 4.0))[1]
    for name, values in samples.items():
        x, y = x_and_y(name, values) if isinstance(values, tuple) else in_the_plane(values, f"{name!r}").T
        ax.plot(x, y, ".", markersize=6, alpha=0.55, markeredgewidth=0, label=name)
    ax.set(xlabel=xlabel, ylabel=ylabel, title=title)
    if equal:
        ax.set_aspect("equal", adjustable="datalim")
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, markerscale=2)
    return ax


def mark_levels(levels: Mapping[str, float], *, ax: Axes, vertical: bool = False) -> Axes:
    """Add broken black lines at given values, named in the legend: a floor of a loss, a limit of a rate.

    Several differ by their dashes, because a dashed line in the color of a model is its held-out loss.

    Args:
        levels: what the legend says, and where the line is.
        vertical: the values are on the x axis, not on the y axis.
    """
    draw = ax.axvline if vertical else ax.axhline
    for (name, value), look in zip(levels.items(), itertools.cycle(["dashed", "dotted", "dashdot"])):
        draw(value, color=BLACK, linestyle=look, linewidth=1.2, label=name)
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    return ax


def _between_gaps(y: np.ndarray) -> np.ndarray:
    """Indices of the values that have none beside them: a line would not show them."""
    gap = np.concatenate([[True], np.isnan(y), [True]])
    return np.flatnonzero(gap[:-2] & ~gap[1:-1] & gap[2:])


def _log_scale(ax: Axes) -> None:
    """A logarithmic y axis with few ticks: powers of ten, or plain numbers where it spans less than two."""
    ax.set_yscale("log")
    low, high = ax.get_ylim()
    if high < 100 * low:
        ax.yaxis.set_minor_locator(LogLocator(subs=(2, 5)))
        for formatter in (ax.yaxis.set_major_formatter, ax.yaxis.set_minor_formatter):
            formatter(StrMethodFormatter("{x:g}"))
    else:
        ax.yaxis.set_minor_locator(NullLocator())  # those of Matplotlib take longer than all curves


def _running_mean(y: np.ndarray, k: int) -> np.ndarray:
    """Mean of the k values around each, without nan among them; nan where most of them are."""
    window = np.ones(k)
    finite = np.isfinite(y)
    total = np.convolve(np.where(finite, y, 0.0), window, mode="same")
    count = np.convolve(finite, window, mode="same")
    present = np.convolve(np.ones(len(y)), window, mode="same")  # less than k at both ends
    return np.where(2 * count > present, total / np.maximum(count, 1), np.nan)
