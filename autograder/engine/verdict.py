"""What a test says: it is run here, wherever it is run, and its points are read off here.

A test earns all its points by running to its end. If its last expression has a value, that is how many
points it earns. Outputs are in nbformat's form, because nbgrader reads points from them.
"""

import ast
import builtins
import linecache
import math
import traceback
from collections.abc import Callable
from types import CodeType
from typing import Any

from autograder.engine import names

# The name of the error of a test that was not run to its end: no identifier, so no exception is called so.
NOT_RUN = "not run"

_BUILTINS = frozenset(dir(builtins))


def run_test(
    name: str,
    source: str,
    most: float,
    space: dict[str, Any],
    *,
    find: Callable[[list[str]], dict[str, Any]] = lambda unknown: {},
    fatal: tuple[type[BaseException], ...] = (),
) -> list[dict]:
    """Run a test cell; return its verdict: points, an error, or nothing, which stands for all points.

    Args:
        name: of the cell, for tracebacks.
        source: its code.
        most: the points it can earn.
        space: the names that it finds; what it binds is added.
        find: returns the values of names that it reads before it binds them and that are not in ``space``, as
            far as they exist. It is told no other names: it may be the student's process that is asked.
        fatal: exceptions that are no verdict and are raised.
    """
    try:
        code, last = compile_test(name, source)
        space |= find(sorted(names.wanted(source) - space.keys() - _BUILTINS))
        exec(code, space)
        value = eval(last, space) if last else None
        return outputs_of(value, most)
    except fatal:
        raise
    except BaseException as error:
        return [_failure(name, error)]


def compile_test(name: str, source: str) -> tuple[CodeType, CodeType | None]:
    """Return the code of a test cell, and of its last expression if it ends with one.

    Raises:
        SyntaxError: if it is no Python.
    """
    file = f"<{name}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)  # for tracebacks
    tree = ast.parse(source, file)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
        last = compile(ast.Expression(tree.body.pop().value), file, "eval")
    return compile(tree, file, "exec"), last


def outputs_of(value: Any, most: float) -> list[dict]:
    """Return the outputs from which nbgrader reads the points of a test that has run to its end.

    nbgrader gives all points for ``np.float64(2.0)``, ``True`` and ``nan``, and stops at a number above
    the maximum. Here, a plain finite number is brought into [0, ``most``], ``None`` earns all points, and
    anything else is an error.
    """
    if value is None:
        return []
    if type(value) not in (int, float) or not math.isfinite(value):
        shown = repr(value) if type(value) in (int, float, bool, str) else f"a {type(value).__name__}"
        reason = f"The test ended with {shown[:60]} instead of a plain number of points."
        return [error_output("NoPlainNumber", reason)]
    data = {"text/plain": repr(min(max(float(value), 0.0), float(most)))}
    return [{"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None}]


def earned(outputs: list[dict], most: float) -> tuple[float, str]:
    """Return the points that a test's outputs stand for, and the message if it failed."""
    for output in outputs:
        if output["output_type"] == "error":
            return 0.0, f"{output['ename']}: {output['evalue']}"
    for output in outputs:
        if output["output_type"] == "execute_result":
            return float(output["data"]["text/plain"]), ""
    return float(most), ""


def not_run(reason: str = "This test was not run.") -> dict:
    """Return the error of a test that was not run to its end."""
    return error_output(NOT_RUN, reason)


def error_output(name: str, message: str, lines: list[str] | None = None) -> dict:
    """Return an error in nbformat's form."""
    lines = lines or [f"{name}: {message}"]
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": lines}


def _failure(name: str, error: BaseException) -> dict:
    """Return a test's error with the lines of the test, and of the student's code, that led to it."""
    kind, message = type(error).__name__, str(error)[:4000]
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename == f"<{name}>"]
    lines = [line.rstrip("\n") for line in traceback.format_list(own[-5:])]
    lines += [line.rstrip("\n") for line in getattr(error, "student_traceback", [])]
    return error_output(kind, message, [*lines, f"{kind}: {message}"])
