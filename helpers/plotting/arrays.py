"""What figures accept: anything that NumPy understands, of the right shape."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from helpers.budget import budget


def x_and_y(name: str, values: ArrayLike | tuple[ArrayLike, ArrayLike]) -> tuple[np.ndarray, np.ndarray]:
    """A series: ``(x, y)``, or ``y`` alone, counted from 0."""
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


def in_the_plane(values: ArrayLike, name: str) -> np.ndarray:
    """Points of the plane, shape ``(n, 2)``."""
    points = np.asarray(values, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
        raise ValueError(f"{name} must have shape (n, 2) with n > 0, not {points.shape}.")
    return points


def image_of(values: ArrayLike, name: str) -> np.ndarray:
    """One image of finite numbers, shape ``(height, width)``."""
    image = np.asarray(values, dtype=float)
    if image.ndim != 2 or image.size == 0:
        raise ValueError(f"{name} must have shape (height, width), not {image.shape}.")
    if not np.isfinite(image).all():
        raise ValueError(f"{name} has {np.count_nonzero(~np.isfinite(image))} values that are not finite.")
    return image


def grid_of(xlim: tuple[float, float], ylim: tuple[float, float], step: float) -> np.ndarray:
    """Points all over a part of the plane, about ``step`` from each other, shape ``(rows, columns, 2)``.

    With the quick budget they are twice as far from each other: a quarter of the points.
    """
    step *= budget(full=1, quick=2)
    columns, rows = (round((high - low) / step) + 1 for low, high in (xlim, ylim))
    return np.stack(np.meshgrid(np.linspace(*xlim, columns), np.linspace(*ylim, rows)), axis=-1)


def heights_of(f: Callable[[np.ndarray], np.ndarray], grid: np.ndarray) -> np.ndarray:
    """What a function makes of a grid, shape ``(rows, columns)``."""
    values = np.asarray(f(grid))
    if values.shape != grid.shape[:2]:
        raise ValueError(f"The function must return shape {grid.shape[:2]}, not {values.shape}.")
    return values
