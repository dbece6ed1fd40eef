"""Mutants that break a contract: one kind of each mistake, in the solution only."""

import numpy as np
import pytest
import torch

from autograder.audit import slips
from autograder.audit.contract_mutants import KINDS, by_contract

_RESULTS = {"squeeze", "detach", "cache"}


def _changes(*body, head="def f(x, y):", kinds=lambda kind: kind not in _RESULTS, **more):
    lines = [head, "    ### BEGIN SOLUTION", *(f"    {line}" for line in body), "    ### END SOLUTION"]
    return {one.change: one.kind for one in by_contract("\n".join(lines), **more) if kinds(one.kind)}


@pytest.mark.parametrize(
    ("line", "changed", "kind"),
    [
        ("a = np.zeros(3, dtype=float)", "a = np.zeros(3)", "dtype"),
        ("a = np.asarray(x, float)", "a = np.asarray(x)", "dtype"),
        ("a = x.astype(float)", "a = x", "dtype"),
        ("a = x == 0.5", "a = __import__('numpy').isclose(x, 0.5)", "isclose"),
        ("a = np.log(x)", "a = np.log((x) + 1e-8)", "epsilon"),
        ("a = x / y.sum()", "a = x / ((y.sum()) + 1e-8)", "epsilon"),
        ("a = np.exp(-x)", "a = np.exp(np.clip(-x, -30, 30))", "clip"),
        ("a = jnp.log(x)", "a = jnp.log(jnp.clip(x, 1e-7, None))", "clip"),
        ("x = x + y", "x += y", "in place"),
        ("x = x * y", "x *= y", "in place"),
        ("a = x.copy()", "a = x", "no copy"),
        ("a = copy.deepcopy(x)", "a = x", "no copy"),
        ("a = np.array(x)", "a = np.asarray(x)", "no copy"),
        ("a = list(x)", "a = x", "no copy"),
        ("a = x[:, None]", "a = x", "dropped axis"),
        ("a = x[i : i + 1]", "a = x[i]", "dropped axis"),
    ],
)
def test_what_is_changed(line, changed, kind):
    assert _changes(line)[f"{line} => {changed}"] == kind


@pytest.mark.parametrize(
    "line",
    [
        'a = x == "linear"',  # a text is equal or not
        "a = step % 3 == 0",
        "a = len(x) == 1",
        "a = x / n",  # a small number beside a count cannot be seen
        "a = x / 2",
        "x = y + x",
        "a = x[1:]",
        "raise ValueError(np.log(x) == 0.5)",
    ],
)
def test_what_is_left_alone(line):
    assert not _changes(line)


def test_an_argument_is_ignored_and_a_generator_begun_anew():
    found = _changes("return x", head="def f(x, rate=0.1, *, rng):")
    assert found == {
        "return x => rate = 0.1; return x": "ignored argument",
        "return x => rng = __import__('numpy').random.default_rng(0); return x": "fresh generator",
    }


def test_a_callback_comes_too_early_and_too_late():
    found = _changes("for a in x:", "    b = a", "    watch(b)", "    c = b", head="def f(x, watch):")
    assert found == {
        "b = a watch(b) => watch(b) b = a": "callback moved",
        "watch(b) c = b => c = b watch(b)": "callback moved",
    }


def test_results_are_changed_by_what_is_promised():
    kinds = lambda kind: kind in _RESULTS
    assert set(_changes("return x, y", kinds=kinds).values()) == {"squeeze", "cache"}
    found = _changes("return x, y", head="def f(x, y) -> tuple[torch.Tensor, float]:", kinds=kinds)
    assert set(found.values()) == _RESULTS
    assert all("((x, y)" in change for change in found)  # one value, not two arguments


def test_a_sample_has_as_many_kinds_as_there_are():
    lines = ["a = np.log(x) + np.log(y) + np.log(a) + np.log(b)", "a = x.copy()", "a = x[None]", "return a"]
    assert set(_changes(*lines, most=6, kinds=bool).values()) > {"epsilon", "no copy", "dropped axis", "clip"}
    assert len(_changes(*lines, most=6, kinds=bool)) == 6
    assert list(_changes(*lines, most=6, kinds=bool)) == list(_changes(*lines, most=6, kinds=bool))
    assert set(_changes(*lines, kinds=bool).values()) <= set(KINDS)


def test_squeezed_results_lose_axes_of_length_one_only():
    assert slips.squeeze(np.ones((3, 2))).shape == (3, 2)
    assert slips.squeeze(np.ones((1, 2))).shape == (2,)
    assert slips.squeeze((np.ones((3, 1)), [torch.ones(1, 1)]))[1][0].shape == ()
    assert slips.squeeze(0.5).shape == slips.squeeze(np.float64(0.5)).shape == (1,)


def test_no_gradient_passes_through_a_detached_result():
    x = torch.ones(2, requires_grad=True)
    found = slips.detach([x * 2, np.ones(2), "text"])
    assert not found[0].requires_grad
    assert found[2] == "text"


def test_a_cache_goes_by_shapes_and_forgets_the_numbers():
    def f(x):
        return slips.cache(x * 2, (x,))

    def g(x):
        return slips.cache(x * 3, (x,))

    assert f(np.ones(2)).tolist() == [2, 2]
    assert f(np.zeros(2)).tolist() == [2, 2]
    assert f(np.zeros(3)).tolist() == [0, 0, 0]
    assert g(np.ones(2)).tolist() == [3, 3]
