"""Rubrics are read from the sheets: each item, what it is worth, and what is a note only."""

import pytest

from autograder.authoring import cells
from autograder.authoring.sheets import read_notebook
from autograder.course import Course
from autograder.marking.rubric import parse

COURSE = Course.find()
WRITTEN = [
    pytest.param(cell.source, cells.points(cell), id=f"{sheet}-{cells.name(cell)}")
    for sheet in COURSE.sheets()
    for cell in read_notebook(COURSE.source(sheet)).cells
    if cells.is_written(cell)
]


def read(rubric):
    """Return points and texts of the items of a rubric, and its notes."""
    found = parse(f"The model answer.\n\n**Rubric.** {rubric}")
    assert found.model == "The model answer."
    return [(item.points, item.text) for item in found.items], found.notes


@pytest.mark.parametrize(("source", "points"), WRITTEN)
def test_the_items_of_every_question_add_up_to_its_points(source, points):
    rubric = parse(source)
    assert sum(item.points for item in rubric.items) == points
    assert len({item.key for item in rubric.items}) == len(rubric.items)
    assert all(item.text for item in rubric.items)
    assert "Rubric" not in rubric.model and rubric.model
    # Nothing of the rubric is lost: each word is in an item or in a note, or says what an item is worth.
    shown = " ".join([rubric.notes, *(item.text for item in rubric.items)])
    text = " ".join(source[source.index("**Rubric.**") :].split()[1:])
    lost = [word for word in text.split() if word.strip(".,;") not in shown]
    assert {word.lower() for word in lost} <= {"1", "half", "a", "point", "point:", "each:"}


def test_there_are_sheets_to_read():
    assert len(WRITTEN) > 40


@pytest.mark.parametrize(
    ("rubric", "items", "notes"),
    [
        ("1 point for this, 1 point for that.", [(1, "this"), (1, "that")], ""),
        ("3 points for a reason.", [(3, "a reason")], ""),
        ("1 point: $a: b$. Half a point: c (half for d).", [(1, "$a: b$"), (0.5, "c (half for d)")], ""),
        ("Half a point each: (a) x; (b) y.", [(0.5, "(a) x"), (0.5, "(b) y")], ""),
        ("1 point: all. Half a point if one is missing.", [(1, "all")], "Half a point if one is missing."),
        ("1 point: all. Half a point for less.", [(1, "all")], "Half a point for less."),
        ("1 point: all. (Half without c.) Be kind.", [(1, "all. (Half without c.)")], "Be kind."),
        ("Be kind. 1.5 points: all.", [(1.5, "all")], "Be kind."),
        ("Two points: this. One point: that.", [(2, "this"), (1, "that")], ""),
        ("Full marks for a clear picture.", [], "Full marks for a clear picture."),
    ],
)  # fmt: skip
def test_forms_of_rubrics(rubric, items, notes):
    assert read(rubric) == (items, notes)


def test_a_cell_without_a_rubric_is_a_model_answer():
    assert parse("Because it is.") == ("Because it is.", [], "")


def test_the_key_of_an_item_changes_with_its_meaning_only():
    [[one], [same], [other]] = (
        parse(f"x\n\n**Rubric.** {text}").items for text in ("1 point: a.", "1 point:  a", "2 points: a.")
    )
    assert one.key == same.key != other.key
