"""What a sheet's reference makes JAX compile, compiled once: submissions then only read it.

Compilation takes most of the time of a JAX sheet, and submissions compile mostly what the reference does.
"""

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import cloudpickle
from platformdirs import user_cache_path

from autograder.engine.child import Child, Gone, Outputs, Patience, child
from autograder.engine.confine import sandbox
from autograder.engine.forkserver import ForkServer, Unavailable
from autograder.engine.proxies import Session
from autograder.engine.surroundings import surroundings

_IN_SCRATCH = "jax-cache"
_ALWAYS = {
    "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
    "JAX_PERSISTENT_CACHE_ENABLE_XLA_CACHES": "none",
}

cloudpickle.register_pickle_by_value(sys.modules[__name__])  # the reference runs where this file is not


def cache(
    key: object,
    run: Callable[[Child], None],
    *,
    modules: list[str],
    readable: list[Path],
    tier: str,
    environment: dict[str, str],
) -> Path | None:
    """Return a folder with what a reference compiles; make it if there is none yet.

    Args:
        key: what the reference is known by.
        run: runs the reference in a process made for it.
        modules, readable, tier, environment: as for ``ForkServer``.

    Returns:
        A folder, or None if the reference compiles nothing or could not be run.
    """
    digest = hashlib.sha256(repr((key, sorted(environment.items()), surroundings())).encode()).hexdigest()
    folder = user_cache_path("deep-learning-workbook") / "jax" / digest[:32]
    if not folder.is_dir():
        files = _compile(run, modules=modules, readable=readable, tier=tier, environment=environment)
        with suppress(OSError):
            _keep(files, folder)
    return folder if folder.is_dir() else None


def to_read(folder: Path) -> dict[str, str]:
    """Return environment variables that let JAX read a folder, and write nothing."""
    never = {"JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "1e9"}
    return _ALWAYS | never | {"JAX_COMPILATION_CACHE_DIR": str(folder)}


def _compile(
    run: Callable[[Child], None],
    *,
    modules: list[str],
    readable: list[Path],
    tier: str,
    environment: dict[str, str],
) -> dict[str, bytes]:
    to_write = {"JAX_COMPILATION_CACHE_DIR": _IN_SCRATCH, "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0"}
    try:
        server = ForkServer(modules, readable, tier, environment | _ALWAYS | to_write)
    except Unavailable:
        return {}
    try:
        with child(server, sandbox.Limits(), Patience(call=300, cell=300, total=900)) as process:
            run(process)
            session = Session(lambda request: process.ask(request, 60, Outputs(0)))
            files = session.call(_read_files, _IN_SCRATCH)
    except (Gone, Unavailable, OSError):
        return {}
    finally:
        server.close()
    return files if isinstance(files, dict) else {}


def _read_files(folder: str) -> dict[str, bytes]:
    """Run beside the reference."""
    import pathlib

    return {path.name: path.read_bytes() for path in pathlib.Path(folder).iterdir() if path.is_file()}


def _keep(files: dict[str, bytes], folder: Path) -> None:
    """Write the files so that the folder is complete or not there, even if others do the same."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        for name, content in files.items():
            (partial / Path(name).name).write_bytes(content)
        partial.chmod(0o755)  # whom submissions run as must be able to read it
        os.rename(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
