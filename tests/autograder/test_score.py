"""From the outputs of a test to points, and from any outputs to harmless ones."""

import pytest
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from autograder.score import ForgiveWarnings, KeepHarmlessOutputs, PlainPoints


def test_cell(*outputs):
    marks = {"grade": True, "grade_id": "test", "locked": True, "points": 3, "solution": False}
    return new_code_cell("", outputs=list(outputs), metadata={"nbgrader": marks})


test_cell.__test__ = False  # it makes a cell


def points(*outputs):
    """Return what nbgrader gives for these outputs after all steps."""
    cell = test_cell(*outputs)
    for step in (PlainPoints, ForgiveWarnings, KeepHarmlessOutputs):
        cell, _ = step().preprocess_cell(cell, {}, 0)
    return determine_grade(cell)[0]


def result(text, **data):
    return new_output("execute_result", {"text/plain": text, **data})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[("2", 2), ("1.5", 1.5), ("0", 0), ("2.", 2), (".5", 0.5), ("3e-1", 0.3), ("+1", 1), (["2"], 2)],
        *[("-1", 0), ("99", 3)],
        *[
            (text, 0)
            for text in ("1e999", "nan", "inf", "True", "np.float64(2.0)", "tensor(2.)", "'2'", "2j")
        ],
        *[(text, 0) for text in ("2.0\n", " 2", "1_0", "٢", "", "2" * 1000, ["1", "2"])],
    ],
)
def test_only_plain_numbers_are_points(text, expected):
    assert points(result(text)) == expected


def test_no_result_is_full_marks_and_an_error_none():
    assert points() == 3
    assert points(new_output("stream", text="done")) == 3
    assert points(new_output("error", ename="E", evalue="", traceback=[]), result("3")) == 0


def test_a_result_without_text_is_no_success():
    assert points(new_output("execute_result", {"text/html": "<b>3</b>"})) == 0
    assert points(new_output("execute_result", {})) == 0


def test_the_last_result_counts():
    assert points(result("3"), result("1")) == 1
    assert points(result("3"), result("None of this")) == 0


def test_a_warning_costs_nothing():
    warning = new_output("stream", name="stderr", text="UserWarning")
    assert points(warning) == 3
    assert points(warning, result("2")) == 2


def test_only_harmless_outputs_stay():
    pixel = "iVBORw0KGgo="
    outputs = [
        new_output("stream", name="stderr", text="\ud800 text\0"),
        new_output("error", ename="E", evalue="\udfff", traceback=["\x1b[31mred\x1b[0m"]),
        new_output("display_data", {"text/html": "<b>", "image/png": pixel, "text/plain": "figure"}),
        new_output("display_data", {"image/png": "<script>", "image/jpeg": pixel, "image/svg+xml": "<svg/>"}),
        new_output("display_data", {"application/javascript": "x", "text/latex": "x", "text/markdown": "x"}),
        new_output("display_data", {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "0%"}),
    ]
    cell, _ = KeepHarmlessOutputs().preprocess_cell(new_code_cell("", outputs=outputs), {}, 0)
    assert cell.outputs == [
        new_output("stream", name="stderr", text="? text\ufffd"),
        new_output("error", ename="E", evalue="?", traceback=["\x1b[31mred\x1b[0m"]),
        new_output("display_data", {"image/png": pixel, "text/plain": "figure"}),
        new_output("display_data", {"text/plain": "0%"}),
    ]
