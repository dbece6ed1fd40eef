"""Many jobs at once: on the cores of this machine, or on a Dask cluster."""

import platform
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from queue import SimpleQueue
from threading import Timer
from typing import IO

import psutil

from autograder.engine.judge import Job, Result, job_from, result_from, to_message
from autograder.engine.station import Station

_ALONE = 10  # seconds that the first judge has for itself, at most
_PER_WORKER = 1.5 * 2**30  # bytes: the judge and the process it forks from, with torch and JAX in both

Submit = Callable[[Job], Future[Result]]


class Unusable(Exception):
    """A cluster cannot be used; the message says why, and the next step."""


def best_number(memory: int) -> int:
    """Return how many workers this machine has cores and free memory for.

    Args:
        memory: bytes that one submission may use.
    """
    free = psutil.virtual_memory().available
    return max(1, min(len(psutil.Process().cpu_affinity()), int(free // (_PER_WORKER + memory))))


@contextmanager
def on_this_machine(workers: int, log: IO | int) -> Iterator[Submit]:
    """Yield a function that hands a job to one of several judges, each with its own processes.

    The first judge begins alone. Each imports what a sheet needs, in two processes; all of them at once would
    only delay the first result.
    """
    stations = [Station(log) for _ in range(workers)]
    idle: SimpleQueue[Station] = SimpleQueue()
    idle.put(stations[0])
    others = stations[1:]

    def begin_others() -> None:
        with suppress(IndexError):
            while True:
                idle.put(others.pop())

    def judge(job: Job) -> Result:
        station = idle.get()
        try:
            return station.judge(job)
        finally:
            idle.put(station)
            begin_others()

    pool = ThreadPoolExecutor(workers, thread_name_prefix="judge")
    clock = Timer(_ALONE, begin_others)
    clock.start()
    try:
        yield lambda job: pool.submit(judge, job)
    finally:
        clock.cancel()
        pool.shutdown(wait=False, cancel_futures=True)
        for station in stations:
            station.abandon()
        pool.shutdown()


@contextmanager
def on_cluster(address: str) -> Iterator[Submit]:
    """Yield a function that hands a job to a Dask cluster; if a worker is lost, another takes over its jobs.

    Args:
        address: of the scheduler, ``tcp://host:8786`` or ``tls://host:8786``. For TLS, Dask's own
            configuration names the certificates (``distributed.comm.tls``).

    Raises:
        Unusable: if Dask is not installed, or a worker runs another Python.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise Unusable(
            "--scheduler needs Dask; install it with: pip install 'deep-learning-workbook[cluster]'"
        ) from error

    with Client(address, set_as_default=False) as client:
        client.run(_same_python, _python())
        executor = client.get_executor(pure=False, retries=3)

        def submit(job: Job) -> Future[Result]:
            outer: Future[Result] = Future()
            inner = executor.submit(_judge_on_worker, to_message(job), _python())
            inner.add_done_callback(lambda done: _pass_on(done, outer))
            return outer

        try:
            yield submit
        finally:
            executor.shutdown(wait=False)


def _pass_on(done: Future[dict], outer: Future[Result]) -> None:
    try:
        outer.set_result(result_from(done.result()))
    except BaseException as error:
        outer.set_exception(error)


def _judge_on_worker(message: dict, python: str) -> dict:
    _same_python(python)  # a worker may have come later
    return to_message(_worker_station().judge(job_from(message)))


def _same_python(wanted: str) -> None:
    """Refuse to judge under another Python: its errors read differently, and results are kept by version."""
    if (here := _python()) != wanted:
        raise Unusable(
            f"A worker of the cluster on {platform.node()} runs Python {here}, this machine {wanted}; "
            "start all workers with the Python that grades."
        )


def _python() -> str:
    return ".".join(platform.python_version_tuple()[:2])


@cache
def _worker_station() -> Station:
    """The judge of a Dask worker's process, which ends with the process."""
    return Station()
