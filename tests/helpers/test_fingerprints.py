"""What a failed check saw is the same for everybody who made the same mistake, and for nobody else."""

import math

import jax.numpy as jnp
import numpy as np
import pytest
import torch

from helpers import checks, contracts
from helpers.fingerprints import seen

CLAIM = "9.9 f computes."


def _seen(test, **names):
    """Run a test; return what the check that failed has seen."""
    source = f'"""{CLAIM}"""\n{test}'
    try:
        exec(compile(source, "<test>", "exec"), {"checks": checks, "contracts": contracts, "np": np, **names})
    except Exception as error:
        return seen(error, CLAIM, source, "<test>".__eq__)
    pytest.fail("the test has passed")


def _prints(test, **names):
    return _seen(test, **names).fingerprints()


def _same(test, one, other):
    """Tell whether who returns ``other`` opens what who returns ``one`` has locked."""
    return _prints(test, y=one)[0] in _prints(test, y=other)


VALUES = np.array([[0.73, -12.5], [3e-7, 250.0]])
CLOSE = "checks.close(y, np.zeros((2, 2)), what='f(x)')"


@pytest.mark.parametrize(
    "other",
    [
        VALUES.astype(np.float32),
        VALUES * (1 + 1e-7),
        VALUES * (1 - 3e-6),
        VALUES + 1e-7 * np.array([[1, -1], [-1, 1]]),
        VALUES.tolist(),
        np.asfortranarray(VALUES),
        torch.tensor(VALUES, requires_grad=True),
        jnp.array(VALUES),
    ],
    ids=["float32", "above", "below", "noise", "list", "transposed", "torch", "jax"],
)
def test_the_same_values_leave_the_same_fingerprint(other):
    assert _same(CLOSE, VALUES, other)


@pytest.mark.parametrize(
    "other",
    [
        VALUES * 1.01,
        VALUES * 2,
        VALUES / 4,
        -VALUES,
        VALUES.T,
        VALUES[::-1],
        VALUES + np.array([[0, 0], [0, 1]]),
        VALUES.reshape(1, 2, 2),
        np.where(VALUES > 100, np.inf, VALUES),
        np.where(VALUES > 100, np.nan, VALUES),
    ],
    ids=["percent", "twice", "quarter", "sign", "transposed", "reversed", "shifted", "shape", "inf", "nan"],
)
def test_other_values_leave_another_one(other):
    assert not _same(CLOSE, VALUES, other)


@pytest.mark.parametrize("seed", range(20))
def test_no_number_lies_so_on_a_border_that_rounding_moves_it(seed):
    values = np.random.default_rng(seed).normal(size=5) * 10.0 ** np.arange(-2, 3)
    values = np.concatenate([values, np.arange(20) / 8, [0.05, 0.1, 1 / 3, 2.0**-seed]])
    noise = np.random.default_rng(seed + 100).uniform(-1, 1, values.size) * 2e-7
    for scale in (1.0, 2.0**seed, math.pi**-seed):
        test = "checks.close(y, np.full(29, -7.0))"
        assert _same(test, values * scale, values * scale * (1 + noise)), scale


def test_extremes_do_no_harm():
    extremes = [np.array([1.7e308, 5e-324]), np.zeros(3), np.full(2, np.nan), np.array([]), np.array([2**63])]
    assert len({_prints("checks.close(y, np.ones((7, 7)))", y=one)[0] for one in extremes}) == len(extremes)


def test_of_a_large_array_a_part_counts():
    large = np.random.default_rng(0).normal(size=(300, 200))
    assert _same("checks.close(y, 1.0)", large, large.astype(np.float32))
    assert not _same("checks.close(y, 1.0)", large, large.T)


FAILURES = {
    "close": "checks.close(f(2.5), 1.0)",
    "equal": "checks.equal(f(2.5), 1)",
    "shape": "checks.shape(f(2.5), (1,))",
    "dtype": "checks.dtype(f(2.5), 'integer')",
    "finite": "checks.finite([np.nan, f(2.5)])",
    "differ": "checks.differ(f(2.5), f(2.5), 'the same')",
    "consistent": "contracts.consistent(lambda x: f(x.sum()) + (x.dtype.itemsize < 8), np.ones(3))",
}


@pytest.mark.parametrize("check", FAILURES)
def test_every_check_that_gets_values_shows_them(check):
    """The values are read by the names that they have in ``checks`` and ``contracts``."""
    one, other = (_seen(FAILURES[check], f=lambda x, k=k: k * x) for k in (3.0, 5.0))
    assert one.of_values
    assert one.words == other.words
    assert one.fingerprints()[0] not in other.fingerprints()


def test_checks_that_get_no_values_have_the_numbers_of_their_message():
    that = "checks.that(False, f'the loss is {y:.6g}')"
    assert not _seen(that, y=0.5).of_values
    assert _same(that, 0.123456, 0.123457)
    assert not _same(that, 0.123456, 0.124)
    crash = "np.ones((2, y)) @ np.ones((4, 4))"
    assert _same(crash, 3, 3)
    assert not _same(crash, 3, 5)


def test_the_statement_and_the_claim_count_and_their_layout_does_not():
    one, other = "checks.close(y, 1.0)", "checks.close(y,\n    1.0)"
    assert _prints(one, y=3.5) == _prints(f"y = 3.5\n\n{one}") == _prints(one + "  # once", y=3.5)
    assert _prints(one, y=3.5) != _prints("checks.close(y, 2.0)", y=3.5)
    assert _prints(other, y=3.5) == _prints("checks.close(y, 1.0)".replace(", ", ",  "), y=3.5)


def test_a_stub_and_what_failed_elsewhere_leave_nothing():
    def stub(_):
        raise NotImplementedError("9.9 f is not written yet.")

    assert _seen("checks.close(f(1), 2)", f=stub) is None
    assert seen(ValueError("outside"), CLAIM, "", "<test>".__eq__) is None
