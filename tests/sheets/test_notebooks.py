"""Every source notebook, executed in full on MNIST, gives the outputs that are stored in it."""

import hashlib
import os
import subprocess
import sys

import pytest

from autograder.course import Course, files
from autograder.engine.surroundings import surroundings
from helpers import data
from helpers.budget import WAIT_QUIETLY

COURSE = Course.find()


@pytest.mark.proof
@pytest.mark.parametrize("sheet", COURSE.sheets())
def test_a_notebook_in_full_is_what_it_was(sheet):
    """By nbval, in a process of its own; what was executed and has not changed is not executed again."""
    notebook = COURSE.source(sheet)
    content = (notebook.read_bytes(), surroundings(), data.local_root() is not None)
    proof = hashlib.sha256(repr(content).encode()).hexdigest()
    known = COURSE.results(sheet) / "in_full.proof"
    if known.is_file() and known.read_text() == proof:
        pytest.skip(f"{sheet} was executed in full before: with this notebook, these helpers and packages")
    command = [sys.executable, "-m", "pytest", "--override-ini", "addopts=-q", "--nbval", str(notebook)]
    in_full = {**os.environ, "WORKBOOK_BUDGET": "full", "WORKBOOK_MNIST": "auto", **WAIT_QUIETLY}
    done = subprocess.run(command, cwd=COURSE.root, env=in_full, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-10_000:] + done.stderr[-2000:]
    files.write(known, proof)
