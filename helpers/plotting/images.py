"""Tables of numbers as images: digits, photographs, weights, matrices, mistakes."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from helpers.plotting.arrays import image_of
from helpers.plotting.look import BLACK, BLACK_TO_WHITE, BLUE, GRAY, SIGNED, WHITE_TO_ORANGE, WIDTH


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
    looks = repeat({"cmap": "gray_r"}, len(images))
    return _tiles(images.reshape(-1, 28, 28), looks, titles=titles, columns=columns, title=title)


def pictures(
    images: ArrayLike | Mapping[str, ArrayLike],
    *,
    titles: Sequence[object] | None = None,
    columns: int = 3,
    title: str = "",
    scale: str = "response",
    limit: float | None = None,
    outlines: ArrayLike | None = None,
) -> Axes:
    """Images side by side: photographs, weights, gradients, what a layer makes of an image.

    An image without negative values is gray, from black at 0 to white at its largest value. Those with
    negative values are blue below 0, white at 0 and orange above; they share one scale, which the color bar
    tells. In an array all are signed if one is.

    Args:
        images: each of shape ``(height, width)``: an array of them, or by what to write above each.
        titles: what to write above each image of an array.
        columns: images in a row.
        title: what to write above all.
        scale: what the color bar calls the values.
        limit: where the scale of signed images ends, in both directions; by default at their largest value.
        outlines: images of the same shapes; a line is drawn around what is more than half as large as the
            largest value of each.

    Raises:
        ValueError: if there is no image, a shape is another one, a value is not finite, or the number of
            titles is not that of the images.
    """
    of_a_kind = not isinstance(images, Mapping)
    if of_a_kind:
        images = np.asarray(images)
    else:
        images, titles = list(images.values()), list(images)
    names = [f"image {i}" for i in range(len(images))] if titles is None else [f"{name!r}" for name in titles]
    if len(names) != len(images):
        raise ValueError(f"There are {len(images)} images, but {len(names)} titles.")
    arrays = [image_of(image, name) for image, name in zip(images, names, strict=True)]
    if not arrays:
        raise ValueError("pictures needs at least one image.")
    signed = [i for i, array in enumerate(arrays) if array.min() < 0]
    if signed and of_a_kind:
        signed = list(range(len(arrays)))
    end = limit or max((np.abs(arrays[i]).max() for i in signed), default=0.0)
    looks = [{"cmap": BLACK_TO_WHITE, "vmin": 0, "vmax": array.max() or 1} for array in arrays]
    for i in signed:
        looks[i] = {"cmap": SIGNED, "vmin": -end, "vmax": end}
    ax = _tiles(
        arrays,
        looks,
        titles=titles,
        columns=columns,
        title=title,
        room=1.2 if signed else 0.0,
        outlines=repeat(None) if outlines is None else outlines,
    )
    if signed:
        ends = "both" if limit else "neither"
        ax.figure.colorbar(ax.images[signed[0]], ax=ax, label=scale, shrink=0.9, pad=0.02, extend=ends)
    return ax


def matrices(
    arrays: Mapping[str, ArrayLike],
    *,
    xlabels: Sequence[str],
    ylabels: Sequence[str],
    scale: str = "value",
    title: str = "",
) -> np.ndarray:
    """Matrices below one another, blue below zero, orange above, white at zero.

    Each has its own scale, which is symmetric about zero, so that no sign is hidden in a shade. Cells are
    stretched to fill the width.

    Args:
        arrays: what to write above each, and its values, shape ``(height, width)``.
        xlabels: what the columns of each are.
        ylabels: what its rows are.
        scale: what the color bars call the values.
        title: what to write above all.

    Returns:
        The Axes, shape ``(n,)``.

    Raises:
        ValueError: if there is no array, a label is missing, a shape is another, or a value is not finite.
    """
    n = len(arrays)
    if n == 0 or len(xlabels) != n or len(ylabels) != n:
        raise ValueError(f"{n} matrices, {len(xlabels)} xlabels, {len(ylabels)} ylabels: need one of each.")
    matrices = {name: image_of(array, f"{name!r}") for name, array in arrays.items()}
    heights = [1.0 + math.log2(len(matrix)) / 3 for matrix in matrices.values()]  # inches
    figure, axes = plt.subplots(
        n, 1, figsize=(WIDTH, sum(heights) + 0.4), height_ratios=heights, squeeze=False
    )
    figure.suptitle(title)
    labels = zip(matrices.items(), xlabels, ylabels, strict=True)
    for ax, ((name, matrix), xlabel, ylabel) in zip(axes[:, 0], labels, strict=True):
        largest = np.abs(matrix).max() or 1.0
        image = ax.imshow(
            matrix, cmap=SIGNED, vmin=-largest, vmax=largest, aspect="auto", interpolation="nearest"
        )
        figure.colorbar(image, ax=ax, label=scale)
        ax.set(xlabel=xlabel, ylabel=ylabel, title=name)
        ax.grid(False)
        ax.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True, min_n_ticks=1))
        ax.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True, min_n_ticks=1))
    return axes[:, 0]


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
    ax = ax or plt.subplots(figsize=(6.6, 5.6))[1]
    mistakes = np.where(np.eye(len(counts), dtype=bool), 0, counts)
    most = mistakes.max() or 1
    drawn = ax.imshow(mistakes, cmap=WHITE_TO_ORANGE, vmin=0, vmax=most)
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


def _tiles(
    images: Sequence[np.ndarray],
    looks: Iterable[Mapping],
    *,
    titles: Sequence[object] | None,
    columns: int,
    title: str,
    room: float = 0.0,
    outlines: Iterable[ArrayLike | None] = repeat(None),
) -> Axes:
    """Images in rows, in one pair of axes: a pair for each would take a second to draw.

    Args:
        images: each of shape ``(height, width)``; smaller ones are enlarged to fit the place of the largest.
        looks: how ``imshow`` draws each.
        titles: what to write above each, or None.
        columns: images in a row.
        title: what to write above all.
        room: inches that are left for a color bar.
        outlines: for each, an image around whose dark parts a line is drawn, or None.
    """
    n = len(images)
    if titles is not None and len(titles) != n:
        raise ValueError(f"There are {n} images, but {len(titles)} titles.")
    columns = min(columns, n)
    rows = math.ceil(n / columns)
    height, width = np.max([image.shape for image in images], axis=0)
    gap = max(0.5, width / 14)
    widest = 1.3 if width <= 28 else WIDTH  # inches: a digit, a kernel need no more
    inch = (width + gap) / min(widest, (WIDTH - 0.1 - room) / columns)  # in pixels of the images
    lines = 0 if titles is None else 1 + max(str(text).count("\n") for text in titles)
    across, down = width + gap, height + gap + 0.17 * lines * inch  # from one image to the next
    # Enlarged, a pixel is a square, not a blur; made smaller, it is averaged with its neighbors.
    interpolation = "nearest" if plt.rcParams["figure.dpi"] > inch else "antialiased"
    size = columns * across / inch + room + 0.1, rows * down / inch + (0.4 if title else 0.1)
    ax = plt.subplots(figsize=size if not room else (size[0], max(1.3, size[1])))[1]
    for i, (image, look, shape) in enumerate(zip(images, looks, outlines, strict=False)):
        bottom, middle = (i // columns + 1) * down, i % columns * across + width / 2
        pixel = min(height / image.shape[0], width / image.shape[1])
        h, w = pixel * image.shape[0], pixel * image.shape[1]
        extent = middle - w / 2, middle + w / 2, bottom, bottom - h
        ax.imshow(image, extent=extent, interpolation=interpolation, interpolation_stage="data", **look)
        if shape is not None:
            half = np.max(shape) / 2
            where = np.linspace(middle - w / 2, middle + w / 2, 2 * image.shape[1] + 1)[1::2]
            down_there = np.linspace(bottom - h, bottom, 2 * image.shape[0] + 1)[1::2]
            ax.contour(where, down_there, np.asarray(shape), levels=[half], colors=BLACK, linewidths=0.8)
        if look.get("vmin", 0) < 0:  # or white would have no end
            line = inch / 72  # a point: the frame lies around the image and hides nothing of its border
            corner = middle - (w + line) / 2, bottom - h - line / 2
            ax.add_patch(Rectangle(corner, w + line, h + line, fill=False, color=GRAY, linewidth=0.5))
        if titles is not None:
            above = bottom - h - gap / 4
            ax.text(middle, above, str(titles[i]), ha="center", va="bottom", fontsize="small")
    ax.set(xlim=(-gap / 2, columns * across - gap / 2), ylim=(rows * down + gap / 2, 0), title=title)
    ax.set_axis_off()
    return ax
