"""The student's objects as a test sees them: stand-ins that ask the student's process and bring back data."""

import builtins
import io
import operator
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from types import FunctionType
from typing import Any

import cloudpickle
import numpy as np

from autograder.engine import wire
from autograder.engine.pickles import Pickler
from autograder.engine.reference import is_of_reference
from helpers import checks, contracts

# What tests run beside the student's objects goes there as code, so that a submission cannot put something
# else in its place by changing the module.
SHIPPED = {module.__name__: module for module in (checks, contracts)}


class CannotCross(TypeError):
    """A test wants to do beside a student's object what can only be done where the object is."""


class Session:
    """What the tests of one submission ask of it.

    Args:
        ask: takes a request and returns the answer; see ``child.Child.ask``.
        forget: takes the number of an object that is not needed any more.
    """

    def __init__(self, ask: Callable[[dict], dict], forget: Callable[[int], None] = lambda number: None):
        self._ask, self.forget = ask, forget

    def names(self, names: list[str]) -> dict[str, Any]:
        """Return the values of the student's global names, those that exist."""
        answer = self._ask({"do": "names", "names": sorted(names)})
        if "error" in answer or not isinstance(answer.get("value"), dict):
            return {}
        return {
            name: self.decode(form)
            for name, form in answer["value"].items()
            if name in names  # and nothing else: a name of the test's own must not be overlaid
        }

    def call(self, function: Any, *arguments: Any, **keywords: Any) -> Any:
        """Call a function in the student's process, and bring back what it returns.

        Args:
            function: a stand-in, or a function that can be shipped.
            arguments: stand-ins, and what can be pickled.
            keywords: likewise.

        Raises:
            Exception: what the function raised, as far as its type is known here.
            CannotCross: if the function or an argument cannot be shipped.
        """
        answer = self._ask({"do": "call", "function": self._pickle((function, arguments, keywords))})
        if "error" in answer:
            raise _exception(answer)
        return self.decode(answer.get("value"))

    def decode(self, form: Any) -> Any:
        """Return a value that has come back."""
        return wire.decode(form, self._stand_in)

    def _stand_in(self, number: int, name: str) -> "Remote":
        return _class(name)(self, number)

    def _pickle(self, value: Any) -> bytes:
        file = io.BytesIO()
        try:
            _Pickler(file, self).dump(value)
        except Exception as error:
            raise CannotCross(
                f"An argument cannot be sent to the student's process ({type(error).__name__}: {error}). "
                "Compute beside the student's objects with checks.remote(function, *arguments)."
            ) from error
        return file.getvalue()


class Remote:
    """A student's object that is no data: a function, a class, a module, a generator.

    It can be called, iterated, indexed and asked for its length, truth and attributes, all of which happens
    in the student's process. What needs both sides, such as a comparison, raises ``CannotCross``: the
    student's object would be told the expected value, and could claim to be equal.
    """

    __slots__ = ("__weakref__", "_number", "_session")

    def __init__(self, session: Session, number: int):
        object.__setattr__(self, "_session", session)
        object.__setattr__(self, "_number", number)

    def __del__(self) -> None:
        self._session.forget(self._number)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._session.call(self, *arguments, **keywords)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__array_") or name in ("__jax_array__", "__torch_function__", "_repr_html_"):
            raise AttributeError(name)  # libraries feel for these
        return self._session.call(getattr, self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        raise CannotCross(f"A test cannot set .{name} of a student's object; do it with checks.remote.")

    def __iter__(self) -> Iterator[Any]:
        iterator = self._session.call(iter, self)
        if not isinstance(iterator, Remote):
            raise TypeError("iter() returned no iterator")
        return _iterate(self._session, iterator)

    def __next__(self) -> Any:
        more, value = _next_of(self._session, self)
        if not more:
            raise StopIteration
        return value

    def __getitem__(self, key: Any) -> Any:
        return self._session.call(operator.getitem, self, key)

    def __len__(self) -> int:
        return _data(self._session.call(len, self), int)

    def __bool__(self) -> bool:
        return _data(self._session.call(bool, self), bool)

    def __float__(self) -> float:
        return _data(self._session.call(float, self), float)

    def __int__(self) -> int:
        return _data(self._session.call(int, self), int)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        array = self._session.call(np.asarray, self)
        if not isinstance(array, np.ndarray):
            raise CannotCross(f"A {type(self).__name__} is no array of numbers.")
        return array if dtype is None else array.astype(dtype)

    def __repr__(self) -> str:
        return f"<the student's {type(self).__name__}>"

    def __deepcopy__(self, memo: dict) -> "Remote":
        return self

    def __copy__(self) -> "Remote":
        return self

    __hash__ = object.__hash__


def _refusing(name: str) -> Callable:
    def refuse(self: Remote, *others: Any) -> Any:
        raise CannotCross(
            f"A test cannot use {name} on a student's {type(self).__name__}: only data can be compared and "
            "computed with. Bring data back with checks.remote(function, *arguments)."
        )

    return refuse


for _name in (
    *("eq", "ne", "lt", "le", "gt", "ge", "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow"),
    *("and", "or", "xor", "radd", "rsub", "rmul", "rmatmul", "rtruediv", "rpow", "neg", "abs", "invert"),
    *("setitem", "delitem", "delattr", "enter", "index"),
):
    setattr(Remote, f"__{_name}__", _refusing(f"__{_name}__"))


def _iterate(session: Session, iterator: Remote) -> Iterator[Any]:
    while True:
        more, value = _next_of(session, iterator)
        if not more:
            return
        yield value


def _next_of(session: Session, iterator: Remote) -> tuple[bool, Any]:
    """Return whether there is a next value, and the value."""
    answer = session.call(_next, iterator)
    if not isinstance(answer, tuple) or len(answer) != 2:
        raise wire.ProtocolError("an iterator is malformed")
    return bool(answer[0]), answer[1]


def _next(iterator: Any) -> tuple[bool, Any]:
    """Run beside the student's iterator. On this side, ``StopIteration`` could end a loop of the test."""
    try:
        return True, next(iterator)
    except StopIteration:
        return False, None


def _data(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise wire.ProtocolError(f"no {kind.__name__} where there must be one")
    return value


@lru_cache(maxsize=256)
def _class(name: str) -> type[Remote]:
    """Return a class of stand-ins that goes by the name of the student's class, for messages."""
    return type(name, (Remote,), {"__slots__": (), "__module__": "student"})


class _Pickler(Pickler):
    """Names the student's own objects by their numbers, and ships of an array only what it shows."""

    def __init__(self, file: io.BytesIO, session: Session):
        super().__init__(file, protocol=5)
        self._session = session

    def persistent_id(self, value: Any) -> int | None:
        if not isinstance(value, Remote):
            return None
        if value._session is not self._session:
            raise CannotCross("an object of another submission")
        return value._number

    def reducer_override(self, value: Any) -> Any:
        """Refuse code of the solutions; copy a tensor that is a part of another.

        torch would ship the whole, other rows included. NumPy and JAX ship only the part.
        """
        if is_of_reference(value):
            raise CannotCross("it is a part of the course's solutions")
        if isinstance(value, FunctionType) and value.__module__ in SHIPPED:
            return cloudpickle.loads, (_code_of(value),)
        torch = sys.modules.get("torch")
        if torch is not None and isinstance(value, torch.Tensor) and _is_part(value):
            part = value.detach().clone().requires_grad_(value.requires_grad)
            if isinstance(value, torch.nn.Parameter):
                part = torch.nn.Parameter(part.detach(), value.requires_grad)
            return part.__reduce_ex__(5)
        return super().reducer_override(value)


@lru_cache(maxsize=256)
def _code_of(function: FunctionType) -> bytes:
    """Return a function of the helpers as code: the same each time, and it takes a while to collect."""
    return cloudpickle.dumps(function)


def _is_part(tensor: Any) -> bool:
    """Tell whether a tensor's storage holds more than the tensor."""
    try:
        return tensor.untyped_storage().nbytes() > tensor.numel() * tensor.element_size()
    except (RuntimeError, NotImplementedError):  # a sparse one has no storage
        return False


# Shipped as code: the student's process has no access to this file.
cloudpickle.register_pickle_by_value(sys.modules[__name__])

# Types with constructors of their own, and those that would end a loop or the test itself, are left out.
_KNOWN = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    and not issubclass(kind, StopIteration | StopAsyncIteration)
    and not issubclass(kind, UnicodeError | SyntaxError | BaseExceptionGroup)
}


# What only the judge says; an exception of a student's that is called so goes by its built-in type's name.
_OURS = {
    *("CannotCross", "Closed", "Gone", "JudgeFailed", "NoPlainNumber", "NoRecord", "NotRun", "OutOfTime"),
    *("ProtocolError", "Refused", "TimeLimit", "Unavailable"),
}


def _exception(answer: dict) -> Exception:
    """Return a student's exception: of the nearest built-in type, under its own name."""
    names, lines = answer["error"], answer.get("traceback")
    names = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
    base = next((_KNOWN[name] for name in names if name in _KNOWN), RuntimeError)
    free = bool(names) and names[0].isidentifier() and names[0] not in _OURS
    error = _exception_class(names[0] if free else base.__name__, base)()
    error.message = str(answer.get("message", ""))[:4000]
    error.student_traceback = [str(line)[:4000] for line in lines[:20]] if isinstance(lines, list) else []
    return error


@lru_cache(maxsize=256)
def _exception_class(name: str, base: type[Exception]) -> type[Exception]:
    return type(name[:80], (base,), {"__str__": lambda self: self.message, "__module__": "student"})
