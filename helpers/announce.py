"""Print in the notebook how a test cell ended: passed, not attempted yet, incorrect, or crashed."""

import ast
import re
import traceback
from types import TracebackType

from helpers.hints import hint

_STUB = re.compile(r"^(?P<task>\d+\.\d+ .+) is not written yet\.$")
_raw = ""  # the cell that is running


def announce_tests() -> None:
    """Print one line after each test cell, and short errors instead of long tracebacks.

    A test cell is one that starts with a docstring whose first line is the claim, such as
    ``\"\"\"2.3 soften turns logits into probabilities.\"\"\"``. A test that fails ends in one of three
    ways: *not attempted yet* (the stub is still there), *incorrect* (what was expected, what came, where to
    look), *crashed* (the line of the student's own code). If the mistake is a known one, a hint follows.
    Outside IPython, this function does nothing.
    """
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        return
    shell.events.register("pre_run_cell", _remember)  # once, however often the setup cell is run
    shell.events.register("post_run_cell", _announce)
    shell.set_custom_exc((Exception,), _explain)


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


def voice(error: BaseException, is_own_code=lambda file: True) -> list[str]:
    """Return what is printed for a test that ended with an error, as lines, in one of the three ways.

    Args:
        error: has a traceback; its first frame is the test's.
        is_own_code: tells whether a file name is a cell of the notebook.
    """
    text = str(error).strip()
    if isinstance(error, NotImplementedError) and (stub := _STUB.match(text)):
        return [f"not attempted yet: {stub['task']}"]
    if isinstance(error, AssertionError):
        return [f"incorrect: {text}" if text else "incorrect; the test gives no reason"]
    lines = [f"crashed: {type(error).__name__}: {text}".rstrip(": ")]
    if "loop of ufunc does not support" in text:
        lines.append(
            "NumPy was given an expression of SymPy. To compute with numbers, write np.log instead of log, "
            "np.exp instead of exp, np.sqrt instead of sqrt."
        )
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if is_own_code(frame.filename)]
    own = [frame for frame in frames if frame.filename != frames[0].filename]
    if own:
        where = f" of {own[-1].name}" if own[-1].name != "<module>" else ""
        lines += [f"in line {own[-1].lineno}{where}:", f"    {own[-1].line}"]
    elif frames:
        lines += ["where the test calls your code:", f"    {frames[-1].line}"]
    return lines


def _remember(info) -> None:
    global _raw  # noqa: PLW0603 (IPython tells a handler of errors nothing about the cell)
    _raw = info.raw_cell or ""


def _announce(result) -> None:
    text = claim(result.info.raw_cell or "")
    if text and result.success:
        earned = result.result
        if type(earned) in (int, float):  # partial credit: the test ends with what it earns
            print(f"{earned:g} point{'s' * (earned != 1)} earned toward: {text}")
        else:
            print(f"passed: {text}")


def _explain(
    shell, kind: type, error: BaseException, tb: TracebackType, tb_offset: int | None = None
) -> None:
    """Show an error; IPython calls this."""
    if claim(_raw) or (isinstance(error, NotImplementedError) and _STUB.match(str(error).strip())):
        cells = lambda file: shell.compile.format_code_name(file) is not None
        shown = voice(error.with_traceback(_from_first_cell(tb, cells)), cells)
        if text := claim(_raw) and hint(error, claim(_raw), _raw, cells):
            shown.append(f"A likely cause: {text}")
        error._render_traceback_ = lambda: shown  # by which IPython asks an error how it wants to be shown
    shell.showtraceback((kind, error, tb), tb_offset=tb_offset)


def _from_first_cell(tb: TracebackType, is_cell) -> TracebackType:
    """Leave IPython's own frames out."""
    while tb.tb_next and not is_cell(tb.tb_frame.f_code.co_filename):
        tb = tb.tb_next
    return tb
