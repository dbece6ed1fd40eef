"""What is kept of answers, to be compared, is small, and made in a time that is linear in their size."""

import tracemalloc

import numpy as np
import pytest

from autograder.engine import traces, wire


def _of(*values):
    frames = [wire.pack({"value": wire.encode(value, lambda value: 5)}) for value in values]
    return traces.of({"t": [(b"", frame) for frame in frames]})


def _nested(depth, width):
    return {chr(1) * 3000: _nested(depth - 1, width)} if depth else [0.5, "a"] * width


HOSTILE = {
    "a long key over many leaves": {chr(1) * 300_000: [0.5, "a"] * 600},
    "long keys in one another": _nested(50, 600),
    "long tuples as keys": {tuple(range(100_000)): ["a"] * 600},
    "many long keys": {f"{n}" * 10_000: "a" for n in range(100)},
    "a large array": np.ones((2000, 1000)),
    "many arrays": [np.ones(1000)] * 3000,
    "long texts": ["x" * 100_000] * 30,
    "long bytes": b"\0" * 10**6,
    "texts in an array": np.array(["x" * 1000] * 1000),
    "wide integers": [2**4000] * 1000,
    "a long range": range(2**60),
    "a set": set(range(10**5)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_trace_is_small_and_made_with_little_memory(name):
    value = HOSTILE[name]
    frame = wire.pack({"value": wire.encode(value, lambda value: 5)})
    tracemalloc.start()
    found = traces.packed(traces.of({"t": [(b"", frame)] * 3}))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(wire.pack(found)) < 3 * traces._MOST_LEAVES * (16 * traces._SAMPLE + 500)
    assert peak < 80 * 2**20


def test_many_answers_are_bounded_together():
    found = _of(*[[0.5, "a"] * 400] * 100)
    assert sum(map(len, found["t"])) <= traces._MOST_OF_ALL + traces._MOST_LEAVES


def test_packing_keeps_what_is_compared():
    found = _of(np.arange(6.0).reshape(2, 3), {"a": [1, "x", None], (1, 2): True}, {3, 1, 2}, "text")
    again = traces.unpacked(wire.unpack(wire.pack(traces.packed(found))[4:]))
    for one, other in zip(found["t"], again["t"], strict=True):
        assert [leaf[:3] for leaf in one] == [leaf[:3] for leaf in other]
        assert [leaf.text for leaf in one] == [leaf.text for leaf in other]


@pytest.mark.parametrize(
    "frame",
    [b"", b"\xc1", wire.pack({"value": [99]})[4:], wire.pack(5)[4:], wire.pack({"value": [6, "x"]})[4:]],
)
def test_what_cannot_be_read_is_malformed(frame):
    assert traces.of({"t": [(b"", b"1234" + frame)]})["t"][0][0].kind == "malformed"
