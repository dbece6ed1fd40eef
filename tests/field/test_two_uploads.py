"""Of two uploads, the one with the student's work counts, whatever an editor did to it."""

import json
import shutil

from downloads import packed
from tiny import SHEET, extra, filled, released

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
