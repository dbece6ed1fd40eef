"""A JupyterLab of its own for a test: on a free port of this machine, without anything of the user's."""

import json
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

import psutil

PATIENCE = 120  # seconds; a server takes four of them, on a busy machine many more


class Server(NamedTuple):
    """A running server: its address, with a slash at the end, what lets a browser in, and what it shows."""

    url: str
    token: str
    folder: Path

    def page(self, path: str) -> str:
        """Return the address of a page, with the token that lets a browser in."""
        return f"{self.url}{path}?token={self.token}"


@contextmanager
def jupyter_lab(folder: Path, private: Path, **environment: str) -> Iterator[Server]:
    """Run JupyterLab on a folder; at the end, neither it nor any of its kernels is left.

    Args:
        folder: what it shows, and where it runs.
        private: a folder for its settings, its log and what it notes.
        environment: more of it, for the server and its kernels.
    """
    token = secrets.token_hex(16)
    settings = private / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    silent = {"fetchNews": "false", "checkForUpdates": False}  # no questions, nothing fetched
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(silent))
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *(f"--ServerApp.root_dir={folder}", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={_free_port()}"),
        f"--IdentityProvider.token={token}",
    ]
    own = {
        "JUPYTER_CONFIG_DIR": str(private / "config"),
        "JUPYTER_DATA_DIR": str(private / "data"),
        "JUPYTER_RUNTIME_DIR": str(private / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(private / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(private / "workspaces"),
        "IPYTHONDIR": str(private / "ipython"),
    }
    with (private / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | own | environment, stdout=log, stderr=log
        )
    try:
        yield Server(_address(process, private), token, folder)
    finally:
        _end(process)


def _free_port() -> int:
    """Return a port that is free now; if it is not when the server starts, the server takes another one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _address(process: subprocess.Popen, private: Path) -> str:
    """Return the server's address as soon as it listens."""
    note = private / "runtime" / f"jpserver-{process.pid}.json"
    deadline = monotonic() + PATIENCE
    while monotonic() < deadline and process.poll() is None:
        try:
            return json.loads(note.read_text())["url"]
        except (OSError, ValueError):  # not there yet, or not all of it
            sleep(0.05)
    raise RuntimeError(f"JupyterLab did not start:\n{(private / 'server.log').read_text()[-4000:]}")


def _end(process: subprocess.Popen) -> None:
    """End the server and its kernels, which are in sessions of their own."""
    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _, left = psutil.wait_procs(family, timeout=10)
    for child in left:
        child.kill()
    psutil.wait_procs(left)
