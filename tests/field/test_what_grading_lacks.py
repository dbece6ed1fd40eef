"""What grading answers with a note, and what it cannot do, is said; where points are lost, a person looks."""

import pytest
from tiny import cell, extra, filled, place, released


def submissions(course):
    # `why` as released, or each of them would wait for a grader anyway
    stub = cell(released(course), "why")["source"]
    right = "def double(x):\n    return 2 * x"
    # As torch says it; to import torch takes longer than a cell of this course may run on a busy machine.
    gpu = "def double(x):\n    raise AssertionError('Torch not compiled with CUDA enabled')"
    waits = filled(course, why=stub, double="def double(x):\n    return 0")
    waits["cells"].insert(place(waits, "double"), extra("import time\ntime.sleep(1000)"))
    starts = "import subprocess\ndef double(x):\n    subprocess.run(['ls'])\n    return 2 * x"
    return {
        "installs": filled(course, why=stub, double=f"!pip install tqdm\n{right}"),
        "gpu": filled(course, why=stub, double=gpu),
        "waits": waits,
        "starts": filled(course, why=stub, double=starts),
        "package": filled(course, why=stub, double=f"import nobody_has_it\n\n\n{right}"),
        "part": filled(course, why=stub, double=f"from scipy.nobody_has_it import x\n\n\n{right}"),
        "inside": filled(
            course, why=stub, double=f"{right} + nothing()\n\n\nfrom nobody_has_it import nothing"
        ),
        "wrong": filled(course, why=stub, double="def double(x):\n    raise AssertionError('in grading')"),
    }


@pytest.fixture(scope="module")
def graded(grade_class):
    return grade_class(submissions)


def test_a_command_costs_nothing_and_the_page_says_that_it_was_not_run(graded):
    assert graded.of["installs"].total == 12
    assert not graded.of["installs"].needs_manual
    assert "`!pip` is not run in grading." in graded.page("installs")


@pytest.mark.parametrize(
    ("student", "why"),
    [
        ("gpu", "There is no GPU in grading."),
        ("waits", "your experiments take longer than grading can wait"),
        ("starts", "Grading does not allow a submission to start processes"),
    ],
)
def test_points_that_grading_itself_may_have_cost_are_not_final(graded, student, why):
    assert graded.of[student].needs_manual
    assert any(why in one for one in graded.of[student].look)
    assert why in graded.page(student)


@pytest.mark.parametrize("student", ["package", "part", "inside"])
def test_a_package_that_grading_lacks_costs_no_other_answer_and_a_person_looks(graded, student):
    scores = graded.of[student].scores
    assert scores.pop("test_double") == (0, 2)
    assert all(earned == possible for earned, possible in scores.values())
    assert graded.of[student].needs_manual
    assert any("ModuleNotFoundError" in one and "the cell double" in one for one in graded.of[student].look)


def test_a_mistake_of_the_students_own_is_final(graded):
    assert not graded.of["wrong"].needs_manual
