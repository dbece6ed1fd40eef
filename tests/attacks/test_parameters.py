"""Tests of the real sheets that compute what they expect from a student's own values give nothing away."""

import re
import subprocess
from dataclasses import replace

import pytest
from parameters import ATTACKS

from autograder.authoring import answers, cells, sheets
from autograder.authoring.dependencies import needed_cells
from autograder.course import Course
from autograder.engine import fanout
from autograder.engine.verdict import earned
from autograder.grading.settings import Execute

COURSE = Course.find()


@pytest.fixture(scope="module")
def submit():
    """Pass a job to a process of its own: in this one, JAX may have threads already."""
    with fanout.on_this_machine(1, subprocess.DEVNULL) as pass_on:
        yield pass_on


def said(submit, sheet, changed, tests):
    """Return the points and the message of some tests for some answers; the rest is the reference."""
    reference = sheets.read_text(COURSE.text(sheet))
    notebook = answers.splice(reference, changed)
    wanted = {cell.id for cell in needed_cells(notebook, frozenset(tests))}
    job = Execute(config=COURSE.config()).job(notebook, sheet, source=reference)
    kept = [cell for cell in job.cells if cell.name in wanted]
    result = submit(replace(job, cells=kept)).result()
    most = {name: cells.points(cell) for name, cell in cells.tests(reference).items()}
    return {test: earned(result.outputs[test], most[test]) for test in tests}


HERE = [attack for attack in ATTACKS if attack.sheet in COURSE.sheets()]


@pytest.mark.parametrize("attack", HERE, ids=lambda one: one.name)
def test_what_compares_with_nothing_earns_nothing(submit, attack):
    for test, (points, message) in said(submit, attack.sheet, attack.answers, attack.tests).items():
        assert points == 0, test
        assert re.search(attack.says, message), message
