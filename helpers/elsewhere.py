"""Where ``checks.remote`` computes: here, unless a grader keeps the student's objects in another process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_compute: ContextVar[Callable | None] = ContextVar("compute", default=None)


def compute(function: Callable, *arguments: Any) -> Any:
    """Return ``function(*arguments)``, computed where the student's objects are."""
    other = _compute.get()
    return function(*arguments) if other is None else other(function, *arguments)


@contextmanager
def computing_with(other: Callable) -> Iterator[None]:
    """Let ``other(function, *arguments)`` compute in place of a plain call, until the block ends."""
    token = _compute.set(other)
    try:
        yield
    finally:
        _compute.reset(token)
