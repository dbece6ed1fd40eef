"""Watch over the keys of JAX: is each of them used once?

``jax.debug_key_reuse`` sees two draws from one key, also inside of compiled functions, but not ``fold_in``.
So a function is watched twice: by JAX, and by a list of what it calls in ``jax.random``.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

_NO_USE = {"PRNGKey", "clone", "key", "key_data", "key_impl", "wrap_key_data"}


def reused(function: Callable[[], Any]) -> str:
    """Call ``function`` twice and say how it uses a key twice; ``""`` if it uses each key once.

    Several different integers may be folded into one key that is used for nothing else. Of keys inside of
    ``jit`` and ``vmap`` only draws and splits are seen.

    Args:
        function: makes its keys itself, needs no arguments, and does the same each time.
    """
    import jax  # only a sheet on JAX needs it

    try:
        with jax.debug_key_reuse(True):
            function()
    except jax.errors.KeyReuseError as error:
        return str(error).splitlines()[0]
    uses: dict[bytes, set] = {}
    with _listening(jax, uses) as complaints:
        function()
    return next(iter(complaints), "")


@contextmanager
def _listening(jax: Any, uses: dict[bytes, set]) -> Iterator[list[str]]:
    """Note the key of each call of a function of ``jax.random``, as long as the block lasts."""
    complaints: list[str] = []

    def listens(name: str, original: Callable) -> Callable:
        def called(key: Any, *more: Any, **named: Any) -> Any:
            if not isinstance(key, jax.core.Tracer):
                number = more[0] if more else named.get("data")
                folded = name == "fold_in" and not isinstance(number, jax.core.Tracer)
                note(key, name, int(number) if folded else None)
            return original(key, *more, **named)

        return called

    def note(key: Any, name: str, number: int | None) -> None:
        data = np.asarray(jax.random.key_data(key))
        if data.ndim > 1:  # a stack of keys
            return
        before = uses.setdefault(data.tobytes(), set())
        if number in before or (before and None in before | {number}):
            complaints.append(f"{name} gets a key that was used before")
        before.add(number)

    known = {
        name: getattr(jax.random, name)
        for name in dir(jax.random)
        if name[0] != "_" and name not in _NO_USE and callable(getattr(jax.random, name))
    }
    try:
        for name, original in known.items():
            setattr(jax.random, name, listens(name, original))
        yield complaints
    finally:
        for name, original in known.items():
            setattr(jax.random, name, original)
