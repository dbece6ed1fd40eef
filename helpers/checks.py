"""Checks that teach: shape first, then the kind of number, then the values.

Every check raises ``AssertionError`` with what was expected, what came, and where to look. A check
judges plain data: numbers, strings, containers, arrays (torch tensors and JAX arrays are read as
NumPy arrays). What a message is about, ``what``, may be singular or plural ("the loss", "the logits"):
the subject of a sentence is its shape, its dtype or an entry, so that the verb fits both.
"""

import copy
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from helpers import elsewhere

_KINDS = {"float": "f", "integer": "iu", "bool": "b"}
# A message that starts with one of these gets a capital letter; one that starts with code does not.
_WORDS = ("a ", "all ", "an ", "entry ", "every ", "expected ", "the ", "what ")


def remote(function: Callable, *arguments: Any) -> Any:
    """Compute something beside the student's objects, and bring back only data.

    In a notebook this is a plain call. A grader that keeps the student's objects in another process
    runs ``function`` there, on copies of ``arguments``. So ``function`` must be importable or
    self-contained, and must return plain data. If a student's function should change an object (a list
    that a callback fills, a random number generator that advances), create the object in ``function``.

    Args:
        function: called with ``arguments``.
        arguments: the student's objects and plain data.

    Returns:
        What ``function`` returns.
    """
    return elsewhere.compute(function, *arguments)


def that(claim: bool, message: str) -> None:
    """Check a claim for which no other check fits; ``message`` says what was expected and what came.

    Args:
        claim: True or False, and nothing that Python would only take for one of them: nan counts as true.
        message: for the student, if the claim is False.
    """
    __tracebackhide__ = True
    array = _as_array(claim, "what the test compares")
    if array.shape != () or array.dtype.kind != "b":
        found = f"{claim!r}" if array.shape == () else f"an array of shape {array.shape}"
        _fail(f"expected True or False from a comparison, but {found} came.", message)
    if not array:
        raise AssertionError(message)


def shape(actual: Any, expected: Sequence[int], *, what: str = "the result", hint: str = "") -> None:
    """Check the shape of an array.

    Args:
        actual: array-like.
        expected: the shape, for example ``(5, 3)``; ``()`` is a single number.
        what: how to call the value in the message.
        hint: where to look, added to the message.
    """
    __tracebackhide__ = True
    array = _as_array(actual, what)
    if array.shape != tuple(expected):
        _fail(f"the shape of {what} is {array.shape}, expected {tuple(expected)}.", hint)


def dtype(actual: Any, kind: str, *, what: str = "the result", hint: str = "") -> None:
    """Check the kind of number, not its width: ``kind`` is ``"float"``, ``"integer"`` or ``"bool"``."""
    __tracebackhide__ = True
    array = _as_array(actual, what)
    if array.dtype.kind not in _KINDS[kind]:
        _fail(f"the dtype of {what} is {array.dtype}, expected {kind}.", hint)


def finite(actual: Any, *, what: str = "the result", hint: str = "") -> None:
    """Check that there are values, and that none is infinite or nan."""
    __tracebackhide__ = True
    array = _as_numbers(actual, what)
    if array.size == 0:
        _fail(f"the shape of {what} is {array.shape}: there are no values.", hint)
    bad = np.flatnonzero(~np.isfinite(array))
    if bad.size:
        entry = _entry(what, bad[0], array.shape)
        count = f" ({bad.size} of {array.size} values are not finite)" if array.size > 1 else ""
        _fail(f"{entry} is {array.ravel()[bad[0]]}, expected a finite number{count}.", hint)


def close(
    actual: Any,
    expected: Any,
    *,
    tolerance: float = 1e-5,
    scale: float | None = None,
    what: str = "the result",
    hint: str = "",
) -> None:
    """Check values up to a tolerance that is relative to the largest expected value.

    A value passes if ``|actual - expected| <= tolerance * scale``. The default accepts float32. All values,
    the expected ones too, must be finite real numbers: a comparison with nan would be no comparison.

    Args:
        actual: array-like, the student's.
        expected: array-like of the same shape, not empty.
        tolerance: relative to ``scale``.
        scale: the size of a right answer; by default the largest ``|expected|``, or 1 if all of these are 0.
            Give it where ``expected`` is the student's, too: one huge number would excuse all others.
        what: how to call the value in the message.
        hint: where to look, added to the message.
    """
    __tracebackhide__ = True
    wanted = _as_numbers(expected, f"what is expected of {what}")
    array = _as_numbers(actual, what)
    if array.shape != wanted.shape:
        also = " It looks transposed." if array.ndim == 2 and array.T.shape == wanted.shape else ""
        _fail(f"the shape of {what} is {array.shape}, expected {wanted.shape}.{also}", hint)
    with np.errstate(over="ignore"):  # a long double may be too large
        array, wanted = array.astype(float), wanted.astype(float)
    finite(array, what=what, hint=hint)
    _comparable(wanted, ~np.isfinite(wanted), what, hint)
    with np.errstate(all="ignore"):  # the difference of two finite numbers can be infinite
        size = (np.abs(wanted).max() or 1.0) if scale is None else scale
        wrong = np.flatnonzero(np.abs(array - wanted) > tolerance * size)
        if wrong.size == 0:
            return
        also = _common_factor(array, wanted)
    worst = wrong[0]
    message = (
        f"{_entry(what, worst, array.shape)} is {_number(array, worst)}, expected {_number(wanted, worst)}"
    )
    if array.size > 1:
        message += f" ({wrong.size} of {array.size} values differ)"
    _fail(f"{message}.{also}", hint)


def equal(actual: Any, expected: Any, *, what: str = "the result", hint: str = "") -> None:
    """Check integers, strings, flags, infinities, or arrays and lists of them, exactly.

    ``expected`` must not be empty, and no number in it may be nan, which equals nothing. To check that a
    student's list is empty, check its ``len``.
    """
    __tracebackhide__ = True
    array, wanted = _as_array(actual, what), _as_array(expected, f"what is expected of {what}")
    if array.shape != wanted.shape:
        _fail(f"the shape of {what} is {array.shape}, expected {wanted.shape}.", hint)
    bad = np.isnan(wanted) if wanted.dtype.kind in "fc" else np.zeros(wanted.shape, bool)
    _comparable(wanted, bad, what, hint)
    wrong = np.flatnonzero(array != wanted)
    if wrong.size:
        entry = _entry(what, wrong[0], array.shape)
        came, want = array.ravel()[wrong[0]].item(), wanted.ravel()[wrong[0]].item()
        _fail(f"{entry} is {came!r}, expected {want!r}.", hint)


def differ(one: Any, other: Any, message: str, *, what: str = "the result") -> None:
    """Check that two of the student's arrays are not the same.

    They must have the same shape and hold finite numbers: nan differs from everything, itself included.

    Args:
        one: array-like, not empty.
        other: array-like, not empty.
        message: for the student, if both are the same up to rounding.
        what: how to call the values if they cannot be compared.
    """
    __tracebackhide__ = True
    first, second = _as_numbers(one, what), _as_numbers(other, what)
    if first.shape != second.shape:
        _fail(f"the shape of {what} is {first.shape} one time and {second.shape} another time.", "")
    finite(first, what=what)
    finite(second, what=what)
    if np.allclose(first, second):
        raise AssertionError(message)


def raises(error: type[Exception], function: Callable, *arguments: Any, hint: str = "") -> None:
    """Check that ``function(*arguments)`` refuses its arguments with ``error``."""
    __tracebackhide__ = True
    try:
        function(*arguments)
    except NotImplementedError:
        raise
    except error:
        return
    except Exception as other:
        _fail(f"expected {error.__name__}, but {type(other).__name__} was raised: {other}", hint)
    _fail(f"expected {error.__name__}, but nothing was raised.", hint)


def pure(function: Callable, *arguments: Any, hint: str = "") -> None:
    """Check that ``function(*arguments)`` leaves the arrays it is given as they were."""
    __tracebackhide__ = True
    before = copy.deepcopy(arguments)
    if not _same(before, remote(_arguments_afterwards, function, *arguments)):
        _fail("an array that was passed in has been changed in place; work on a copy.", hint)


def quiet(function: Callable, *arguments: Any, hint: str = "") -> None:
    """Check that ``function(*arguments)`` causes no warning, such as an overflow."""
    __tracebackhide__ = True
    caught = remote(_warnings, function, *arguments)
    if caught:
        _fail(f"a warning was raised: {caught[0]}.", hint)


def _arguments_afterwards(function: Callable, *arguments: Any) -> tuple:
    function(*arguments)
    return arguments


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, (list, tuple)):
        return isinstance(other, (list, tuple)) and len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict):
        same_keys = isinstance(other, dict) and one.keys() == other.keys()
        return same_keys and all(_same(one[key], other[key]) for key in one)
    if hasattr(one, "shape"):
        return np.array_equal(np.asarray(one), np.asarray(other))
    return True


def _warnings(function: Callable, *arguments: Any) -> list[str]:
    # NumPy's own settings, whatever the student has set: an underflow is no warning, an overflow is one.
    usual = np.errstate(divide="warn", over="warn", under="ignore", invalid="warn")
    with usual, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        function(*arguments)
    return [str(warning.message) for warning in caught]


def _as_array(value: Any, what: str) -> np.ndarray:
    """Read a student's value as an array of numbers, flags or strings, or say why that is impossible."""
    __tracebackhide__ = True
    if value is None:
        _fail(f"the value of {what} is None.", "Does the function end with `return`?")
    if hasattr(value, "detach"):  # a torch tensor, perhaps part of a graph
        value = value.detach()
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):
        array = np.asarray(None)
    if array.dtype.kind == "O" and array.size and all(isinstance(one, int) for one in array.flat):
        _fail(f"an integer in {what} has more than 64 bits, expected smaller numbers.", "")
    if array.dtype.kind not in "biufcUS":
        hint = _OF_SYMPY if any(_is_symbolic(one) for one in (value, *array.flat)) else ""
        _fail(f"the value of {what} is a {type(value).__name__}, not an array of numbers.", hint)
    return array


_OF_SYMPY = "It is an expression of SymPy. To compute, write np.log instead of log, np.exp instead of exp."


def _is_symbolic(value: Any) -> bool:
    return any(str(kind.__module__).startswith("sympy.") for kind in type(value).__mro__)


def _as_numbers(value: Any, what: str) -> np.ndarray:
    """Read a student's value as an array of real numbers: floats, integers or flags."""
    __tracebackhide__ = True
    array = _as_array(value, what)
    if array.dtype.kind not in "biuf":
        kind = "complex numbers" if array.dtype.kind == "c" else "text"
        _fail(f"the dtype of {what} is {array.dtype}: {kind}, expected real numbers.", "")
    return array


def _comparable(expected: np.ndarray, bad: np.ndarray, what: str, hint: str) -> None:
    """Refuse to compare with nothing, or with what is ``bad``; a student's own values may be the cause."""
    __tracebackhide__ = True
    where = f"what is expected of {what}"
    if expected.size == 0:
        _fail(f"the shape of {where} is {expected.shape}: there is nothing to compare.", hint)
    found = np.flatnonzero(bad)
    if found.size:
        _fail(
            f"{_entry(where, found[0], expected.shape)} is {expected.ravel()[found[0]]}, so nothing can be "
            "compared. The test computes it from values of yours: is one of them, such as a parameter or a "
            "loss, nan or infinite?",
            hint,
        )


def _entry(what: str, flat: int, dimensions: tuple[int, ...]) -> str:
    """Name one entry: ``f(x)[1, 0]`` if ``what`` is code, else ``entry [1, 0] of the logits``."""
    if not dimensions:
        return what
    index = f"[{', '.join(str(i) for i in np.unravel_index(flat, dimensions))}]"
    is_code = " " not in what or what.endswith((")", "]"))
    return f"{what}{index}" if is_code else f"entry {index} of {what}"


def _number(array: np.ndarray, flat: int) -> str:
    return f"{array.ravel()[flat]:.6g}"


def _common_factor(actual: np.ndarray, expected: np.ndarray) -> str:
    """Name a constant factor between the two arrays: the commonest slip in a gradient."""
    square = float((expected * expected).sum())
    factor = float((actual * expected).sum()) / square if square else 0.0
    if expected.size < 2 or abs(factor) < 1e-3 or not np.allclose(actual, factor * expected, rtol=1e-4):
        return ""
    if np.isclose(factor, -1.0):
        return " Every value has the wrong sign."
    return f" Every value is {factor:.4g} times the expected one."


def _fail(message: str, hint: str) -> None:
    __tracebackhide__ = True
    if message.startswith(_WORDS):
        message = message[0].upper() + message[1:]
    raise AssertionError(f"{message} {hint}".rstrip())
