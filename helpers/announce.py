"""Say in the notebook that a test cell passed; a failure already speaks for itself."""

import ast
import re


def announce_passed_tests() -> None:
    """Print ``passed: <claim>`` after each test cell that ran to its end, or the points it ended with.

    A test cell is one that starts with a docstring whose first line is the claim, such as
    ``\"\"\"2.3 soften turns logits into probabilities.\"\"\"``. Does nothing outside IPython.
    """
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        return
    for callback in list(shell.events.callbacks["post_run_cell"]):
        if getattr(callback, "__name__", "") == _announce.__name__:
            shell.events.unregister("post_run_cell", callback)  # the setup cell was run again
    shell.events.register("post_run_cell", _announce)


def claim(source: str) -> str:
    """Return the claim of a test cell, or ``""`` for any other cell.

    Args:
        source: the code of a cell.
    """
    if not re.match(r'\s*"""\d+\.\d+ ', source):
        return ""
    try:
        first = ast.parse(source).body[0]
    except SyntaxError:
        return ""
    return ast.literal_eval(first.value).strip().splitlines()[0]


def _announce(result) -> None:
    text = claim(result.info.raw_cell or "")
    if text and result.success:
        points = type(result.result) in (int, float)  # partial credit: the test ends with what it earns
        print(f"{result.result:g} points earned: {text}" if points else f"passed: {text}")
