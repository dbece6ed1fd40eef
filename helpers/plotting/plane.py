"""The plane seen from above: samples of two classes, what a classifier believes, heights and walks."""

from collections.abc import Callable, Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from helpers.plotting.arrays import grid_of, heights_of, in_the_plane
from helpers.plotting.look import BLACK, BLUE, GRAY, GREEN, ORANGE, PALE, PURPLE, RED, VERMILION, WIDTH


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
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    return ax


def decision_surface(
    probability: Callable[[np.ndarray], np.ndarray],
    x: ArrayLike,
    y: ArrayLike,
    *,
    xlim: tuple[float, float] = (-1.5, 2.5),
    ylim: tuple[float, float] = (-1.5, 1.5),
    title: str = "",
    step: float = 0.04,
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
    grid = grid_of(xlim, ylim, step)
    shape = (*grid.shape[:2], 1)
    p = np.asarray(probability(grid))
    if p.shape != shape:
        raise ValueError(f"probability must return shape {shape}, not {p.shape}.")
    if not ((p >= 0) & (p <= 1)).all():  # also false for nan
        raise ValueError(f"probability must return 0 to 1, but its values go from {p.min()} to {p.max()}.")

    if ax is None:  # as wide as the part of the plane and its color bar: no blank margins
        ratio = (xlim[1] - xlim[0]) / (ylim[1] - ylim[0])
        ax = plt.subplots(figsize=(min(WIDTH, 1.9 + 4.2 * ratio), 5.4))[1]
    surface = ax.contourf(*np.moveaxis(grid, -1, 0), p[..., 0], levels=np.linspace(0, 1, 11), **PALE)
    ax.figure.colorbar(surface, ax=ax, label="probability of class 1")
    scatter_classes(x, y, title=title, ax=ax)
    handles = ax.get_legend_handles_labels()[0]
    if p.min() < 0.5 < p.max():  # a network may give the whole plane to one class
        ax.contour(*np.moveaxis(grid, -1, 0), p[..., 0], levels=[0.5], colors=BLACK, linewidths=1.8)
        handles.append(Line2D([], [], color=BLACK, label="probability 0.5"))
    _legend_below(handles, ax)
    ax.grid(False)
    ax.set(xlim=xlim, ylim=ylim)
    ax.set_aspect("equal", adjustable="box")
    return ax


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
    grid = grid_of(xlim, ylim, (xlim[1] - xlim[0]) / 200)
    values = heights_of(f, grid)
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
    xlim, ylim = ax.get_xlim(), ax.get_ylim()
    grid = grid_of(xlim, ylim, (xlim[1] - xlim[0]) / 200)
    values = heights_of(f, grid)
    handles = ax.get_legend().legend_handles if ax.get_legend() else []
    if values.min() < 0 < values.max():
        ax.contour(
            *np.moveaxis(grid, -1, 0), values, levels=[0], colors=RED, linewidths=1.8, linestyles="dashed"
        )
        handles = [*handles, Line2D([], [], color=RED, linestyle="dashed", label=name)]
    _legend_below(handles, ax)
    return ax


def boundaries(
    panels: Mapping[str, tuple[ArrayLike, ArrayLike, Mapping[str, Callable[[np.ndarray], np.ndarray]]]],
    *,
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    names: tuple[str, str] = ("class 0", "class 1"),
) -> np.ndarray:
    """Samples of two classes and where some models change their mind, in panels, two in a row.

    Args:
        panels: by title, samples ``(n, 2)``, labels ``(n,)`` or ``(n, 1)``, and by name functions
            from an array ``(rows, columns, 2)`` to logits ``(rows, columns)``. All panels have the same
            functions by name. The first is the truth, dashed; each of the others has a color of its own.

    Returns:
        The Axes, shape ``(panels,)``.

    Raises:
        ValueError: if there is nothing to draw, panels have different models, or a shape does not fit.
    """
    models = {tuple(functions) for _, _, functions in panels.values()}
    if len(models) != 1:
        raise ValueError("boundaries needs at least one panel, and the same models in all of them.")
    looks = zip([BLACK, GREEN, PURPLE, VERMILION], ["dashed", "solid", "solid", "solid"], strict=True)
    looks = dict(zip(models.pop(), looks, strict=False))
    columns = min(2, len(panels))
    rows = -(-len(panels) // columns)
    below = 1.2 if len(panels) % columns == 0 else 0.2  # for the legend, if no place is free
    height = below + rows * WIDTH / columns * (ylim[1] - ylim[0]) / (xlim[1] - xlim[0])
    figure, places = plt.subplots(rows, columns, figsize=(WIDTH, height), sharey=True, squeeze=False)
    axes, free = np.split(places.ravel(), [len(panels)])
    grid = grid_of(xlim, ylim, (xlim[1] - xlim[0]) / 200)
    for ax, (title, (x, y, functions)) in zip(axes, panels.items(), strict=True):
        left = ax.get_subplotspec().is_first_col()
        scatter_classes(x, y, names=names, title=title, ylabel="$x_2$" if left else "", ax=ax)
        for dots in ax.collections:
            few = len(x) < 100  # larger, and not hidden below the lines
            dots.set(sizes=[36 if few else 16], zorder=3 if few else 1)
        samples = ax.get_legend_handles_labels()[0]
        ax.get_legend().remove()
        ax.set_aspect("equal", adjustable="box")
        ax.set(xlim=xlim, ylim=ylim)
        for name, logit in functions.items():
            values = heights_of(logit, grid)
            if values.min() < 0 < values.max():
                color, line = looks[name]
                ax.contour(
                    *np.moveaxis(grid, -1, 0),
                    values,
                    levels=[0],
                    colors=color,
                    linewidths=1.8,
                    linestyles=line,
                )
    lines = [Line2D([], [], color=c, linestyle=style, label=name) for name, (c, style) in looks.items()]
    if len(free):
        free[0].set_axis_off()
        free[0].legend(handles=[*samples, *lines], loc="center", frameon=False)
    else:
        figure.legend(handles=[*samples, *lines], loc="outside lower center", ncols=3, frameon=False)
    return axes


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
        points = in_the_plane(positions, f"{name!r}")
        (line,) = ax.plot(*points.T, ".-", linewidth=1.2, markersize=5, label=name)
        ax.plot(*points[0], "o", markersize=9, markerfacecolor="none", color=line.get_color())
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    return ax


def _legend_below(handles: list[Artist], ax: Axes) -> None:
    """A legend that hides no sample: below the axes and their label."""
    ax.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=2, frameon=False)
