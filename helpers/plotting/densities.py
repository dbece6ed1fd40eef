"""Densities: of two classes, their divergence, in the plane, and what a flow makes of them."""

from collections.abc import Callable, Mapping

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import ArrayLike

from helpers.plotting.arrays import grid_of, in_the_plane, x_and_y
from helpers.plotting.look import (
    BLACK,
    BLUE,
    GRAY,
    GREEN,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    WHITE_TO_BLUE,
    WIDTH,
)


def classes(
    x: ArrayLike,
    panels: Mapping[str, tuple[ArrayLike, ArrayLike, ArrayLike]],
    *,
    names: tuple[str, str] = ("class 1", "class 2"),
    xlabel: str = "$x$",
    ylabel: str = "density",
) -> np.ndarray:
    """The densities of two classes above the posterior of the first one, side by side.

    Class 1 is orange, class 2 is blue, as in ``scatter_classes`` with labels 1 and 0.

    Args:
        x: inputs, shape ``(n,)``.
        panels: by title, the density of class 1, that of class 2, and the posterior of class 1,
            each of shape ``(n,)``.
        ylabel: what the upper panels show: densities, or densities times prior probabilities.

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
        one, two, posterior = (x_and_y(title, (x, y))[1] for y in panel)
        for density, name, color, line in [(one, names[0], ORANGE, "-"), (two, names[1], BLUE, "--")]:
            above.fill_between(x, density, color=color, alpha=0.25, linewidth=0)
            above.plot(x, density, line, color=color, label=name)
        above.set_title(title)
        below.plot(x, posterior, color=BLACK)
        below.axhline(0.5, color=GRAY, linewidth=1.0)
        below.set(xlabel=xlabel, ylim=(-0.03, 1.03))
    axes[0, 0].set(ylabel=ylabel, ylim=(0, None))  # shared by the row
    axes[1, 0].set_ylabel(f"posterior of {names[0]}")
    axes[0, -1].legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
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
        log_p, log_q = (x_and_y(title, (x, y))[1] for y in panel)
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
    grid = grid_of(xlim, ylim, max(width, height) / (points - 1))
    rows, columns = grid.shape[:2]
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
        surface = ax.pcolormesh(*np.moveaxis(grid, -1, 0), values, cmap=WHITE_TO_BLUE, vmin=0, vmax=top)
        if samples is not None:
            ax.plot(*in_the_plane(samples, "samples").T, ".", color=VERMILION, markersize=3, alpha=0.6)
        ax.set(xlim=xlim, ylim=ylim, xlabel="$y_1$", title=name)
        ax.set_aspect("equal")
        ax.grid(False)
    axes[0].set_ylabel("$y_2$")
    figure.colorbar(surface, ax=axes, label="density", extend="max", shrink=0.8)
    figure.suptitle(title)
    return axes


def flow_panes(x: ArrayLike, moved: ArrayLike, target: ArrayLike, *, title: str = "") -> np.ndarray:
    """What a flow makes of noise: the noise, where it goes, and the marginals beside those of the data.

    The noise has a color for each quadrant and keeps it, so that one sees who went where. The axes hold the
    data and the noise and do not depend on the flow: pictures of one training can follow each other.

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
    x, moved, target = in_the_plane(x, "x"), in_the_plane(moved, "moved"), in_the_plane(target, "target")
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
    everything = np.concatenate([target, x])  # a flow that has learned nothing leaves the noise where it is
    low, high = np.quantile(everything, [0.005, 0.995], axis=0)
    margin = 0.45 * (high - low).max()
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
