"""From a test's source to code, from the value of its last expression to points, in nbgrader's terms.

A test earns all its points by running to its end. If its last expression has a value, that is how many
points it earns.
"""

import ast
import linecache
import math
from types import CodeType
from typing import Any


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


def error_output(name: str, message: str, lines: list[str] | None = None) -> dict:
    """Return an error in nbformat's form."""
    lines = lines or [f"{name}: {message}"]
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": lines}
