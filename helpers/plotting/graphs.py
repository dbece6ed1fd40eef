"""A computational graph with the numbers that flow through it, forward and backward."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.plotting.look import BLACK, BLUE, GRAY, VERMILION, WIDTH


def computational_graph(
    nodes: Mapping[str, tuple[float, float, str, str]],
    edges: Mapping[tuple[str, str], tuple[str, str]],
    *,
    title: str = "",
) -> Axes:
    """Quantities as circles, arrows from what each is computed from; values in blue, gradients in orange.

    Args:
        nodes: by name, written into the circle: column and row of its place, its value, its gradient.
        edges: by the names of both ends: the parameter on the arrow and its gradient; empty for none.

    Raises:
        ValueError: if an edge begins or ends at no node.
    """
    for ends in edges:
        if missing := [end for end in ends if end not in nodes]:
            raise ValueError(f"There is no node {missing[0]!r} for the edge {ends}.")
    columns, rows = ([place[axis] for place in nodes.values()] for axis in (0, 1))
    height = 1.5 * (max(rows) - min(rows)) + 1.8
    ax = plt.subplots(figsize=(WIDTH, height))[1]
    for (begin, end), (value, gradient) in edges.items():
        (x0, y0, *_), (x1, y1, *_) = nodes[begin], nodes[end]
        arrow = {"arrowstyle": "-|>", "color": GRAY, "shrinkA": 17, "shrinkB": 17, "linewidth": 1.2}
        ax.annotate("", (x1, y1), (x0, y0), arrowprops=arrow)
        at = 0.32  # nearer to the beginning: in the middle, crossing arrows share a place
        x, y = x0 + at * (x1 - x0), y0 + at * (y1 - y0)
        _two_lines(ax, x, y, [value, gradient], under=True)
    for name, (x, y, value, gradient) in nodes.items():
        ax.plot(x, y, "o", markersize=30, color="white", markeredgecolor=BLACK)
        ax.text(x, y, name, ha="center", va="center")
        _two_lines(ax, x, y - 0.32, [value, gradient])
    ax.set(
        title=title, xlim=(min(columns) - 0.4, max(columns) + 0.4), ylim=(min(rows) - 0.75, max(rows) + 0.4)
    )
    ax.axis("off")
    handles = [
        Line2D([], [], color=BLUE, marker="s", linestyle="", label="forward: the value"),
        Line2D([], [], color=VERMILION, marker="s", linestyle="", label="backward: derivative of the loss"),
    ]
    ax.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=2, frameon=False)
    return ax


def _two_lines(ax: Axes, x: float, y: float, texts: Sequence[str], *, under: bool = False) -> None:
    """A value and a gradient below it, on white paper if a line passes under them."""
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.6} if under else None
    for text, color, align in zip(texts, (BLUE, VERMILION), ("bottom", "top"), strict=True):
        if text:
            ax.text(x, y, text, color=color, ha="center", va=align, fontsize="small", bbox=box)
