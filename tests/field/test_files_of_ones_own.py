"""Modules, pictures and tables beside the notebook are there when it runs, and before whoever grades it."""

import os
import re

import pytest
from downloads import packed, work
from tiny import SHEET, cell, filled, hand_in, released

from autograder.handback import original
from autograder.intake import beside
from autograder.intake.collect import collect
from helpers.beside import LARGEST, MOST_FILES

MODULE = b"def twice(x):\n    return 2 * x\n"
USES_MODULE = "from my_layers import twice\n\n\ndef double(x):\n    return twice(x)"
PLACE = "Ada Lovelace_101_assignsubmission_file/"


def lies(course, student="ada_lovelace"):
    """Return what lies in a student's folder, beside the notebook and the time stamp."""
    folder = course.submitted(SHEET, student).parent
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def own(course, tmp_path, files):
    """Collect what Ada handed in; return what came of it, and what lies beside her notebook."""
    inside = {PLACE + name: data for name, data in files.items()}
    found = collect(course, packed(tmp_path / "all.zip", inside), SHEET)
    there = lies(course)
    del there[f"{SHEET}.ipynb"]
    return found, there


def test_a_module_and_a_photo_are_collected_with_the_notebook(course, tmp_path):
    files = {f"{SHEET}.ipynb": work(course), "my_layers.py": MODULE, "img/Lösung (1).png": b"x"}
    found, there = own(course, tmp_path, files)
    assert there == {"my_layers.py": MODULE, "img/Lösung (1).png": b"x"}
    assert found.collected[0].notes == ["Beside it: my_layers.py, img/Lösung (1).png."]
    assert not found.to_look_at and not found.left


def test_a_second_run_changes_nothing_and_a_changed_module_is_said(course, tmp_path):
    files = {f"{SHEET}.ipynb": work(course), "my_layers.py": MODULE, "old.py": b"1"}
    own(course, tmp_path, files)
    found, _ = own(course, tmp_path, files)
    assert [one.status for one in found.collected] == ["unchanged"]
    found, there = own(course, tmp_path, files | {"my_layers.py": MODULE + b"#"})
    assert [one.status for one in found.collected] == ["replaced"]
    assert there["my_layers.py"] == MODULE + b"#"


def test_files_of_an_earlier_submission_do_not_stay(course, tmp_path):
    own(course, tmp_path, {f"{SHEET}.ipynb": work(course), "old.py": b"1", "img/a.png": b"2"})
    files = {f"{SHEET}.ipynb": work(course, "def double(x):\n    return x"), "img/b.png": b"3"}
    _, there = own(course, tmp_path, files)
    assert there == {"img/b.png": b"3"}


def test_what_somebody_put_beside_the_notebook_by_hand_stays(course, tmp_path):
    files = {f"{SHEET}.ipynb": work(course)}
    own(course, tmp_path, files)
    (course.submitted(SHEET, "ada_lovelace").parent / "sent_by_mail.py").write_bytes(b"1")
    _, there = own(course, tmp_path, files)
    assert there == {"sent_by_mail.py": b"1"}


def test_canvas_has_all_in_one_folder_and_numbers_what_was_sent_twice(course, tmp_path):
    head = "lovelaceada_7001_9000"
    files = {f"{head}1_{SHEET}-1.ipynb": work(course), f"{head}2_my_layers-1.py": MODULE}
    files |= {f"müllerbob_7002_90003_{SHEET}.ipynb": work(course), "müllerbob_7002_90004_a.csv": b"1"}
    collect(course, packed(tmp_path / "all.zip", files), SHEET)
    assert "my_layers.py" in lies(course, "lovelaceada_7001") and "a.csv" not in lies(
        course, "lovelaceada_7001"
    )
    assert "a.csv" in lies(course, "müllerbob_7002")


def test_a_zip_beside_the_notebook_or_around_it_is_one_folder_with_it(course, tmp_path):
    inside = packed(tmp_path / "x.zip", {"img/a.png": b"1", "my_layers.py": MODULE}).read_bytes()
    _, there = own(course, tmp_path, {f"{SHEET}.ipynb": work(course), "files.zip": inside})
    assert there == {"img/a.png": b"1", "my_layers.py": MODULE}
    around = packed(tmp_path / "y.zip", {f"s/{SHEET}.ipynb": work(course), "s/b.py": b"2"}).read_bytes()
    files = {"Bob_102_assignsubmission_file/all.zip": around}
    collect(course, packed(tmp_path / "all.zip", files), SHEET)
    assert "b.py" in lies(course, "bob")


def test_a_bundle_handed_in_as_a_whole_brings_no_helpers(course, tmp_path):
    files = {
        f"{SHEET}.ipynb": work(course),
        "helpers/checks.py": b"raise SystemExit",
        "helpers/__init__.py": b"",
        "START.html": b"<html>",
        "__pycache__/a.pyc": b"",
        ".DS_Store": b"",
    }
    found, there = own(course, tmp_path, files)
    assert set(there) == {"START.html"}
    assert not found.to_look_at


def test_a_file_elsewhere_is_pointed_out(course, tmp_path):
    files = {f"work/{SHEET}.ipynb": work(course), "my_layers.py": MODULE, "notes.txt": b""}
    found, there = own(course, tmp_path, files)
    assert "my_layers.py" not in there
    assert [one.path.rpartition("/")[2] for one in found.left if "look whether" in one.todo] == [
        "my_layers.py"
    ]


def test_more_files_than_the_limits_are_named_and_modules_come_first(course, tmp_path):
    files = {f"{SHEET}.ipynb": work(course), "zz.py": MODULE, "big.bin": os.urandom(LARGEST + 1)}
    files |= {f"a{number:03}.csv": b"1" for number in range(MOST_FILES + 5)}
    found, there = own(course, tmp_path, files)
    assert len(there) == MOST_FILES and "zz.py" in there
    reasons = [one.reason for one in found.left]
    assert len(reasons) == 7 and all("too many" in one or "too large" in one for one in reasons)
    assert found.to_look_at


def test_a_students_time_stamp_or_group_is_not_collected(course, tmp_path):
    files = {f"{SHEET}.ipynb": work(course), "timestamp.txt": b"2020-01-01 00:00:00 UTC", "group.txt": b"x"}
    _, there = own(course, tmp_path, files)
    assert not there


def put(course, student, files):
    for name, content in files.items():
        path = course.submitted(SHEET, student).parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def submissions(course):
    stub = cell(released(course), "why")["source"]
    table = 'import csv\nscale = int(open("data/scale.csv").read())\n\n\ndef double(x):\n    return scale * x'
    put(course, "module", {"my_layers.py": MODULE})
    put(
        course,
        "package",
        {"my_net/__init__.py": b"from my_net.parts import twice", "my_net/parts.py": MODULE},
    )
    put(course, "table", {"data/scale.csv": b"2"})
    shadows = {
        "numpy.py": b"1 / 0",
        "math.py": b"1 / 0",
        "helpers/checks.py": b"1 / 0",
        "helpers.py": b"1 / 0",
    }
    put(course, "shadows", shadows | {"json/__init__.py": b"1 / 0", "matplotlib.py": b"1 / 0"})
    put(course, "hidden", {"code.py": MODULE})
    put(course, "papers", {"on paper.pdf": b"%PDF", "my_layers.py": MODULE})
    put(course, "large", {"my_layers.py": MODULE, "weights.bin": b"x" * (LARGEST + 1)})
    put(
        course,
        "page",
        {"<b>x.py": b"# </code><script>alert(1)</script>", "a.txt": b"<script>alert(1)</script>"},
    )
    imports = "import math\nimport json\nimport numpy\nfrom helpers import checks\n\n"
    uses_math = f"{imports}def double(x):\n    return 2 * x"
    return {
        "module": filled(course, double=USES_MODULE),
        "package": filled(course, double=USES_MODULE.replace("my_layers", "my_net")),
        "table": filled(course, double=table),
        "shadows": filled(course, double=uses_math),
        "hidden": filled(course, double=USES_MODULE.replace("my_layers", "code")),
        "papers": filled(course, why=stub),
        "large": filled(course, why=stub, double=USES_MODULE),
        "page": filled(course),
    }


@pytest.fixture(scope="module")
def graded(grade_class):
    return grade_class(submissions)


@pytest.mark.parametrize("student", ["module", "package", "table", "shadows", "papers", "large", "page"])
def test_a_file_of_ones_own_is_there_when_the_notebook_runs(graded, student):
    assert graded.of[student].total == 12


def test_a_module_of_a_name_that_is_taken_is_a_thing_for_a_person(graded):
    assert graded.of["hidden"].total == 10 and graded.of["hidden"].needs_manual
    assert any("Your file code.py has the name of a module" in one for one in graded.of["hidden"].look)


def test_answers_on_paper_are_no_final_zero(graded):
    assert graded.of["papers"].needs_manual
    assert any("handed in beside the notebook: on paper.pdf." in one for one in graded.of["papers"].look)
    assert "on paper.pdf" in graded.page("papers")


def test_a_file_that_is_too_large_is_named(graded):
    said = "weights.bin is too large: all files beside a notebook may have 10 MB."
    assert said in graded.of["large"].repairs and said in graded.page("large")
    assert not graded.of["large"].look  # no point is lost


def test_files_are_shown_to_the_student_and_to_whoever_grades(graded):
    handed = original.page(graded.course.submitted(SHEET, "module"))
    for html in (graded.page("module"), handed):
        assert "Files beside the notebook" in html and "my_layers.py" in html
        assert re.search(r"def.*twice", html)


def test_what_is_in_files_runs_nowhere(graded):
    for html in (graded.page("page"), original.page(graded.course.submitted(SHEET, "page"))):
        assert "Files beside the notebook" in html and "&lt;b&gt;x.py" in html
        assert "<script" not in html and "<b>x" not in html


def test_a_changed_module_is_graded_anew(graded):
    from autograder.grading.grade import grade

    put(graded.course, "module", {"my_layers.py": b"def twice(x):\n    return 3 * x\n"})
    [one] = grade(graded.course, SHEET, ["module"])
    assert not one.skipped and one.total == 10
    put(graded.course, "module", {"my_layers.py": MODULE})
    [one] = grade(graded.course, SHEET, ["module"])
    assert not one.skipped and one.total == 12


def test_links_in_a_folder_are_not_followed(course, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    path = hand_in(course, "ada", filled(course))
    (path.parent / "a.txt").symlink_to(tmp_path / "secret.txt")
    (path.parent / "folder").symlink_to(tmp_path)
    found = beside.read(path)
    assert not found.files and set(found.left) == {"a.txt", "folder"}
