"""A key that is used twice is found, also where JAX itself does not see it."""

import jax
import pytest

from helpers import random_keys


def _key() -> jax.Array:
    return jax.random.key(0)


def _draws_and_folds() -> None:
    key = _key()
    jax.random.normal(key)
    jax.random.normal(jax.random.fold_in(key, 1))


def _splits_and_folds() -> None:
    key = _key()
    jax.random.split(key)
    jax.random.fold_in(key, 1)


def _folds_and_draws() -> None:
    key = _key()
    jax.random.fold_in(key, 1)
    jax.random.normal(key=key)


def _folds_the_same_number_twice() -> None:
    key = _key()
    for number in (3, 4, 3):
        jax.random.normal(jax.random.fold_in(key, number))


def _draws_twice() -> None:
    key = _key()
    jax.random.normal(key), jax.random.normal(key)


def _draws_twice_inside_of_jit() -> None:
    jax.jit(lambda key: jax.random.normal(key) + jax.random.normal(key))(_key())


def _folds_different_numbers() -> None:
    key = _key()
    for number in range(5):
        jax.random.normal(jax.random.fold_in(key, number))


def _splits() -> None:
    key = _key()
    for _ in range(3):
        key, part = jax.random.split(key)
        jax.random.permutation(part, 4)


def _maps() -> None:
    jax.vmap(jax.random.normal)(jax.random.split(_key(), 3))
    jax.jit(jax.vmap(jax.random.fold_in, in_axes=(None, 0)))(jax.random.key(1), jax.numpy.arange(3))


_WRONG = [_draws_and_folds, _splits_and_folds, _folds_and_draws, _folds_the_same_number_twice]
_SEEN_BY_JAX = [_draws_twice, _draws_twice_inside_of_jit]


@pytest.mark.parametrize("function", _WRONG + _SEEN_BY_JAX)
def test_a_key_that_is_used_twice_is_found(function):
    assert random_keys.reused(function)


@pytest.mark.parametrize("function", _WRONG)
def test_jax_alone_does_not_see_what_is_folded(function):
    with jax.debug_key_reuse(True):
        function()


@pytest.mark.parametrize("function", [_folds_different_numbers, _splits, _maps])
def test_keys_that_are_used_once_are_right(function):
    assert random_keys.reused(function) == ""


def test_jax_is_as_before():
    before = {name: getattr(jax.random, name) for name in dir(jax.random)}
    random_keys.reused(_draws_and_folds)
    assert before == {name: getattr(jax.random, name) for name in dir(jax.random)}
