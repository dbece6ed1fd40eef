"""Thresholds are measured, kept with what they belong to, and out of date when that changes."""

import math

import pytest
from small import HEAD, SHEET, TEXT, make_course, write_answer, write_text

from autograder.audit import calibration
from autograder.course import CourseError

QUESTION = """\
# test: test_total
# cells: total
# passes: >= 10
def measure(seed):
    rng = np.random.default_rng(seed)
    return total(np.array([1.0, 2.0])) + rng.normal(scale=0.01) ** 2
"""


@pytest.fixture
def course(tmp_path):
    course = make_course(tmp_path / "course")
    write_answer(course, "total/right/loop", "def total(x):\n    return sum(float(scale(one)) for one in x)")
    write_answer(
        course,
        "total/wrong/crashes",
        HEAD.format("divides by zero", "test_total", "By what?") + "def total(x):\n    return 1 / 0",
    )
    _ask(course, QUESTION)
    return course


def _ask(course, text):
    path = course.answers / SHEET / "calibration" / "sums.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


def test_every_answer_is_measured_with_every_seed(course, tmp_path):
    (question,) = calibration.questions(course, SHEET)
    found = calibration.calibrate(course, SHEET, question, seeds=25, workers=1)
    values = found["values"]
    assert list(values) == ["reference", "right/total/loop", "wrong/total/crashes", "wrong/total/mean"]
    assert [len(some) for some in values.values()] == [
        25,
        20,
        20,
        20,
    ]  # the loop draws what the reference draws
    assert len(set(values["reference"])) == 25
    assert all(math.isnan(value) for value in values["wrong/total/crashes"])
    bounds = calibration.bounds(question, found)
    assert bounds["reference"][:2] == (0, 25) and bounds["wrong/total/mean"][:2] == (0, 20)
    assert bounds["reference"][2] == pytest.approx(1 - 0.05 ** (1 / 25))
    assert calibration.together(question, found) == bounds["reference"]
    content = {"values": {"reference": [10, 12], "right/total/loop": [10, 9], "wrong/total/mean": [3, 3]}}
    assert calibration.together(question, content)[:2] == (1, 4)
    content = {
        "values": {"reference": [10, 12], "right/total/loop": [10, 12.001, 9], "wrong/total/mean": [3]}
    }
    assert calibration.together(question, content)[:2] == (1, 3)
    calibration.figure(question, found, tmp_path / "sums.png")
    assert (tmp_path / "sums.png").stat().st_size > 5000


def test_bad_luck_is_counted(course):
    (question,) = calibration.questions(course, SHEET)
    content = {"values": {"reference": [10, 9, 11, math.nan], "wrong/total/mean": [3, 10, 2, 1]}}
    assert calibration.bounds(question, content)["reference"][:2] == (2, 4)
    assert calibration.bounds(question, content)["wrong/total/mean"][:2] == (1, 4)


def test_values_are_out_of_date_when_what_they_depend_on_changes(course):
    (question,) = calibration.questions(course, SHEET)
    before = calibration.codes(course, SHEET, question)
    write_text(course, TEXT.replace("# ## 1.2 Total", "# ## 1.2 Sum").replace("# # 1 Tiny", "# # 1 Small"))
    assert calibration.codes(course, SHEET, question) == before
    write_text(course, TEXT.replace("np.float32(0.2)", "np.float32(0.3)"))
    assert calibration.codes(course, SHEET, question) == before  # the measure does not need it
    write_text(course, TEXT.replace("3 * x + 0.5", "x * 3 + 0.5"))
    assert calibration.codes(course, SHEET, question) != before
    write_text(course, TEXT)
    write_answer(course, "total/right/loop", "def total(x):\n    return sum(map(float, scale(x)))")
    assert calibration.codes(course, SHEET, question) != before


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("# cells: total\n", "", "no `# cells: ...` line"),
        ("# cells: total", "# cells: totla", "no cell 'totla'"),
        (">= 10", "ten", r"write the threshold as `# passes: >= 0\.95`"),
        (">= 10", ">= 11", "test_total does not hold the threshold 11"),
    ],
)
def test_a_malformed_question_is_named(course, before, after, complaint):
    _ask(course, QUESTION.replace(before, after))
    with pytest.raises(CourseError, match=r"sums\.py: .*" + complaint):
        calibration.questions(course, SHEET)


def test_only_what_has_changed_is_measured_again(course):
    (question,) = calibration.questions(course, SHEET)
    measured = []
    note = lambda done, total: measured.append(total)
    before = calibration.calibrate(course, SHEET, question, seeds=20, workers=1, progress=note)["values"]
    assert max(measured) == 80
    write_answer(course, "total/right/loop", "def total(x):\n    return float(sum(map(scale, x)))")
    measured.clear()
    again = calibration.calibrate(course, SHEET, question, seeds=30, workers=1, progress=note)["values"]
    assert sorted(set(measured)) == [10, 20]  # the other loop, and ten seeds more
    assert again["reference"][:20] == before["reference"] and len(again["reference"]) == 30
    assert again["wrong/total/mean"] == before["wrong/total/mean"]
