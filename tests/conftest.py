"""What all tests share: temporary files lie in a folder of this run, where nobody else's are found."""

import os
import shutil
import tempfile
from multiprocessing.util import Finalize
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_temporary_folder(tmp_path_factory):
    """Let ``tempfile`` use a folder of its own, here and in what tests start; others may run tests, too."""
    tmp_path_factory.getbasetemp()  # stays where it is, to be looked at afterwards
    folder = Path(tempfile.mkdtemp(prefix="workbook-tests-"))
    folder.chmod(0o1777)  # submissions run as other users
    # After multiprocessing has removed its own folder in there, at the end of the process.
    Finalize(None, shutil.rmtree, [folder], {"ignore_errors": True}, exitpriority=-200)
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    yield
    tempfile.tempdir = None
    os.environ.pop("TMPDIR")
    if before is not None:
        os.environ["TMPDIR"] = before
