"""Where ``checks.remote`` computes, and where the course's own solutions are: a grader decides.

Without a grader, everything is computed here, and nobody knows the solutions.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_compute: ContextVar[Callable | None] = ContextVar("compute", default=None)
_original: ContextVar[Callable | None] = ContextVar("original", default=None)


def compute(function: Callable, *arguments: Any) -> Any:
    """Return ``function(*arguments)``, computed where the student's objects are."""
    other = _compute.get()
    return function(*arguments) if other is None else other(function, *arguments)


def original(function: Callable, subject: Any, *arguments: Any) -> Any:
    """Return ``function(solution, *arguments)``, where ``solution`` is what the course has for ``subject``.

    Args:
        function: self-contained; it may be run once and its result kept.
        subject: a function or class of the student's, as the test finds it.
        arguments: data.

    Returns:
        None if nobody knows the solutions here.
    """
    other = _original.get()
    return None if other is None else other(function, subject, *arguments)


@contextmanager
def computing_with(other: Callable) -> Iterator[None]:
    """Let ``other(function, *arguments)`` compute in place of a plain call, until the block ends."""
    token = _compute.set(other)
    try:
        yield
    finally:
        _compute.reset(token)


@contextmanager
def knowing(other: Callable) -> Iterator[None]:
    """Let ``other(function, subject, *arguments)`` answer for ``original``, until the block ends."""
    token = _original.set(other)
    try:
        yield
    finally:
        _original.reset(token)
