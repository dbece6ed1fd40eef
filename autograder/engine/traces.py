"""What a submission answered to each test, in a form that can be kept and compared.

Whatever was answered, the work is linear in its size, and a trace is small: large arrays are sampled, long
texts are cut, and long paths become digests.
"""

import hashlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from autograder.engine import wire

Record = dict[str, list[tuple[bytes, bytes]]]

_SAMPLE = 256  # values that are kept of a large array
_MOST_LEAVES = 1000  # of one answer
_MOST_OF_ALL = 20_000  # leaves of a submission
_LONGEST_TEXT = 4000  # characters
_LONGEST_PATH = 200  # characters


class Leaf(NamedTuple):
    """A number, an array or a text somewhere in an answer.

    Attributes:
        path: where it is; a digest if it is long.
        kind: NumPy's letter for the kind of numbers, ``text``, ``error``, or ``object`` if it is not data.
        shape: the shape of an array.
        values: the values of an array; a sample if it is large.
        text: the text; for an error, the name of its class.
    """

    path: str
    kind: str
    shape: tuple[int, ...] = ()
    values: np.ndarray | None = None
    text: str = ""


Answer = list[Leaf]
Trace = list[Answer]  # all answers to one test, in order


def of(record: Record) -> dict[str, Trace]:
    """Return the traces of a record; see ``judge.Result``."""
    left = _MOST_OF_ALL
    found: dict[str, Trace] = {}
    for test, entries in record.items():
        found[test] = trace = []
        for _, frame in entries:
            if left <= 0:
                return found
            trace.append(_answer(frame))
            left -= len(trace[-1]) + 1
    return found


def packed(traces: dict[str, Trace]) -> dict[str, list]:
    """Return traces as plain data."""
    pack = lambda leaf: [*leaf[:3], None if leaf.values is None else leaf.values.tobytes(), leaf.text]
    return {test: [[pack(leaf) for leaf in answer] for answer in trace] for test, trace in traces.items()}


def unpacked(plain: dict[str, list]) -> dict[str, Trace]:
    """Return the traces that ``packed`` made plain."""

    def unpack(path: str, kind: str, shape: list[int], values: bytes | None, text: str) -> Leaf:
        numbers = None if values is None else np.frombuffer(values, complex)
        return Leaf(path, kind, tuple(shape), numbers, text)

    return {test: [[unpack(*leaf) for leaf in answer] for answer in trace] for test, trace in plain.items()}


def _answer(frame: bytes) -> Answer:
    """Return the leaves of one answer."""
    try:
        answer = wire.unpack(frame[4:])
        if "error" in answer:
            return [Leaf("", "error", text=str(answer["error"][:1])[:_LONGEST_TEXT])]
        value = wire.decode(answer.get("value"), lambda number, name: None)
        return list(islice(_leaves(value, ""), _MOST_LEAVES))
    except (wire.ProtocolError, TypeError, ValueError, LookupError, RecursionError):
        return [Leaf("", "malformed")]


def _leaves(value: Any, path: str) -> Iterator[Leaf]:
    match value:
        case dict():
            keys = sorted(((repr(key), key) for key in value), key=lambda pair: pair[0])
            for text, key in keys:
                yield from _leaves(value[key], _join(path, text))
        case set() | frozenset():
            yield from _leaves(sorted(value, key=repr), path)
        case list() | tuple() if not _is_numeric(value):
            yield Leaf(path, "length", (len(value),))
            for number, one in enumerate(value):
                yield from _leaves(one, _join(path, str(number)))
        case None:
            yield Leaf(path, "object")
        case str() | bytes() | range():
            yield Leaf(path, "text", text=repr(value[:_LONGEST_TEXT])[:_LONGEST_TEXT])
        case _:
            array = np.asarray(value)
            step = -(-array.size // _SAMPLE) or 1
            sample = array.ravel()[::step]
            if array.dtype.kind in "biufc":
                kind = "i" if array.dtype.kind == "u" else array.dtype.kind
                yield Leaf(path, kind, array.shape, sample.astype(complex))
            else:
                yield Leaf(path, "text", array.shape, text=repr(sample.tolist())[:_LONGEST_TEXT])


def _join(path: str, key: str) -> str:
    path = f"{path}.{key}"
    if len(path) > _LONGEST_PATH:
        return hashlib.sha256(path.encode("utf-8", "replace")).hexdigest()[:32]
    return path


def _is_numeric(value: list | tuple) -> bool:
    return bool(value) and all(isinstance(one, int | float | complex | np.generic) for one in value)
