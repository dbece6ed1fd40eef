"""Figures of the sheets: one look, safe for the color-blind, readable in a notebook and in print.

Functions draw on ``ax``, or on a new figure when it is None, and return the Axes. None calls ``plt.show``.
"""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
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
_PAPER_TO_ORANGE = LinearSegmentedColormap.from_list("paper to orange", ["#FFFFFF", "#F6CB7E", "#E69F00"])
_WHITE_TO_BLUE = LinearSegmentedColormap.from_list("white to blue", ["#FFFFFF", "#86BADD", BLUE, "#00263C"])
_DIVERGING = LinearSegmentedColormap.from_list(
    "diverging", ["#00466E", BLUE, "#FFFFFF", VERMILION, "#7A3500"]
)
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


def pictures(
    images: Mapping[str, ArrayLike],
    *,
    columns: int = 3,
    title: str = "",
    scale: str = "response",
    shared: bool = False,
    limit: float | None = None,
) -> np.ndarray:
    """Images side by side, one pixel for each value.

    An image without negative values is gray, from black at 0 to white at its largest value. One with negative
    values goes from violet over white at 0 to orange, with a color bar that tells the values.

    Args:
        images: what to write above each, and its values, shape ``(height, width)``.
        columns: images in a row.
        title: what to write above all.
        scale: what a color bar calls the values.
        shared: whether images with negative values have one scale, and one color bar, in common.
        limit: where the scale of images with negative values ends, in both directions; without, at the
            largest value of the image, or of all images if the scale is shared.

    Returns:
        The Axes, shape ``(n,)``.

    Raises:
        ValueError: if there is no image, a shape is another one, or a value is not finite.
    """
    arrays = {name: np.asarray(image, dtype=float) for name, image in images.items()}
    if not arrays:
        raise ValueError("pictures needs at least one image.")
    for name, array in arrays.items():
        if array.ndim != 2 or array.size == 0:
            raise ValueError(f"{name!r} must have shape (height, width), not {array.shape}.")
        if not np.isfinite(array).all():
            raise ValueError(
                f"{name!r} has {np.count_nonzero(~np.isfinite(array))} values that are not finite."
            )
    columns = min(columns, len(arrays))
    rows = math.ceil(len(arrays) / columns)
    height, width = np.max([array.shape for array in arrays.values()], axis=0)
    inch = WIDTH / columns  # of an image with its margin
    size = WIDTH, rows * (0.92 * inch * height / width + 0.3) + (0.4 if title else 0.1)
    figure, grid = plt.subplots(rows, columns, figsize=size, squeeze=False)
    axes = grid.ravel()[: len(arrays)]
    signed = {name: np.abs(array).max() for name, array in arrays.items() if array.min() < 0}
    if signed and (shared or limit):
        signed = dict.fromkeys(signed, limit or max(signed.values()))
    ends = "both" if limit else "neither"
    for ax, (name, array) in zip(axes, arrays.items(), strict=True):
        if name in signed:
            drawn = ax.imshow(array, cmap="PuOr_r", vmin=-signed[name], vmax=signed[name])
            if not shared:
                figure.colorbar(drawn, ax=ax, shrink=0.6, pad=0.02, label=scale, extend=ends)
        else:
            ax.imshow(array, cmap="gray", vmin=0, vmax=array.max() or 1)
        ax.set_title(name, fontsize="small")
    for ax in grid.ravel():
        ax.set_axis_off()
    if shared and signed:
        drawn = next(ax.images[0] for ax, name in zip(axes, arrays, strict=True) if name in signed)
        figure.colorbar(drawn, ax=grid, shrink=0.8, pad=0.02, label=scale, extend=ends)
    figure.suptitle(title)
    return axes


def confusion(
    counts: ArrayLike, *, names: Sequence[object] | None = None, title: str = "", ax: Axes | None = None
) -> Axes:
    """What was taken for what: a row for each true class, a column for each predicted one.

    Colors tell the mistakes only, or the many right answers would drown them.

    Args:
        counts: shape ``(classes, classes)``; the right answers are on the diagonal.
        names: of the classes; without, they are counted from 0.

    Raises:
        ValueError: if the shape is another one, or the number of names is not that of the classes.
    """
    counts = np.asarray(counts)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or counts.size == 0:
        raise ValueError(f"counts must have shape (classes, classes), not {counts.shape}.")
    names = range(len(counts)) if names is None else names
    if len(names) != len(counts):
        raise ValueError(f"There are {len(counts)} classes, but {len(names)} names.")
    ax = ax or plt.subplots(figsize=(WIDTH, 6.2))[1]
    mistakes = np.where(np.eye(len(counts), dtype=bool), 0, counts)
    most = mistakes.max() or 1
    drawn = ax.imshow(mistakes, cmap=_PAPER_TO_ORANGE, vmin=0, vmax=most)
    ax.figure.colorbar(drawn, ax=ax, shrink=0.8, pad=0.02, label="mistakes")
    for (row, column), count in np.ndenumerate(counts):
        right = row == column
        text = f"{count:g}" if count else "·"
        ax.text(
            column,
            row,
            text,
            ha="center",
            va="center",
            fontsize="small",
            color=BLUE if right else BLACK,
            weight="bold" if right else "normal",
        )
    ax.set(xlabel="predicted class", ylabel="true class", title=title)
    ax.set_xticks(range(len(counts)), [str(name) for name in names])
    ax.set_yticks(range(len(counts)), [str(name) for name in names])
    ax.grid(False)
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


def classes(
    x: ArrayLike,
    panels: Mapping[str, tuple[ArrayLike, ArrayLike, ArrayLike]],
    *,
    names: tuple[str, str] = ("class 1", "class 2"),
    xlabel: str = "$x$",
) -> np.ndarray:
    """The densities of two classes above the posterior of the first one, side by side.

    Class 1 is orange, class 2 is blue, as in ``scatter_classes`` with labels 1 and 0.

    Args:
        x: inputs, shape ``(n,)``.
        panels: by title, the density of class 1, that of class 2, and the posterior of class 1,
            each of shape ``(n,)``.

    Returns:
        The Axes, shape ``(2, panels)``.

    Raises:
        ValueError: if there is nothing to draw, or a shape does not fit.
    """
    if not panels:
        raise ValueError("classes needs at least one panel.")
    x = np.asarray(x, dtype=float)
    _, axes = plt.subplots(
        2, len(panels), figsize=(WIDTH, 4.6), sharex=True, sharey="row", squeeze=False, height_ratios=(3, 2)
    )
    for (title, panel), (above, below) in zip(panels.items(), axes.T, strict=True):
        one, two, posterior = (_x_and_y(title, (x, y))[1] for y in panel)
        for density, name, color, line in [(one, names[0], ORANGE, "-"), (two, names[1], BLUE, "--")]:
            above.fill_between(x, density, color=color, alpha=0.25, linewidth=0)
            above.plot(x, density, line, color=color, label=name)
        above.set_title(title)
        below.plot(x, posterior, color=BLACK)
        below.axhline(0.5, color=GRAY, linewidth=1.0)
        below.set(xlabel=xlabel, ylim=(-0.03, 1.03))
    axes[0, 0].set(ylabel="density", ylim=(0, None))  # shared by the row
    axes[1, 0].set_ylabel(f"posterior of {names[0]}")
    axes[0, -1].legend()
    return axes


def divergence(x: ArrayLike, panels: Mapping[str, tuple[ArrayLike, ArrayLike]]) -> np.ndarray:
    """Two densities above the integrand of their KL divergence, whose area is the divergence, side by side.

    Args:
        x: inputs, shape ``(n,)``.
        panels: by title, the logarithms of p and of q, shape ``(n,)``: where q itself is 0 to a float, its
            logarithm is not.

    Returns:
        The Axes, shape ``(2, panels)``.

    Raises:
        ValueError: if there is nothing to draw, or a shape does not fit.
    """
    if not panels:
        raise ValueError("divergence needs at least one panel.")
    x = np.asarray(x, dtype=float)
    _, axes = plt.subplots(2, len(panels), figsize=(WIDTH, 4.8), sharex=True, squeeze=False)
    for (title, panel), (above, below) in zip(panels.items(), axes.T, strict=True):
        log_p, log_q = (_x_and_y(title, (x, y))[1] for y in panel)
        above.plot(x, np.exp(log_p), color=GREEN, label="$p$")
        above.plot(x, np.exp(log_q), "--", color=PURPLE, label="$q$")
        above.set(title=title, ylim=(0, None))
        above.legend()
        integrand = np.exp(log_p) * (log_p - log_q)
        below.plot(x, integrand, color=BLACK, linewidth=1.2)
        for part, color, name in [(integrand > 0, SKY, "adds"), (integrand < 0, VERMILION, "takes away")]:
            below.fill_between(x, integrand, where=part, color=color, alpha=0.7, linewidth=0, label=name)
        below.set(xlabel="$x$")
        below.legend()
    axes[0, 0].set_ylabel("density")
    axes[1, 0].set_ylabel(r"$p\,\ln(p/q)$ (nats per unit)")
    return axes


def iso_lines(
    f: Callable[[np.ndarray], np.ndarray],
    *,
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    levels: ArrayLike,
    xlabel: str,
    ylabel: str,
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Lines of equal height of a function of two variables, each with its height on it.

    Args:
        f: maps an array of shape ``(rows, columns, 2)`` to heights, shape ``(rows, columns)``.
        levels: the heights, rising.

    Raises:
        ValueError: if ``f`` returns another shape.
    """
    ax = ax or plt.subplots(figsize=(WIDTH, 5.0))[1]
    grid, values = _on_a_grid(f, xlim, ylim)
    lines = ax.contour(*np.moveaxis(grid, -1, 0), values, levels=levels, colors=GRAY, linewidths=1.0)
    ax.clabel(lines, fmt="%g", fontsize="x-small", colors=BLACK)
    ax.set(xlabel=xlabel, ylabel=ylabel, title=title, xlim=xlim, ylim=ylim)
    ax.set_aspect("equal", adjustable="box")
    return ax


def zero_line(f: Callable[[np.ndarray], np.ndarray], *, name: str, ax: Axes) -> Axes:
    """Add the dashed line on which a function is 0 to Axes that show the plane, and to their legend.

    Args:
        f: maps an array of shape ``(rows, columns, 2)`` to numbers, shape ``(rows, columns)``.
        name: what the legend says.

    Raises:
        ValueError: if ``f`` returns another shape.
    """
    grid, values = _on_a_grid(f, ax.get_xlim(), ax.get_ylim())
    handles = ax.get_legend().legend_handles if ax.get_legend() else []
    if values.min() < 0 < values.max():
        ax.contour(
            *np.moveaxis(grid, -1, 0), values, levels=[0], colors=RED, linewidths=1.8, linestyles="dashed"
        )
        handles = [*handles, Line2D([], [], color=RED, linestyle="dashed", label=name)]
    ax.legend(handles=handles, loc="upper right")
    return ax


def paths(trajectories: Mapping[str, ArrayLike], *, ax: Axes) -> Axes:
    """Walks through the plane, a dot a step and a ring where each starts, over what Axes already show.

    Args:
        trajectories: what the legend says, and positions of shape ``(n, 2)`` in their order.

    Raises:
        ValueError: if there is nothing to draw, or a shape does not fit.
    """
    if not trajectories:
        raise ValueError("paths needs at least one trajectory.")
    for name, positions in trajectories.items():
        points = np.asarray(positions, dtype=float)
        if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
            raise ValueError(f"{name!r} must have shape (n, 2) with n > 0, not {points.shape}.")
        (line,) = ax.plot(*points.T, ".-", linewidth=1.2, markersize=5, label=name)
        ax.plot(*points[0], "o", markersize=9, markerfacecolor="none", color=line.get_color())
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    return ax


def mark_levels(levels: Mapping[str, float], *, ax: Axes, vertical: bool = False) -> Axes:
    """Add dashed lines at given values, named in the legend: a floor of a loss, a limit of a rate.

    Args:
        levels: what the legend says, and where the line is.
        vertical: the values are on the x axis, not on the y axis.
    """
    draw = ax.axvline if vertical else ax.axhline
    for (name, value), color in zip(levels.items(), itertools.cycle([BLACK, RED, PURPLE])):
        draw(value, color=color, linestyle=(0, (4, 3)), linewidth=1.2, label=name)
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    return ax


def scatter(
    series: Mapping[str, tuple[ArrayLike, ArrayLike]],
    *,
    xlabel: str,
    ylabel: str,
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Small dots, such as what two models say about the same samples.

    Args:
        series: what the legend says, and a tuple ``(x, y)``, each of shape ``(n,)``.

    Raises:
        ValueError: if there is nothing to draw, or shapes do not fit.
    """
    if not series:
        raise ValueError("scatter needs at least one series.")
    ax = ax or plt.subplots()[1]
    for name, values in series.items():
        ax.plot(*_x_and_y(name, values), ".", markersize=5, alpha=0.6, markeredgewidth=0, label=name)
    ax.set(xlabel=xlabel, ylabel=ylabel, title=title)
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, markerscale=2)
    return ax


def clouds(
    samples: Mapping[str, ArrayLike],
    *,
    xlabel: str,
    ylabel: str,
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Samples in the plane, small dots so that a cloud shows where it is dense; the first lies behind.

    Args:
        samples: what the legend says, and points of shape ``(n, 2)``.

    Raises:
        ValueError: if there is nothing to draw, or a shape does not fit.
    """
    if not samples:
        raise ValueError("clouds needs at least one set of samples.")
    ax = ax or plt.subplots(figsize=(WIDTH, 5.0))[1]
    for name, points in samples.items():
        ax.plot(*_points(points, f"{name!r}").T, ".", markersize=6, alpha=0.55, markeredgewidth=0, label=name)
    ax.set(xlabel=xlabel, ylabel=ylabel, title=title)
    ax.set_aspect("equal", adjustable="datalim")
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, markerscale=2)
    return ax


def flow_panes(x: ArrayLike, moved: ArrayLike, target: ArrayLike, *, title: str = "") -> np.ndarray:
    """What a flow makes of noise: the noise, where it goes, and the marginals beside those of the data.

    The noise has a color for each quadrant and keeps it, so that one sees who went where. The axes are those
    of the data and do not depend on the flow: pictures of one training can follow each other.

    Args:
        x: noise, shape ``(n, 2)``.
        moved: the same points after the flow, shape ``(n, 2)``.
        target: data, shape ``(m, 2)``.
        title: what to write above all.

    Returns:
        The three Axes, shape ``(3,)``.

    Raises:
        ValueError: if a shape does not fit.
    """
    x, moved, target = _points(x, "x"), _points(moved, "moved"), _points(target, "target")
    if x.shape != moved.shape:
        raise ValueError(f"moved must have the shape of x, {x.shape}, not {moved.shape}.")
    figure, axes = plt.subplots(1, 3, figsize=(WIDTH + 1, 3.6))
    before, after, marginals = axes
    quadrant = 2 * (x[:, 0] > 0) + (x[:, 1] > 0)
    after.plot(*target.T, ".", color=GRAY, markersize=4, alpha=0.6, markeredgewidth=0)
    for ax, points in [(before, x), (after, moved)]:
        for which, color in enumerate([BLUE, ORANGE, GREEN, PURPLE]):
            some = points[quadrant == which]
            ax.plot(*some.T, ".", color=color, markersize=4, alpha=0.7, markeredgewidth=0)
        ax.set_aspect("equal")
    low, high = np.quantile(target, [0.01, 0.99], axis=0)
    margin = 0.9 * (high - low).max()
    center, half = (low + high) / 2, (high - low).max() / 2 + margin / 2
    before.set(xlim=(-4, 4), ylim=(-4, 4), xlabel="$x_1$", ylabel="$x_2$", title="noise $x$")
    after.set(xlim=(center[0] - half, center[0] + half), ylim=(center[1] - half, center[1] + half))
    after.set(xlabel="$y_1$", ylabel="$y_2$", title="$f(x)$, on the data (gray)")
    edges = np.linspace((low - margin / 2).min(), (high + margin / 2).max(), 41)
    for k, color in enumerate([BLUE, ORANGE]):
        looks = [
            ("data", target, {"histtype": "stepfilled", "alpha": 0.35}),
            ("flow", moved, {"histtype": "step", "linewidth": 1.8}),
        ]
        for name, points, look in looks:
            inside = points[np.isfinite(points[:, k]), k]
            share = np.full(len(inside), 1 / (len(points) * (edges[1] - edges[0])))  # of all, seen or not
            label = f"$y_{k + 1}$, {name}"
            marginals.hist(inside, edges, weights=share, color=color, label=label, **look)
    tallest = max(np.histogram(target[:, k], edges, density=True)[0].max() for k in (0, 1))
    marginals.set(ylim=(0, 1.7 * tallest), xlabel="coordinate", ylabel="density", title="marginals")
    marginals.legend(ncols=2, loc="upper center", fontsize="x-small", columnspacing=0.8, handlelength=1.0)
    figure.suptitle(title)
    return axes


def densities(
    models: Mapping[str, Callable[[np.ndarray], np.ndarray]],
    *,
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    samples: ArrayLike | None = None,
    title: str = "",
    points: int = 151,
) -> np.ndarray:
    """Densities over the plane side by side, in one scale of colors.

    Args:
        models: what to write above each panel, and a function from points ``(n, 2)`` to log densities
            ``(n,)``, in nats.
        samples: dots on top of each, shape ``(m, 2)``.
        title: what to write above all.
        points: how many points the longer side of the grid has.

    Returns:
        The Axes, one for each model.

    Raises:
        ValueError: if there is no model, a shape does not fit, or a log density is nan.
    """
    if not models:
        raise ValueError("densities needs at least one model.")
    width, height = xlim[1] - xlim[0], ylim[1] - ylim[0]
    step = max(width, height) / (points - 1)
    columns, rows = round(width / step) + 1, round(height / step) + 1
    grid = np.stack(np.meshgrid(np.linspace(*xlim, columns), np.linspace(*ylim, rows)), axis=-1)
    heights = []
    for name, log_prob in models.items():
        values = np.asarray(log_prob(grid.reshape(-1, 2)), dtype=float)
        if values.shape != (rows * columns,):
            raise ValueError(f"{name!r} must return shape {(rows * columns,)}, not {values.shape}.")
        if np.isnan(values).any():
            raise ValueError(f"{name!r} returns nan for {np.isnan(values).sum()} of {values.size} points.")
        heights.append(np.exp(np.minimum(values, 700)).reshape(rows, columns))
    top = max(np.quantile(one, 0.998) for one in heights)  # one spike must not make the rest pale
    each = min(WIDTH / len(models), 5.5)
    size = each * len(models) + 0.9, each * height / width + (1.1 if title else 0.8)
    figure, axes = plt.subplots(1, len(models), figsize=size, sharey=True, squeeze=False)
    axes = axes[0]
    for ax, name, values in zip(axes, models, heights, strict=True):
        surface = ax.pcolormesh(*np.moveaxis(grid, -1, 0), values, cmap=_WHITE_TO_BLUE, vmin=0, vmax=top)
        if samples is not None:
            ax.plot(*_points(samples, "samples").T, ".", color=VERMILION, markersize=3, alpha=0.6)
        ax.set(xlim=xlim, ylim=ylim, xlabel="$y_1$", title=name)
        ax.set_aspect("equal")
        ax.grid(False)
    axes[0].set_ylabel("$y_2$")
    figure.colorbar(surface, ax=axes, label="density", extend="max", shrink=0.8)
    figure.suptitle(title)
    return axes


def live(figure: Figure) -> None:
    """Show a figure now, in place of what the running cell has shown so far, and close it.

    For pictures of something in progress. Whatever the cell shows next takes its place, so the last state
    belongs in an ordinary figure: a notebook that was run without a reader holds that one alone. Outside of
    a notebook there is nobody to watch, and nothing is shown.
    """
    from IPython import get_ipython

    if get_ipython() is not None:
        from IPython.display import clear_output, display

        display(figure)
        clear_output(wait=True)  # when there is something new: clearing at once would flicker
    plt.close(figure)


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


def matrices(
    arrays: Mapping[str, ArrayLike], *, xlabels: Sequence[str], ylabels: Sequence[str], title: str = ""
) -> np.ndarray:
    """Matrices below one another, blue below zero, orange above, white at zero.

    Each has its own scale, which is symmetric about zero, so that no sign is hidden in a shade. Cells are
    stretched to fill the width.

    Args:
        arrays: what to write above each, and its values, shape ``(rows, columns)``.
        xlabels: what the columns of each are.
        ylabels: what its rows are.
        title: what to write above all.

    Returns:
        The Axes, shape ``(n,)``.

    Raises:
        ValueError: if there is no array, a label is missing, a shape is another, or a value is not finite.
    """
    matrices = {name: np.asarray(array) for name, array in arrays.items()}
    n = len(matrices)
    if n == 0 or len(xlabels) != n or len(ylabels) != n:
        raise ValueError(f"{n} matrices, {len(xlabels)} xlabels, {len(ylabels)} ylabels: need one of each.")
    for name, matrix in matrices.items():
        if matrix.ndim != 2 or matrix.size == 0:
            raise ValueError(f"{name!r} must have shape (rows, columns), not {matrix.shape}.")
        if not np.isfinite(matrix).all():
            raise ValueError(f"{name!r} has values that are not finite, which have no color.")
    heights = [1.0 + math.log2(len(matrix)) / 3 for matrix in matrices.values()]  # inches
    figure, axes = plt.subplots(
        n, 1, figsize=(WIDTH, sum(heights) + 0.4), height_ratios=heights, squeeze=False
    )
    figure.suptitle(title)
    labels = zip(matrices.items(), xlabels, ylabels, strict=True)
    for ax, ((name, matrix), xlabel, ylabel) in zip(axes[:, 0], labels, strict=True):
        largest = np.abs(matrix).max() or 1.0
        image = ax.imshow(
            matrix, cmap=_DIVERGING, vmin=-largest, vmax=largest, aspect="auto", interpolation="nearest"
        )
        figure.colorbar(image, ax=ax)
        ax.set(xlabel=xlabel, ylabel=ylabel, title=name)
        ax.grid(False)
        ax.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True, min_n_ticks=1))
        ax.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True, min_n_ticks=1))
    return axes[:, 0]


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


def _on_a_grid(
    f: Callable[[np.ndarray], np.ndarray],
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    points: int = 201,
) -> tuple[np.ndarray, np.ndarray]:
    """Points of the plane, shape ``(points, points, 2)``, and what ``f`` makes of them."""
    grid = np.stack(np.meshgrid(np.linspace(*xlim, points), np.linspace(*ylim, points)), axis=-1)
    values = np.asarray(f(grid))
    if values.shape != grid.shape[:2]:
        raise ValueError(f"The function must return shape {grid.shape[:2]}, not {values.shape}.")
    return grid, values


def _points(values: ArrayLike, name: str) -> np.ndarray:
    points = np.asarray(values, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
        raise ValueError(f"{name} must have shape (n, 2) with n > 0, not {points.shape}.")
    return points
