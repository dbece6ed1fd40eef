"""The command line: help with an example, exit codes 0, 1 and 2, and one sentence when something is wrong."""

import importlib
import json
import shutil
import subprocess
import sys

import jupytext
import pytest
from downloads import add_sheet
from tiny import SHEET, filled, hand_in, source_notebook
from typer.main import get_command
from typer.testing import CliRunner

from autograder import cli

COMMANDS = sorted(get_command(cli.app).commands)


def run(*arguments):
    return CliRunner().invoke(cli.app, list(map(str, arguments)))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command):
    done = run(command, "--help")
    assert done.exit_code == 0
    assert f"Example: workbook {command}" in done.output
    assert "--no-" not in done.output


# One way to call each command that works on a course; a sheet that is there is added where one has to be.
CALLS = {
    "build": ["build"],
    "build --check": ["build", "--check"],
    "bundle": ["bundle"],
    "bundle --solutions": ["bundle", "--solutions"],
    "site --solutions": ["site", "--solutions", "--of", SHEET],
    "collect": ["collect", "."],
    "grade": ["grade"],
    "regrade": ["regrade", SHEET],
    "mark": ["mark", SHEET],
    "feedback": ["feedback"],
    "report": ["report"],
    "export": ["export"],
    "audit": ["audit"],
    "answer": ["answer", SHEET, "double"],
    "rename": ["rename", SHEET, "02_small"],
    "calibrate": ["calibrate"],
}


@pytest.fixture
def workbook(monkeypatch, capsys):
    """Call the command as from a shell; return its exit code and the lines it prints that are not empty."""

    def call(folder, *arguments):
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["workbook", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        shown = capsys.readouterr()
        return stopped.value.code, [line for line in (shown.out + shown.err).splitlines() if line.strip()]

    return call


def test_every_command_is_called_here():
    assert {call[0] for call in CALLS.values()} | {"demo", "doctor", "new"} == set(COMMANDS)


@pytest.mark.parametrize("call", [*CALLS.values(), ["demo"], ["new", "08_attention"]], ids=" ".join)
def test_outside_a_course_one_sentence_says_where_to_go(workbook, tmp_path, call):
    code, [line] = workbook(tmp_path, *call)
    assert code == 1
    assert line.startswith(f"{tmp_path} is not in a course") and "go to the course's folder" in line


@pytest.mark.parametrize("call", CALLS.values(), ids=" ".join)
def test_in_a_course_without_sheets_one_sentence_says_how_to_begin(workbook, course, call):
    shutil.rmtree(course.root / "source")
    code, [line] = workbook(course.root, *call)
    assert code == 1
    assert line.startswith(f"{course.root} has no sheets yet") and "source/NN_name/NN_name.py" in line


@pytest.mark.parametrize("call", [call for call in CALLS.values() if call[0] != "answer"], ids=" ".join)
@pytest.mark.parametrize(
    ("sheet", "help_"),
    [
        ("01_tyni", "Did you mean 01_tiny?"),
        ("TINY", "Did you mean 01_tiny?"),
        ("ps1", "There is only 01_tiny."),
    ],
)
def test_a_misspelled_sheet_is_wrong_usage_with_a_suggestion(workbook, course, call, sheet, help_):
    arguments = [sheet if part == SHEET else part for part in call] + [sheet] * (SHEET not in call)
    assert workbook(course.root, *arguments) == (2, [f"There is no sheet '{sheet}'. {help_}"])
    assert workbook(course.root, "answer", sheet, "double")[0] == 2


def test_of_several_sheets_all_are_named_where_none_is_near(workbook, course):
    add_sheet(course)
    _, [line] = workbook(course.root, "grade", "ps1")
    assert line == "There is no sheet 'ps1'. There are 01_tiny, 02_other."


@pytest.mark.parametrize("sheet", [[], [SHEET]])
def test_nothing_handed_in_says_how_to_collect(workbook, course, sheet):
    code, [line] = workbook(course.root, "grade", *sheet)
    assert code == 1
    assert line.startswith(
        f"Nobody has handed in {SHEET if sheet else 'anything'} yet; run `workbook collect"
    )
    assert f"submitted/<student>/{SHEET if sheet else '<sheet>'}/" in line


@pytest.mark.parametrize("command", ["regrade", "mark", "feedback", "report", "export"])
@pytest.mark.parametrize("handed_in", [False, True])
def test_before_grading_the_next_step_is_to_grade(workbook, course, command, handed_in):
    if handed_in:
        hand_in(course, "ada", filled(course))
    code, [line] = workbook(course.root, command, SHEET)
    assert (code, line) == (1, f"{SHEET} is not graded yet; run `workbook grade {SHEET}` first.")
    if command not in ("regrade", "mark"):
        code, [line] = workbook(course.root, command)
        assert (code, line) == (1, "Nothing is graded yet; run `workbook grade` first.")


BUILT_FIRST = ["bundle", "bundle --solutions", "site --solutions", "collect", "grade", "audit"]


@pytest.mark.parametrize("call", BUILT_FIRST)
def test_a_sheet_that_is_not_built_asks_for_it(workbook, course, call):
    course.text(SHEET).write_text(jupytext.writes(source_notebook(), fmt="py:percent"), encoding="utf-8")
    course.source(SHEET).unlink()
    shutil.rmtree(course.root / "release")
    hand_in(course, "ada", b"nothing")
    code, [line] = workbook(course.root, *CALLS[call])
    assert code == 1
    assert f"run `workbook build {SHEET}`" in line and "Errno" not in line


@pytest.mark.parametrize("call", ["build", "build --check", "audit", "answer", "calibrate"])
def test_a_sheet_without_a_text_says_how_to_make_one(workbook, course, call):
    course.text(SHEET).unlink()
    code, [line] = workbook(course.root, *CALLS[call])
    assert code == 1
    assert line.startswith(f"There is no {course.text(SHEET)}") and "jupytext --to py:percent" in line


def test_a_course_that_is_not_the_workbook_has_no_demo_and_no_environment_to_bundle(workbook, course):
    code, [line] = workbook(course.root, "demo")
    assert code == 1 and "02_backprop" in line
    assert not (course.root / "demo").exists()
    code, [line] = workbook(course.root, "bundle")
    assert code == 1 and "pyproject.toml" in line


def test_whose_solutions_is_asked_for_together_with_solutions(workbook, course):
    code, [line] = workbook(course.root, "site", "--of", SHEET)
    assert (code, line) == (1, "--of chooses whose solutions are shown; add --solutions.")
    assert not (course.root / "site").exists()


def test_nothing_to_calibrate_is_said(workbook, course):
    course.text(SHEET).write_text(jupytext.writes(source_notebook(), fmt="py:percent"), encoding="utf-8")
    code, [line] = workbook(course.root, "calibrate", SHEET)
    assert code == 1 and f"tests/answers/{SHEET}/calibration/" in line
    assert not (course.root / "reports").exists()


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (["collect", "nothing.zip"], "There is no file or folder nothing.zip; check the path."),
        (["collect", "nbgrader_config.py"], "nbgrader_config.py is not a zip archive"),
        (["collect", ".", "--roster", "nobody.csv"], "There is no nobody.csv"),
        (["export", "--roster", "nobody.csv"], "There is no nobody.csv"),
    ],
)
def test_a_file_that_is_not_there_is_told(workbook, course, arguments, start):
    code, [line] = workbook(course.root, *arguments)
    assert code == 1 and line.startswith(start)


@pytest.mark.parametrize(
    "broken", ["c.LatePolicy.due = {", "c.LatePolicy.grace = minutes", "import nothing_"]
)
def test_a_broken_configuration_is_told(workbook, course, broken):
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"{broken}\n")
    hand_in(course, "ada", b"nothing")
    code, [line] = workbook(course.root, "grade")
    assert code == 1 and line.startswith(f"{course.root / 'nbgrader_config.py'} cannot be run")


def test_numbers_go_into_folders_that_are_not_there_yet(workbook, tmp_path):
    run("doctor", "--json", tmp_path / "new" / "found.json")
    assert (tmp_path / "new" / "found.json").is_file()
    code, [*_, line] = workbook(tmp_path, "doctor", "--json", "/proc/found.json")
    assert code == 1 and line.startswith("/proc/found.json cannot be written")


def test_a_new_wrong_answer_begins_with_the_reference(course, monkeypatch):
    monkeypatch.chdir(course.root)
    course.text(SHEET).write_text(jupytext.writes(source_notebook(), fmt="py:percent"), encoding="utf-8")
    done = run("answer", SHEET, "double")
    assert done.exit_code == 0, done.output
    path = course.answers / SHEET / "double" / "wrong" / "new.py"
    assert str(path.relative_to(course.root)) in done.output
    assert "# fails: test_double" in path.read_text(encoding="utf-8")
    assert "return SCALE * x" in path.read_text(encoding="utf-8")
    assert f"workbook audit {SHEET}" in done.output
    again = run("answer", SHEET, "double")
    assert again.exit_code == 1 and "rename it after its misconception" in str(again.exception)
    unknown = run("answer", SHEET, "duoble")
    assert unknown.exit_code == 1 and "Did you mean double?" in str(unknown.exception)


def test_no_command_waits_for_a_grammar_that_it_does_not_use():
    """A notebook is validated as before; where jsonschema is imported first, the grammar is what it loads."""
    loaded = "print('rfc3987_syntax.syntax_helpers' in sys.modules)"
    valid = "from nbformat import validate, v4; validate(v4.new_notebook(cells=[v4.new_code_cell('1')]))"
    found = []
    for first in ("import autograder.cli", "import jsonschema"):
        code = f"import sys; {first}; import autograder.grading.grade; {valid}; {loaded}"
        found.append(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True))
    assert [one.stdout for one in found] == ["False\n", "True\n"]


def test_scores_are_data_too(course, monkeypatch, tmp_path):
    monkeypatch.chdir(course.root)
    hand_in(course, "ada", filled(course))
    hand_in(course, "bo", b"not a notebook")
    done = run("grade", SHEET, "--json", tmp_path / "scores.json")
    assert done.exit_code == 0, done.output  # what bo did wrong is no failure of grading
    ada, bo = json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))[SHEET]
    assert (ada["student"], ada["scores"]["test_double"], ada["problem"]) == ("ada", [2.0, 2.0], None)
    assert (bo["student"], bo["scores"]["test_double"], bo["failed"]) == ("bo", [0.0, 2.0], False)
    assert run("feedback", SHEET).exit_code == 0
    assert "2 pages" in run("feedback", SHEET).output


def test_a_class_that_could_not_be_graded_whole_is_a_failure(course, monkeypatch):
    monkeypatch.chdir(course.root)
    hand_in(course, "ada", filled(course))
    hand_in(course, "bo", filled(course))
    (course.root / "autograded").mkdir()
    (course.root / "autograded" / "bo").write_text("where a folder should be")
    done = run("grade", SHEET)
    assert done.exit_code == 1
    assert "bo could not be graded" in done.output and "ada" in done.output


@pytest.mark.parametrize(
    ("command", "module", "step"),
    [("grade", "autograder.grading.copies", "fill"), ("feedback", "autograder.handback.feedback", "summary")],
)
def test_who_would_fill_the_memory_fails_alone(course, monkeypatch, command, module, step):
    monkeypatch.chdir(course.root)
    for student in ("ada", "bo", "cleo"):
        hand_in(course, student, filled(course, double=f"def double(x):\n    return 2 * x  # {student}"))
    if command == "feedback":
        assert run("grade", SHEET).exit_code == 0
    work = getattr(importlib.import_module(module), step)

    def greedy(*arguments, **more):
        if "# bo" in str(arguments[0]):
            bytearray(2 * cli._MEMORY)
        return work(*arguments, **more)

    monkeypatch.setattr(f"{module}.{step}", greedy)
    done = run(command, SHEET)
    assert done.exit_code == 1, done.output
    assert "MemoryError" in (course.root / "grading.log").read_text(encoding="utf-8")
    if command == "grade":
        with course.gradebook() as book:
            assert [one.score for one in book.assignment_submissions(SHEET)] == [12.0, 0.0, 12.0]
    else:
        pages = [course.feedback(SHEET, student).exists() for student in ("ada", "bo", "cleo")]
        assert pages == [True, False, True]


def test_what_the_doctor_finds_is_data_too(tmp_path):
    run("doctor", "--json", tmp_path / "found.json")
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert any("sandbox" in one["what"] for one in found)
    assert {type(one["good"]) for one in found} == {bool}
