"""Tables that survive the way through a spreadsheet, and start nothing there."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course import CourseError
from autograder.intake.spreadsheet import defused, read_table, restored, write_table

FORMULAS = [
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "＝1+1",
    "'=1",
    "''=1",
]
HARMLESS = ["Ada", "O'Neil", "'quoted'", "-", "-1.5", "+3", "1e-3", "", "a=b", "x@y.example", "17,5"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_defused(text):
    assert defused(text) == "'" + text
    assert restored(defused(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays(text):
    assert defused(text) == text == restored(text)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20))
def test_nothing_is_lost(text):
    assert restored(defused(text)) == text


def test_a_table_is_read_as_it_was_written(tmp_path):
    rows = [['a "quoted", name', "x;=1+1", "line\nbreak", *FORMULAS], ["", "Zoë", "ß", *HARMLESS[:10]]]
    path = tmp_path / "new" / "table.csv"
    header = [f"column {k}" for k in range(13)]
    write_table(path, header, rows)
    assert read_table(path) == (header, rows)
    with path.open(newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.strip(" '\t\r") != cell.strip() and cell[0] != "'"]
    assert [path.name for path in path.parent.iterdir()] == ["table.csv"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_spreadsheets_are_read(tmp_path, encoding, delimiter):
    text = f'student_id{delimiter}"name"\r\nada{delimiter}"Müller, Zoë"\r\n\r\nbob\r\n'
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))
    assert read_table(tmp_path / "t.csv") == (["student_id", "name"], [["ada", "Müller, Zoë"], ["bob", ""]])


@pytest.mark.parametrize(
    ("content", "reason"), [(b"PK\x03\x04", "save the table as CSV"), (b"\n", "is empty")]
)
def test_what_is_no_table_is_refused(tmp_path, content, reason):
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(CourseError, match=reason):
        read_table(tmp_path / "t.csv")
    with pytest.raises(CourseError, match="There is no"):
        read_table(tmp_path / "missing.csv")
