"""What libraries do not document and we use: an upgrade that moves a name is told here, in words."""

import ast
import importlib
import inspect
import os
import subprocess
import sys

import pytest

from autograder.course import libraries
from autograder.engine import shell
from autograder.grading.settings import COMPILE_QUICKLY

# By place: what is used there, and what for.
NAMES = {
    "IPython.core.interactiveshell:InteractiveShell._showtraceback": "errors of cells reach the judge",
    "IPython.core.interactiveshell:InteractiveShell.display_pub_class": "figures reach the judge",
    "IPython.core.interactiveshell:InteractiveShell.displayhook_class": "values of cells reach the judge",
    "IPython.core.interactiveshell:InteractiveShell.init_io": "the shell leaves standard output alone",
    "IPython.core.interactiveshell:InteractiveShell.enable_gui": "no window is opened",
    "IPython.core.interactiveshell:InteractiveShell.enable_matplotlib": "figures are always inline",
    "IPython.core.interactiveshell:InteractiveShell.system": "a command is not run",
    "IPython.core.interactiveshell:InteractiveShell.system_piped": "a command is not run",
    "IPython.core.interactiveshell:InteractiveShell.system_raw": "a command is not run",
    "IPython.core.interactiveshell:InteractiveShell.getoutput": "a command is not run",
    "IPython.core.interactiveshell:InteractiveShell.run_line_magic": "a magic that cannot work is a note",
    "IPython.core.interactiveshell:InteractiveShell.run_cell_magic": "a magic that cannot work is a note",
    "IPython.terminal.interactiveshell:TerminalInteractiveShell.ask_exit": "exit and quit are a note",
    "IPython.core.displayhook:DisplayHook.write_output_prompt": "no prompt is printed",
    "IPython.core.displayhook:DisplayHook.write_format_data": "values of cells reach the judge",
    "IPython.core.displaypub:DisplayPublisher.publish": "figures reach the judge",
    "IPython.core.history:HistoryManager.enabled": "no history is written",
    "IPython.core.interactiveshell:InteractiveShell.set_custom_exc": "helpers.announce explains errors",
    "IPython.core.compilerop:CachingCompiler.format_code_name": "helpers.announce knows a cell's lines",
    "nbgrader.utils:determine_grade": "points are read as nbgrader reads them",
    "nbgrader.utils:compute_checksum": "untouched answers are known as nbgrader knows them",
    "nbconvert.filters.markdown_mistune:MarkdownWithMath.render": "Markdown of students is shown",
    "nbconvert.filters.markdown_mistune:IPythonRenderer": "Markdown of students is shown",
    "nbformat.v4.rwbase:rejoin_lines": "outputs are shown as they were handed in",
    "jupytext.combine:combine_inputs_with_outputs": "outputs stay with unchanged cells",
}


@pytest.mark.parametrize("place", NAMES)
def test_the_name_is_still_there(place):
    module, _, path = place.partition(":")
    try:
        found = importlib.import_module(module)
        for name in path.split("."):
            found = getattr(found, name)
    except (ImportError, AttributeError) as error:
        pytest.fail(
            f"{place} is gone ({error}), without which this does not work: {NAMES[place]}. Look for what "
            "took its place, and mend autograder/course/libraries.py or autograder/engine/shell.py."
        )


def test_every_name_that_is_used_is_listed():
    listed = " ".join(NAMES)
    for name in libraries.__all__:
        assert name in listed
    classes = [node for node in ast.parse(inspect.getsource(shell)).body if isinstance(node, ast.ClassDef)]
    hooks = [node.name for one in classes for node in one.body if isinstance(node, ast.FunctionDef)]
    hooks = [hook for hook in hooks if hook not in {"_not_run", "_failed"}]  # our own
    assert "_showtraceback" in hooks
    for hook in hooks:
        assert f".{hook}" in listed or hook == "clear_output", hook  # which is documented


def test_the_compiler_of_jax_knows_its_options():
    code = "import jax; print(int(jax.jit(lambda x: 2 * x)(21)))"
    environment = os.environ | {"XLA_FLAGS": COMPILE_QUICKLY}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout == "42\n", done.stderr[-500:]
