"""What mutants by contract do to results: right on the first ordinary call, wrong at an edge."""

import sys
from typing import Any

import numpy as np

_kept: dict[tuple, Any] = {}


def squeeze(value: Any) -> Any:
    """Return arrays without axes of length 1, those of containers too; a single number gets an axis."""
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return type(value)(squeeze(one) for one in value)
    if isinstance(value, bool | int | float | str | None):
        return value if value is None or isinstance(value, str) else np.asarray([value])
    if not hasattr(value, "squeeze"):
        return None  # a model has no axes: every test notices
    return value.squeeze() if value.ndim else value.reshape(1)


def detach(value: Any) -> Any:
    """Return tensors and JAX arrays through which no gradient passes, those of containers too."""
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return type(value)(detach(one) for one in value)
    jax = sys.modules.get("jax")
    if jax is not None and isinstance(value, jax.Array):
        return jax.lax.stop_gradient(value)
    return value.detach() if hasattr(value, "detach") else value


def cache(value: Any, arguments: tuple) -> Any:
    """Return what came of the first call with arguments of these types and shapes."""
    key = (sys._getframe(1).f_code, *map(_form, arguments))
    return _kept.setdefault(key, value)


def _form(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(map(_form, value))
    return type(value).__name__, getattr(value, "shape", ())
