"""Pickles of functions and tensors: quick to make, and the same each time for the same content."""

import io
import sys
from collections.abc import Iterable
from functools import lru_cache
from types import CodeType, ModuleType
from typing import Any

from cloudpickle import cloudpickle


class Pickler(cloudpickle.Pickler):
    """cloudpickle's, but a tensor is pickled as the array of its numbers.

    torch pickles a storage under its address in memory: the same tensor is other bytes each time.
    """

    def reducer_override(self, value: Any) -> Any:
        torch = sys.modules.get("torch")
        if torch is not None and type(value) is torch.Tensor and _is_plain(value):
            return torch.tensor, (value.numpy(),)
        return super().reducer_override(value)


def dumps(value: Any) -> bytes:
    """Return a value's pickle."""
    file = io.BytesIO()
    Pickler(file, protocol=5).dump(value)
    return file.getvalue()


def _is_plain(tensor: Any) -> bool:
    """Tell whether a tensor is no more than an array of numbers, one after the other."""
    try:
        numbers = tensor.layout == sys.modules["torch"].strided and not tensor.requires_grad
        return numbers and tensor.is_contiguous() and not vars(tensor) and tensor.numpy().flags.c_contiguous
    except (RuntimeError, TypeError):  # NumPy has no such type, or its numbers are not in memory as they are
        return False


def _used(code: CodeType, dependencies: Iterable[Any]) -> list[ModuleType]:
    """Return the imported submodules that code can reach as attributes of packages among its dependencies.

    A function that says ``torch.nn.Linear`` has them imported where it arrives. cloudpickle goes through all
    modules for each function that it pickles. With torch and JAX these are thousands, and a test ships
    hundreds of functions: a third of a judge's time. Here, what lies below a package is kept.
    """
    packages = [
        one for one in dependencies if isinstance(one, ModuleType) and getattr(one, "__package__", "")
    ]
    names = set(code.co_names)
    return [
        sys.modules[name]
        for package in packages
        for name, parts in _below(package.__name__, len(sys.modules))
        if parts <= names and name in sys.modules
    ]


@lru_cache(maxsize=256)
def _below(package: str, number: int) -> list[tuple[str, frozenset[str]]]:
    """Return the imported modules below a package, and the names that lead to each.

    Args:
        package: its name.
        number: of all imported modules: when there are more, they are looked for again.
    """
    prefix = f"{package}."
    found = [name for name in list(sys.modules) if name is not None and name.startswith(prefix)]
    return [(name, frozenset(name[len(prefix) :].split("."))) for name in found]


cloudpickle._find_imported_submodules = _used
