"""What nbgrader's Formgrader shows beside the graded copy, to a person who grades by hand."""

from pathlib import Path

from markupsafe import Markup
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from traitlets import Bool

from autograder.authoring import cells
from autograder.authoring.sheets import read_notebook
from autograder.course import Course
from autograder.handback import original
from autograder.intake.repair import receive

_SUMMARY = 'summary style="display: list-item; cursor: pointer"'
# The page is harmless already; in case it is not, the frame has no permissions.
_FRAME = Markup(f"""\
<details class="well well-sm">
<{_SUMMARY}><b>As handed in</b>{{note}}</summary>
<iframe sandbox title="As handed in" style="width: 100%; height: 75vh; border: 0" srcdoc="{{page}}"></iframe>
</details>""")
_ANSWER = f"""\
<details open class="alert alert-info">
<{_SUMMARY}><b>Model answer and rubric</b> (students do not see them)</summary>

{{source}}

</details>"""


class ShowToGrader(Preprocessor):
    """Put the submission at the top of the page, and model answer and rubric above each written answer.

    Only the page changes, not the graded copy; other exports do not change.
    """

    enabled = Bool(True)

    def preprocess(self, nb, resources):
        if "submission_id" not in resources:  # not for the Formgrader
            return nb, resources
        course = Course.find(Path(resources["metadata"]["path"]))
        sheet, student = resources["assignment_id"], resources["student"]
        rubrics = _rubrics(course, sheet)
        shown = [_handed_in(course, sheet, student, nb.metadata.get("workbook", {}))]
        for cell in nb.cells:
            rubric = rubrics.get(cells.name(cell))
            shown += [rubric, cell] if rubric else [cell]
        nb.cells = shown
        return nb, resources


def _handed_in(course: Course, sheet: str, student: str, known: dict) -> NotebookNode:
    path = course.submitted(sheet, student)
    is_same = known.get("fingerprint") == receive(path).fingerprint
    note = "" if is_same else "; it has changed since it was graded"
    html = _FRAME.format(page=original.page(path), note=note)
    cell = new_code_cell(outputs=[new_output("display_data", {"text/html": str(html)})])
    cell.metadata.transient = {"remove_source": True}
    return cell


def _rubrics(course: Course, sheet: str) -> dict[str, NotebookNode]:
    """Return, for each answer that is graded by hand, a cell with its model answer and rubric."""
    if not course.source(sheet).is_file():
        return {}
    source = read_notebook(course.source(sheet))
    return {cells.name(cell): _rubric(cell) for cell in source.cells if cells.is_written(cell)}


def _rubric(cell: NotebookNode) -> NotebookNode:
    source = cell.source if cell.cell_type == "markdown" else f"```python\n{cell.source}\n```"
    return new_markdown_cell(_ANSWER.format(source=source), attachments=cell.get("attachments", {}))
