"""The command line: help with an example, exit codes 0, 1 and 2, and one sentence when something is wrong."""

import json
import sys

import jupytext
import pytest
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


@pytest.mark.parametrize("command", ["build", "bundle", "grade", "feedback", "report", "export", "audit"])
def test_a_sheet_that_is_not_there_is_wrong_usage(course, monkeypatch, command):
    monkeypatch.chdir(course.root)
    done = run(command, "09_none")
    assert done.exit_code == 2
    assert "There is no sheet '09_none'" in done.output


def test_outside_a_course_one_sentence_says_so(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["workbook", "grade"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
    assert len(capsys.readouterr().out.strip().splitlines()) == 1


def test_a_new_wrong_answer_begins_with_the_reference(course, monkeypatch):
    monkeypatch.chdir(course.root)
    course.text(SHEET).write_text(jupytext.writes(source_notebook(), fmt="py:percent"), encoding="utf-8")
    done = run("answer", SHEET, "double")
    assert done.exit_code == 0, done.output
    path = course.answers / SHEET / "double" / "wrong" / "new.py"
    assert str(path.relative_to(course.root)) in done.output
    assert "# fails: test_double" in path.read_text(encoding="utf-8")
    assert "return SCALE * x" in path.read_text(encoding="utf-8")
    assert f"workbook audit {SHEET} --changed" in done.output
    again = run("answer", SHEET, "double")
    assert again.exit_code == 1 and "rename it after its misconception" in str(again.exception)
    unknown = run("answer", SHEET, "duoble")
    assert unknown.exit_code == 1 and "Did you mean double?" in str(unknown.exception)


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


def test_what_the_doctor_finds_is_data_too(tmp_path):
    run("doctor", "--json", tmp_path / "found.json")
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert any("sandbox" in one["what"] for one in found)
    assert {type(one["good"]) for one in found} == {bool}
