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


@pytest.mark.parametrize("expected", [np.nan, np.inf, [1.0, np.nan], torch.tensor([1.0, -torch.inf])])
def test_close_compares_with_finite_numbers_only(expected):
    text = message(checks.close, np.ones(np.shape(expected)), expected, what="the logits")
    assert "what is expected of the logits" in text.lower()
    assert "is one of them, such as a parameter or a loss, nan or infinite?" in text


def test_one_huge_number_excuses_the_others_only_without_a_scale():
    expected = [1.0, 1e30]
    checks.close([5.0, 1e30], expected)
    assert message(checks.close, [5.0, 1e30], expected, scale=1.0).startswith("Entry [0] of the result is 5")
    checks.close([1.0 + 1e-6, 1e30], expected, scale=1.0)


@pytest.mark.parametrize("check", [checks.close, checks.equal])
def test_there_must_be_something_to_compare(check):
    assert "there " in message(check, [], [])
    assert "(0, 3)" in message(check, np.ones((0, 3)), np.ones((0, 3)))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1 + 2j, "complex numbers"),
        ("1", "text"),
        (10**400, "more than 64 bits"),
        ([2**64, 1], "more than 64 bits"),
        (np.array([1.0, None]), "not an array of numbers"),
        (np.longdouble("1e400"), "expected a finite number"),
    ],
)
def test_close_wants_real_numbers_that_a_float_holds(value, said):
    plain = np.ones(np.shape(value))
    assert said in message(checks.close, value, plain)
    if "finite" not in said:
        assert said in message(checks.close, plain, value)


def test_close_of_opposite_extremes_is_no_warning_but_a_message():
    assert "2 of 2 values differ" in message(checks.close, [1e308, -1e308], [-1e308, 1e308])


def test_equal_accepts_infinity_and_refuses_nan():
    checks.equal([1.0, np.inf], [1.0, np.inf])
    assert "[1]" in message(checks.equal, [1.0, np.inf], [1.0, -np.inf])
    assert "is nan, expected 1.0" in message(checks.equal, np.nan, 1.0)
    assert "nothing can be compared" in message(checks.equal, [1.0, np.nan], [1.0, np.nan])


def test_finite_wants_values():
    checks.finite([1.0, 2.0])
    assert message(checks.finite, [], what="losses") == "The shape of losses is (0,): there are no values."
    assert "text" in message(checks.finite, "1")


@pytest.mark.parametrize(
    "claim", [True, np.bool_(True), np.array(True), torch.tensor(1) > 0, jnp.ones(()) > 0]
)
def test_that_accepts_every_form_of_true(claim):
    checks.that(claim, "no")
    assert message(checks.that, ~np.asarray(claim), "no") == "no"


@pytest.mark.parametrize("claim", [np.nan, 1, "yes", [True, True], np.array([True]), None, []])
def test_that_takes_nothing_for_true_that_is_not(claim):
    assert message(checks.that, claim, "no")


def test_differ():
    checks.differ([1.0, 2.0], torch.tensor([2.0, 1.0]), "Both are the same.")
    assert message(checks.differ, [1.0], [1.0 + 1e-9], "Both are the same.") == "Both are the same."
    assert "is nan, expected a finite number" in message(checks.differ, [1.0], [np.nan], "same", what="W")
    assert "is inf" in message(checks.differ, [np.inf], [1.0], "same")
    assert "there are no values" in message(checks.differ, [], [], "same")
    text = message(checks.differ, [1.0], [1.0, 2.0], "same", what="a pass")
    assert text == "The shape of a pass is (1,) one time and (2,) another time."


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


@pytest.mark.parametrize("setting", ["warn", "ignore", "raise"])
def test_quiet_does_not_depend_on_settings_of_numpy(setting):
    with np.errstate(all=setting):
        checks.quiet(np.exp, np.array(-1000.0))
        assert "overflow" in message(checks.quiet, np.exp, np.array(1000.0))


def test_tracebacks_stay_out_of_the_checks():
    """IPython and pytest leave out frames that say so: a student reads the message, not our code."""
    import inspect

    names = (
        "that",
        "shape",
        "dtype",
        "finite",
        "close",
        "equal",
        "differ",
        "raises",
        "pure",
        "quiet",
        "_fail",
    )
    for name in (*names, "_as_array", "_as_numbers", "_comparable"):
        assert "__tracebackhide__ = True" in inspect.getsource(getattr(checks, name)), name
