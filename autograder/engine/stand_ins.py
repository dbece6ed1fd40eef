"""What students have at home and a sandbox has not: each is answered by a note, and the code goes on.

None of this is a wall. The process belongs to the student, who may undo all of it; the sandbox then refuses.
"""

import builtins
import functools
import getpass
import inspect
import multiprocessing.process
import subprocess
import sys
from collections.abc import Callable
from typing import Any

_MOST_QUESTIONS = 100  # to a person who is not there, before a loop that goes on asking is ended
_NO_PROCESS = (
    "Grading does not allow a submission to start processes or programs. Compute in one process; with "
    "DataLoader, use num_workers=0."
)
_NO_GPU = (
    ' There is no GPU in grading. Write device = "cuda" if torch.cuda.is_available() else "cpu", and use '
    "this device."
)
_SAYS_NO_GPU = ("not compiled with CUDA", "no NVIDIA driver", "MPS device", "MPS backend", "Unknown backend")
_NO_WINDOW = frozenset(("agg", "cairo", "pdf", "pgf", "ps", "svg", "template"))


def put_in_place(note: Callable[[str], None]) -> None:
    """Replace, in this process, what cannot work in it, in the libraries that are imported so far.

    Args:
        note: shows a sentence in the outputs of the cell that runs.
    """
    _nobody_answers(note)
    _no_processes()
    if "matplotlib.pyplot" in sys.modules:
        _no_windows(note)
    if "torch" in sys.modules:
        _one_thread(note)
        _no_workers(note)


def in_words(message: str) -> str:
    """Return the message of an error; if a GPU is missed in it, with a sentence on what to do."""
    return message + _NO_GPU if any(part in message for part in _SAYS_NO_GPU) else message


def missed(message: str) -> bool:
    """Tell whether the message of an error says that grading lacks what others have."""
    return any(sentence in message for sentence in (_NO_PROCESS, _NO_GPU))


def _nobody_answers(note: Callable[[str], None]) -> None:
    asked = 0

    def answer(prompt: object = "", stream: Any = None) -> str:
        """Return an empty line."""
        nonlocal asked
        asked += 1
        if asked > _MOST_QUESTIONS:
            raise EOFError("nobody answers input() in grading")
        note("Nobody answers `input` in grading; the answer is an empty line.")
        return ""

    builtins.input = answer
    getpass.getpass = answer
    sys.breakpointhook = lambda *_, **__: note("`breakpoint` does nothing in grading.")


def _no_processes() -> None:
    """Say in words what the sandbox refuses with a number."""

    def explained(start: Callable) -> Callable:
        @functools.wraps(start)
        def wrapped(*arguments: Any, **keywords: Any) -> Any:
            try:
                return start(*arguments, **keywords)
            except PermissionError as error:
                raise PermissionError(error.errno, _NO_PROCESS) from None

        return wrapped

    process = multiprocessing.process.BaseProcess
    process.start = explained(process.start)
    subprocess.Popen.__init__ = explained(subprocess.Popen.__init__)


def _no_windows(note: Callable[[str], None]) -> None:
    """Keep figures in the notebook, whatever window is asked for."""
    import matplotlib as mpl
    from matplotlib import pyplot

    def without_window(switch: Callable) -> Callable:
        @functools.wraps(switch)
        def wrapped(backend: Any, **keywords: Any) -> None:
            if str(backend).lower() not in _NO_WINDOW and "inline" not in str(backend):
                return note(f"matplotlib's {backend} is not available in grading; figures are shown inline.")
            return switch(backend, **keywords)

        return wrapped

    mpl.use = without_window(mpl.use)
    pyplot.switch_backend = without_window(pyplot.switch_backend)


def _one_thread(note: Callable[[str], None]) -> None:
    """Keep the number of threads: more of them than cores make a submission many times slower."""
    import torch

    def kept(number: int) -> None:
        note("Grading sets the number of threads; yours is not used.")

    torch.set_num_threads = torch.set_num_interop_threads = kept


def _no_workers(note: Callable[[str], None]) -> None:
    """Let a DataLoader load in this process; the batches are the same."""
    from torch.utils.data import DataLoader

    original = DataLoader.__init__
    signature = inspect.signature(original)
    of_workers = ("prefetch_factor", "persistent_workers", "multiprocessing_context", "timeout")

    @functools.wraps(original)
    def without_workers(*arguments: Any, **keywords: Any) -> None:
        try:
            given = signature.bind(*arguments, **keywords)
        except TypeError:
            return original(*arguments, **keywords)  # which says what is wrong
        if given.arguments.get("num_workers"):
            note("Grading allows no worker processes; DataLoader uses num_workers=0.")
            for name in ("num_workers", *of_workers):
                given.arguments.pop(name, None)
        return original(*given.args, **given.kwargs)

    DataLoader.__init__ = without_workers
