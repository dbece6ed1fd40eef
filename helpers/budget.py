"""How much a sheet computes: in full for a reader, quickly for grading and tests."""

import os
from typing import TypeVar

Size = TypeVar("Size")


def budget(*, full: Size, quick: Size) -> Size:
    """Choose a size (epochs, samples, steps) for the run at hand.

    Args:
        full: what a student sees; a whole sheet stays under two minutes on two cores.
        quick: what grading and the fast tests use; a few seconds, beside drawing and, with JAX,
            compiling.

    Returns:
        ``quick`` if the environment variable ``WORKBOOK_BUDGET`` is ``quick``, ``full`` if it is
        ``full`` or not set.

    Raises:
        ValueError: if the variable has any other value.
    """
    choice = os.environ.get("WORKBOOK_BUDGET", "full")
    if choice not in ("full", "quick"):
        raise ValueError(f"WORKBOOK_BUDGET must be 'full' or 'quick', not {choice!r}.")
    return quick if choice == "quick" else full
