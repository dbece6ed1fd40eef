"""The student's side: runs cells in IPython and serves the judge's calls. Nothing here is trusted.

The process reads one request at a time from its socket and answers it. Requests come from the judge, so
pickles may be read; what goes back is data (``wire``), and outputs in nbformat's form on the way.
"""

import _thread
import gc
import io
import os
import pickle
import random
import signal
import socket
import sys
import tempfile
import traceback
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

from autograder.engine import looks, stand_ins, wire
from autograder.engine.shell import Shell, draw_nothing, forget_history

_HARMLESS = ("text/plain", "image/png", "image/jpeg")  # nothing else is kept of a submission's outputs
_LONGEST_ERROR = 4000  # characters


def warm_up(modules: list[str]) -> Shell:
    """Import what submissions will import, and make the shell that each of them will find.

    Starts neither threads nor JAX's backend: the process is forked afterwards.
    """
    import importlib

    for name in modules:
        try:
            importlib.import_module(name)
        except Exception:  # the student's import will say why
            continue
    if "helpers.data" in sys.modules:
        sys.modules["helpers.data"].mnist()  # shared by all children until one of them writes to it
        sys.modules["helpers.data"].two_moons(2, noise=0.1, seed=0)  # imports scikit-learn
    forget_history()
    shell = Shell.instance(colors="nocolor", xmode="Plain", autoindent=False, cache_size=50)
    if os.environ.get("WORKBOOK_FIGURES") == "none":
        draw_nothing(shell)
    runner = Runner(shell, None)
    runner.execute("1 / 0", store=False)  # what the first traceback imports
    runner.execute("import sys, io\n%config InlineBackend.close_figures\nprint('x')\n1", store=False)
    if "matplotlib" in sys.modules:
        _warm_up_matplotlib(runner)
    if "torch" in sys.modules:
        _warm_up_torch()
    if "jax" in sys.modules:
        _warm_up_jax()
    shell.reset(new_session=True)
    gc.collect()
    gc.freeze()
    return shell


def serve(shell: Shell, descriptor: int) -> None:
    """Answer requests until the judge hangs up. Runs in the forked child."""
    end = socket.socket(fileno=descriptor)
    random.seed()  # not the same numbers in each child
    np.random.seed()  # noqa: NPY002
    tempfile.tempdir = None  # the server's folder is not this process's
    # The working folder, as in Jupyter, but last: no file of a student's hides what grading itself imports.
    sys.path.append("")
    runner = Runner(shell, end)
    stand_ins.put_in_place(runner.note)
    runner.serve()


class Runner:
    """One submission's process: its shell, its socket, and the objects the judge holds on to."""

    def __init__(self, shell: Shell, end: socket.socket | None):
        self.shell = shell
        self.shell.workbook = self
        self._socket = end
        self._objects: dict[int, Any] = {}
        self._number = 0
        self._busy = False
        self._room = 0
        self._request = 0
        self._interrupts = 0
        self._noted: set[str] = set()
        sys.stdout, sys.stderr = _Stream(self, "stdout"), _Stream(self, "stderr")
        sys.stdin = io.StringIO()

    def serve(self) -> None:
        signal.signal(signal.SIGINT, self._interrupt)
        for number, request in wire.frames(self._socket):
            self._request, self._room = number, request.pop("room", 10**6)
            self._noted.clear()
            self._interrupts = 0
            for forgotten in request.pop("forget", ()):
                self._objects.pop(forgotten, None)
            try:
                answer = getattr(self, "do_" + request.pop("do"))(**request)
            except BaseException as error:
                answer = self._failure(error)
            self._busy = False
            self._flush()
            try:
                frame = wire.pack(["done", number, answer])
                if len(frame) > wire.LARGEST:
                    raise OverflowError(f"the result takes {len(frame) / 2**20:.0f} MB, too much to look at")
                if len(frame) > wire.MOST_ITEMS and (items := wire.count(answer)) > wire.MOST_ITEMS:
                    raise OverflowError(f"the result holds {items} values, too many to look at")
            except Exception as error:
                frame = wire.pack(["done", number, self._failure(error)])
            self._socket.sendall(frame)

    def do_run(self, source: str) -> dict:
        """Run a cell, as Jupyter would; its outputs go ahead of the answer."""
        return {"ok": self.execute(source), "count": self.shell.execution_count - 1}

    def do_mentions(self, sources: list[str], names: list[str]) -> dict:
        """Return which of some names cells may read or change. Asked before any of them has run."""
        return {"value": sorted(looks.used(sources, self.shell.transform_cell).intersection(names))}

    def do_bring(self, files: dict[str, bytes]) -> dict:
        """Write files into the working folder. Asked before any cell has run."""
        for name, content in files.items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return {}

    def do_names(self, names: list[str]) -> dict:
        """Return the values of global names, those that exist."""
        space = self.shell.user_ns
        return {"value": {name: wire.encode(space[name], self._keep) for name in names if name in space}}

    def do_call(self, function: bytes) -> dict:
        """Return what a pickled ``(function, arguments, keywords)`` returns."""
        function, arguments, keywords = _Unpickler(io.BytesIO(function), self._objects).load()
        self._busy = True
        result = function(*arguments, **keywords)
        value = wire.encode(result, self._keep)
        self._busy = False
        return {"value": value}

    def do_settle(self) -> dict:
        """Close the figures that a test has left open, or they would be drawn below the next cell."""
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is not None:
            pyplot.close("all")
        return {}

    def execute(self, source: str, store: bool = True) -> bool:
        """Run a cell in the shell; tell whether it raised nothing."""
        self._busy = True
        try:
            result = self.shell.run_cell(source, store_history=store)
            return result.success
        except KeyboardInterrupt as error:
            self.error("KeyboardInterrupt", str(error), [])
            return False
        finally:
            self._busy = False

    def display(self, kind: str, data: dict) -> None:
        """Send an output; only what a grader keeps of it."""
        self._flush()
        data = {mime: _text(data[mime]) for mime in _HARMLESS if mime in data}
        self._output({"output_type": kind, "data": data}, sum(map(len, data.values())))

    def error(self, name: str, message: str, lines: list[str]) -> None:
        """Send the error that ended a cell."""
        self._flush()
        lines = [str(line)[:_LONGEST_ERROR] for line in lines[-50:]]
        message = stand_ins.in_words(message)
        error = {"ename": name, "evalue": message[:_LONGEST_ERROR], "traceback": lines}
        self._output({"output_type": "error", **error}, 0)

    def clear(self) -> None:
        self._flush()
        self._output({"output_type": "clear"}, 0)

    def note(self, text: str) -> None:
        """Say what a student should know of this run; the same sentence once for each cell or call."""
        if text not in self._noted:
            self._noted.add(text)
            self._flush()
            self.print(wire.NOTE, f"{text}\n")

    def print(self, name: str, text: str) -> None:
        self._output({"output_type": "stream", "name": name, "text": text}, len(text))

    def _output(self, output: dict, size: int) -> None:
        if self._socket is None or self._room < 0:
            return
        self._room -= size
        if self._room < 0:
            output = {"output_type": "cut"}
        self._socket.sendall(wire.pack(["out", self._request, output]))

    def _flush(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, _Stream):
                stream.flush()

    def _interrupt(self, _: int, frame: FrameType | None) -> None:
        """Interrupt what runs; from the second time on, until the student's code is left.

        A loop around ``try`` and a bare ``except`` swallows one interrupt after the other. The next one
        then has to come before Python is back in the block of ``try``.
        """
        if not self._busy:
            return
        self._interrupts += 1
        error = KeyboardInterrupt("the time was up")
        if self._interrupts > 1:
            while frame and self.shell.compile.format_code_name(frame.f_code.co_filename) is None:
                frame = frame.f_back
            if frame is None:
                return
            _AGAIN.once_more  # noqa: B018 (it is a call)
        raise error

    def _keep(self, value: Any) -> int:
        self._number += 1
        self._objects[self._number] = value
        return self._number

    def _failure(self, error: BaseException) -> dict:
        """Return an exception as data: the names of its classes, its message, its traceback."""
        self._busy = False
        try:
            message = stand_ins.in_words(str(error))
        except BaseException:
            message = "(its message could not be made)"
        # Only what happened in the student's cells: the frames above are ours.
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if not frame.filename.startswith((__file__, "<frozen"))]
        try:
            if isinstance(error, SyntaxError):
                lines = traceback.format_exception_only(type(error), error)
            else:
                lines = traceback.format_list(own[-20:])
        except BaseException:
            lines = []
        return {
            "error": [kind.__name__ for kind in type(error).__mro__ if kind is not object][:20],
            "message": message[:_LONGEST_ERROR],
            "traceback": [line[:_LONGEST_ERROR] for line in lines],
        }


class _Signal(int):
    """A signal that comes to this process when ``once_more`` is read.

    It is no call for Python: right after a call, the handler would be interrupted by its own signal.
    """

    once_more = property(_thread.interrupt_main)


_AGAIN = _Signal(signal.SIGINT)


class _Stream(io.TextIOBase):
    """``print`` in a cell: collected, and sent in large pieces."""

    encoding = "utf-8"

    def __init__(self, runner: Runner, name: str):
        self._runner, self._name = runner, name
        self._parts: list[str] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._parts.append(text)
        self._size += len(text)
        if self._size > 2**16:
            self.flush()
        return len(text)

    def flush(self) -> None:
        text, self._parts, self._size = "".join(self._parts), [], 0
        if text:
            self._runner.print(self._name, text)


class _Unpickler(pickle.Unpickler):
    """Reads what the judge ships; an object of this process is named by its number."""

    def __init__(self, file: io.BytesIO, objects: dict[int, Any]):
        super().__init__(file)
        self._objects = objects

    def persistent_load(self, number: int) -> Any:
        return self._objects[number]


def _text(value: Any) -> str:
    import base64

    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


def _warm_up_matplotlib(runner: Runner) -> None:
    """Draw and show a figure, so that fonts and image libraries are loaded."""
    runner.execute("%matplotlib inline", store=False)
    draw = "import matplotlib.pyplot as plt; plt.plot([1, 2], label='$x^2$'); plt.legend(); plt.title('x')"
    runner.execute(draw, store=False)


def _warm_up_torch() -> None:
    """Take one step of training: the first optimizer imports eight hundred modules."""
    import torch
    from torch.nn.functional import conv2d, cross_entropy

    layer = torch.nn.Linear(4, 3)
    optimizer = torch.optim.Adam(layer.parameters())
    cross_entropy(layer(torch.ones(5, 4)), torch.zeros(5, dtype=torch.long)).backward()
    optimizer.step()
    conv2d(torch.zeros(1, 1, 5, 5), torch.zeros(1, 1, 3, 3))


def _warm_up_jax() -> None:
    """Trace a gradient. To compile it would start threads, which a fork does not take along."""
    import jax
    import jax.numpy as jnp

    function = jax.jit(jax.grad(lambda x: jnp.tanh(x @ x).sum()))
    function.trace(jax.ShapeDtypeStruct((3, 3), jnp.float32))
