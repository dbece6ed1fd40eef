"""Figures of the sheets: one look, safe for the color-blind, readable in a notebook and in print.

Functions draw on ``ax``, or on a new figure when it is None, and return the Axes. None calls ``plt.show``.
"""

import math
from collections.abc import Callable, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

# Okabe and Ito, "Color Universal Design" (2008), without the yellow, which paper swallows.
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#E69F00", "#009E73", "#CC79A7"
SKY, VERMILION, BLACK = "#56B4E9", "#D55E00", "#000000"
RED = "#C00000"  # only for what went wrong
GRAY = "#B0B0B0"  # only for what lies behind

WIDTH = 8.0  # inches: the text width of a notebook
_BLUE_TO_ORANGE = LinearSegmentedColormap.from_list("blue to orange", ["#86BADD", "#F8F8F8", "#F6CB7E"])


def style() -> None:
    """Set the look of all figures; call it in the first cell of a sheet."""
    plt.rcParams.update(
        {
            "figure.figsize": (WIDTH, 4.0),
            "figure.dpi": 110,
            "figure.constrained_layout.use": True,
            "axes.prop_cycle": plt.cycler(color=[BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION, BLACK]),
            "axes.grid": True,
            "axes.axisbelow": True,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.titlesize": "medium",
            "figure.titlesize": "medium",
            "font.size": 11,
            "grid.color": "#E0E0E0",
            "legend.fontsize": "small",
            "lines.linewidth": 1.8,
        }
    )
    from IPython import get_ipython

    if get_ipython() is not None:
        from matplotlib_inline.backend_inline import set_matplotlib_formats

        # The layout already fits the figure; cutting it to size would draw it once more.
        set_matplotlib_formats("png", bbox_inches=None)


def curves(
    series: Mapping[str, ArrayLike | tuple[ArrayLike, ArrayLike]],
    *,
    xlabel: str,
    ylabel: str,
    title: str = "",
    log_y: bool = False,
    smooth: int | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Lines over a common axis, such as losses over steps.

    Values that are not finite leave gaps, and red ticks at the bottom say where.

    Args:
        series: what the legend says, and ``y`` or a tuple ``(x, y)``, each of shape ``(n,)``; without ``x``,
            the values are counted from 0.
        log_y: logarithmic y axis; values that are not positive leave gaps.
        smooth: of series without ``x``, one value per step, draw the running mean of so many values, and the
            values themselves faintly behind it. Shorter series, and those with ``x``, are drawn as they are.

    Raises:
        ValueError: if there is nothing to draw, shapes do not fit, or ``smooth`` is less than 1.
    """
    if not series:
        raise ValueError("curves needs at least one series.")
    if smooth is not None and smooth < 1:
        raise ValueError(f"smooth must be at least 1, not {smooth}.")
    ax = ax or plt.subplots()[1]
    if log_y:
        ax.set_yscale("log")
    not_finite = []
    for name, values in series.items():
        x, y = _x_and_y(name, values)
        finite = np.isfinite(y)
        not_finite.extend(x[~finite])
        y = np.where(finite, y, np.nan)
        if log_y:
            y = np.where(y > 0, y, np.nan)
        if smooth is None or len(y) <= smooth or isinstance(values, tuple):
            (line,) = ax.plot(x, y, label=name)
            alone = _between_gaps(y)
            if alone.size:
                ax.plot(x[alone], y[alone], ".", color=line.get_color())
        else:
            (line,) = ax.plot(x, y, alpha=0.3, linewidth=0.8)
            mean = _running_mean(y, smooth)
            ax.plot(x, mean, color=line.get_color(), label=f"{name}\n(mean of {smooth})")
    if not_finite:
        bottom = np.full(len(not_finite), 0.02)  # a fraction of the height of the axes
        look = {"color": RED, "markersize": 10, "markeredgewidth": 0.8, "transform": ax.get_xaxis_transform()}
        ax.plot(not_finite, bottom, "|", label="not finite", **look)
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


def scatter_classes(
    x: ArrayLike,
    y: ArrayLike,
    *,
    names: tuple[str, str] = ("class 0", "class 1"),
    xlabel: str = "$x_1$",
    ylabel: str = "$x_2$",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Samples in the plane: blue circles for label 0, orange triangles for label 1.

    Args:
        x: samples, shape ``(n, 2)``.
        y: labels, shape ``(n,)`` or ``(n, 1)``, each 0 or 1.
        names: what the legend calls the two classes.

    Raises:
        ValueError: if the shapes do not fit, or a label is neither 0 nor 1.
    """
    x, y = np.asarray(x), np.asarray(y)
    if x.ndim != 2 or x.shape[1] != 2:
        raise ValueError(f"x must have shape (n, 2), not {x.shape}.")
    if y.shape not in ((len(x),), (len(x), 1)):
        raise ValueError(f"y must have shape {(len(x),)} or {(len(x), 1)}, not {y.shape}.")
    y = y.reshape(-1)
    if not np.isin(y, (0, 1)).all():
        raise ValueError("Every label in y must be 0 or 1.")
    ax = ax or plt.subplots(figsize=(WIDTH, 5.0))[1]
    for label, color, marker in [(0, BLUE, "o"), (1, ORANGE, "^")]:
        points = x[y == label]
        ax.scatter(
            *points.T, color=color, marker=marker, edgecolor="white", linewidth=0.6, s=42, label=names[label]
        )
    ax.set(xlabel=xlabel, ylabel=ylabel, title=title)
    ax.set_aspect("equal", adjustable="datalim")
    ax.legend()
    return ax


def decision_surface(
    probability: Callable[[np.ndarray], np.ndarray],
    x: ArrayLike,
    y: ArrayLike,
    *,
    xlim: tuple[float, float] = (-1.5, 2.5),
    ylim: tuple[float, float] = (-1.5, 1.5),
    title: str = "",
    step: float = 0.02,
    ax: Axes | None = None,
) -> Axes:
    """What a classifier believes all over the plane, and the samples it is meant for.

    Args:
        probability: maps an array of shape ``(rows, columns, 2)`` to the probability of class 1, shape
            ``(rows, columns, 1)``.
        x: samples, shape ``(n, 2)``.
        y: labels, shape ``(n,)`` or ``(n, 1)``, each 0 or 1.
        step: distance of the points at which the classifier is asked.

    Raises:
        ValueError: if a shape does not fit, or ``probability`` returns what is not in 0 to 1.
    """
    columns, rows = (round((high - low) / step) + 1 for low, high in (xlim, ylim))
    grid = np.stack(np.meshgrid(np.linspace(*xlim, columns), np.linspace(*ylim, rows)), axis=-1)
    p = np.asarray(probability(grid))
    if p.shape != (rows, columns, 1):
        raise ValueError(f"probability must return shape {(rows, columns, 1)}, not {p.shape}.")
    if not ((p >= 0) & (p <= 1)).all():  # also false for nan
        raise ValueError(f"probability must return 0 to 1, but its values go from {p.min()} to {p.max()}.")

    ax = ax or plt.subplots(figsize=(WIDTH, 5.0))[1]
    surface = ax.contourf(
        *np.moveaxis(grid, -1, 0), p[..., 0], levels=np.linspace(0, 1, 11), cmap=_BLUE_TO_ORANGE
    )
    ax.figure.colorbar(surface, ax=ax, label="probability of class 1")
    scatter_classes(x, y, title=title, ax=ax)
    handles = ax.get_legend_handles_labels()[0]
    if p.min() < 0.5 < p.max():  # a network may give the whole plane to one class
        ax.contour(*np.moveaxis(grid, -1, 0), p[..., 0], levels=[0.5], colors=BLACK, linewidths=1.8)
        handles.append(Line2D([], [], color=BLACK, label="probability 0.5"))
    ax.legend(handles=handles, loc="upper right")
    ax.grid(False)
    ax.set(xlim=xlim, ylim=ylim)
    ax.set_aspect("equal", adjustable="box")
    return ax


def digits(
    images: ArrayLike, *, titles: Sequence[object] | None = None, columns: int = 10, title: str = ""
) -> Axes:
    """Images of digits in rows, ink dark on white paper.

    Each image has its own scale, so that bytes, fractions and standardized pixels look the same.

    Args:
        images: shape ``(n, 28, 28)`` or ``(n, 784)``.
        titles: what to write above each image, ``n`` of them.
        columns: images in a row.
        title: what to write above all.

    Raises:
        ValueError: if the shape is another one, there is no image, or the number of titles is not ``n``.
    """
    images = np.asarray(images)
    if images.shape[1:] not in ((28, 28), (784,)) or len(images) == 0:
        raise ValueError(f"images must have shape (n, 28, 28) or (n, 784), not {images.shape}.")
    n = len(images)
    if titles is not None and len(titles) != n:
        raise ValueError(f"There are {n} images, but {len(titles)} titles.")
    columns = min(columns, n)
    rows = math.ceil(n / columns)
    inch = 30 / min(1.3, (WIDTH - 0.1) / columns)  # in pixels of the images, which are the units of the axes
    lines = 0 if titles is None else 1 + max(str(text).count("\n") for text in titles)
    width, height = 30, 30 + 0.17 * lines * inch  # of an image, with the gap and its title
    # One pair of axes for all: a pair for each image would take a second to draw.
    size = columns * width / inch + 0.1, rows * height / inch + (0.4 if title else 0.1)
    ax = plt.subplots(figsize=size)[1]
    for i, image in enumerate(images.reshape(-1, 28, 28)):
        left, bottom = i % columns * width, (i // columns + 1) * height
        ax.imshow(image, cmap="gray_r", extent=(left, left + 28, bottom, bottom - 28))
        if titles is not None:
            ax.text(left + 14, bottom - 29, str(titles[i]), ha="center", va="bottom", fontsize="small")
    ax.set(xlim=(-1, columns * width - 1), ylim=(rows * height + 1, 0), title=title)
    ax.set_axis_off()
    return ax


def signed_images(
    images: ArrayLike,
    *,
    scale: str,
    titles: Sequence[object] | None = None,
    columns: int = 10,
    title: str = "",
) -> Axes:
    """Images of numbers of both signs in rows, such as weights: orange above 0, purple below, white at 0.

    All images share one scale, which the color bar tells.

    Args:
        images: shape ``(n, height, width)``.
        scale: what the numbers are, for the color bar.
        titles: what to write above each image, ``n`` of them.
        columns: images in a row.
        title: what to write above all.

    Raises:
        ValueError: if the shape is another one, there is no image, a number is not finite, or the number of
            titles is not ``n``.
    """
    images = np.asarray(images, dtype=float)
    if images.ndim != 3 or images.size == 0:
        raise ValueError(f"images must have shape (n, height, width), not {images.shape}.")
    if not np.isfinite(images).all():
        raise ValueError(f"{np.count_nonzero(~np.isfinite(images))} values are not finite.")
    n, height, width = images.shape
    if titles is not None and len(titles) != n:
        raise ValueError(f"There are {n} images, but {len(titles)} titles.")
    columns = min(columns, n)
    rows = math.ceil(n / columns)
    gap = max(0.5, width / 14)
    inch = (width + gap) / min(1.3, (WIDTH - 1.2) / columns)  # in pixels of the images, the units of the axes
    across, down = width + gap, height + gap + (0.0 if titles is None else 0.18 * inch)
    size = columns * across / inch + 1.2, max(1.3, rows * down / inch) + (0.4 if title else 0.1)
    ax = plt.subplots(figsize=size)[1]
    largest = np.abs(images).max() or 1.0
    for i, image in enumerate(images):
        left, bottom = i % columns * across, (i // columns + 1) * down
        box = (left, left + width, bottom, bottom - height)
        drawn = ax.imshow(image, cmap="PuOr_r", vmin=-largest, vmax=largest, extent=box)
        ax.add_patch(Rectangle((left, bottom), width, -height, fill=False, color=GRAY, linewidth=0.5))
        if titles is not None:
            middle = left + width / 2
            ax.text(middle, bottom - height, str(titles[i]), ha="center", va="bottom", fontsize="small")
    ax.figure.colorbar(drawn, ax=ax, label=scale, shrink=0.9, pad=0.02)
    ax.set(xlim=(-gap / 2, columns * across), ylim=(rows * down + gap / 2, 0), title=title)
    ax.set_axis_off()
    return ax


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


def _x_and_y(name: str, values: ArrayLike | tuple[ArrayLike, ArrayLike]) -> tuple[np.ndarray, np.ndarray]:
    if isinstance(values, tuple):
        if len(values) != 2:
            raise ValueError(f"{name!r} must be y or a tuple (x, y), not a tuple of {len(values)}.")
        x, y = (np.asarray(v, dtype=float) for v in values)
    else:
        y = np.asarray(values, dtype=float)
        x = np.arange(y.size, dtype=float)
    if y.ndim != 1 or x.shape != y.shape or y.size == 0:
        raise ValueError(f"{name!r} needs x and y of one shape (n,) with n > 0, not {x.shape} and {y.shape}.")
    return x, y


def _between_gaps(y: np.ndarray) -> np.ndarray:
    """Indices of the values that have none beside them: a line would not show them."""
    gap = np.concatenate([[True], np.isnan(y), [True]])
    return np.flatnonzero(gap[:-2] & ~gap[1:-1] & gap[2:])


def _running_mean(y: np.ndarray, k: int) -> np.ndarray:
    """Mean of the k values around each, without nan among them; nan where most of them are."""
    window = np.ones(k)
    finite = np.isfinite(y)
    total = np.convolve(np.where(finite, y, 0.0), window, mode="same")
    count = np.convolve(finite, window, mode="same")
    present = np.convolve(np.ones(len(y)), window, mode="same")  # less than k at both ends
    return np.where(2 * count > present, total / np.maximum(count, 1), np.nan)
