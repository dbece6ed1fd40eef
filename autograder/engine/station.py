"""A judge in a process of its own: started when needed, replaced when it fails or takes too long."""

import os
import socket
import subprocess
import sys
from contextlib import suppress
from threading import Lock
from time import monotonic
from typing import IO

from autograder.engine import wire
from autograder.engine.judge import Job, Result, result_from, to_message

_SPARE = 180  # seconds beyond a job's own limit, for imports on a cold disk
_ATTEMPTS = 2  # once is an accident; both times count against the same limit of time
_CHEAP = 60  # seconds: what takes no longer may be tried again whenever the class is graded
_LARGEST = 2**28  # bytes of a result; the limits on its parts keep it far below
_SWOLLEN = 2 * 2**30  # bytes: a judge that keeps so much after a submission is replaced


_WHY = {
    wire.Closed: f"ended {_ATTEMPTS} times",
    wire.OutOfTime: "did not answer in time",
    wire.ProtocolError: "sent more than can be read",
}


class JudgeFailed(Exception):
    """The judge could not judge for a reason that is not the submission's; the message is its traceback."""


class Station:
    """One judge that takes one job at a time, from whichever thread.

    Args:
        log: where the judge's own complaints go.
    """

    def __init__(self, log: IO | int = subprocess.DEVNULL):
        self._log = log
        self._lock = Lock()
        self._process: subprocess.Popen | None = None
        self._abandoned = False

    def judge(self, job: Job) -> Result:
        """Judge a job; whatever happens to the judge meanwhile, the next job gets a working one.

        A judge that dies is replaced, and the job tried once more. If that fails, too, or if a judge does not
        answer in time, the result says so, and has no outputs.

        Raises:
            JudgeFailed: if the sheet's own cells do not run on the trusted side.
            OSError: if no process can be started.
        """
        with self._lock:
            start = monotonic()
            deadline = start + job.patience.total + _SPARE
            for _ in range(_ATTEMPTS):
                try:
                    answer = self._ask(job, deadline)
                except (wire.Closed, wire.OutOfTime, wire.ProtocolError) as error:
                    self._end()
                    if self._abandoned:
                        raise JudgeFailed("Grading was ended.") from None
                    failure = error
                    if not isinstance(error, wire.Closed):
                        break
                else:
                    if answer["memory"] > _SWOLLEN:
                        self._end()
                    if "failure" in answer:
                        raise JudgeFailed(answer["failure"])
                    return result_from(answer["result"])
            seconds = monotonic() - start
            problem = f"The judge {_WHY[type(failure)]}; nothing of this submission was judged."
            return Result(problem=problem, started=seconds > _CHEAP, seconds=seconds)

    def close(self) -> None:
        """End the judge and everything it has started."""
        with self._lock:
            self._end()

    def abandon(self) -> None:
        """End the judge at once, in the middle of a job if need be; ``judge`` then raises ``JudgeFailed``."""
        self._abandoned = True
        if process := self._process:
            process.kill()

    def _ask(self, job: Job, deadline: float) -> dict:
        if self._abandoned:
            raise wire.Closed
        if self._process is None:
            self._start()
        self._channel.send(to_message(job), deadline)
        return self._channel.receive(deadline)

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "autograder.engine.judge", str(theirs.fileno())],
                env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg"},
                stdin=subprocess.PIPE,  # closed when this process ends, however it ends
                stdout=self._log,
                stderr=self._log,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # an interrupt from the keyboard is for the grading process alone
            )
        self._channel = wire.Channel(ours, largest=_LARGEST)

    def _end(self) -> None:
        if self._process is None:
            return
        self._channel.close()
        with suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        self._process.stdin.close()
        self._process = None
