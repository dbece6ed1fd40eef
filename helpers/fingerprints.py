"""What a failed check saw, as a few bytes that are the same for everybody who made the same mistake.

It is made from the claim of the test, the statement that failed, the words of its message, and the
numbers that the check saw. Machines round differently, and so do two ways to write one formula. So
numbers are rounded coarsely, and a number near the border between two roundings is tried on both sides.
"""

import ast
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

import numpy as np

_FOLDER = str(Path(__file__).parent)
# Names of what the checks and contracts look at: ``tests/helpers/test_fingerprints.py`` has one of each.
_SEEN, _WANTED = ("actual", "one", "other", "answers"), "expected"
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\b(?:nan|inf)\b)")
_MOST = 256  # numbers of an array; of a larger one, so many that are spread over it
_STEP = 1e-3  # relative to a number, as long as it is not small against the largest one of its array
_SMALL = 1e-2  # of the largest one; below, the steps are _SMALL * _STEP of the largest one
_BORDER = 0.02  # of a step; so near to a border, both sides are tried
_SHIFT = 0.3819  # numbers that people write, such as 0.125, are far from every border


@dataclass(frozen=True)
class Seen:
    """What a failed check saw.

    Attributes:
        where: the claim of the test, and the statement that failed.
        words: the kind of the error, and its message without the numbers.
        numbers: arrays of float64; if the check saw no values, the numbers of its message, one by one.
        of_values: whether the check saw values.
        wanted: what was expected instead of these, as far as the check knows it.
    """

    where: tuple[str, str]
    words: str
    numbers: list[np.ndarray] = field(default_factory=list)
    of_values: bool = False
    wanted: list[np.ndarray] = field(default_factory=list)

    def fingerprints(self) -> list[bytes]:
        """Return the fingerprint, and those on the other side of near borders: one to three."""
        texts = [self._text(shift) for shift in (0.0, -_BORDER, _BORDER)]
        return [hashlib.sha256(text.encode()).digest() for text in dict.fromkeys(texts)]

    def _text(self, shift: float) -> str:
        return repr((self.where, self.words, [(one.shape, _rounded(one, shift)) for one in self.numbers]))


def seen(error: BaseException, claim: str, source: str, is_cell: Callable[[str], bool]) -> Seen | None:
    """Return what the check saw that ended a test cell; None if nobody can tell.

    Args:
        error: has a traceback.
        claim: of the test.
        source: the code of the cell.
        is_cell: tells whether a file name is the one of a cell.
    """
    frames = list(_frames(error.__traceback__))
    first = next((i for i, (frame, _) in enumerate(frames) if is_cell(frame.f_code.co_filename)), None)
    if first is None or isinstance(error, NotImplementedError):
        return None
    where = claim, _statement(source, frames[first][1])
    message = str(error)
    words = f"{type(error).__name__}: {' '.join(_NUMBER.sub('#', message).split())}"
    if isinstance(error, AssertionError):
        inside = (frame for frame, _ in frames[first:] if frame.f_code.co_filename.startswith(_FOLDER))
        check = next(inside, None)
        values = check.f_locals if check else {}
        numbers = [leaf for name in _SEEN if name in values for leaf in _leaves(values[name])]
        if numbers:
            return Seen(where, words, numbers, True, _leaves(values[_WANTED]) if _WANTED in values else [])
    return Seen(where, words, [np.array(float(one)) for one in _NUMBER.findall(message)])


def _frames(tb: TracebackType | None) -> list[tuple[FrameType, int]]:
    found = []
    while tb:
        found.append((tb.tb_frame, tb.tb_lineno))
        tb = tb.tb_next
    return found


def _statement(source: str, line: int) -> str:
    """Return the statement of a cell that holds a line, laid out in one way."""
    for one in ast.parse(source).body:
        if one.lineno <= line <= one.end_lineno:
            return " ".join((ast.get_source_segment(source, one) or "").split())
    return ""


def _leaves(value: Any) -> list[np.ndarray]:
    """Return the numbers in a value as arrays, container by container."""
    if isinstance(value, dict):
        return _leaves(list(value.values()))
    try:
        array = np.asarray(value.detach() if hasattr(value, "detach") else value)
    except (ValueError, TypeError, RuntimeError):
        array = np.asarray(None)
    if array.dtype.kind in "biuf":
        return [array.astype(float)]
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [leaf for one in value for leaf in _leaves(one)]
    return []


def _rounded(array: np.ndarray, shift: float) -> tuple[int, list[int | str]]:
    """Return the size of the largest number, and all numbers in steps that depend on it."""
    flat = array.ravel()
    flat = flat[np.linspace(0, flat.size - 1, _MOST).astype(int)] if flat.size > _MOST else flat
    finite = np.isfinite(flat)
    largest = np.abs(flat[finite]).max(initial=0.0)
    size = int(np.floor(np.log2(largest) + _SHIFT + shift)) if largest else 0
    parts = np.ldexp(np.where(finite, flat, 0.0), -size)  # of the largest one, about
    steps = np.floor(np.arcsinh(parts / _SMALL) / _STEP + _SHIFT + shift)
    return size, [int(step) if ok else str(one) for step, ok, one in zip(steps, finite, flat, strict=True)]
