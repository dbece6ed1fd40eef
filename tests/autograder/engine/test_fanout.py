"""Submissions on a Dask cluster: the same grades, also when a worker is lost in the middle."""

import subprocess
import sys
import time
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import ExitStack, closing
from socket import socket
from threading import Semaphore

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


@pytest.fixture
def stations(monkeypatch):
    """Judges that answer once each time that they are told; yields those that have begun, in order."""
    begun = []

    class Station:
        def __init__(self, log):
            self.told = Semaphore(0)

        def judge(self, job):
            begun.append(self)
            assert self.told.acquire(timeout=60)
            return job

        def abandon(self):
            self.told.release(9)

    monkeypatch.setattr(fanout, "Station", Station)
    return begun


def _until(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_the_first_judge_begins_alone(stations):
    with fanout.on_this_machine(3, subprocess.DEVNULL) as submit:
        futures = [submit(number) for number in range(4)]
        _until(lambda: stations)
        time.sleep(0.3)
        assert len(stations) == 1
        stations[0].told.release()
        _until(lambda: len(set(stations)) == 3)
    assert futures[0].result() == 0


def test_a_first_submission_that_hangs_delays_nobody_for_long(stations, monkeypatch):
    monkeypatch.setattr(fanout, "_ALONE", 0.2)
    with fanout.on_this_machine(2, subprocess.DEVNULL) as submit:
        futures = [submit(number) for number in range(2)]
        _until(lambda: len(stations) == 2)
        stations[1].told.release()
        assert len(wait(futures, 60, FIRST_COMPLETED).done) == 1


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
