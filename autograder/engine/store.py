"""Results of executed submissions, found by the content they came from."""

import hashlib
import zlib
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import msgpack

from autograder.course import files
from autograder.engine.judge import Job, Result, result_from, to_message
from autograder.engine.surroundings import surroundings


@dataclass(frozen=True)
class Key:
    """What a result depends on.

    Attributes:
        run: digest of what the student's side depends on: cells, helpers, environment, engine, limits.
        tests: digest of the tests, and of the solutions that they compare with.
    """

    run: str
    tests: str


def key(job: Job) -> Key:
    """Return the key of a job."""
    cells = [(cell.name, cell.role, "" if cell.role == "test" else cell.source) for cell in job.cells]
    tests = [(cell.name, cell.source, cell.points) for cell in job.cells if cell.role == "test"]
    run = [
        cells,
        job.looks,
        job.written,
        job.environment,
        job.tier,
        asdict(job.limits),
        asdict(job.patience),
        {path: hashlib.sha256(content).hexdigest() for path, content in job.files.items()},
        surroundings(),
    ]
    return Key(_digest(run), _digest([tests, job.reference]))


class Store:
    """A folder of results.

    A file is whole or it is not there; one that is damaged anyway counts as not there.
    """

    def __init__(self, folder: Path):
        self._folder = folder

    def get(self, key: Key) -> tuple[Result, bool] | None:
        """Return the result of the same run, and whether its tests were the same, too; or None."""
        try:
            data = self._path(key).read_bytes()
            if hashlib.sha256(data[32:]).digest() != data[:32]:
                return None
            content = msgpack.unpackb(zlib.decompress(data[32:]), strict_map_key=False)
            return result_from(content["result"]), content["tests"] == key.tests
        except (OSError, ValueError, KeyError, TypeError, zlib.error):
            return None

    def put(self, key: Key, result: Result) -> None:
        """Keep a result. A full disk is no reason to stop grading: then it is not kept."""
        content = {"tests": key.tests, "result": to_message(result)}
        data = zlib.compress(msgpack.packb(content), level=1)
        with suppress(OSError):
            files.write(self._path(key), hashlib.sha256(data).digest() + data)

    def keep_only(self, keys: set[str]) -> None:
        """Remove all results but those of these runs, and what a killed grader left half-written."""
        for path in [*self._folder.glob("*"), *self._folder.glob(".*")]:
            if path.suffix == files.PARTIAL or (path.suffix == ".result" and path.stem not in keys):
                path.unlink(missing_ok=True)

    def _path(self, key: Key) -> Path:
        return self._folder / f"{key.run}.result"


def still_to_do(job: Job, store: Store, *, again: bool = False) -> Job | None:
    """Return the job, with what an earlier run of the same submission recorded; None if its result is known.

    Args:
        job: what to run.
        store: where results are kept.
        again: run it even if its result is known.
    """
    known = None if again else store.get(key(job))
    if known is None:
        return job
    result, same_tests = known
    return None if same_tests else replace(job, record=result.record)


def keep(job: Job, result: Result, store: Store) -> Result:
    """Put a job's result into the store, unless it is worth trying again; return it, complete.

    A result that was judged from a record has outputs of tests only; the others are still in the store.
    """
    if result.replayed and (known := store.get(key(job))):
        result = replace(known[0], outputs=known[0].outputs | result.outputs, replayed=True)
    if result.started:
        store.put(key(job), result)
    return result


def _digest(value: object) -> str:
    return hashlib.sha256(msgpack.packb(value)).hexdigest()[:40]
