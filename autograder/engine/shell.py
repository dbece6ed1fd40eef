"""IPython as a submission's process uses it: every hook of IPython that is not documented stands here.

``tests/autograder/test_libraries.py`` tells when an upgrade moves one.
"""

import sys

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Instance


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
    """IPython without a terminal, history, or colors: what it shows, it hands to ``workbook``."""

    display_pub_class = _Publisher
    displayhook_class = _DisplayHook
    workbook = Instance("autograder.engine.runner.Runner", allow_none=True)

    def init_io(self):
        pass

    def enable_gui(self, gui=None):
        pass

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
