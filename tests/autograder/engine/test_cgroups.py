"""Control groups limit what runs in them and leave nothing behind."""

import glob
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from boxes import ROOT

from autograder.engine.confine import sandbox
from autograder.engine.confine.limits import Limits

PROBLEM = sandbox.cgroup_problem()
needs_groups = pytest.mark.skipif(PROBLEM is not None, reason=str(PROBLEM))
WAITING = "import sys; sys.stdin.read(1); kept = bytearray(600 * 2**20)"


def groups(pid: int) -> list[str]:
    return glob.glob(f"/sys/fs/cgroup/**/workbook-{pid}-*", recursive=True)


@needs_groups
def test_process_is_limited_and_group_is_removed():
    with sandbox.cgroup(Limits(memory=2**26, scratch=0)) as attach:
        process = subprocess.Popen([sys.executable, "-c", WAITING], stdin=subprocess.PIPE)
        attach(process.pid)
        assert f"/workbook-{os.getpid()}-" in Path(f"/proc/{process.pid}/cgroup").read_text()
        process.communicate(b"1")
        assert process.returncode == -signal.SIGKILL
    assert not groups(os.getpid())


@needs_groups
def test_what_still_runs_is_killed():
    with sandbox.cgroup(Limits()) as attach:
        process = subprocess.Popen(["sleep", "60"])
        attach(process.pid)
    assert process.wait(2) == -signal.SIGKILL
    assert not groups(os.getpid())


@needs_groups
def test_two_groups_at_once():
    with sandbox.cgroup(Limits()), sandbox.cgroup(Limits()):
        pass
    assert not groups(os.getpid())


@needs_groups
def test_groups_of_a_killed_grader_are_removed():
    code = """
import os, subprocess
from autograder.engine.confine import sandbox
with sandbox.cgroup(sandbox.Limits()) as attach:
    process = subprocess.Popen(["sleep", "60"])
    attach(process.pid)
    print(process.pid, flush=True)
    os.kill(os.getpid(), 9)
"""
    grader = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    left = int(grader.stdout.readline())
    grader.stdout.close()
    grader.wait()
    assert groups(grader.pid)
    sandbox.clean_up()
    assert not groups(grader.pid)
    assert not sandbox.system.is_alive(left)


@needs_groups
def test_an_ended_process_is_no_error():
    process = subprocess.Popen(["true"])
    process.wait()
    with sandbox.cgroup(Limits()) as attach:
        attach(process.pid)


def test_problem_is_a_sentence():
    assert PROBLEM is None or (PROBLEM[0].isupper() and PROBLEM.endswith("."))
