"""Submissions on a Dask cluster: the same grades, also when a worker is lost in the middle."""

import subprocess
import sys
import time
from contextlib import ExitStack, closing
from socket import socket

import psutil
import pytest
import tiny
from distributed import Client
from tiny import SHEET, filled, hand_in

from autograder.course import CourseError
from autograder.engine import fanout
from autograder.grading.grade import grade


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers, each a process of its own; yields the address and the workers."""
    with closing(socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    own = [*("--nthreads", "1", "--no-dashboard", "--no-nanny"), *("--local-directory", str(tmp_path))]
    quiet = {"cwd": tiny.ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with ExitStack() as stack:

        def start(*command):
            process = stack.enter_context(subprocess.Popen(command, **quiet))
            stack.callback(process.kill)
            return process

        scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
        worker = [sys.executable, "-m", "distributed.cli.dask_worker"]
        start(*scheduler, "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        yield address, [start(*worker, address, *own) for _ in range(2)]


def test_a_worker_is_lost_in_the_middle(course, cluster):
    address, workers = cluster
    for number in range(8):
        slow = f"import time\ntime.sleep(1)\ndef double(x):\n    return 2 * x  # {number}"
        path = hand_in(course, f"student{number}", filled(course, double=f"import own_file\n{slow}"))
        path.with_name("own_file.py").write_text("")
    lost = []

    def lose_one(graded):
        if not lost:
            lost.append(psutil.Process(workers[0].pid).children(recursive=True))
            workers[0].kill()

    results = grade(course, SHEET, scheduler=address, progress=lose_one)
    assert [(one.total, one.problem) for one in results] == [(12.0, None)] * 8
    time.sleep(1)
    assert not [process for process in lost[0] if process.is_running()], "the lost worker left processes"


def test_a_worker_with_another_python_is_refused(course, cluster, monkeypatch):
    address, _ = cluster
    hand_in(course, "ada", filled(course))
    monkeypatch.setattr(fanout, "_python", lambda: "3.99")
    with pytest.raises(CourseError, match=r"runs Python 3\.1\d, this machine 3\.99; start all workers"):
        grade(course, SHEET, scheduler=address)
    monkeypatch.setattr(Client, "run", lambda *_: None)  # as if all workers came later
    with pytest.raises(CourseError, match=r"runs Python 3\.1\d, this machine 3\.99; start all workers"):
        grade(course, SHEET, scheduler=address)


def test_without_dask_it_is_said_how_to_install_it(course, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CourseError, match=r"needs Dask; .* pip install 'deep-learning-workbook\[cluster\]'"):
        grade(course, SHEET, scheduler="tcp://127.0.0.1:1")


def test_as_many_workers_as_cores_and_memory_allow(monkeypatch):
    monkeypatch.setattr(psutil.Process, "cpu_affinity", lambda self: list(range(16)))
    monkeypatch.setattr(psutil, "virtual_memory", lambda: type("Memory", (), {"available": 8 * 2**30}))
    assert fanout.best_number(2 * 2**30) == 2
    monkeypatch.setattr(psutil, "virtual_memory", lambda: type("Memory", (), {"available": 0}))
    assert fanout.best_number(2 * 2**30) == 1
