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
_ATTEMPTS = 3
_LARGEST = 2**30  # bytes of a result


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
        """Judge a job. A judge that dies or hangs is replaced, and the job tried again.

        Raises:
            JudgeFailed: if it fails again, or if the sheet's own cells do not run on the trusted side.
        """
        with self._lock:
            for _ in range(_ATTEMPTS):
                try:
                    answer = self._ask(job)
                    break
                except (wire.Closed, wire.OutOfTime) as error:
                    reason = "it ended" if isinstance(error, wire.Closed) else "it did not answer in time"
                    self._end()
                if self._abandoned:
                    raise JudgeFailed("Grading was ended.")
            else:
                raise JudgeFailed(f"The judge was tried {_ATTEMPTS} times, and {reason}.")
        if "failure" in answer:
            raise JudgeFailed(answer["failure"])
        return result_from(answer["result"])

    def close(self) -> None:
        """End the judge and everything it has started."""
        with self._lock:
            self._end()

    def abandon(self) -> None:
        """End the judge at once, in the middle of a job if need be; ``judge`` then raises ``JudgeFailed``."""
        self._abandoned = True
        if process := self._process:
            process.kill()

    def _ask(self, job: Job) -> dict:
        if self._abandoned:
            raise wire.Closed
        if self._process is None:
            self._start()
        deadline = monotonic() + job.patience.total + _SPARE
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
