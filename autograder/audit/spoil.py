"""Results of the right form that are worth nothing, for mutants: what is accepted where nothing is compared.

A model stays a model, with all its parameters; but its output does not depend on its input any more, and its
parameters may be such that a careless test excuses that: nan compares with nothing, and one huge number makes
a relative tolerance as large.
"""

import copy
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

HUGE = 1e30


class _Kind(NamedTuple):
    number: Callable  # what becomes of a number, an array or an expression
    parameters: slice  # of a model: to which of its parameters the same happens
    keeps: bool = True  # whether containers keep their entries


def _huge(one: Any) -> Any:
    """Every other entry is huge, the others are 0: if all were equal, a softmax would not show it."""
    shape = np.shape(one)
    pattern = HUGE * (1 - np.arange(math.prod(shape)) % 2).reshape(shape)
    return one * 0 + (one.new_tensor(pattern) if hasattr(one, "new_tensor") else pattern)


def _empty(one: Any) -> Any:
    return (one if hasattr(one, "reshape") else np.array(one)).reshape(-1)[:0]


KINDS = {
    "zero": _Kind(lambda one: one * 0, slice(0)),
    "nan": _Kind(lambda one: one * math.nan, slice(None)),
    "huge": _Kind(_huge, slice(-1, None)),
    "empty": _Kind(_empty, slice(0), keeps=False),
}


def spoil(value: Any, kind: str) -> Any:
    """Return a value of the same form that is worth nothing.

    Args:
        value: numbers, arrays, SymPy expressions, models of torch or Equinox, functions, containers of these.
        kind: one of ``KINDS``. A model of torch is changed in place.
    """
    how = KINDS[kind]
    if isinstance(value, Mapping | list | tuple | Iterator):
        return _container(value, kind)
    if hasattr(value, "parameters"):
        return _of_torch(value, how)
    if callable(value) and not hasattr(value, "free_symbols"):  # a SymPy expression can be called, too
        return _of_jax(value, kind)
    return how.number(value)


def _container(value: Any, kind: str) -> Any:
    keeps = KINDS[kind].keeps
    if isinstance(value, Mapping):
        return {name: spoil(one, kind) for name, one in value.items() if keeps}
    if isinstance(value, list):
        return [spoil(one, kind) for one in value if keeps]
    parts = (spoil(one, kind) for one in value)
    if isinstance(value, tuple):  # so many parts, even if each is empty: callers unpack them
        return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
    return parts


def _of_torch(model: Any, how: _Kind) -> Any:
    """Spoil an ``nn.Module``."""
    import torch

    before = copy.deepcopy(model)
    with torch.no_grad():
        for parameter in list(model.parameters())[how.parameters]:
            parameter.copy_(how.number(parameter))
    answer = (lambda one: one) if how.keeps else how.number
    model.forward = lambda x, *_, **__: answer(before(torch.zeros_like(x)))
    return model


def _of_jax(model: Callable, kind: str) -> Callable:
    """Spoil a tree of arrays that can be called; of a plain function, spoil what it returns."""
    import jax
    import jax.numpy as jnp

    how = KINDS[kind]
    leaves, form = jax.tree.flatten(model)
    places = [i for i, leaf in enumerate(leaves) if hasattr(leaf, "dtype")]
    if not places:
        return lambda *arguments, **options: spoil(model(*arguments, **options), kind)
    for i in places[how.parameters]:
        leaves[i] = how.number(leaves[i])
    answer = (lambda one: one) if how.keeps else how.number
    ignoring = lambda tree, x, *_, **__: answer(model(jnp.zeros_like(x)))
    return jax.tree_util.Partial(ignoring, jax.tree.unflatten(form, leaves))
