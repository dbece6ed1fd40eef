"""Right code in another place than the sheet expects earns all points."""

import pytest
from tiny import REFERENCE, cell, extra, filled, place, released

DOUBLE, CREDIT = REFERENCE["double"], REFERENCE["credit"]


def without(notebook, *names):
    notebook["cells"] = [one for one in notebook["cells"] if one.get("id") not in names]
    return notebook


def with_cell(notebook, after, source, kind="code"):
    notebook["cells"].insert(place(notebook, after) + 1, extra(source, kind))
    return notebook


def stripped(notebook):
    """Return a notebook as some hosted editors save it: no marks, no ids."""
    notebook["cells"] = [extra(one["source"], one["cell_type"]) for one in notebook["cells"]]
    return notebook


def submissions(course):
    both = f"{DOUBLE}\n\n\n{CREDIT}"
    in_test = filled(course, double=cell(released(course), "double")["source"])
    test = cell(in_test, "test_double")
    test["source"] = f"{DOUBLE}\n{test['source']}"
    moved = cell(filled(course), "credit")
    below = without(filled(course), "credit")
    below["cells"].append(moved | {"id": "mine", "metadata": {}})
    right = {
        "control": filled(course),
        "merged_into_the_first": without(filled(course, double=both), "credit"),
        "all_on_top_stubs_deleted": without(with_cell(filled(course), "imports", both), "double", "credit"),
        "all_on_top_stubs_left": with_cell(released(course), "imports", both),
        "all_on_top_stubs_emptied": with_cell(
            filled(course, double="# see above", credit="# see above"), "imports", both
        ),
        "assigned": with_cell(released(course), "imports", "double, credit = lambda x: 2 * x, lambda k: 2"),
        "below_the_stub": with_cell(released(course), "double", both),
        "typed_into_the_test": in_test,
        "marks_and_ids_lost": stripped(filled(course)),
        "one_answer_pasted_anew": with_cell(without(filled(course), "credit"), "task_credit", CREDIT),
    }
    # Not the student's definition: the stub has to stay, or the test would not say what is missing.
    mentioned = with_cell(released(course), "imports", "print('double(x) == 3')  # double = what?")
    with_word = with_cell(mentioned, "imports", "def doubled(x):\n    double = 3\n    return double == x")
    return right | {"only_mentioned": with_word, "at_the_very_end": below}


RIGHT = [
    "control",
    "merged_into_the_first",
    "all_on_top_stubs_deleted",
    "all_on_top_stubs_left",
    "all_on_top_stubs_emptied",
    "assigned",
    "below_the_stub",
    "typed_into_the_test",
    "marks_and_ids_lost",
    "one_answer_pasted_anew",
]


@pytest.fixture(scope="module")
def graded(grade_class):
    return grade_class(submissions)


@pytest.mark.parametrize("student", RIGHT)
def test_right_code_keeps_its_points_wherever_it_stands(graded, student):
    assert graded.of[student].total == graded.of[student].maximum == 12
    assert graded.notes(student)["look"] == []


def test_cells_without_marks_are_known_by_their_place(graded):
    copy = graded.copy("marks_and_ids_lost")
    found = ["".join(one["source"]) for one in copy["cells"] if one["id"] in REFERENCE]
    assert found == list(REFERENCE.values())
    assert graded.notes("marks_and_ids_lost")["own"] == []
    assert graded.of["marks_and_ids_lost"].needs_manual  # the written answer


def test_a_word_in_a_cell_is_no_definition(graded):
    stub = cell(graded.copy("only_mentioned"), "double")
    assert "NotImplementedError" in "".join(stub["source"])
    assert not graded.of["only_mentioned"].needs_manual


def test_an_answer_below_its_tests_waits_for_a_person(graded):
    one = graded.of["at_the_very_end"]
    assert one.total == 2
    assert one.needs_manual
    assert one.look == ["The answer credit was found in another cell, below its tests."]
