"""A written answer that stands near its cell is never an automatic zero."""

import pytest
from tiny import SHEET, cell, extra, filled, place, released

from autograder.authoring.sheets import read_notebook
from autograder.intake.repair import repair

WORDS = "It is linear because it multiplies by a constant."


def submissions(course):
    stub = cell(released(course), "why")["source"]

    def beside(at, source=WORDS, kind="markdown"):
        notebook = filled(course, why=stub)
        notebook["cells"].insert(place(notebook, "why") + at, extra(source, kind))
        return notebook

    question = filled(course, why=stub)
    cell(question, "task_why")["source"] += f"\n\n{WORDS}"
    replaced = filled(course)
    replaced["cells"][place(replaced, "why")] = extra(WORDS, "markdown")
    last = filled(course, why=stub)
    last["cells"].append(extra(f"## My answers\n\n{WORDS}", "markdown"))
    name_on_top = filled(course, why=stub)
    name_on_top["cells"].insert(0, extra("Ada Lovelace, 1000001", "markdown"))
    scratch = beside(1, "total = 1 + 1\nprint(total)", "code")
    in_code = filled(course, why=stub)
    in_code["cells"][place(in_code, "credit")]["source"] = (
        "def credit(k):\n    # 1.3: It is linear because\n    # it multiplies by a constant.\n    return 2"
    )
    at_the_top_of_code = filled(course, why=stub, double=f"# {WORDS}\ndef double(x):\n    return 2 * x")
    talkative = filled(course, why=stub)
    cell(talkative, "credit")["source"] = (
        "def credit(k):\n    # pay two points\n    # result = [max(k, other) for other in range(2)]\n"
        "    # return result[k] if k in result else other(result, k, k, k)\n    return 2  # always"
    )
    return {
        "in_code": in_code,
        "at_the_top_of_code": at_the_top_of_code,
        "talkative": talkative,
        "below": beside(1),
        "above": beside(0),
        "raw": beside(1, kind="raw"),
        "comment": beside(1, f"# {WORDS}", "code"),
        "string": beside(1, f'"""{WORDS}"""', "code"),
        "prose_in_code": beside(1, WORDS, "code"),
        "in_the_question": question,
        "replaced": replaced,
        "at_the_end": last,
        "untouched": released(course),
        "skipped": filled(course, why=stub),
        "name_on_top": name_on_top,
        "scratch": scratch,
    }


@pytest.fixture(scope="module")
def graded(grade_class):
    return grade_class(submissions)


BESIDE = [
    "at_the_top_of_code",
    *("below", "above", "raw", "comment", "string", "prose_in_code"),
    *("in_the_question", "replaced", "at_the_end"),
]


@pytest.mark.parametrize("student", BESIDE)
def test_text_near_the_answer_waits_for_a_person(graded, student):
    assert WORDS in "".join(cell(graded.copy(student), "why")["source"])
    assert graded.of[student].needs_manual
    assert graded.of[student].total == 12
    assert "still to be graded: 3 points" in graded.page(student)
    with graded.course.gradebook() as book:
        notebook = book.find_submission_notebook("01_tiny", "01_tiny", student)
        [grade] = [grade for grade in notebook.grades if grade.name == "why"]
        assert grade.auto_score is None


def test_nobody_has_to_read_megabytes(template):
    notebook = released(template)
    notebook["cells"] += [extra("word " * 10_000, "markdown") for _ in range(20)]
    found = repair(notebook["cells"], read_notebook(template.release(SHEET))).notebook
    assert 20_000 < len(cell(found, "why").source) < 20_200


def test_an_answer_in_comments_of_a_code_answer_waits_for_a_person(graded):
    answer = "".join(cell(graded.copy("in_code"), "why")["source"])
    assert "1.3: It is linear because\nit multiplies by a constant." in answer
    assert graded.of["in_code"].needs_manual and graded.of["in_code"].total == 12


@pytest.mark.parametrize("student", ["talkative", "untouched", "skipped", "name_on_top", "scratch"])
def test_an_answer_without_text_near_it_is_not_attempted(graded, student):
    assert not graded.of[student].needs_manual
    assert graded.notes(student)["look"] == []
    assert "not final" not in graded.page(student)
