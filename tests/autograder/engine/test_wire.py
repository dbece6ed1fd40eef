"""Data crosses unchanged; whatever else arrives is refused, quickly and without harm."""

import functools
import socket
import threading
import time
from collections import OrderedDict, namedtuple
from contextlib import suppress

import msgpack
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.engine import wire

Point = namedtuple("Point", "x y")
QUIETLY = settings(
    deadline=None, database=None, derandomize=True, max_examples=300, suppress_health_check=list(HealthCheck)
)

plain = st.none() | st.booleans() | st.integers(-(2**4000), 2**4000) | st.floats(allow_nan=False)
plain |= st.complex_numbers(allow_nan=False) | st.text() | st.binary()
keys = st.text() | st.integers() | st.tuples(st.integers(), st.text())
values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(keys, inner)
        | st.builds(Point, inner, inner)
        | st.frozensets(st.integers())
        | st.sets(st.text())
    ),
    max_leaves=20,
)


def there_and_back(value):
    frame = wire.pack(wire.encode(value, keep=lambda kept: 1))
    return wire.decode(wire.unpack(frame[4:]), make=lambda number, name: (number, name))


@QUIETLY
@given(values)
def test_plain_data_crosses_unchanged(value):
    back = there_and_back(value)
    assert back == value
    assert type(back).__name__ == type(value).__name__


@pytest.mark.parametrize("dtype", ["?", "i1", "u2", "i4", "u8", "f2", "f4", "f8", "c8", "c16", ">f8", ">i2"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 4)])
def test_arrays_cross_unchanged(dtype, shape):
    array = np.ones(shape, dtype)
    for one in (
        array,
        np.asfortranarray(array),
        np.broadcast_to(array, (2, *shape)),
        array[..., None][..., 0],
    ):
        back = there_and_back(one)
        np.testing.assert_array_equal(back, one)
        assert back.shape == one.shape and back.dtype == one.dtype.newbyteorder("=")
        assert back.flags.writeable


def test_other_numbers_cross():
    assert there_and_back(np.float32(1.5)) == np.float32(1.5)
    assert type(there_and_back(np.float32(1.5))) is np.float32
    assert there_and_back(np.longdouble(1.5)) == 1.5
    assert there_and_back(np.array(["a", "bc"])).tolist() == ["a", "bc"]
    assert there_and_back(range(2, 9, 3)) == range(2, 9, 3)
    assert there_and_back(OrderedDict(a=1)) == {"a": 1}
    assert np.isnan(there_and_back(float("nan")))


def test_tensors_arrive_as_arrays():
    import jax
    import jax.numpy as jnp
    import torch

    for tensor in (
        torch.ones(2, 3, requires_grad=True),
        torch.ones(2, 3, dtype=torch.bfloat16),
        torch.ones(2, 3).to_sparse(),
        torch.ones(3, 2).T,
        jnp.ones((2, 3)),
        jnp.ones((2, 3), jnp.bfloat16),
    ):
        np.testing.assert_array_equal(there_and_back(tensor), np.ones((2, 3)))
    np.testing.assert_array_equal(there_and_back(torch.tensor([1j]).conj()), [-1j])
    assert there_and_back([jax.random.key(0)])[0][0] == 1  # an object


def test_what_is_no_data_stays():
    class Broken(dict):
        def items(self):
            raise RuntimeError

    endless = []
    endless.append(endless)
    for value in (print, object(), np.array([object()]), np.zeros(1, "i4,f4"), Broken(), 1 << 10**5):
        assert there_and_back(value)[0] == 1
    assert isinstance(there_and_back(endless), list)


trees = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(st.integers(-1, 14) | inner, max_size=6),
)


@QUIETLY
@given(trees)
def test_hostile_data_is_refused_or_plain(tree):
    with suppress(wire.ProtocolError):
        wire.decode(tree, make=lambda number, name: None)


@QUIETLY
@given(st.binary(max_size=200))
def test_hostile_bytes_are_refused_or_plain(data):
    with suppress(wire.ProtocolError):
        wire.decode(wire.unpack(data), make=lambda number, name: None)


ARRAY, SCALAR, INTEGER, OBJECT, RECORD = 6, 7, 9, 10, 5


@pytest.mark.parametrize(
    "form",
    [
        [ARRAY, "<f8", [2**62, 2**62], b""],
        [ARRAY, "<f8", [-1], b"x" * 8],
        [ARRAY, "<f8", [3], b"x" * 8],
        [ARRAY, "|O", [1], b"x" * 8],
        [ARRAY, "<f8", [1] * 65, b"x" * 8],
        [ARRAY, "U", [10**9], ["x"]],
        [SCALAR, "<f8", b""],
        [INTEGER, "0x" + "f" * 10**6],
        [OBJECT, "one", "type"],
        [RECORD, "__class__", ["x", "import"], 1, 2],
        [RECORD, "Point", ["__init__"], 1],
        [2, [0], 1],
        [0, *[[OBJECT, n, "x"] for n in range(20_000)]],
        functools.reduce(lambda inner, _: [0, inner], range(400), 1),
        msgpack.Timestamp(1),
    ],
    ids=str,
)
def test_impossible_values_are_refused(form):
    with pytest.raises(wire.ProtocolError):
        wire.decode(form, make=lambda number, name: None)


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield wire.Channel(ours), theirs


def soon():
    return time.monotonic() + 0.5


def test_half_a_frame_is_waited_for_until_the_deadline(ends):
    channel, theirs = ends
    theirs.sendall((100).to_bytes(4, "big") + b"x")
    start = time.monotonic()
    with pytest.raises(wire.OutOfTime):
        channel.receive(soon())
    assert time.monotonic() - start < 2


def test_drops_do_not_put_the_deadline_off(ends):
    channel, theirs = ends
    over = threading.Event()

    def drip():
        theirs.sendall((10**6).to_bytes(4, "big"))
        while not over.wait(0.05):
            theirs.send(b"x")

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        with pytest.raises(wire.OutOfTime):
            channel.receive(soon())
    finally:
        over.set()
        thread.join()


def test_too_long_a_frame_is_refused_at_once(ends):
    channel, theirs = ends
    theirs.sendall((2**32 - 1).to_bytes(4, "big"))
    with pytest.raises(wire.ProtocolError):
        channel.receive(soon())


def test_the_end_of_the_other_side_is_told(ends):
    channel, theirs = ends
    theirs.close()
    with pytest.raises(wire.Closed):
        channel.receive(soon())


def test_two_that_talk_at_once_do_not_wait_for_each_other(ends):
    channel, theirs = ends
    big = wire.pack("x" * 10**7)

    def other():
        theirs.sendall(big)
        got = 0
        while got < len(big):
            got += len(theirs.recv(2**20))

    thread = threading.Thread(target=other)
    thread.start()
    channel.send("x" * 10**7, time.monotonic() + 20)
    assert channel.receive(time.monotonic() + 20) == "x" * 10**7
    thread.join()
