"""Every requirement row is covered by a cell that exists."""

import csv
from pathlib import Path

import pytest

from autograder.authoring import sheets
from autograder.course import Course

COURSE = Course.find()
with Path(__file__).with_name("coverage.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def test_every_requirement_row_stands_once():
    rows = [row["row"] for row in ROWS]
    assert rows and len(rows) == len(set(rows))


@pytest.mark.parametrize("sheet", COURSE.sheets())
def test_every_row_of_a_written_sheet_is_mapped_to_a_cell(sheet):
    cells = {cell.id for cell in sheets.read_text(COURSE.text(sheet)).cells}
    rows = [row for row in ROWS if row["sheet"] == sheet]
    assert rows, f"no requirement row names {sheet}"
    for row in rows:
        if row["cell"] == "none":
            assert row["reason"], f"{row['row']} is covered by no cell: say why"
        else:
            assert row["cell"] in cells, f"{row['row']}: {sheet} has no cell {row['cell']!r}"
