"""A right answer that takes its time, graded while the computer is busy with other things."""

import os
import subprocess
import sys

import pytest
from tiny import cell, filled, released

SLOW = """
import time

def double(x):
    end = time.process_time() + 0.9
    while time.process_time() < end:
        pass
    return 2 * x
"""
HANGS = "import time\n\n\ndef double(x):\n    time.sleep(1000)"


@pytest.fixture
def busy():
    """Keep all processors busy, each process in a session of its own: Linux shares time among sessions."""
    spin = [sys.executable, "-c", "while True: pass"]
    others = [subprocess.Popen(spin, start_new_session=True) for _ in range(4 * os.cpu_count())]
    yield
    for one in others:
        one.kill()
        one.wait()


def test_who_ran_out_of_time_because_others_had_the_processors_waits_for_a_person(busy, grade_class):
    def submissions(course):
        stub = cell(released(course), "why")["source"]
        answers = {"slow": SLOW, "hangs": HANGS}
        return {student: filled(course, why=stub, double=code) for student, code in answers.items()}

    graded = grade_class(submissions)
    assert graded.of["slow"].scores["test_double"] == (0, 2)
    assert graded.of["slow"].needs_manual
    [why] = [one for one in graded.of["slow"].look if "busy with other things" in one]
    assert why.startswith("The test test_double ran out of time")
    assert "busy with other things" in graded.page("slow")
    # Who sleeps has not waited for a processor: that is no fault of the computer's.
    assert graded.of["hangs"].scores["test_double"] == (0, 2)
    assert not graded.of["hangs"].needs_manual
