"""Collecting what learning platforms give: whose each file is, which sheet, when; and nothing gets lost."""

import json
import os
import stat
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from downloads import OTHER, add_sheet, laid_out, packed, table, work
from tiny import SHEET
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course import CourseError
from autograder.intake import archive
from autograder.intake.collect import collect
from autograder.intake.platforms.exchange import exchange_time
from autograder.intake.roster import read_roster

ROSTER = (
    "student_id,first_name,last_name,moodle,canvas,ilias,login",
    "ada,Ada,Lovelace,101,7001,501,lovelace",
    "bob,Bob,Müller,102,7002,502,mueller",
    "chen,Chén,Wei,103,7003,503,wei",
)


@pytest.fixture
def roster(tmp_path):
    return read_roster(table(tmp_path / "roster.csv", *ROSTER))


def deadline(course, text='{"01_tiny": "2026-05-04 23:59"}'):
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"c.LatePolicy.due = {text}\n")


def students(found):
    return [one.student for one in found.collected]


def left(found):
    return {one.path: one.reason for one in found.left}


def stamp(course, student):
    path = course.submitted(SHEET, student).with_name("timestamp.txt")
    return path.read_text() if path.exists() else None


PLATFORMS = {
    "moodle": (
        "Ada Lovelace_101_assignsubmission_file/01_tiny.ipynb",
        "Bob Müller_102_assignsubmission_file/sub/01_tiny.ipynb",
        "Wei Chen_103_assignsubmission_file/Unbenannt.ipynb",
    ),
    "moodle before 4.1": (
        "Ada Lovelace_101_assignsubmission_file_/01_tiny.ipynb",
        "Bob Müller_102_assignsubmission_file_/01_tiny.ipynb",
        "Chén Wei_103_assignsubmission_file_/01_tiny.ipynb",
    ),
    "moodle in one folder": (
        "Ada Lovelace_101_assignsubmission_file_01_tiny.ipynb",
        "Bob Müller_102_assignsubmission_file_01_tiny.ipynb",
        "Chén Wei_103_assignsubmission_file_my_work.ipynb",
    ),
    "moodle, blind": (
        "Participant_101_assignsubmission_file/01_tiny.ipynb",
        "Participant_102_assignsubmission_file/01_tiny.ipynb",
        "Teilnehmer 103_103_assignsubmission_file/01_tiny.ipynb",
    ),
    "canvas": (
        "lovelaceada_7001_90001_01_tiny.ipynb",
        "müllerbob_LATE_7002_90002_01_tiny-2.ipynb",
        "weichén_7003_90003_x_1_2_y.ipynb",
    ),
    "canvas, anonymous in part": (
        "7001_90001_01_tiny.ipynb",
        "LATE_7002_90002_01_tiny.ipynb",
        "weichen_late_7003_90003_01_tiny.ipynb",
    ),
    "ilias": (
        "Blatt_1_a_b_77/Abgaben/Lovelace_Ada_lovelace_501/01_tiny.ipynb",
        "Blatt_1_a_b_77/Abgaben/Mueller_Bob_mueller_502/Verspaetete Abgabe - 01_tiny.ipynb",
        "Blatt_1_a_b_77/Abgaben/Wei_Chen_wei_503/01_tiny.ipynb",
    ),
    "ilias, multi-feedback": (
        "multi_feedback_Sheet_01_tiny_12/Lovelace_Ada_lovelace_501/01_tiny.ipynb",
        "multi_feedback_Sheet_01_tiny_12/Mueller_Bob_mueller_502/01_tiny.ipynb",
        "multi_feedback_Sheet_01_tiny_12/Wei_Chen_wei_503/Late Submission - 01_tiny.ipynb",
    ),
    "ilias, teams": (
        "Submissions/Team 4/Lovelace_Ada_lovelace_501/01_tiny.ipynb",
        "Submissions/Team 4/Mueller_Bob_mueller_502/01_tiny.ipynb",
        "Submissions/Team 5/Wei_Chen_wei_503/01_tiny.ipynb",
    ),
    "exchange": (
        "ada+01_tiny+2026-05-03 10:00:00.123456 UTC/01_tiny.ipynb",
        "bob+01_tiny+2026-05-04 22:30:00 UTC+a-B_9cdefghij/01_tiny.ipynb",
        "chen+01_tiny+2026-05-03 10:00:00 CEST/01_tiny.ipynb",
    ),
    "nbgrader's folders": ("ada/01_tiny/01_tiny.ipynb", "bob/01_tiny/01_tiny.ipynb", "chen/01_tiny/x.ipynb"),
    "folders": ("Ada Lovelace/01_tiny.ipynb", "Mueller, Bob/work.ipynb", "wei/01_tiny.ipynb"),
    "files": ("ada.ipynb", "Bob_Mueller_01_tiny.ipynb", "01_tiny-Wei_Chen.ipynb"),
    "wrapped files": ("all/ada.ipynb", "all/bob_01_tiny.ipynb", "all/chen.ipynb"),
    "wrapped folders": ("all/ada/x.ipynb", "all/bob/01_tiny.ipynb", "all/chen/01_tiny.ipynb"),
}


@pytest.mark.parametrize("layout", PLATFORMS)
@pytest.mark.parametrize("unpacked", [False, True])
def test_every_layout_is_recognized(course, roster, tmp_path, layout, unpacked):
    names = PLATFORMS[layout]
    files = {name: work(course, f"def double(x):\n    return {k} * x") for k, name in enumerate(names)}
    make = laid_out if unpacked else packed
    found = collect(course, make(tmp_path / "download", files), roster=roster)
    assert students(found) == ["ada", "bob", "chen"]
    assert found.left == []
    for student, content in zip(("ada", "bob", "chen"), files.values(), strict=True):
        assert course.submitted(SHEET, student).read_bytes() == content
    assert [one.status for one in found.collected] == ["new"] * 3
    again = collect(course, tmp_path / "download", SHEET, roster)
    assert [one.status for one in again.collected] == ["unchanged"] * 3


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("Ada Lovelace_101_assignsubmission_file/01_tiny.ipynb", "ada_lovelace"),
        ("Zoë O'Neil-Ünal_9_assignsubmission_file/01_tiny.ipynb", "zoë_o_neil-ünal"),
        ("lovelaceada_7001_90001_01_tiny.ipynb", "lovelaceada_7001"),
        ("anon_LATE_anon_x1Y2_90001_01_tiny.ipynb", "anon_anon_x1y2"),
        ("Abgaben/Lovelace_Ada_ada.l_501/01_tiny.ipynb", "ada.l"),
        ("ada/01_tiny.ipynb", "ada"),
    ],
)
def test_without_a_roster_ids_are_made_of_what_the_platform_says(course, tmp_path, name, student):
    found = collect(course, packed(tmp_path / "all.zip", {name: work(course)}))
    assert students(found) == [student]


def test_a_student_cannot_pass_for_another_by_names_of_files(course, tmp_path):
    """The outermost part of a path is the platform's."""
    inner = "Bob Müller_102_assignsubmission_file/Bob_B_bob_2/bob+01_tiny+2026-05-01 10:00:00 UTC"
    files = {
        f"Ada Lovelace_101_assignsubmission_file/{inner}/01_tiny.ipynb": work(course),
        "Chen Wei_103_assignsubmission_file/01_tiny.ipynb": work(course),
    }
    assert students(collect(course, packed(tmp_path / "m.zip", files))) == ["ada_lovelace", "chen_wei"]
    files = {"ada_1_2_bob_3_4_01_tiny.ipynb": work(course), "chen_5_6_01_tiny.ipynb": work(course)}
    assert students(collect(course, packed(tmp_path / "c.zip", files))) == ["ada_1", "chen_5"]
    many = {f"Abgaben/A_A_ada_1/Fake_F_f{k}_{k}/01_tiny.ipynb": work(course) for k in range(5)}
    found = collect(
        course, packed(tmp_path / "i.zip", many | {"Abgaben/B_B_bob_2/01_tiny.ipynb": work(course)})
    )
    assert set(students(found)) == {"ada", "bob"}


def test_an_exchange_folder_cannot_name_a_sheet_that_is_none(course, tmp_path):
    nothing = b'{"cells": [], "nbformat": 4}'
    files = {f"ada+{sheet}+2026-05-01 10:00:00 UTC/work.ipynb": nothing for sheet in ("..", "new")}
    found = collect(course, packed(tmp_path / "all.zip", files))
    assert found.collected == []
    assert list(left(found).values()) == ["is not a sheet of this course."] * 2
    assert not (course.root / "submitted").exists()


def test_who_is_unknown_or_ambiguous_is_listed(course, tmp_path):
    roster = read_roster(
        table(
            tmp_path / "r.csv",
            "student_id,name,moodle",
            "ada1,Ada Lovelace,",
            "ada2,Lovelace Ada,",
            "bob,Bob Müller,7",
            "chen,Chen Wei,8",
        )
    )
    files = {
        "Ada Lovelace_1_assignsubmission_file/01_tiny.ipynb": work(course),
        "Eve_2_assignsubmission_file/01_tiny.ipynb": work(course),
        "Chen Wei_7_assignsubmission_file/01_tiny.ipynb": work(course),  # numbers of another assignment
        "Mallory_8_assignsubmission_file/01_tiny.ipynb": work(course),
        "01_tiny.ipynb": work(course),
    }
    found = collect(course, packed(tmp_path / "all.zip", files), roster=roster)
    assert found.collected == []
    reasons = left(found)
    assert reasons["Ada Lovelace_1_assignsubmission_file/01_tiny.ipynb"] == "could be ada1 or ada2's."
    assert "Eve (2), who is not in the roster" in reasons["Eve_2_assignsubmission_file/01_tiny.ipynb"]
    assert reasons["Chen Wei_7_assignsubmission_file/01_tiny.ipynb"] == "could be bob or chen's."
    assert "not in the roster" in reasons["Mallory_8_assignsubmission_file/01_tiny.ipynb"]
    assert reasons["01_tiny.ipynb"] == "does not show whose it is."
    assert all(one.todo for one in found.left)
    assert not (course.root / "submitted").exists()


def test_two_people_of_one_name_are_not_mixed_up(course, tmp_path):
    files = {f"Kim Lee_{number}_assignsubmission_file/01_tiny.ipynb": work(course) for number in (1, 2)}
    found = collect(course, packed(tmp_path / "all.zip", files))
    assert found.collected == []
    assert len(found.left) == 2
    assert found.left[0].reason == "may be someone else's: Kim Lee (1) and Kim Lee (2) are both kim_lee."
    assert "roster" in found.left[0].todo


def test_which_sheet_it_is_the_cells_tell(course, tmp_path):
    other = add_sheet(course)
    files = {
        "ada/homework final (1).ipynb": work(course),
        "ada/01_tiny.ipynb": other,  # the other sheet under the wrong name
        "bob/01_tiny.ipynb": b'{"cells": [], "nbformat": 4}',
        "chen/notes.ipynb": b'{"cells": [], "nbformat": 4}',
        "dana/01_tiny.ipynb": b"%PDF-1.7",
    }
    source = packed(tmp_path / "all.zip", files)
    found = collect(course, source)
    assert [(one.sheet, one.student) for one in found.collected] == [
        (SHEET, "ada"),
        (SHEET, "bob"),
        (SHEET, "dana"),
        (OTHER, "ada"),
    ]
    notes = {(one.student, one.sheet): " ".join(one.notes) for one in found.collected}
    assert notes["ada", SHEET] == "It was called homework final (1).ipynb."
    assert notes["bob", SHEET] == "It has no cell of 01_tiny; was it the right file?"
    assert notes["dana", SHEET] == "It is not JSON. It will earn nothing; ask for another."
    assert left(found) == {"chen/notes.ipynb": "is not a sheet of this course."}
    only = collect(course, source, SHEET)
    assert left(only)["ada/01_tiny.ipynb"] == "is 02_other, not 01_tiny."
    assert ("chen", SHEET) in {(one.student, one.sheet) for one in only.collected}


def test_what_is_no_notebook_is_listed_with_what_to_do(course, tmp_path):
    files = {
        "Ada_1_assignsubmission_file/work.pdf": b"%PDF",
        "Ada_1_assignsubmission_onlinetext/onlinetext.html": b"<p>hello",
        "Bob_2_assignsubmission_file/01_tiny.zip": b"PK",
        "Bob_2_assignsubmission_file/01_tiny.ipynb.tar.gz": b"PK",
        "Chen_3_assignsubmission_file/01_tiny.ipynb": work(course),
        "Chen_3_assignsubmission_file/timestamp.txt": b"2020-01-01 00:00:00 UTC",
        "Chen_3_assignfeedback_file/01_tiny.ipynb": work(course),
        "__MACOSX/Chen_3_assignsubmission_file/._01_tiny.ipynb": b"",
        "Chen_3_assignsubmission_file/.ipynb_checkpoints/01_tiny-checkpoint.ipynb": work(course),
    }
    found = collect(course, packed(tmp_path / "all.zip", files))
    assert students(found) == ["chen"]
    assert {one.path.partition("/")[2]: one.reason for one in found.left} == {
        "work.pdf": "is not a notebook.",
        "onlinetext.html": "is not a notebook.",
        "01_tiny.zip": "is an archive that cannot be opened here.",
        "01_tiny.ipynb.tar.gz": "is an archive that cannot be opened here.",
        "timestamp.txt": "is a time stamp, which anybody could have written.",
        "01_tiny.ipynb": "is feedback, not a submission.",
    }
    todo = {one.path.partition("_")[0] for one in found.left if one.todo}
    assert todo == {"Ada", "Bob"}  # Chen's notebook is there
    assert stamp(course, "chen") is None
    assert [path.name for path in course.submitted(SHEET, "chen").parent.iterdir()] == ["01_tiny.ipynb"]


def test_of_several_notebooks_one_counts_and_the_others_are_listed(course, tmp_path):
    first, second = work(course, "1"), work(course, "2")
    files = {
        "adal_1_11_01_tiny.ipynb": first,
        "adal_1_12_01_tiny-1.ipynb": second,  # Canvas numbers what is uploaded again
        "bob_2_21_01_tiny.ipynb": first,
        "bob_2_22_01_tiny-Copy1.ipynb": second,
        "chen_3_31_a.ipynb": first,
        "chen_3_32_b.ipynb": second,
        "dana_4_41_a.ipynb": first,
        "dana_4_42_b.ipynb": first,
        "emil_5_51_01_tiny.ipynb": b"broken",
        "emil_5_52_fixed.ipynb": second,
    }
    found = collect(course, packed(tmp_path / "all.zip", files))
    taken = {one.student: one.path for one in found.collected}
    assert taken == {
        "adal_1": "adal_1_12_01_tiny-1.ipynb",
        "bob_2": "bob_2_21_01_tiny.ipynb",
        "dana_4": "dana_4_41_a.ipynb",
        "emil_5": "emil_5_52_fixed.ipynb",
    }
    assert left(found) == {
        "adal_1_11_01_tiny.ipynb": "was uploaded before adal_1_12_01_tiny-1.ipynb.",
        "bob_2_22_01_tiny-Copy1.ipynb": "is not named after the sheet; bob_2_21_01_tiny.ipynb was taken.",
        "chen_3_31_a.ipynb": "is one of 2 notebooks of chen_3 for 01_tiny.",
        "chen_3_32_b.ipynb": "is one of 2 notebooks of chen_3 for 01_tiny.",
        "dana_4_42_b.ipynb": "is the same as dana_4_41_a.ipynb.",
        "emil_5_51_01_tiny.ipynb": "is not a notebook; emil_5_52_fixed.ipynb was taken.",
    }
    assert "submitted/chen_3/01_tiny/01_tiny.ipynb" in found.left[2].todo


def test_the_exchange_keeps_the_newest(course, tmp_path):
    folder = "{}+01_tiny+2026-05-0{} 10:00:00 UTC"
    files = {
        f"{folder.format('ada', 1)}/01_tiny.ipynb": work(course, "1"),
        f"{folder.format('ada', 1)}/timestamp.txt": b"2026-05-01 10:00:00 UTC",
        f"{folder.format('ada', 3)}/01_tiny.ipynb": work(course, "2"),
        f"{folder.format('ada', 3)}/timestamp.txt": b"2026-05-03 10:00:00 UTC",
        f"{folder.format('bob', 2)}/01_tiny.ipynb": work(course),
        f"{folder.format('bob', 2)}/timestamp.txt": b"2026-05-09 10:00:00 UTC",  # the folder was renamed
    }
    deadline(course)
    found = collect(course, laid_out(tmp_path / "inbound", files))
    assert course.submitted(SHEET, "ada").read_bytes() == work(course, "2")
    assert stamp(course, "ada") == "2026-05-03 10:00:00 UTC\n"
    assert stamp(course, "bob") == "2026-05-09 10:00:00 UTC\n"
    assert [one.late for one in found.collected] == [None, timedelta(days=4, hours=12, minutes=1)]
    assert left(found)[f"{folder.format('ada', 1)}/01_tiny.ipynb"].startswith("is older than")
    # The folder was made just now, whatever it is called; the deadline has passed, or is yet to come.
    suspicious = any("has been in the exchange only since" in note for note in found.collected[0].notes)
    assert suspicious == (datetime.now(UTC) > datetime(2026, 5, 4, 22, tzinfo=UTC))


@pytest.mark.parametrize("text", ["10", "04.05.2026 10:00", "2026", "May 4 2026"])
def test_a_time_stamp_in_an_exchange_is_an_iso_time_or_none(text):
    assert exchange_time(text) is None


def test_a_download_shown_on_a_clock_set_back_counts_as_the_earlier_moment(course, tmp_path):
    deadline(course, '{"01_tiny": "2026-10-25 02:30"}')
    names = ["Abgaben/A_A_ada_1/01_tiny.ipynb", "Abgaben/B_B_bob_2/01_tiny.ipynb"]
    times = {names[0]: datetime(2026, 10, 25, 2, 40), names[1]: datetime(2026, 10, 25, 3, 40)}
    found = collect(course, packed(tmp_path / "a.zip", dict.fromkeys(names, work(course)), times=times))
    assert stamp(course, "ada") == "2026-10-25 00:40:00 UTC\n"
    assert [one.late for one in found.collected] == [None, timedelta(hours=1, minutes=10)]


def test_times_are_the_platforms(course, roster, tmp_path):
    deadline(course)
    names = PLATFORMS["ilias"]
    files = dict.fromkeys(names, work(course))
    files["Blatt_1_a_b_77/Abgaben/Lovelace_Ada_lovelace_501/timestamp.txt"] = b"2020-01-01 00:00:00 UTC"
    times = {names[0]: datetime(2026, 5, 4, 21, 0), names[1]: datetime(2026, 5, 6, 8, 0)}
    found = collect(course, packed(tmp_path / "a.zip", files, times=times), roster=roster)
    assert stamp(course, "ada") == "2026-05-04 19:00:00 UTC\n"  # on a clock in Berlin
    assert [one.late for one in found.collected] == [None, timedelta(days=1, hours=8, minutes=1), None]
    collect(course, packed(tmp_path / "b.zip", files, times=times, utc=True), roster=roster)
    assert stamp(course, "ada") == "2026-05-04 21:00:00 UTC\n"
    collect(course, packed(tmp_path / "c.zip", files), roster=roster)  # all alike: when it was packed
    assert stamp(course, "ada") == "2026-05-04 21:00:00 UTC\n"
    canvas = packed(tmp_path / "d.zip", {PLATFORMS["canvas"][1]: work(course, "new")})
    [late] = collect(course, canvas, roster=roster).collected
    assert (late.status, late.time) == ("replaced", None)
    assert "marked it as late but gives no time" in " ".join(late.notes)
    assert stamp(course, "bob") is None  # it was that of the other file


@pytest.mark.parametrize(
    "lines",
    [
        (
            'Identifier,"Full name","Email address",Status,Grade,"Maximum grade",'
            '"Last modified (submission)","Last modified (grade)","Feedback comments"',
            'Participant 101,"Ada Lovelace",ada@uni.example,Ok,,12.00,"Tuesday, 5 May 2026, 1:30 PM",-,',
            'Participant 102,"Bob Müller",bob@uni.example,"No submission",,12.00,-,-,',
        ),
        (
            'ID,"Vollständiger Name",E-Mail-Adresse,Status,Bewertung,Bestwertung,'
            '"Zuletzt geändert (Abgabe)","Zuletzt geändert (Bewertung)","Feedback als Kommentar"',
            'Teilnehmer/in101,"Ada Lovelace",ada@uni.example,Ja,,"12,00","Dienstag, 5. Mai 2026, 13:30",-,',
            'Teilnehmer/in102,"Bob Müller",bob@uni.example,Keine,,"12,00",-,-,',
        ),
    ],
    ids=["English", "German"],
)
def test_moodles_worksheet_is_a_roster_with_times(course, tmp_path, lines):
    deadline(course)
    roster = read_roster(table(tmp_path / "worksheet.csv", *lines, encoding="utf-8-sig"))
    files = {"Ada Lovelace_101_assignsubmission_file/01_tiny.ipynb": work(course)}
    [ada] = collect(course, packed(tmp_path / "a.zip", files), roster=roster).collected
    assert ada.student == "ada@uni.example"
    assert ada.late == timedelta(hours=13, minutes=31)
    assert stamp(course, "ada@uni.example") == "2026-05-05 11:30:00 UTC\n"


def test_an_older_download_does_not_undo_a_newer(course, roster, tmp_path):
    names = PLATFORMS["ilias"][:2]
    new = {name: datetime(2026, 5, day) for name, day in zip(names, (3, 4), strict=True)}
    old = {name: datetime(2026, 5, day) for name, day in zip(names, (1, 2), strict=True)}
    contents = dict.fromkeys(names, work(course, "new"))
    collect(course, packed(tmp_path / "new.zip", contents, times=new), roster=roster)
    contents = dict.fromkeys(names, work(course, "old"))
    found = collect(course, packed(tmp_path / "old.zip", contents, times=old), roster=roster)
    assert found.collected == []
    assert "is older than ada's notebook in submitted/, from 2026-05-03" in found.left[0].reason
    assert course.submitted(SHEET, "ada").read_bytes() == work(course, "new")


def test_extensions_count(course, tmp_path):
    deadline(
        course, '{"01_tiny": "2026-05-04"}\nc.LatePolicy.extensions = {"01_tiny": {"ada": "2026-05-09"}}'
    )
    folder = "{}+01_tiny+2026-05-06 10:00:00 UTC/01_tiny.ipynb"
    files = {folder.format(student): work(course) for student in ("ada", "bob")}
    found = collect(course, packed(tmp_path / "a.zip", files))
    assert [one.late for one in found.collected] == [None, timedelta(days=1, hours=12, minutes=1)]


# What archives try.


def hostile(path, entries):
    """Write a zip archive of (name or ZipInfo, content)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def test_paths_that_lead_out_and_links_are_refused(course, tmp_path):
    link = zipfile.ZipInfo("ada/01_tiny.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    pipe = zipfile.ZipInfo("bob/01_tiny.ipynb")
    pipe.external_attr = (stat.S_IFIFO | 0o666) << 16
    entries = [
        ("../../evil/01_tiny.ipynb", work(course)),
        ("/etc/01_tiny.ipynb", work(course)),
        ("C:\\Windows\\01_tiny.ipynb", work(course)),
        ("ada\\..\\..\\01_tiny.ipynb", work(course)),
        (link, b"/etc/passwd"),
        (pipe, b""),
        ("chen/01_tiny.ipynb", work(course)),
    ]
    before = set(tmp_path.rglob("*"))
    source = hostile(tmp_path / "all.zip", entries)
    found = collect(course, source)
    assert students(found) == ["chen"]
    reasons = [one.reason for one in found.left]
    assert sorted(reasons) == ["has a path that leads out of the archive."] * 4 + [
        "is a link to another file.",
        "is not a regular file.",
    ]
    made = {path for path in tmp_path.rglob("*") if path not in before} - {source}
    assert all(path.is_relative_to(course.root / "submitted") for path in made)


def test_endless_names_cost_no_time(course, tmp_path):
    entries = [
        ("a_" * 30_000 + "/01_tiny.ipynb", b""),
        ("b/" * 30_000 + "c", b""),
        ("_1" * 120 + ".ipynb", b""),
    ]
    found = collect(course, hostile(tmp_path / "all.zip", entries))
    assert sum("a path that is too long" in one.reason for one in found.left) == 2


def test_bombs_are_refused(course, tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 3 * 2**20)
    entries = [
        ("ada/01_tiny.ipynb", b" " * (2 * 2**20)),  # packed a thousandfold
        ("bob/01_tiny.ipynb", os.urandom(4 * 2**20)),
        ("chen/01_tiny.ipynb", work(course)),
    ]
    found = collect(course, hostile(tmp_path / "all.zip", entries))
    assert students(found) == ["chen"]
    assert [one.reason for one in found.left] == [
        "is compressed more than 200-fold.",
        "is too large (4 MB); the limit is 3 MB.",
    ]
    monkeypatch.setattr(archive, "MOST_BYTES", 10)
    found = collect(course, hostile(tmp_path / "all.zip", entries))
    assert found.collected == [] and "collect it in parts" in found.left[2].reason
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    with pytest.raises(CourseError, match="more than 2 files"):
        collect(course, tmp_path / "all.zip")


def test_a_size_that_lies_is_found_out(course, tmp_path):
    source = hostile(
        tmp_path / "all.zip", [("ada/01_tiny.ipynb", work(course)), ("bob/01_tiny.ipynb", b"{}")]
    )
    data = bytearray(source.read_bytes())
    size = len(work(course)).to_bytes(4, "little")
    for at in (data.find(size), data.rfind(size)):
        data[at : at + 4] = (100).to_bytes(4, "little")
    source.write_bytes(data)
    found = collect(course, source)
    assert students(found) == ["bob"]
    assert "is damaged in the archive" in found.left[0].reason


def test_encrypted_and_exotic_entries_are_refused(course, tmp_path):
    source = tmp_path / "all.zip"
    with zipfile.ZipFile(source, "w") as file:
        file.writestr("ada/01_tiny.ipynb", work(course), zipfile.ZIP_LZMA)
        file.writestr("bob/01_tiny.ipynb", work(course))
        file.filelist[1].flag_bits |= 1
    found = collect(course, source)
    assert [one.reason for one in found.left] == [
        "is compressed by a method that learning platforms do not use.",
        "is encrypted.",
    ]


def test_links_in_a_folder_are_not_followed(course, tmp_path):
    secret = tmp_path / "secret"
    laid_out(secret, {"01_tiny.ipynb": work(course)})
    inbound = laid_out(tmp_path / "inbound", {"chen/01_tiny.ipynb": work(course)})
    (inbound / "ada").symlink_to(secret)
    (inbound / "bob").mkdir()
    (inbound / "bob" / "01_tiny.ipynb").symlink_to(secret / "01_tiny.ipynb")
    os.mkfifo(inbound / "bob" / "02.ipynb")
    found = collect(course, inbound)
    assert students(found) == ["chen"]
    assert sorted(left(found).values()) == ["is a link to another file."] * 2 + ["is not a regular file."]


def test_a_folder_swapped_for_a_link_meanwhile_is_not_followed(course, tmp_path):
    inbound = laid_out(tmp_path / "inbound", {"ada/01_tiny.ipynb": work(course)})
    with archive.opened(inbound) as [file]:
        (inbound / "ada").rename(tmp_path / "elsewhere")
        (inbound / "ada").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(archive.Refused, match="cannot be opened"):
            file.read()


def test_nothing_is_written_through_a_link(course, tmp_path):
    target = tmp_path / "elsewhere"
    target.mkdir()
    (course.root / "submitted").mkdir()
    (course.root / "submitted" / "ada").symlink_to(target)
    found = collect(course, packed(tmp_path / "all.zip", {"ada/01_tiny.ipynb": work(course)}))
    assert "a link is in its place" in found.left[0].reason
    assert list(target.iterdir()) == []


def test_names_of_files_cannot_paint_the_terminal(course, tmp_path):
    files = {"ada/\x1b[2J[red]x.txt": b"", "bob/\x1b[2J.ipynb": work(course), "\x1b[2Jeve/a.ipynb": b""}
    found = collect(course, packed(tmp_path / "all.zip", files))
    assert [one.path for one in found.left] == ["\ufffd[2Jeve/a.ipynb", "ada/\ufffd[2J[red]x.txt"]
    assert "\x1b" not in repr(found).replace("\\", "") + "".join(found.collected[0].notes)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x05\x06broken"])
def test_what_is_no_archive_is_refused_in_one_sentence(course, tmp_path, content):
    (tmp_path / "all.zip").write_bytes(content)
    with pytest.raises(CourseError, match="is not a zip archive that can be read"):
        collect(course, tmp_path / "all.zip")
    with pytest.raises(CourseError, match="There is no file or folder"):
        collect(course, tmp_path / "missing.zip")


# The command.


def test_the_command_lists_all_and_fails_where_something_is_left_to_do(course, tmp_path, monkeypatch):
    monkeypatch.chdir(course.root)
    table(course.root / "roster.csv", *ROSTER)
    names = PLATFORMS["moodle"][:2]
    source = packed(tmp_path / "all.zip", dict.fromkeys(names, work(course)))
    done = CliRunner().invoke(app, ["collect", str(source), "--json", str(tmp_path / "found.json")])
    assert done.exit_code == 0, done.output
    assert "a download from Moodle: 2 new" in done.output
    found = json.loads((tmp_path / "found.json").read_text())
    assert [one["student"] for one in found["collected"]] == ["ada", "bob"]
    source = packed(tmp_path / "all.zip", {"Eve_9_assignsubmission_file/a.pdf": b"", names[0]: work(course)})
    done = CliRunner().invoke(app, ["collect", str(source), SHEET])
    assert done.exit_code == 1
    assert "Eve_9_assignsubmission_file/a.pdf is not a notebook." in done.output
    assert "Ask Eve for the .ipynb file." in done.output
