"""Tables that survive the way through a spreadsheet, and start nothing there."""

import csv
import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course import CourseError
from autograder.intake.spreadsheet import defused, read_table, restored, write_table

FORMULAS = {  # and what becomes of them
    "=1+1": "'=1+1",
    "+1+cmd|' /C calc'!A0": "'+1+cmd|' /C calc'!A0",
    "-2+3": "'-2+3",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1": "\t'=1",
    "\r=1": "\r'=1",
    "  =1": "'  =1",
    "＝1+1": "'＝1+1",
    "﹢1+F()": "'﹢1+F()",
    "'=1": "''=1",
    "Ada;=HYPERLINK(1);x": "Ada;'=HYPERLINK(1);x",
    "Ada\t@F()\tx": "Ada\t'@F()\tx",
    "Ada|+F()|x": "Ada|'+F()|x",
    "Ada,-F(),x": "Ada,'-F(),x",
    "Ada\n=F()": "Ada\n'=F()",
    "Ada\u2028=F()": "Ada\u2028'=F()",
    'Ada;"=F()"': 'Ada;\'"=F()"',
    "Ada; \u00a0\u200b\ufeff=F()": "Ada;' \u00a0\u200b\ufeff=F()",
    "=a;=b": "'=a;'=b",
}
HARMLESS = [
    *("Ada", "O'Neil", "'quoted'", "-", "-1.5", "+3", "1e-3", "", "a=b", "x@y.example", "17,5"),
    *("Müller, Jr.", "Müller; -", "+49 170 1234567", "a;b|c\td", '"Ada" Lovelace', "x;'y'"),
]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_defused(text):
    assert defused(text) == FORMULAS[text]
    assert restored(defused(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays(text):
    assert defused(text) == text == restored(text)


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
    | st.text(st.sampled_from("'\";, \t|\n=+-@a1"), max_size=12)
)
def test_nothing_is_lost_and_no_reader_finds_a_formula(text):
    assert restored(defused(text)) == text
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow([defused(text), "x"])
    for delimiter in ",;\t|":
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            lines = io.StringIO(written.getvalue(), newline="")
            for cell in itertools.chain(*csv.reader(lines, delimiter=delimiter, quoting=quoting)):
                bare = cell.strip(' \t\r\n"')
                assert bare[:1] not in ("=", "@"), (delimiter, cell)


def test_a_table_is_read_as_it_was_written(tmp_path):
    rows = [
        ['a "quoted", name', "x;=1+1", "line\nbreak", *list(FORMULAS)[:10]],
        ["", "Zoë", "ß", *HARMLESS[:10]],
    ]
    path = tmp_path / "new" / "table.csv"
    header = [f"column {k}" for k in range(13)]
    write_table(path, header, rows)
    assert read_table(path) == (header, rows)
    with path.open(newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.lstrip(" \t\r")[:1] in ("=", "@", "＝")]
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
