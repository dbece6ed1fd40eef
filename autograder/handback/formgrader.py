"""What nbgrader's Formgrader shows beside the graded copy, to a person who grades by hand."""

from pathlib import Path

from markupsafe import Markup, escape
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from traitlets import Bool

from autograder.authoring import cells
from autograder.authoring.sheets import read_notebook
from autograder.course import Course
from autograder.grading.copies import handed_in
from autograder.handback import original, render
from autograder.intake.groups import partners
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


_NAMES = ("student", "first_name", "last_name", "notebook_path")  # nbgrader's template does not escape them


class ShowToGrader(Preprocessor):
    """Put the submission at the top of the page, and model answer and rubric above each written answer.

    What the student wrote is rendered here, as on the feedback page: nbconvert takes as long for it as the
    student wants, and lets HTML through. Only the page changes, not the graded copy; other exports do not
    change.
    """

    enabled = Bool(True)

    def preprocess(self, nb, resources):
        if "submission_id" not in resources:  # not for the Formgrader
            return nb, resources
        course = Course.find(Path(resources["metadata"]["path"]))
        sheet, student = resources["assignment_id"], resources["student"]
        rubrics = _rubrics(course, sheet)
        known = nb.metadata.get("workbook", {})
        shown, purse = [], render.Purse()
        for cell in nb.cells:
            _mark_outputs(cell)
            if cells.is_answer(cell) or cell.id in known.get("own", [cell.id]):
                _bound(cell, purse)
            rubric = rubrics.get(cells.name(cell))
            shown += [rubric, cell] if rubric else [cell]
        look = [_to_look_at(known["look"])] if known.get("look") else []
        others = partners(course, sheet, student)
        shared = [_shared(others)] if others else []
        nb.cells = [*shared, *look, _handed_in(course, sheet, student, known, purse), *shown]
        resources.update({key: escape(resources[key]) for key in _NAMES if resources.get(key)})
        return nb, resources


def _mark_outputs(cell: NotebookNode) -> None:
    """Say which outputs of a cell were handed in, and which are those of grading."""
    if number := handed_in(cell):
        kept, new = cell.outputs[:number], cell.outputs[number:]
        cell.outputs = [_label("As handed in:"), *kept, *([_label("In grading:"), *new] if new else [])]


def _label(text: str) -> NotebookNode:
    return new_output("display_data", {"text/html": f"<small>{text}</small>"})


def _bound(cell: NotebookNode, purse: render.Purse) -> None:
    """Change a cell so that nbconvert has little work with it, and bounded by the page's purse."""
    if cell.cell_type == "code":  # as if it began with a magic: by this language, nbconvert chooses a lexer
        fits = len(cell.source) <= render.LONGEST and purse.pays(cell.source)
        cell.metadata.magics_language = "python" if fits else "text"
        return
    cell.source = _block(render.markdown(cell.source, cell.pop("attachments", None), purse))


def _block(html: str) -> str:
    """Return HTML as Markdown, which ends a block at an empty line; nbconvert is slow with brackets."""
    return f"<div>{html.strip()}</div>".replace("\n", "&#10;").replace("[", "&#91;")


def _handed_in(course: Course, sheet: str, student: str, known: dict, purse: render.Purse) -> NotebookNode:
    path = course.submitted(sheet, student)
    is_same = known.get("fingerprint") == receive(path).fingerprint
    note = "" if is_same else "; it has changed since it was graded"
    html = _FRAME.format(page=original.page(path, purse), note=note)
    return _note(html)


def _shared(others: list[str]) -> NotebookNode:
    """Return a cell that says for whom else points count, which a person gives here."""
    html = Markup(
        '<div class="alert alert-info">Handed in together with <b>{}</b>. Points and comments that you give '
        "here become theirs, too, where they have none of their own; grade it once.</div>"
    ).format(" and ".join(others))
    return _note(html)


def _note(html: Markup) -> NotebookNode:
    """Return a cell that shows something and has no source of its own."""
    cell = new_code_cell(outputs=[new_output("display_data", {"text/html": str(html)})])
    cell.metadata.transient = {"remove_source": True}
    return cell


def _to_look_at(look: list[dict[str, str]]) -> NotebookNode:
    """Return a cell that says where a person must look before lost points are final."""
    items = Markup("").join(
        Markup("<li><b>{}</b> {}</li>").format(one["where"] or "notebook", one["what"]) for one in look
    )
    html = Markup(
        '<div class="alert alert-warning"><b>A person must look at this</b><ul>{}</ul></div>'
    ).format(items)
    return _note(html)


def _rubrics(course: Course, sheet: str) -> dict[str, NotebookNode]:
    """Return, for each answer that is graded by hand, a cell with its model answer and rubric."""
    if not course.source(sheet).is_file():
        return {}
    source = read_notebook(course.source(sheet))
    return {cells.name(cell): _rubric(cell) for cell in source.cells if cells.is_written(cell)}


def _rubric(cell: NotebookNode) -> NotebookNode:
    if cell.cell_type == "markdown":
        source = _block(render.markdown(cell.source, cell.get("attachments")))
    else:
        source = f"```python\n{cell.source}\n```"
    return new_markdown_cell(_ANSWER.format(source=source))
