"""Data and nothing but data between the grader and the process that runs a student's code.

A frame is a length (four bytes, big-endian) and a msgpack document of that length. A value is a msgpack
scalar, or an array that starts with one of the tags below. What comes from the student's process is read
with limits on size, depth and count, builds only plain types and NumPy arrays of numbers, and runs nothing.
Objects that are no data stay where they are; a number stands for them.
"""

import keyword
import math
import select
import socket
import sys
from collections import namedtuple
from collections.abc import Callable, Iterator
from functools import lru_cache
from time import monotonic
from typing import Any

import msgpack
import numpy as np

LARGEST = 64 * 2**20  # bytes of a frame
MOST_ITEMS = (
    2 * 2**20
)  # entries of all containers in a frame: an empty list takes a byte here, and 64 in Python
MOST_OBJECTS = 10_000  # objects without a data form in one value
DEEPEST = 60  # containers in one another
WIDEST_INTEGER = 4096  # bits
NOTE = "note"  # the stream of what the runner says of grading itself; a submission may write to it, too
_HEARTBEAT = 0.1  # seconds

_LIST, _TUPLE, _DICT, _SET, _FROZENSET, _RECORD = range(6)
_ARRAY, _SCALAR, _COMPLEX, _INTEGER, _OBJECT, _RANGE = range(6, 12)
_KINDS = "biufc"
_DTYPES = {
    dtype.str: dtype
    for name in ("?", "b", "h", "i", "q", "B", "H", "I", "Q", "e", "f", "d", "F", "D")
    for dtype in [np.dtype(name)]
}


class ProtocolError(Exception):
    """The other side sent what no honest process sends."""


class Closed(Exception):
    """The other side is gone."""


class OutOfTime(Exception):
    """There was no whole answer before the deadline."""


def encode(value: Any, keep: Callable[[Any], int]) -> Any:
    """Return a value's data form, ready for ``Channel.send``.

    Args:
        value: anything. Tensors of torch and arrays of JAX become NumPy arrays; subclasses of the built-in
            containers become these.
        keep: takes an object that has no data form and returns the number that will stand for it.
    """
    try:
        return _encode(value, keep, 0)
    except Exception:  # an object that breaks when it is looked at
        return _object(value, keep)


def decode(form: Any, make: Callable[[int, str], Any]) -> Any:
    """Return the value of a data form.

    Args:
        form: what ``Channel.receive`` returned, or a part of it.
        make: takes the number and the type's name of an object without a data form; returns its stand-in.

    Raises:
        ProtocolError: if it is malformed or oversized.
    """
    left = MOST_OBJECTS

    def counted(number: int, name: str) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise ProtocolError("a value holds too many objects")
        return make(number, name)

    try:
        return _decode(form, counted, 0)
    except (TypeError, ValueError, LookupError, AttributeError, OverflowError, RecursionError) as error:
        raise ProtocolError(f"a value is malformed ({type(error).__name__})") from None


def to_array(value: Any) -> np.ndarray | None:
    """Return the NumPy array of numbers, flags or text that a value is, of whatever library; else None."""
    if isinstance(value, np.ndarray):
        array = np.asarray(value)
    else:
        torch, jax = sys.modules.get("torch"), sys.modules.get("jax")
        try:
            if torch is not None and isinstance(value, torch.Tensor):
                value = value.detach().to_dense() if value.layout != torch.strided else value.detach()
                value = value.float() if value.dtype == torch.bfloat16 else value
                array = value.cpu().resolve_conj().resolve_neg().numpy()
            elif jax is not None and isinstance(value, jax.Array):
                array = np.asarray(value)
            else:
                return None
        except Exception:  # a key, a tracer, a quantized tensor
            return None
    if array.dtype.kind == "V" and array.dtype.names is None:
        try:
            array = array.astype(np.float32)  # bfloat16 and its kin, which NumPy itself has not
        except (TypeError, ValueError):
            return None
    return array if array.dtype.kind in _KINDS + "U" else None


class Channel:
    """One end of a socket pair on the grader's side; every wait has a deadline.

    While it waits, it calls ``watch`` several times a second. It reads no message over ``largest`` bytes.
    """

    def __init__(
        self, end: socket.socket, watch: Callable[[], None] = lambda: None, *, largest: int = LARGEST
    ):
        self._socket = end
        self._watch = watch
        self._largest = largest
        self._socket.setblocking(False)
        self._buffer = bytearray()
        self.received = 0  # bytes, ever

    def send(self, message: Any, deadline: float) -> None:
        """Send a message; what arrives meanwhile is kept for ``receive``.

        Raises:
            Closed: if the other side is gone.
            OutOfTime: if it does not take the message before ``deadline`` (of ``time.monotonic``).
        """
        data = memoryview(pack(message))
        while data:
            readable, writable = self._wait(deadline, write=True)
            if readable and len(self._buffer) <= self._largest:
                self._read()
            if writable:
                try:
                    data = data[self._socket.send(data) :]
                except BlockingIOError:
                    pass
                except OSError:
                    raise Closed from None

    def receive(self, deadline: float) -> Any:
        """Return the next message.

        Raises:
            Closed: if the other side is gone.
            OutOfTime: if there is no whole message before ``deadline`` (of ``time.monotonic``).
            ProtocolError: if it is too long or malformed.
        """
        while (size := self._size()) is None or len(self._buffer) < size + 4:
            readable, _ = self._wait(deadline)
            if readable:
                self._read()
        with memoryview(self._buffer) as view:
            data = bytes(view[4 : size + 4])
        del self._buffer[: size + 4]
        return unpack(data)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _size(self) -> int | None:
        """Return the size of the next message, as far as it is known yet."""
        if len(self._buffer) < 4:
            return None
        size = int.from_bytes(self._buffer[:4], "big")
        if size > self._largest:
            raise ProtocolError(f"a message of {size} bytes")
        return size

    def _wait(self, deadline: float, write: bool = False) -> tuple[bool, bool]:
        left = deadline - monotonic()
        if left <= 0:
            raise OutOfTime
        self._watch()
        # poll, not select: the number of the descriptor may be large
        poll = select.poll()
        poll.register(self._socket, select.POLLIN | (select.POLLOUT if write else 0))
        events = dict(poll.poll(math.ceil(min(left, _HEARTBEAT) * 1000)))
        event = events.get(self._socket.fileno(), 0)
        gone = event & (select.POLLHUP | select.POLLERR)
        return bool(event & select.POLLIN or gone), bool(event & select.POLLOUT)

    def _read(self) -> None:
        try:
            data = self._socket.recv(2**20)
        except BlockingIOError:
            return
        except OSError:
            raise Closed from None
        if not data:
            raise Closed
        self.received += len(data)
        self._buffer += data


def pack(message: Any) -> bytes:
    """Return a message as a frame."""
    data = msgpack.packb(message, unicode_errors="surrogatepass")
    return len(data).to_bytes(4, "big") + data


def unpack(data: bytes) -> Any:
    """Return the message of a frame without its length.

    Raises:
        ProtocolError: if it is malformed.
    """
    left = MOST_ITEMS

    def counted(container: Any) -> Any:
        nonlocal left
        left -= len(container) + 1
        if left < 0:
            raise ProtocolError("a message holds too many values")
        return container

    try:
        return msgpack.unpackb(
            data,
            strict_map_key=True,
            unicode_errors="replace",
            ext_hook=_refuse,
            list_hook=counted,
            object_hook=counted,
            max_array_len=MOST_ITEMS,
            max_map_len=MOST_ITEMS,
        )
    except ProtocolError:
        raise
    except Exception as error:
        raise ProtocolError(f"a message is malformed ({type(error).__name__})") from None


def count(message: Any) -> int:
    """Return how much of ``MOST_ITEMS`` a message takes: its containers and all their entries."""
    found, waiting = 0, [message]
    while waiting:
        container = waiting.pop()
        found += len(container) + 1
        inside = container.values() if isinstance(container, dict) else container
        waiting += [one for one in inside if isinstance(one, list | tuple | dict)]
    return found


def frames(end: socket.socket) -> Iterator[Any]:
    """Yield the messages that arrive on a blocking socket, from a side that is trusted, until it hangs up."""
    stream = end.makefile("rb")
    while len(head := stream.read(4)) == 4:
        data = stream.read(int.from_bytes(head, "big"))
        yield msgpack.unpackb(data, unicode_errors="surrogatepass")


def _refuse(code: int, data: bytes) -> Any:
    raise ProtocolError(f"an extension type {code}")


def _encode(value: Any, keep: Callable[[Any], int], depth: int) -> Any:  # noqa: PLR0911 (one per kind)
    kind = type(value)
    if value is None or kind is bool or kind is float or kind is bytes:
        return value
    if kind is int:
        return value if -(2**63) <= value < 2**64 else _integer(value, keep)
    if isinstance(value, str):
        return str.__str__(value).encode("utf-8", "replace").decode("utf-8")
    if kind is complex:
        return [_COMPLEX, value.real, value.imag]
    if depth > DEEPEST:
        return _object(value, keep)
    if isinstance(value, np.generic) and value.dtype.kind in _KINDS:
        array = _common(np.asarray(value))
        if array.dtype.str in _DTYPES:
            return [_SCALAR, array.dtype.str, array.tobytes()]
    if isinstance(value, list | tuple | dict | set | frozenset):
        return _container(value, keep, depth + 1)
    if kind is range and all(-(2**63) <= part < 2**63 for part in (value.start, value.stop, value.step)):
        return [_RANGE, value.start, value.stop, value.step]
    array = to_array(value)
    if array is not None:
        return _array(array, value, keep)
    return _object(value, keep)


def _container(value: Any, keep: Callable[[Any], int], depth: int) -> Any:
    if isinstance(value, dict):
        parts = [part for pair in value.items() for part in pair]
        return [_DICT, *(_encode(part, keep, depth) for part in parts)]
    items = [_encode(item, keep, depth) for item in value]
    if isinstance(value, tuple):
        fields = getattr(type(value), "_fields", None)
        if fields and len(fields) == len(items) and all(type(field) is str for field in fields):
            return [_RECORD, type(value).__name__, list(fields), *items]
        return [_TUPLE, *items]
    tag = _LIST if isinstance(value, list) else _SET if isinstance(value, set) else _FROZENSET
    return [tag, *items]


def _array(array: np.ndarray, value: Any, keep: Callable[[Any], int]) -> Any:
    if array.dtype.kind == "U":
        return [_ARRAY, "U", list(array.shape), [str(text) for text in array.ravel()[:100_000]]]
    array = _common(array)
    if array.nbytes > LARGEST // 2 or array.dtype.str not in _DTYPES:
        return _object(value, keep)
    return [_ARRAY, array.dtype.str, list(array.shape), array.tobytes()]


def _common(array: np.ndarray) -> np.ndarray:
    """Return an array in this machine's byte order, a long double as a double."""
    if array.dtype.byteorder == ">":
        array = array.astype(array.dtype.newbyteorder("<"))
    if array.dtype.str not in _DTYPES and array.dtype.kind in "fc":
        array = array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)
    return array


def _integer(value: int, keep: Callable[[Any], int]) -> Any:
    if value.bit_length() > WIDEST_INTEGER:
        return _object(value, keep)
    return [_INTEGER, hex(value)]


def _object(value: Any, keep: Callable[[Any], int]) -> Any:
    return [_OBJECT, keep(value), str(type(value).__name__)[:80]]


def _decode(form: Any, make: Callable[[int, str], Any], depth: int) -> Any:
    if type(form) is not list:
        if form is None or type(form) in (bool, int, float, str, bytes):
            return form
        raise ProtocolError(f"a value of type {type(form).__name__}")
    if depth > DEEPEST + 2:
        raise ProtocolError("a value is nested too deeply")
    tag, *parts = form
    if tag in (_LIST, _TUPLE, _SET, _FROZENSET):
        items = [_decode(part, make, depth + 1) for part in parts]
        return (list, tuple, dict, set, frozenset)[tag](items)
    if tag == _DICT:
        items = [_decode(part, make, depth + 1) for part in parts]
        return dict(zip(items[::2], items[1::2], strict=True))
    if tag == _RECORD:
        name, fields, *parts = parts
        return _record(name, tuple(fields))(*(_decode(part, make, depth + 1) for part in parts))
    return _LEAVES[tag](make, *parts)


def _read_array(make: Callable[[int, str], Any], code: str, shape: list[int], data: Any) -> np.ndarray:
    if len(shape) > 32 or not all(type(n) is int and 0 <= n < 2**40 for n in shape):
        raise ProtocolError("an array has an impossible shape")
    if code == "U":
        if not all(type(text) is str for text in data) or math.prod(shape) != len(data):
            raise ProtocolError("an array of text is malformed")
        if len(data) * max(map(len, data), default=0) * 4 > LARGEST:
            raise ProtocolError("an array of text is too large")
        return np.array(data, dtype=str).reshape(shape)
    dtype = _DTYPES[code]
    if type(data) is not bytes or math.prod(shape) * dtype.itemsize != len(data):
        raise ProtocolError("an array's shape does not fit its data")
    return np.frombuffer(bytearray(data), dtype).reshape(shape)  # a bytearray, so that it can be written to


def _read_scalar(make: Callable[[int, str], Any], code: str, data: bytes) -> np.generic:
    return _read_array(make, code, [], data)[()]


def _read_complex(make: Callable[[int, str], Any], real: float, imaginary: float) -> complex:
    return complex(float(real), float(imaginary))


def _read_integer(make: Callable[[int, str], Any], text: str) -> int:
    if len(text) > WIDEST_INTEGER // 4 + 3:
        raise ProtocolError("an integer is too long")
    return int(text, 16)


def _read_object(make: Callable[[int, str], Any], number: int, name: str) -> Any:
    if type(number) is not int or type(name) is not str:
        raise ProtocolError("an object is malformed")
    return make(number, name[:80] if name.isidentifier() else "object")


def _read_range(make: Callable[[int, str], Any], start: int, stop: int, step: int) -> range:
    return range(start, stop, step)


_LEAVES = {
    _ARRAY: _read_array,
    _SCALAR: _read_scalar,
    _COMPLEX: _read_complex,
    _INTEGER: _read_integer,
    _OBJECT: _read_object,
    _RANGE: _read_range,
}


@lru_cache(maxsize=64)
def _record(name: str, fields: tuple[str, ...]) -> type[tuple]:
    """Return a named tuple's class; only names that Python would accept, and none that means something."""
    for word in (name, *fields):
        if not (word.isidentifier() and word.isascii() and len(word) <= 80) or keyword.iskeyword(word):
            raise ProtocolError("a record has an impossible name")
    if len(fields) > 100 or any(field.startswith("_") for field in fields):
        raise ProtocolError("a record has impossible fields")
    return namedtuple(name, fields)
