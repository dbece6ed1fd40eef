"""Checks accept every right value and say what is wrong with the others."""

import jax.numpy as jnp
import numpy as np
import pytest
import torch

from helpers import checks


def message(check, *arguments, **options) -> str:
    """The message of a check that must fail."""
    with pytest.raises(AssertionError) as failure:
        check(*arguments, **options)
    return str(failure.value)


@pytest.mark.parametrize(
    "value",
    [
        [[1.0, 2.0]],
        ((1, 2),),
        np.array([[1, 2]]),
        np.array([[1, 2]], dtype=np.float32),
        torch.tensor([[1.0, 2.0]], requires_grad=True),
        jnp.array([[1.0, 2.0]]),
        [np.array([1.0, 2.0 + 1e-6])],
    ],
    ids=["list", "tuple", "integers", "float32", "torch with a graph", "jax", "a little rounding"],
)
def test_close_accepts_every_form_of_a_right_value(value):
    checks.close(value, [[1.0, 2.0]])


def test_close_says_where_and_by_how_much():
    text = message(checks.close, [1.0, 2.5, 3.0], [1.0, 2.0, 3.0], what="f(x)", hint="Look at the middle.")
    assert text == "f(x)[1] is 2.5, expected 2 (1 of 3 values differ). Look at the middle."


def test_close_names_a_common_factor_and_a_wrong_sign():
    assert "Every value is 4 times the expected one." in message(checks.close, [4.0, 8.0], [1.0, 2.0])
    assert "Every value has the wrong sign." in message(checks.close, [-1.0, -2.0], [1.0, 2.0])
    assert "times" not in message(checks.close, [4.0, 9.0], [1.0, 2.0])


def test_close_compares_the_shape_first():
    text = message(checks.close, np.ones((3, 2)), np.ones((2, 3)), what="dW")
    assert text == "The shape of dW is (3, 2), expected (2, 3). It looks transposed."
    assert "is (3, 3)" in message(checks.close, np.ones((3, 1)) * np.ones(3), np.ones((3, 1)))


def test_close_measures_by_the_largest_expected_value():
    checks.close([1e-9, 1000.0], [0.0, 1000.0])
    assert message(checks.close, [2e-9], [1e-9])  # small numbers are not forgiven because they are small
    checks.close(1e-7, 0.0)


@pytest.mark.parametrize("value", [np.nan, np.inf, [1.0, np.nan]])
def test_close_says_that_a_value_is_not_finite(value):
    assert "expected a finite number" in message(checks.close, value, np.ones(np.shape(value)))


def test_none_points_at_the_missing_return():
    text = message(checks.close, None, 1.0)
    assert text == "The value of the result is None. Does the function end with `return`?"


@pytest.mark.parametrize("value", [[[1], [1, 2]], object(), {"a": 1}, print])
def test_what_is_no_array_is_named(value):
    assert "not an array of numbers" in message(checks.shape, value, (2,))


def test_shape_and_dtype():
    checks.shape(3.0, ())
    checks.dtype(np.ones(2, np.float32), "float")
    checks.dtype([1, 2], "integer")
    assert "expected float" in message(checks.dtype, [1, 2], "float")
    assert message(checks.shape, [1, 2], (2, 1)) == "The shape of the result is (2,), expected (2, 1)."


def test_equal_is_exact():
    checks.equal(["a", "b"], ["a", "b"])
    checks.equal(np.array([True, False]), [True, False])
    assert message(checks.equal, [1, 3], [1, 2], what="f(x)") == "f(x)[1] is 3, expected 2."


def test_the_verb_agrees_with_a_plural():
    about = {"what": "the logits"}
    assert message(checks.equal, [1, 3], [1, 2], **about) == "Entry [1] of the logits is 3, expected 2."
    assert message(checks.shape, [1, 2], (2, 1), **about).startswith("The shape of the logits is (2,)")
    assert message(checks.dtype, [1, 2], "float", **about).startswith("The dtype of the logits is int")
    assert message(checks.equal, None, [1, 2], **about).startswith("The value of the logits is None.")


def refuses(x):
    raise ValueError("no")


def test_raises():
    checks.raises(ValueError, refuses, 1)
    assert "TypeError was raised" not in message(checks.raises, ValueError, abs, 1)
    assert "expected valueerror" in message(checks.raises, ValueError, abs, "x").lower()
    with pytest.raises(NotImplementedError):  # an unwritten function does not count as a refusal
        checks.raises(Exception, raise_not_implemented)


def raise_not_implemented():
    raise NotImplementedError


def test_pure_notices_changes_at_any_depth():
    checks.pure(np.negative, np.ones(2))
    assert "changed in place" in message(checks.pure, lambda a: a.__imul__(2), np.ones(2))
    assert "changed in place" in message(
        checks.pure, lambda a: a[0][1].__isub__(1), [(np.ones(1), np.ones(1))]
    )
    assert "changed in place" in message(checks.pure, lambda a: a.pop(), [1, 2])


def test_quiet_reports_the_warning():
    checks.quiet(np.exp, np.array(-1000.0))
    assert "overflow" in message(checks.quiet, np.exp, np.array(1000.0))


def test_tracebacks_stay_out_of_the_checks():
    """IPython and pytest leave out frames that say so: a student reads the message, not our code."""
    import inspect

    for name in ("that", "shape", "dtype", "finite", "close", "equal", "raises", "pure", "quiet", "_fail"):
        assert "__tracebackhide__ = True" in inspect.getsource(getattr(checks, name)), name
