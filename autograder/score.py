"""Make the outputs of an executed submission fit to be scored by nbgrader and looked at by people."""

import math
import re

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from autograder.submission import clean_text, image_data

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


class PlainPoints(NbGraderPreprocessor):
    """Take the value of a test's last expression for points only if it is a plain finite number.

    nbgrader gives full marks for ``np.float64(2.0)``, ``True`` and ``nan``, and stops at a number above the
    maximum. Here a number is brought into [0, points], and anything else is an error. ``None`` shows no
    value and means full marks, as usual. The maximum is the gradebook's: ``OverwriteCells`` has put it there.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        results = [out for out in _outputs_of_test(cell) if out.output_type == "execute_result"]
        if results:
            points = _plain_number(results[-1].get("data", {}).get("text/plain"))
            cell.outputs = [out for out in cell.outputs if out not in results]
            if points is None:
                cell.outputs.append(_no_number(results[-1]))
            else:
                points = min(max(points, 0.0), float(cell.metadata.nbgrader.points))
                text = {"text/plain": repr(points)}
                cell.outputs.append(new_output("execute_result", text, execution_count=cell.execution_count))
        return cell, resources


class ForgiveWarnings(NbGraderPreprocessor):
    """Move what a test printed on stderr to stdout: nbgrader scores a test with a warning 0."""

    def preprocess_cell(self, cell, resources, cell_index):
        for output in _outputs_of_test(cell):
            if output.output_type == "stream":
                output.name = "stdout"
        return cell, resources


class KeepHarmlessOutputs(NbGraderPreprocessor):
    """Keep plain text, PNG and JPEG images, and errors; drop what a browser could run or fetch."""

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type == "code":
            cell.outputs = [kept for output in cell.outputs if (kept := _harmless(output))]
            cell.metadata.pop("execution", None)
        return cell, resources

    def preprocess(self, nb, resources):
        nb.metadata.pop("widgets", None)
        return super().preprocess(nb, resources)


class MarkGraded(NbGraderPreprocessor):
    """Note in the notebook that its grades are in the gradebook, so that it need not be graded again.

    What was interrupted has no such note, nor has a notebook for which Python could not be started.
    """

    def preprocess(self, nb, resources):
        nb.metadata.workbook["graded"] = nb.metadata.workbook.get("started", True)
        return nb, resources


def _outputs_of_test(cell: NotebookNode) -> list[NotebookNode]:
    is_test = cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)
    return cell.outputs if is_test else []


def _plain_number(text: object) -> float | None:
    if isinstance(text, list) and len(text) == 1:
        [text] = text
    if not isinstance(text, str) or len(text) > 40 or not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def _no_number(result: NotebookNode) -> NotebookNode:
    shown = clean_text(result.get("data", {}).get("text/plain", "something without a text form"))
    reason = f"The test ended with {shown[:60]} instead of a plain number of points."
    return new_output("error", ename="NoPlainNumber", evalue=reason, traceback=[f"NoPlainNumber: {reason}"])


def _harmless(output: NotebookNode) -> NotebookNode | None:
    """Return an output rebuilt from its harmless parts, or None if there are none."""
    match output.output_type:
        case "stream":
            name = "stderr" if output.name == "stderr" else "stdout"
            return new_output("stream", name=name, text=clean_text(output.text))
        case "error":
            traceback = [clean_text(line) for line in output.traceback]
            ename, evalue = clean_text(output.ename), clean_text(output.evalue)
            return new_output("error", ename=ename, evalue=evalue, traceback=traceback)
        case "execute_result" | "display_data":
            images = {mime: image for mime, raw in output.data.items() if (image := image_data(mime, raw))}
            text = (
                {"text/plain": clean_text(output.data["text/plain"])} if "text/plain" in output.data else {}
            )
            if not images and not text:
                return None
            number = {"execution_count": None} if output.output_type == "execute_result" else {}
            return new_output(output.output_type, {**images, **text}, **number)
    return None
