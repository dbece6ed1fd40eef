"""Of two uploads, the one with the student's work counts, whatever an editor did to it."""

import json
import shutil

import pytest
from downloads import add_sheet, packed
from tiny import SHEET, cell, extra, filled, released

from autograder.course import Course
from autograder.intake.collect import collect


def test_the_filled_notebook_without_marks_wins_against_the_empty_sheet(template, tmp_path):
    shutil.copytree(template.root, tmp_path / "course")
    course = Course(tmp_path / "course")
    notebook = filled(course)
    notebook["cells"] = [extra(one["source"], one["cell_type"]) for one in notebook["cells"]]
    empty, mine = json.dumps(released(course)).encode(), json.dumps(notebook).encode()
    folder = "Ada Lovelace_101_assignsubmission_file"
    files = {f"{folder}/{SHEET}.ipynb": empty, f"{folder}/{SHEET}-final.ipynb": mine}
    found = collect(course, packed(tmp_path / "all.zip", files), SHEET)
    assert [one.path for one in found.collected] == [f"{folder}/{SHEET}-final.ipynb"]
    [other] = found.left
    assert "is the sheet as it was released" in other.reason and other.todo
    # A notebook of something else is still no submission.
    stranger = json.dumps(notebook | {"cells": [extra("print('something else')")]}).encode()
    files[f"{folder}/{SHEET}-final.ipynb"] = stranger
    shutil.rmtree(course.root / "submitted")
    found = collect(course, packed(tmp_path / "other.zip", files), SHEET)
    assert [one.path for one in found.collected] == [f"{folder}/{SHEET}.ipynb"]


def test_colab_keeps_the_ids_of_cells_in_their_metadata(template):
    from autograder.authoring.sheets import read_notebook
    from autograder.intake.repair import repair

    notebook = filled(template)
    for one in notebook["cells"]:
        one["metadata"]["id"] = one.pop("id")
        if one["metadata"]["id"] == "look":
            one["source"] = "print('my own look')"
    found = repair(notebook["cells"], read_notebook(template.release(SHEET)))
    assert found.repairs == []
    assert found.notebook.metadata.workbook.own == ["look"]


def stripped(course, **sources):
    notebook = filled(course, **sources)
    return notebook | {"cells": [extra(one["source"], one["cell_type"]) for one in notebook["cells"]]}


def test_a_notebook_without_marks_under_another_name_is_known_by_its_text(course, tmp_path):
    add_sheet(course)
    mine = stripped(course, why="It multiplies.")
    few = mine | {"cells": mine["cells"][:2]}
    files = {
        "Ada Lovelace_101_assignsubmission_file/my homework.ipynb": json.dumps(mine).encode(),
        "Bob Müller_102_assignsubmission_file/other.ipynb": json.dumps(few).encode(),
    }
    found = collect(course, packed(tmp_path / "all.zip", files))
    assert [(one.student, one.sheet) for one in found.collected] == [("ada_lovelace", SHEET)]
    assert found.collected[0].notes == ["It was called my homework.ipynb."]
    assert [one.reason for one in found.left] == ["is not a sheet of this course."]


@pytest.fixture(scope="module")
def graded(grade_class):
    return grade_class(lambda course: {"all": stripped(course)})


def test_its_code_counts_and_its_written_answer_waits_for_a_person(graded):
    assert graded.of["all"].total == 12 and graded.of["all"].needs_manual
    text = "".join(cell(graded.copy("all"), "why")["source"])
    assert "It adds and scales." in text
