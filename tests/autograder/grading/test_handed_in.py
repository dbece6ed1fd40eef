"""A graded copy shows what was handed in, but for tests: no output that was handed in earns a point."""

import json

import pytest
from pages import Page
from tiny import PIXEL, SHEET, TESTS, cell, extra, filled, hand_in

from autograder.authoring.sheets import read_notebook
from autograder.grading.copies import handed_in
from autograder.grading.grade import grade
from autograder.handback.feedback import write_feedback
from autograder.intake.harmless import MOST_OUTPUTS
from autograder.intake.repair import rebuild, receive

WRONG = {"double": "def double(x):\n    return 0", "credit": "def credit(k):\n    return 0"}


def printed(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def picture(words):
    data = {"image/png": PIXEL, "text/plain": words, "text/html": "<script>alert(1)</script>"}
    return {"output_type": "display_data", "data": data, "metadata": {}}


FULL_POINTS = {
    "output_type": "execute_result",
    "data": {"text/plain": "2.0"},
    "metadata": {},
    "execution_count": 1,
}


def graded(course, content):
    """Hand in and grade; return the result, the graded copy, and the text of the feedback page."""
    hand_in(course, "ada", content)
    [result] = grade(course, SHEET)
    copy = json.loads(course.autograded(SHEET, "ada").read_text(encoding="utf-8"))
    [path] = write_feedback(course, SHEET, ["ada"])
    return result, copy, path.read_text(encoding="utf-8")


def rebuilt_of(course, content):
    received = receive(hand_in(course, "ada", content))
    return rebuild(received, read_notebook(course.release(SHEET))).notebook


def test_outputs_are_as_handed_in_and_marked(course):
    content = filled(course)
    cell(content, "look")["outputs"] = [printed("three doubled is a secret\n"), picture("A curve.")]
    content["cells"].append(extra("print('anew')", outputs=[printed("of the student's run")]))
    result, copy, html = graded(course, content)
    assert result.total == 12
    look, own = cell(copy, "look"), cell(copy, "own-1")
    assert look["metadata"]["workbook"] == {"handed_in": 2} and len(look["outputs"]) == 2
    assert set(look["outputs"][1]["data"]) == {"image/png", "text/plain"}
    assert [output["text"] for output in own["outputs"]] == [["of the student's run"]]
    text = Page(html).text
    assert "As you handed it in: three doubled is a secret" in text
    assert "print('anew') As you handed it in: of the student's run" in text
    assert "When it was graded" not in text and "without outputs" not in text


def test_an_error_of_grading_follows(course):
    content = filled(course)
    content["cells"].append(extra("print(1)\n1 / 0", outputs=[printed("fine at home")]))
    _, copy, html = graded(course, content)
    kinds = [output["output_type"] for output in cell(copy, "own-1")["outputs"]]
    assert kinds == ["stream", "error"]
    assert "As you handed it in: fine at home When it was graded: ZeroDivisionError" in Page(html).text


def test_without_outputs_the_page_says_so(course):
    _, copy, html = graded(course, filled(course))
    assert not cell(copy, "look")["outputs"] and "workbook" not in cell(copy, "look")["metadata"]
    assert "handed in without outputs" in Page(html).text
    assert "def double(x)" in Page(html).text


def test_no_output_that_was_handed_in_earns_a_point(course):
    """Neither in a test, nor in its copies, nor in what used to be one."""
    content = filled(course, **WRONG)
    for name in TESTS:
        cell(content, name)["outputs"] = [FULL_POINTS]
    content["cells"] += [json.loads(json.dumps(cell(content, "test_double"))) for _ in range(2)]
    cell(content, "test_credit_0")["metadata"] = {"workbook": {"handed_in": 1}}
    cell(content, "test_credit_1")["cell_type"] = "markdown"
    cell(content, "test_credit_2")["metadata"]["nbgrader"] |= {"grade": False, "solution": True}
    cell(content, "test_credit_3")["source"] = "2.0"
    cell(content, "double")["outputs"] = cell(content, "look")["outputs"] = [FULL_POINTS]
    marks = cell(content, "test_credit_4")["metadata"]
    content["cells"].append(extra("2.0", outputs=[FULL_POINTS]) | {"metadata": marks, "id": "another"})
    rebuilt = rebuilt_of(course, content)
    for name in TESTS:
        assert not cell(rebuilt, name)["outputs"] and not handed_in(cell(rebuilt, name))
    result, copy, _ = graded(course, content)
    assert result.total == 0
    for name in TESTS:
        assert "workbook" not in cell(copy, name)["metadata"]
        assert "2.0" not in str(cell(copy, name)["outputs"])
    assert "2.0" in str(cell(copy, "look")["outputs"])  # outputs did get through


def test_what_ends_at_once_earns_nothing_by_its_outputs(course):
    content = filled(course, double="import os\nos._exit(0)")
    for entry in content["cells"]:
        if entry["cell_type"] == "code":
            entry["outputs"] = [FULL_POINTS]
    result, copy, _ = graded(course, content)
    assert result.total == 0 and "Python ended" in result.problem
    assert all(cell(copy, name)["outputs"][0]["ename"] == "not run" for name in TESTS)


def test_only_so_many_outputs_are_kept(course):
    content = filled(course)
    content["cells"] += [extra("1", outputs=[printed("x")] * MOST_OUTPUTS) for _ in range(2)]
    notebook = rebuilt_of(course, content)
    assert sum(len(entry.get("outputs", [])) for entry in notebook.cells) == MOST_OUTPUTS


@pytest.mark.parametrize(
    "outputs",
    [7, "text", {"a": 1}, [None], [[]], [{"output_type": "stream"}], [{"output_type": "x", "data": 3}],
     [{"output_type": "display_data", "data": {"image/png": "no image"}, "metadata": {}}]],
)  # fmt: skip
def test_what_is_no_output_is_left_out(course, outputs):
    content = filled(course)
    cell(content, "look")["outputs"] = outputs
    result, copy, _ = graded(course, content)
    assert result.total == 12 and not cell(copy, "look")["outputs"]


def test_with_figures_drawn_the_outputs_are_those_of_grading(course):
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write('c.Execute.figures = "drawn"\n')
    content = filled(course)
    cell(content, "look")["outputs"] = [printed("something else")]
    result, copy, html = graded(course, content)
    assert result.total == 12
    assert cell(copy, "look")["outputs"][0]["text"] == ["three doubled is 6\n"]
    assert "something else" not in html and "As you handed it in" not in html and "When it was" not in html
    assert "handed in without outputs" not in html
