"""IPython as a submission's process uses it: every hook of IPython that is not documented stands here.

``tests/autograder/test_libraries.py`` tells when an upgrade moves one.
"""

import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import UsageError
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.text import LSString, SList
from traitlets import Instance

# Magics that install packages, start programs, or ask a person.
_LINES_NOT_RUN = frozenset(
    ("pip", "conda", "mamba", "micromamba", "uv", "system", "sx", "sc", "edit", "ed", "man", "debug", "pdb")
)
_CELLS_NOT_RUN = frozenset(
    "bash sh script system sx ! cmd perl ruby pypy python python2 python3 debug".split()  # noqa: SIM905
)
_RUN_CODE = frozenset(("time", "timeit", "prun", "run", "capture"))  # what the code raises is the student's


class _Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **kwargs):
        self.shell.workbook.display("display_data", data)

    def clear_output(self, wait=False):
        self.shell.workbook.clear()


class _DisplayHook(DisplayHook):
    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        self.shell.workbook.display("execute_result", format_dict)


class Shell(InteractiveShell):
    """IPython without a terminal, history, or colors: what it shows, it hands to ``workbook``.

    What only a Jupyter kernel can do, or what would start a program, ends no cell: it is answered by a note
    in the outputs, and the code below it runs.
    """

    display_pub_class = _Publisher
    displayhook_class = _DisplayHook
    workbook = Instance("autograder.engine.runner.Runner", allow_none=True)

    def init_io(self):
        pass

    def enable_gui(self, gui=None):
        pass

    def enable_matplotlib(self, gui=None):
        if gui not in {None, "inline"}:
            self.workbook.note(f"`%matplotlib {gui}` is not available in grading; figures are shown inline.")
        return super().enable_matplotlib("inline")

    def system(self, cmd):
        """Do not run a command; ``!command`` and ``%ls`` call this."""
        self._not_run("!", cmd)
        self.user_ns["_exit_code"] = 0

    system_piped = system_raw = system

    def getoutput(self, cmd, split=True, depth=0):
        """Return the output of a command that is not run: ``files = !ls`` calls this."""
        self._not_run("!", cmd)
        return SList() if split else LSString("")

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """Run a line magic, or say that it is not run."""
        if magic_name in _LINES_NOT_RUN:
            return self._not_run("%", magic_name)
        if self.find_magic(magic_name) is None:
            return self.workbook.note(f"`%{magic_name}` is not known in grading; the line was skipped.")
        try:
            return super().run_line_magic(magic_name, line, _stack_depth + 1)
        except UsageError as error:
            return self._failed("%", magic_name, error)
        except Exception as error:
            if magic_name in _RUN_CODE:
                raise
            return self._failed("%", magic_name, error)

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """Run a cell magic, or say that it is not run; if it is not known, run the cell below it."""
        if magic_name in _CELLS_NOT_RUN:
            return self._not_run("%%", magic_name)
        if self.find_magic(magic_name, "cell") is not None:
            try:
                return super().run_cell_magic(magic_name, line, cell)
            except UsageError as error:
                return self._failed("%%", magic_name, error)
        if self.check_complete(cell)[0] == "invalid":
            return self.workbook.note(f"`%%{magic_name}` is not known in grading; its cell was not run.")
        self.workbook.note(f"`%%{magic_name}` is not known in grading; the code below it was run without it.")
        self.run_cell(cell)
        return None

    def ask_exit(self):
        """Go on: ``exit`` and ``quit`` call this."""
        self.workbook.note("`exit` and `quit` do nothing in grading.")

    def _not_run(self, sign: str, command: str) -> None:
        words = command.split()
        self.workbook.note(f"`{sign}{words[0] if words else ''}` is not run in grading.")

    def _failed(self, sign: str, name: str, error: Exception) -> None:
        self.workbook.note(f"`{sign}{name}` does not work in grading ({error}); it was skipped.")

    def _showtraceback(self, etype, evalue, stb):
        self.workbook.error(etype.__name__, str(evalue), stb)


def draw_nothing(shell: InteractiveShell) -> None:
    """Let a new shell show all objects as text; a figure is then shown without being drawn.

    ``%matplotlib inline`` says how a figure becomes an image, not whether it does; so nothing changes by it.
    """
    shell.display_formatter.active_types = ["text/plain"]
    shell.events.register("post_execute", _flush_figures)


def _flush_figures() -> None:
    """Show and close the figures of a cell, before pyplot, which does so next, draws those that are open."""
    if backend := sys.modules.get("matplotlib_inline.backend_inline"):
        backend.flush_figures()


def forget_history() -> None:
    """Let IPython keep no history of what was run, for this process."""
    HistoryManager.enabled = False
