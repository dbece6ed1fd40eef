"""Feedback goes back in one upload: each page lands in its student's folder, or its student is named."""

import re
from logging import getLogger

import pytest
from downloads import packed as archived
from downloads import table, work
from tiny import SHEET, filled, hand_in
from typer.testing import CliRunner

from autograder import cli
from autograder.course import CourseError, files
from autograder.grading.gradebook import register
from autograder.handback.upload import pack_feedback
from autograder.intake import archive, platforms
from autograder.intake.collect import collect
from autograder.intake.origins import NAME, origin_of
from autograder.intake.roster import read_roster

WORKSHEET = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Last modified (grade)"',
    'Participant 101,"Ada Lovelace",ada,Submitted,,15.00,-',
    'Participant 102,"Bob ../B_ö Müller",bob,Submitted,,15.00,-',
    'Participant 103,"Carl Nobody",carl,"No submission",,15.00,-',
)
STATUS = (
    "update,usr_id,login,lastname,firstname,status,mark,notice,comment,plagiarism,plag_comment",
    "0,501,ada,Lovelace,Ada,notgraded,,,,,",
    "0,502,bob,Müller,Bob,notgraded,,,,,",
)


@pytest.fixture
def paged(course):
    for student in ("ada", "bob", "zoe"):
        hand_in(course, student, filled(course))
        files.write(course.feedback(SHEET, student), f"<p>for {student}")
    return course


@pytest.mark.parametrize(("platform", "lines"), [("moodle", WORKSHEET), ("ilias", STATUS)])
def test_every_page_is_read_back_as_its_students(paged, tmp_path, platform, lines):
    path = table(tmp_path / "t.csv", *lines)
    packed = pack_feedback(paged, SHEET, platform, path)
    assert (packed.students, packed.left_out) == (["ada", "bob"], ["zoe"])
    roster = read_roster(path)
    with archive.opened(packed.path) as found:
        layout, handed = platforms.recognized(found, [SHEET])
        assert layout == platform and len(handed) == 2
        for one in handed:
            [person] = roster.find(one.ids, one.sender)
            assert one.file.read().decode() == f"<p>for {person.student}"
            assert one.name == f"{SHEET}.html" and ".." not in one.file.path
    first = packed.path.read_bytes()
    assert pack_feedback(paged, SHEET, platform, path).path.read_bytes() == first


def test_moodle_finds_the_participant_in_each_name(paged, tmp_path):
    packed = pack_feedback(paged, SHEET, "moodle", table(tmp_path / "t.csv", *WORKSHEET))
    with archive.opened(packed.path) as found:
        parts = [str(file).split("_") for file in found]  # Moodle's own way: name, number, plugin, type, file
    assert [part[1:4] for part in parts] == [
        [number, "assignsubmission", "file"] for number in ("101", "102")
    ]


def test_another_table_or_another_class_is_refused(paged, tmp_path):
    with pytest.raises(CourseError, match="needs Moodle's grading worksheet"):
        pack_feedback(paged, SHEET, "moodle", table(tmp_path / "s.csv", *STATUS))
    with pytest.raises(CourseError, match="needs the status file for persons"):
        pack_feedback(
            paged, SHEET, "ilias", table(tmp_path / "t.csv", "update,team_id,logins,status,mark", "0,4,ada,,")
        )
    with pytest.raises(CourseError, match="Nobody in the table"):
        pack_feedback(paged, SHEET, "moodle", table(tmp_path / "w.csv", WORKSHEET[0], WORKSHEET[3]))
    assert not list((paged.root / "feedback").glob("*.zip"))


def test_the_command_names_who_has_no_place(paged, tmp_path, monkeypatch):
    monkeypatch.chdir(paged.root)
    monkeypatch.setattr(cli, "_graded_sheets", lambda course, sheet: [sheet])
    monkeypatch.setattr("autograder.handback.feedback.write_feedback", lambda *_, **__: [])
    path = str(table(tmp_path / "t.csv", *WORKSHEET))
    done = CliRunner().invoke(cli.app, ["feedback", SHEET, "--zip", "moodle", "--roster", path])
    assert done.exit_code == 0, done.output
    assert f"{SHEET}-moodle.zip: pages for 2 students" in done.output and "zoe have no place" in done.output


# ------------------------------------------------------------------ by the names in the platform's download
CLASS = (
    "student_id,name,canvas,ilias,login,group",
    "ada,Ada Lovelace,7001,501,ada,Rocket",
    "bob,Bob Müller,7002,502,bob,Rocket",
    "chen,Chén Wei,7003,503,chen,",
    "dora,Dora Nowak,7004,504,dora,",
)
ALONE = (CLASS[0], *(line.replace("Rocket", "") for line in CLASS[1:]))


def answer(course, k):
    return work(course, f"def double(x):\n    return {k} * x")


def collected(course, tmp_path, files, lines=ALONE):
    """Collect a download, and write a page for everybody."""
    roster = read_roster(table(tmp_path / "roster.csv", *lines)) if lines else None
    found = collect(course, archived(tmp_path / "all.zip", files), SHEET, roster)
    for one in found.collected:
        files_of(course, one.student)
    return found


def files_of(course, *students):
    for student in students:
        files.write(course.feedback(SHEET, student), f"<p>for {student}")


def contents(packed):
    with archive.opened(packed.path) as found:
        return {str(file): file.read().decode() for file in found}


def as_canvas_reads(name):
    """Return user and upload as Canvas finds them (``infer_comment_context_from_filename``)."""
    parts = [part for part in name.split("_") if part != "LATE"]
    if parts[-1].startswith("link") or name.startswith("._"):
        return None
    if parts[0] == "anon":
        return parts[1], parts[2]
    return tuple([part for part in parts if re.fullmatch(r"\d+", part)][:2])


def test_pages_go_back_to_canvas_under_the_names_of_its_download(course, tmp_path):
    files_in = {
        "lovelaceada_7001_90001_01_tiny-1.ipynb": answer(course, 1),
        "lovelaceada_7001_90009_notes.txt": b"mine",
        "müllerbob_LATE_7002_90002_01_tiny.ipynb": answer(course, 2),
        "weichén_7003_90003_my_linked_lists_link to it.ipynb": answer(course, 3),
        "nowakdora_7004_90004_homework_7_8.zip": archived(
            tmp_path / "inner.zip", {"deep/01_tiny.ipynb": answer(course, 4)}
        ).read_bytes(),
    }
    found = collected(course, tmp_path, files_in)
    assert [one.student for one in found.collected] == ["ada", "bob", "chen", "dora"]
    packed = pack_feedback(course, SHEET, "canvas")
    assert (packed.students, packed.left_out, packed.notes) == (["ada", "bob", "chen", "dora"], [], [])
    pages = contents(packed)
    assert {as_canvas_reads(name): page for name, page in pages.items()} == {
        ("7001", "90001"): "<p>for ada",
        ("7002", "90002"): "<p>for bob",
        ("7003", "90003"): "<p>for chen",
        ("7004", "90004"): "<p>for dora",
    }
    assert set(pages) < {
        f"{name}_01_tiny.html"
        for name in (
            *("lovelaceada_7001_90001", "müllerbob_LATE_7002_90002", "weichén_7003_90003"),
            *("nowakdora_7004_90004", "nobody"),
        )
    }
    # And `collect` reads each as its student's.
    roster = read_roster(table(tmp_path / "roster.csv", *ALONE))
    with archive.opened(packed.path) as again:
        platform, handed = platforms.recognized(again, [SHEET])
        assert platform == "canvas"
        names = [roster.find(one.ids, one.sender)[0].student for one in handed]
        assert [one.file.read().decode() for one in handed] == [f"<p>for {name}" for name in names]


def test_the_command_packs_for_canvas_without_any_table(course, tmp_path, monkeypatch):
    collected(course, tmp_path, {"lovelaceada_7001_90001_01_tiny.ipynb": answer(course, 1)})
    hand_in(course, "zoe", filled(course))
    files_of(course, "zoe")
    monkeypatch.chdir(course.root)
    monkeypatch.setattr(cli, "_graded_sheets", lambda course, sheet: [sheet])
    monkeypatch.setattr("autograder.handback.feedback.write_feedback", lambda *_, **__: [])
    done = CliRunner().invoke(cli.app, ["feedback", SHEET, "--zip", "canvas"])
    said = " ".join(done.output.split())
    assert done.exit_code == 0 and f"{SHEET}-canvas.zip: pages for 1 students" in said
    assert "zoe have no place" in said and "workbook collect ... 01_tiny" in said


def test_canvas_marks_without_names(course, tmp_path):
    files_in = {"anon_ab12c_90001_01_tiny.ipynb": answer(course, 1)}
    [one] = collected(course, tmp_path, files_in, None).collected
    [name] = contents(pack_feedback(course, SHEET, "canvas"))
    assert as_canvas_reads(name) == ("ab12c", "90001")
    assert origin_of(course, SHEET, one.student).place == "anon_ab12c_90001_01_tiny.ipynb"


def test_the_newest_upload_is_the_one_that_gets_the_page(course, tmp_path):
    collected(course, tmp_path, {"lovelaceada_7001_90001_01_tiny.ipynb": answer(course, 1)})
    collected(course, tmp_path, {"lovelaceada_7001_90055_01_tiny-1.ipynb": answer(course, 1)})  # unchanged
    assert set(contents(pack_feedback(course, SHEET, "canvas"))) == {"lovelaceada_7001_90055_01_tiny.html"}


def test_who_came_in_another_way_is_left_out_with_the_next_step(course, tmp_path):
    collected(course, tmp_path, {"lovelaceada_7001_90001_01_tiny.ipynb": answer(course, 1)})
    hand_in(course, "zoe", filled(course))
    collected(course, tmp_path, {"bob/01_tiny.ipynb": answer(course, 2), "bob.txt": b""})
    hand_in(course, "eve", filled(course)).with_name(NAME).write_bytes(b"[1, {")
    files_of(course, "zoe", "eve")
    packed = pack_feedback(course, SHEET, "canvas")
    assert (packed.students, packed.left_out) == (["ada"], ["bob", "eve", "zoe"])
    assert "collect the submissions as you download them from Canvas" in packed.notes[0]
    collected(course, tmp_path, {"ada/01_tiny.ipynb": answer(course, 1), "bob.txt": b""})  # the same file
    assert pack_feedback(course, SHEET, "canvas").students == ["ada"]
    collected(course, tmp_path, {"ada/01_tiny.ipynb": answer(course, 5), "bob.txt": b""})  # another one
    with pytest.raises(CourseError, match=r"workbook collect \.\.\. 01_tiny"):
        pack_feedback(course, SHEET, "canvas")


def test_the_record_is_nothing_that_grading_or_another_student_reads(course, tmp_path):
    from autograder.intake.repair import receive

    collected(course, tmp_path, {"lovelaceada_7001_90001_01_tiny.ipynb": answer(course, 1)})
    record = course.submitted(SHEET, "ada").with_name(NAME)
    before = receive(course.submitted(SHEET, "ada")).fingerprint
    assert record.is_file()
    record.unlink()
    assert receive(course.submitted(SHEET, "ada")).fingerprint == before
    record.symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").write_text('{"platform": "canvas", "place": "x_1_2_y.ipynb"}')
    assert origin_of(course, SHEET, "ada") is None


def give(course, **points):
    register(course, SHEET, getLogger("test"))
    with course.gradebook() as gradebook:
        for student, number in points.items():
            gradebook.update_or_create_student(student)
            gradebook.update_or_create_submission(SHEET, student)
            for grade in gradebook.find_submission_notebook(SHEET, SHEET, student).grades:
                grade.auto_score, grade.needs_manual_grade = number, False
        gradebook.db.commit()


def test_a_group_in_canvas_gets_one_page_if_all_have_the_same_grade(course, tmp_path):
    files_in = {
        "rocket_7001_90001_01_tiny.ipynb": answer(course, 1),
        "weichén_7003_90003_01_tiny.ipynb": answer(course, 3),
    }
    collected(course, tmp_path, files_in, CLASS)
    give(course, ada=1, bob=1, chen=2)
    packed = pack_feedback(course, SHEET, "canvas")
    assert contents(packed) == {
        "rocket_7001_90001_01_tiny.html": "<p>for ada",
        "weichén_7003_90003_01_tiny.html": "<p>for chen",
    }
    assert packed.students == ["ada", "bob", "chen"]
    give(course, bob=2)
    packed = pack_feedback(course, SHEET, "canvas")
    assert packed.students == ["chen"] and list(contents(packed)) == ["weichén_7003_90003_01_tiny.html"]
    assert "ada and bob have one place for feedback, but different grades" in packed.notes[0]


@pytest.mark.parametrize(
    ("outer", "team", "back"),
    [
        ("Sheet 1/Submissions/", "Team 4/", "multi_feedback/"),
        ("multi_feedback_Sheet_1_77/", "Team 4/", "multi_feedback_Sheet_1_77/Team 4/"),
        ("Multi_Feedback_Sheet_1_2_Teams/", "Team_4/", "Multi_Feedback_Sheet_1_2_Teams/Team_4/"),
    ],
)
def test_a_team_in_ilias_gets_one_page(course, tmp_path, outer, team, back):
    other = team.replace("4", "5")
    files_in = {
        f"{outer}{team}Lovelace_Ada_ada_501/01_tiny.ipynb": answer(course, 1),
        f"{outer}{team}Müller_Bob_bob_502/01_tiny.ipynb": answer(course, 1),
        f"{outer}{other}Wei_Chén_chen_503/01_tiny.ipynb": answer(course, 3),
    }
    files_in |= {"status.csv": b"update,team_id\n", "README.md": b"#"} if "Teams" in outer else {}
    found = collected(course, tmp_path, files_in)
    assert [one.student for one in found.collected] == ["ada", "bob", "chen"] and not found.to_look_at
    give(course, ada=1, bob=1, chen=2)
    path = table(tmp_path / "s.csv", "update,team_id,logins,status,mark", '0,4,"ada, bob",,', "0,5,chen,,")
    packed = pack_feedback(course, SHEET, "ilias", path)
    inner = [back, back.replace("4", "5")]
    assert contents(packed) == {
        f"{inner[0]}Lovelace_Ada_ada_501/01_tiny.html": "<p>for ada",
        f"{inner[1]}Wei_Chén_chen_503/01_tiny.html": "<p>for chen",
    }
    assert (packed.students, packed.left_out) == (["ada", "bob", "chen"], [])
    with archive.opened(packed.path) as again:  # what ILIAS takes back, `collect` reads as the same people's
        platform, handed = platforms.recognized(again, [SHEET])
        assert (platform, [one.ids["login"] for one in handed]) == ("ilias", ["ada", "chen"])
    give(course, bob=2)
    assert "ada and bob have one place" in pack_feedback(course, SHEET, "ilias", path).notes[0]


def test_ilias_without_any_table_knows_people_by_its_own_download(course, tmp_path):
    files_in = {
        "Sheet 1/Submissions/Lovelace_Ada_ada_501/01_tiny.ipynb": answer(course, 1),
        "Sheet 1/Submissions/Müller_Bob_bob_502/01_tiny.ipynb": answer(course, 2),
    }
    collected(course, tmp_path, files_in, None)
    assert contents(pack_feedback(course, SHEET, "ilias")) == {
        "multi_feedback/Lovelace_Ada_ada_501/01_tiny.html": "<p>for ada",
        "multi_feedback/Müller_Bob_bob_502/01_tiny.html": "<p>for bob",
    }
