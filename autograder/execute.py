"""Run a repaired submission in a kernel; whatever happens, a test that did not finish earns nothing."""

import os
import signal
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

import zmq
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute as NbGraderExecute
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade
from traitlets import Bool, Integer, Unicode

NOT_RUN = "NotRun"
_PRINTED = ("stream", "display_data", "update_display_data")


class MarkNotRun(NbGraderPreprocessor):
    """Put a "not run" error into graded code cells: nbgrader gives full marks to a test without output."""

    def preprocess_cell(self, cell, resources, cell_index):
        if _is_graded_code(cell):
            cell.outputs = [_not_run("This test was not run.")]
        return cell, resources


class Execute(NbGraderExecute):
    """nbgrader's ``Execute`` that fails closed and always hands the notebook on.

    The "not run" error of a graded cell goes away only when the kernel has answered that the cell is done.
    If the kernel does not start, dies or stops answering, the results so far are kept, the remaining graded
    cells keep their error, and ``notebook.metadata.workbook.problem`` tells why.

    The kernel works in a scratch folder of its own, on one thread, with ``WORKBOOK_BUDGET=quick``.
    """

    total_timeout = Integer(600, help="seconds for all cells of a notebook together").tag(config=True)
    output_limit = Integer(2_000_000, help="characters of output that are kept of a cell").tag(config=True)
    message_limit = Integer(64_000_000, help="bytes; the connection breaks at a larger message").tag(
        config=True
    )

    # A tag or a widget could make results disappear, and timing makes no two runs alike.
    skip_cells_with_tag = Unicode("")
    store_widget_state = Bool(False)
    record_timing = Bool(False)

    def __init__(self, **kwargs):
        super().__init__(**{"kernel_manager_class": _KernelManager, **kwargs})

    def preprocess(self, nb, resources, km=None):
        if nb.metadata.get("workbook", {}).get("problem"):
            return nb, resources  # nothing of the student's could be read
        self.timeout_func = self._seconds_for_cell
        self.error_on_timeout = _timeout_reply(self.timeout)
        self._deadline = monotonic() + self.total_timeout
        self._printed = defaultdict(int)
        self._current: NotebookNode | None = None
        try:
            return super().preprocess(nb, resources, km)
        except Exception as error:
            self.log.warning("Execution stopped", exc_info=True)
            self._give_up(nb, error)
        return nb, resources

    def preprocess_cell(self, cell, resources, index):
        if cell.cell_type != "code":
            return cell, resources
        if self._deadline - monotonic() < 1:
            raise _OutOfTimeError
        self._current, self._answered = cell, False
        try:
            return super().preprocess_cell(cell, resources, index)
        finally:
            if not self._answered and _is_graded_code(cell) and not _marks(cell):
                cell.outputs.append(_not_run("This test did not finish."))

    def on_cell_executed(self, **kwargs):
        super().on_cell_executed(**kwargs)
        self._answered = kwargs["execute_reply"]["content"]["status"] in ("ok", "error")

    def process_message(self, msg, cell, cell_index):
        if self._fits(msg, cell, cell_index):
            return super().process_message(msg, cell, cell_index)
        return None

    def handle_comm_msg(self, outs, msg, cell_index):
        """Ignore widgets: one of them, ``Output``, takes over the outputs of any cell."""

    def create_kernel_manager(self):
        manager = super().create_kernel_manager()
        manager.message_limit = self.message_limit
        return manager

    @contextmanager
    def setup_kernel(self, **kwargs):
        folder = tempfile.TemporaryDirectory(prefix="workbook-", ignore_cleanup_errors=True)
        with folder as scratch, open(os.devnull, "w") as nowhere:
            kwargs |= {"cwd": _folder(scratch, "work"), "env": _environment(scratch)}
            kwargs |= {"stdout": nowhere, "stderr": nowhere}
            with super().setup_kernel(**kwargs), self._leave_nothing_running():
                yield

    @contextmanager
    def _leave_nothing_running(self) -> Iterator[None]:
        """Kill what the student's code started, too: a kernel that dies by itself leaves it behind."""
        group = self.km.provisioner.pgid
        try:
            yield
        finally:
            if group and group != os.getpgrp():
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(group, signal.SIGKILL)

    def _seconds_for_cell(self, cell: NotebookNode) -> float:
        left = self._deadline - monotonic()
        return max(1.0, min(left, self.timeout) if self.timeout else left)

    def _fits(self, msg: dict, cell: NotebookNode, cell_index: int) -> bool:
        """Tell whether to keep an output; results and errors that are too long are cut, never dropped."""
        kind, content = msg["msg_type"], msg["content"]
        size = _size(content)
        if kind in _PRINTED:
            before = self._printed[cell_index]
            self._printed[cell_index] += size
            if before <= self.output_limit < before + size:
                note = "\n[The output was longer than what is kept of a cell.]\n"
                cell.outputs.append(new_output("stream", name="stdout", text=note))
            return self._printed[cell_index] <= self.output_limit
        if kind == "execute_result" and size > self.output_limit:
            content["data"] = {"text/plain": "[The result was longer than what is kept of a cell.]"}
        if kind == "error" and size > self.output_limit:
            content["evalue"] = str(content.get("evalue"))[:1000]
            content["traceback"] = []
        return True

    def _give_up(self, nb: NotebookNode, error: Exception) -> None:
        reason = self._explain(error)
        started = self._current is not None or isinstance(error, _OutOfTimeError)
        nb.metadata.setdefault("workbook", NotebookNode()).update(problem=reason, started=started)
        if self._current is not None and not _is_graded_code(self._current):
            self._current.outputs.append(_not_run(reason))
        for cell in nb.cells:
            if _is_graded_code(cell) and _marks(cell):
                cell.outputs = [out for out in cell.outputs if out not in _marks(cell)] + [_not_run(reason)]

    def _explain(self, error: Exception) -> str:
        if isinstance(error, _OutOfTimeError):
            return f"The notebook took longer than {self.total_timeout} s; the rest was not run."
        if self._current is None:
            return f"Python could not be started ({error}); nothing was run."
        own = self.nb.metadata.get("workbook", {}).get("own", [])
        cell = "a cell of your own" if self._current.id in own else f"the cell {self._current.id}"
        if isinstance(error, DeadKernelError):
            cause = "it was told to exit, crashed, or used too much memory"
            return f"Python ended in {cell} ({cause}); the rest was not run."
        if isinstance(error, CellTimeoutError):
            cause = "it went on after its time was up, or printed far too much"
            return f"Python stopped answering in {cell} ({cause}); the rest was not run."
        return f"Python could not go on in {cell} ({error}); the rest was not run."


class _KernelManager(AsyncKernelManager):
    """A manager whose clients refuse messages that would fill the memory of the grading process."""

    message_limit = Integer()

    def client(self, **kwargs):
        client = super().client(**kwargs)
        client.context.setsockopt(zmq.MAXMSGSIZE, self.message_limit)
        return client


class _OutOfTimeError(Exception):
    """The time for the whole notebook is up."""


def _is_graded_code(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and is_grade(cell)


def _not_run(reason: str) -> NotebookNode:
    return new_output("error", ename=NOT_RUN, evalue=reason, traceback=[f"{NOT_RUN}: {reason}"])


def _marks(cell: NotebookNode) -> list[NotebookNode]:
    return [out for out in cell.outputs if out.output_type == "error" and out.ename == NOT_RUN]


def _timeout_reply(seconds: int | None) -> dict:
    reason = f"The cell took longer than {seconds} s." if seconds else "The time was up."
    return {"ename": "TimeLimit", "evalue": reason, "traceback": [f"TimeLimit: {reason}"]}


def _size(content: dict) -> int:
    """Return how many characters an output message holds, roughly."""
    texts = [content.get("text", ""), *content.get("data", {}).values(), *content.get("traceback", [])]
    return sum(len(text if isinstance(text, str) else str(text)) for text in texts)


def _folder(scratch: str, name: str) -> str:
    path = Path(scratch, name)
    path.mkdir()
    return str(path)


def _environment(scratch: str) -> dict[str, str]:
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {
        **os.environ,
        **threads,
        "WORKBOOK_BUDGET": "quick",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "IPYTHONDIR": _folder(
            scratch, "ipython"
        ),  # no history, and no start-up files of the person who grades
        "TMPDIR": _folder(scratch, "tmp"),
    }
