"""Spoiled results keep their form, and models keep their parameters."""

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
import sympy as sp
import torch
from torch import nn

from autograder.audit.spoil import HUGE, KINDS, spoil


@pytest.mark.parametrize("array", [np.ones((2, 3)), torch.ones(2, 3), jnp.ones((2, 3)), np.ones((2, 3), int)])
def test_arrays(array):
    assert not np.asarray(spoil(array, "zero")).any()
    assert np.isnan(np.asarray(spoil(array, "nan"))).all()
    assert sorted(set(np.asarray(spoil(array, "huge")).ravel().tolist())) == pytest.approx([0, HUGE])
    assert np.asarray(spoil(array, "empty")).size == 0
    for kind in ("zero", "nan", "huge"):
        assert np.shape(spoil(array, kind)) == (2, 3)


def test_containers_keep_their_form():
    value = {"a": [1.0, (2, 3.0)]}
    assert spoil(value, "zero") == {"a": [0, (0, 0)]}
    assert spoil(value, "empty") == {}
    assert spoil([1, 2], "empty") == []
    assert len(spoil((1, 2), "empty")) == 2  # to be unpacked
    assert list(spoil(iter([1, 2]), "zero")) == [0, 0]
    x = sp.Symbol("x")
    assert spoil(x + 1, "zero") == 0
    assert spoil(x + 1, "nan") is sp.nan


def test_a_function_keeps_being_one():
    double = lambda x, *, times=2: times * x
    assert spoil(double, "zero")(3) == 0
    assert spoil(double, "zero")(3, times=5) == 0
    assert np.isnan(spoil(double, "nan")(3))


@pytest.mark.parametrize("kind", KINDS)
def test_a_model_of_torch_ignores_its_input(kind):
    network = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))
    before = network(torch.zeros(5, 3))
    spoiled = spoil(network, kind)
    parameters = list(spoiled.parameters())
    assert [tuple(one.shape) for one in parameters] == [(4, 3), (4,), (2, 4), (2,)]
    bad = [not (torch.isfinite(one) & (one.abs() < 1e6)).all() for one in parameters]
    assert bad == {"nan": [True] * 4, "huge": [False] * 3 + [True]}.get(kind, [False] * 4)
    answer = spoiled(torch.randn(5, 3))
    assert answer.numel() == 0 if kind == "empty" else torch.allclose(answer, before)


@pytest.mark.parametrize("kind", KINDS)
def test_a_model_of_equinox_ignores_its_input(kind):
    keys = jax.random.split(jax.random.key(0), 2)
    layers = [eqx.nn.Linear(3, 4, key=keys[0]), eqx.nn.Lambda(jax.nn.relu), eqx.nn.Linear(4, 2, key=keys[1])]
    network = eqx.nn.Sequential(layers)
    spoiled = spoil(network, kind)
    parameters = jax.tree.leaves(eqx.filter(spoiled, eqx.is_array))
    assert [one.shape for one in parameters] == [(4, 3), (4,), (2, 4), (2,)]
    bad = [not bool((jnp.isfinite(one) & (jnp.abs(one) < 1e6)).all()) for one in parameters]
    assert bad == {"nan": [True] * 4, "huge": [False] * 3 + [True]}.get(kind, [False] * 4)
    answer = eqx.filter_jit(lambda model, x: model(x))(spoiled, jnp.ones(3))
    assert answer.size == 0 if kind == "empty" else np.allclose(answer, network(jnp.zeros(3)))
