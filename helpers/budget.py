"""How much a sheet computes: in full for a reader, quickly for grading and tests."""

import os
from typing import TypeVar

# For the environment of a kernel. PyTorch's threads wait for each other in a loop; beside other processes on
# the same cores, that makes a training up to ten times slower. The numbers stay the same.
WAIT_QUIETLY = {"OMP_WAIT_POLICY": "PASSIVE"}

Size = TypeVar("Size")


def budget(*, full: Size, quick: Size) -> Size:
    """Choose a size (epochs, samples, steps) for the run at hand.

    Args:
        full: for a student; a whole sheet takes less than two minutes on two cores.
        quick: for grading and the fast tests; a whole sheet computes for a few seconds, apart from
            drawing and, with JAX, compiling.

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
