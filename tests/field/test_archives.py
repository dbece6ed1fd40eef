"""Downloads of whole classes as platforms make them: every notebook is found, and nobody is there twice."""

import pytest
from downloads import laid_out, packed, table, work
from tiny import SHEET

from autograder.handback.report.graded import Work
from autograder.handback.report.page import one_per_group
from autograder.intake import archive
from autograder.intake.collect import collect
from autograder.intake.groups import group_of
from autograder.intake.roster import read_roster

CLASS = (
    "student_id,name,moodle,canvas,login,number,email",
    "ada,Ada Lovelace,101,7001,adal,1000001,ada@uni.example",
    "bob,Bob Müller,102,7002,bobm,1000002,bob@uni.example",
    "chen,Chén Wei,103,7003,weic,1000003,chen@uni.example",
)
GROUPS = (
    "student_id,name,moodle,canvas,group",
    "ada,Ada Lovelace,101,7001,Team Rocket",
    "bob,Bob Müller,102,7002,Team Rocket",
    "chen,Chén Wei,103,7003,2 gewinnt",
    "dora,Dora Nowak,104,7004,Default group",
)
YAML = """---
submission_90001:
  :submitters:
  - :name: Ada Lovelace
    :sid: '1000001'
    :email: ada@uni.example
  :created_at: 2026-05-03 18:12:44.123456000 Z
  :score: 0.0
submission_90002:
  :submitters:
  - :name: Bob Müller
    :sid: '1000002'
    :email: bob@uni.example
  - :name: Chén Wei
    :sid: '1000003'
    :email: chen@uni.example
  :created_at: 2026-05-05 09:00:01.000000000 Z
"""


def answer(course, k):
    return work(course, f"def double(x):\n    return {k} * x")


def collected(course, tmp_path, files, lines=CLASS):
    roster = read_roster(table(tmp_path / "roster.csv", *lines)) if lines else None
    return collect(course, packed(tmp_path / "all.zip", files), SHEET, roster)


def taken(found):
    return {one.student: one.path for one in found.collected}


def test_teams_in_moodle_since_4_1(course, tmp_path):
    files = {
        "Team Rocket_17_assignsubmission_file/01_tiny.ipynb": answer(course, 1),
        "2 gewinnt_18_assignsubmission_file/01_tiny.ipynb": answer(course, 2),
        "Default group_assignsubmission_file/01_tiny.ipynb": answer(course, 3),
    }
    found = collected(course, tmp_path, files, GROUPS)
    assert [one.student for one in found.collected] == ["ada", "bob", "chen", "dora"]
    assert not found.to_look_at
    assert [group_of(course, SHEET, name) for name in ("ada", "bob", "chen")] == ["Team Rocket"] * 2 + [""]
    assert course.submitted(SHEET, "bob").read_bytes() == answer(course, 1)


def test_teams_in_moodle_before_4_1(course, tmp_path):
    files = {
        "Team Rocket-Ada Lovelace_101_assignsubmission_file_/01_tiny.ipynb": answer(course, 1),
        "Team Rocket-Bob Müller_102_assignsubmission_file_/01_tiny.ipynb": answer(course, 1),
        "A-Team-Chén Wei_103_assignsubmission_file_/01_tiny.ipynb": answer(course, 2),
    }
    found = collected(course, tmp_path, files)
    assert [one.student for one in found.collected] == ["ada", "bob", "chen"] and not found.to_look_at
    assert [group_of(course, SHEET, name) for name in ("ada", "bob", "chen")] == ["Team Rocket"] * 2 + [""]


def test_a_team_that_the_roster_does_not_know_is_told_with_what_to_add(course, tmp_path):
    found = collected(course, tmp_path, {"Rocket_17_assignsubmission_file/01_tiny.ipynb": answer(course, 1)})
    assert found.collected == []
    assert "column 'group' with 'Rocket' in the line of each member" in found.left[0].todo


def test_groups_in_canvas(course, tmp_path):
    files = {
        "teamrocket_7001_90001_01_tiny.ipynb": answer(course, 1),
        "2gewinnt_7003_90003_01_tiny.ipynb": answer(course, 2),
    }
    found = collected(course, tmp_path, files, GROUPS)
    assert [one.student for one in found.collected] == ["ada", "bob", "chen"] and not found.to_look_at
    assert "ada has handed it in for the group Team Rocket." in found.collected[1].notes
    assert group_of(course, SHEET, "ada") == group_of(course, SHEET, "bob") == "Team Rocket"
    files = {"teamrocket_7001_90001_01_tiny.ipynb": answer(course, 1), "weichén_7003_9_a.ipynb": work(course)}
    unknown = collected(course, tmp_path, files, CLASS)
    [problem] = unknown.problems  # nobody knows who else is in it
    assert "only ada has it" in problem and unknown.to_look_at


def test_a_members_own_notebook_counts_before_the_groups(course, tmp_path):
    files = {"ada/01_tiny.ipynb": answer(course, 1), "bob/01_tiny.ipynb": answer(course, 2)}
    found = collected(course, tmp_path, files, GROUPS)
    assert taken(found) == {"ada": "ada/01_tiny.ipynb", "bob": "bob/01_tiny.ipynb"}
    assert group_of(course, SHEET, "ada") == group_of(course, SHEET, "bob") == ""
    collected(course, tmp_path, {"ada/01_tiny.ipynb": answer(course, 1)}, GROUPS)


def test_a_group_that_parts_is_no_group_any_more(course, tmp_path):
    collected(course, tmp_path, {"team rocket/01_tiny.ipynb": answer(course, 1)}, GROUPS)
    assert group_of(course, SHEET, "bob") == "Team Rocket"
    files = {"ada/01_tiny.ipynb": answer(course, 1), "bob/01_tiny.ipynb": answer(course, 2)}
    collected(course, tmp_path, files, GROUPS)
    assert group_of(course, SHEET, "ada") == group_of(course, SHEET, "bob") == ""


def test_ilias_with_teams_and_its_own_status_file(course, tmp_path):
    root = "multi_feedback_Blatt_2_77/"
    files = {
        root + "Team 4/Lovelace_Ada_adal_501/01_tiny.ipynb": answer(course, 1),
        root + "Team 4/Müller_Bob_bobm_502/01_tiny.ipynb": answer(course, 1),
        root + "Team 5/Wei_Chén_weic_503/01_tiny.ipynb": answer(course, 2),
        root + "status.csv": b"update,team_id\n",
    }
    found = collected(course, tmp_path, files)
    assert [one.student for one in found.collected] == ["ada", "bob", "chen"]
    assert [one.reason for one in found.left] == [
        "was added by the platform; nothing has to be done about it."
    ]
    assert not found.to_look_at
    assert group_of(course, SHEET, "ada") == group_of(course, SHEET, "bob") == "Team 4"


@pytest.mark.parametrize("lines", [CLASS, None])
def test_gradescope(course, tmp_path, lines):
    root = "assignment_4242_export/"
    files = {
        root + "submission_metadata.yml": YAML.encode(),
        root + "submission_90001/01_tiny.ipynb": answer(course, 1),
        root + "submission_90002/01_tiny.ipynb": answer(course, 2),
    }
    found = collected(course, tmp_path, files, lines)
    names = ["ada", "bob", "chen"] if lines else ["1000001", "1000002", "1000003"]
    assert [one.student for one in found.collected] == names
    assert not found.to_look_at and found.platform == "gradescope"
    assert f"{found.collected[0].time:%d %H:%M}" == "03 18:12"
    assert group_of(course, SHEET, names[1]) == group_of(course, SHEET, names[2]) == "Bob Müller and Chén Wei"


@pytest.mark.parametrize(
    "name",
    [
        "\"Eve\n    :sid: '1000001'\"",
        "|\n    :sid: '1000001'",
        "Eve\n    :sid: '1000001'",
        "'Eve\n  - :name: Ada Lovelace'",
    ],
)
def test_a_name_in_gradescope_cannot_add_a_submitter(course, tmp_path, name):
    eve = f"submission_90003:\n  :submitters:\n  - :name: {name}\n    :sid: '9'\n    :email: e@x.example\n"
    root = "assignment_4242_export/"
    files = {
        root + "submission_metadata.yml": (YAML + eve).encode(),
        root + "submission_90003/01_tiny.ipynb": answer(course, 3),
    }
    found = collected(course, tmp_path, files)
    assert found.collected == []
    assert "does not show whose it is." in [one.reason for one in found.left]


def repository(course, name, k):
    hidden = {f"{name}/.git/objects/{n:02}": b"x" for n in range(30)}
    return hidden | {f"{name}/{SHEET}/{SHEET}.ipynb": answer(course, k), f"{name}/README.md": b"#"}


def test_clones_of_github_classroom(course, tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_FILES", 20)  # of .git, node_modules and the environments, none counts
    files = {}
    for k, login in enumerate(("adal", "bobm", "weic"), 1):
        files |= repository(course, f"02-back-{login}", k)
    files |= {f"02-back-weic/.venv/lib/m{k}.py": b"" for k in range(30)}
    files |= {f"02-back-weic/my env/lib/m{k}.py": b"" for k in range(30)} | {
        "02-back-weic/my env/pyvenv.cfg": b"",
        "02-back-bobm/node_modules/a/b.js": b"",
    }
    roster = read_roster(table(tmp_path / "roster.csv", *CLASS))
    for source in (packed(tmp_path / "all.zip", files), laid_out(tmp_path / "02-back-submissions", files)):
        found = collect(course, source, SHEET, roster)
        assert [one.student for one in found.collected] == ["ada", "bob", "chen"]
        assert [one.path.rpartition("/")[2] for one in found.left] == ["README.md"] * 3
        assert not found.to_look_at
    files = {"01-tiny-adal/01_tiny.ipynb": answer(course, 1), "01-tiny-adam/01_tiny.ipynb": answer(course, 1)}
    assert list(taken(collected(course, tmp_path, files, None))) == ["adal", "adam"]


def test_a_student_who_hands_in_the_mark_of_an_environment_loses_nothing(course, tmp_path):
    files = {"ada/pyvenv.cfg": b"", "ada/01_tiny.ipynb": answer(course, 1), "bob/01_tiny.ipynb": work(course)}
    roster = read_roster(table(tmp_path / "roster.csv", *CLASS))
    for source in (packed(tmp_path / "all.zip", files), laid_out(tmp_path / "folder", files)):
        assert list(taken(collect(course, source, SHEET, roster))) == ["ada", "bob"]


@pytest.mark.parametrize("lines", [CLASS, None])
def test_attempts_in_blackboard(course, tmp_path, lines):
    name = "01_tiny_{}_attempt_2026-05-0{}-09-00-00"
    files = {
        name.format("adal", 3) + ".txt": b"Name: Ada Lovelace (adal)\nAssignment: 01_tiny\n",
        name.format("adal", 3) + "_01_tiny.ipynb": answer(course, 1),
        name.format("adal", 4) + ".txt": b"Name: Ada Lovelace (adal)\r\nAssignment: 01_tiny\r\n",
        name.format("adal", 4) + "_01_tiny.ipynb": answer(course, 2),
        name.format("bobm", 4) + "_my_attempt_2026-01-01-00-00-00_b.ipynb": answer(course, 3),
        name.format("weic", 4) + "_a.ipynb": answer(course, 4),
        name.format("j_doe", 4) + ".txt": b"Name: J Doe (j_doe)\nAssignment: 01_tiny\n",
    }
    found = collected(course, tmp_path, files, lines)
    names = ["ada", "bob", "chen"] if lines else ["adal", "bobm", "weic"]
    assert [one.student for one in found.collected] == names and not found.to_look_at
    assert course.submitted(SHEET, names[0]).read_bytes() == answer(course, 2)
    assert "is older than" in " ".join(one.reason for one in found.left)
    assert found.collected[0].time.day == 4 and found.collected[1].time.year == 2026


@pytest.mark.parametrize("lines", [CLASS, None])
def test_submissions_in_brightspace(course, tmp_path, lines):
    files = {
        "index.html": b"<html>",
        "51234-700001 - Ada Lovelace - May 3, 2026 815 PM/01_tiny.ipynb": answer(course, 1),
        "51234-700001 - Ada Lovelace - May 4, 2026 900 AM/01_tiny.ipynb": answer(course, 2),
        "51235-700001 - Bob Müller - May 4, 2026 1000 AM/01_tiny.ipynb": answer(course, 3),
        "51236-700001 - Chén Wei - May 14, 2026 11:00 AM/01_tiny.ipynb": answer(course, 4),
    }
    found = collected(course, tmp_path, files, lines)
    names = ["ada", "bob", "chen"] if lines else ["ada_lovelace", "bob_müller", "chén_wei"]
    assert [one.student for one in found.collected] == names and not found.to_look_at
    assert course.submitted(SHEET, names[0]).read_bytes() == answer(course, 2)


def test_canvas_test_student_is_nobody(course, tmp_path):
    files = {"studenttest_9_90009_01_tiny.ipynb": work(course), "adal_7001_90001_01_tiny.ipynb": work(course)}
    found = collected(course, tmp_path, files)
    assert list(taken(found)) == ["ada"]
    assert [(one.reason, one.todo) for one in found.left] == [
        ("is from Canvas' Test Student, who is nobody.", "")
    ]


def test_members_of_a_group_raise_no_alarm_among_themselves(course, tmp_path):
    files = {
        "Team Rocket_17_assignsubmission_file/01_tiny.ipynb": answer(course, 1),
        "2 gewinnt_18_assignsubmission_file/01_tiny.ipynb": answer(course, 1),  # copied
    }
    found = collected(course, tmp_path, files, GROUPS)
    names = [one.student for one in found.collected]
    assert names == ["ada", "bob", "chen"]
    works = [Work(name, {}, {}, {}, 0, 0, None, {"double": "return 1 * x"}) for name in names]
    of_group = {name: group_of(course, SHEET, name) for name in names}
    assert list(one_per_group(works, of_group)) == ["ada", "chen"]
    other = Work("bob", {}, {}, {}, 0, 0, None, {"double": "his own"})  # graded before they joined
    assert list(one_per_group([works[0], other, works[2]], of_group)) == names
    assert list(one_per_group(works, dict.fromkeys(names, ""))) == names
