"""The walls hold: each attack got as far as a wall, was stopped there, and gained nothing."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

import pytest
import target
from target import SECRETS, SHEET, filled, hand_in
from walls import ATTACKS

from autograder.engine.confine import sandbox
from autograder.grading.grade import grade

pytestmark = pytest.mark.proof

TIERS = [tier for tier in ("namespaces", "landlock") if sandbox.missing(tier) is None]


def own_outputs(course, student):
    """Return what the student's own cells printed and raised."""
    cells = json.loads(course.autograded(SHEET, student).read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells if cell["id"].startswith("own") for output in cell["outputs"]]
    return "\n".join("".join(one.get("text") or one.get("traceback", "")) for one in outputs)


@pytest.fixture(scope="module", params=TIERS)
def attacked(request, tmp_path_factory):
    """Return the course in which all attacks were graded, in one tier, and what came of each."""
    course = target.make_course(tmp_path_factory.mktemp("walls") / "course")
    for one in ATTACKS:
        hand_in(course, one.name, filled(course, one.answers, one.extra))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"/home/canary/bin:{os.environ['PATH']}")
        results = grade(course, SHEET, workers=1, confine=request.param)
    return course, {one.student: one for one in results}


@pytest.fixture
def top(own_temporary_folder):
    """Return an empty folder that everybody may enter: submissions may run as another user."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_no_two_have_one_name():
    assert len({one.name for one in ATTACKS}) == len(ATTACKS)


@pytest.mark.parametrize("one", ATTACKS, ids=lambda one: f"{one.kind}-{one.name}")
def test_attack_reaches_a_wall_and_is_stopped(attacked, one):
    course, results = attacked
    said = own_outputs(course, one.name)
    assert re.search(one.reached, said, re.DOTALL), said
    assert (results[one.name].total, results[one.name].problem) == (0, None)
    assert not [secret for secret in SECRETS.values() if secret in said]


CACHE = """
import os, random
folder = os.path.join(os.path.dirname(os.path.dirname(np.__file__)), "torch", "include", "ATen", "ops")
FILES = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
random.Random(SEED).shuffle(FILES)
def store(bits):
    for path, bit in zip(FILES, bits):
        descriptor = os.open(path, os.O_RDONLY)
        if bit:
            os.pread(descriptor, 1, 0)
        else:
            try:
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            except OSError as error:
                print("forget:", error.errno)
        os.close(descriptor)
def load(count):
    for path in FILES[:count]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            yield os.preadv(descriptor, [bytearray(1)], 0, 8)
        except BlockingIOError:
            yield 0
        except OSError as error:
            yield f"errno {error.errno}"
        os.close(descriptor)
"""


def test_no_message_passes_through_the_page_cache(tmp_path):
    course = target.make_course(tmp_path / "course")
    seed = int.from_bytes(os.urandom(4))
    code = CACHE.replace("SEED", str(seed))
    hand_in(course, "a_writes", filled(course, {}, [code + "store([0, 1] * 8)\nprint('stored')"]))
    hand_in(course, "b_reads", filled(course, {}, [code + "print(list(load(16)))"]))
    grade(course, SHEET, workers=1)
    assert "forget: 1" in own_outputs(course, "a_writes") and "stored" in own_outputs(course, "a_writes")
    assert own_outputs(course, "b_reads").strip() == str(["errno 95"] * 16)


def test_no_word_comes_from_a_socket_in_a_readable_folder(top, monkeypatch):
    path = top / "data" / "mnist" / "socket"
    path.parent.mkdir(parents=True)
    monkeypatch.setenv("WORKBOOK_DATA", str(top / "data"))
    course = target.make_course(top / "course")
    [attack] = [one for one in ATTACKS if one.name == "named"]
    hand_in(course, "caller", filled(course, {}, attack.extra))
    came = threading.Event()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        path.chmod(0o777)
        listener.listen()

        def serve():
            with suppress(OSError):  # the end
                connection, _ = listener.accept()
                came.set()
                connection.sendall(b"outside-secret")

        threading.Thread(target=serve, daemon=True).start()
        grade(course, SHEET, workers=1)
        said = own_outputs(course, "caller")
        assert f"sockets: ['{path}']" in said  # it saw the socket
        assert "connect: refused 1" in said and "went through" not in said
        assert not came.is_set()
        listener.shutdown(socket.SHUT_RDWR)


# A course and an environment in each other's way.

LOOK = """
import json, sys
from pathlib import Path
from autograder.course import Course, CourseError
from autograder.engine import visible
from autograder.engine.confine import sandbox
from autograder.grading.settings import assert_hidden

course = Course(Path(sys.argv[1]))
files = [file for path in course.private[1:] for file in path.rglob("secret*")]
files += [file.resolve() for file in files]
try:
    assert_hidden(course, "namespaces")
    refused = ""
except CourseError as error:
    refused = str(error)
tiers = [tier for tier in ("namespaces", "landlock") if sandbox.missing(tier) is None]
seen = {tier: sandbox.within_reach(tier, visible.beside_python(), files) for tier in tiers}
modules = [Path(visible.__file__), Path(json.__file__)]
works = {tier: sandbox.within_reach(tier, [], modules) for tier in tiers}
print(json.dumps({"files": len(files), "refused": refused, "seen": seen, "works": works}))
"""


def look(python: Path, course: Path) -> dict:
    """Return what a Python says of a course: whether grading is refused, and what a sandbox shows of it."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [python, "-c", LOOK, course], env=environment, cwd="/", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["files"] >= 10 and found["seen"]
    assert all(len(works) == 1 for works in found["works"].values())  # the standard library, not the engine
    return found


SECRET_FILES = (
    *("source/01/secret.ipynb", "tests/answers/secret.py", "submitted/ada/01/secret.ipynb"),
    *("autograded/ada/01/secret.ipynb", ".results/01/secret.result"),
)


def make_environment(folder: Path) -> tuple[Path, Path]:
    """Make an environment with the packages and the engine of this one; return its Python and packages."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    engine = Path(sandbox.__file__).parents[3]
    (packages / "a.pth").write_text(f"{sysconfig.get_path('purelib')}\n{engine}\n")
    return folder / "bin" / "python", packages


def make_course(folder: Path) -> Path:
    for name in SECRET_FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("secret")
    return folder


def around(top):
    python, _ = make_environment(top / "course")
    return python, make_course(top / "course")


def home_is_the_prefix(top):
    python, _ = make_environment(top / "home")
    (top / "home" / "share" / "fonts").mkdir(parents=True)
    return python, make_course(top / "home" / "course")


def editable(top):
    python, packages = make_environment(top / "environment")
    course = make_course(top / "course")
    (packages / "course.pth").write_text(f"{course}\n{course}/source\n")
    return python, course


def linked(top):
    python, packages = make_environment(top / "environment")
    course = make_course(top / "course")
    (packages / "course").symlink_to(course)
    (packages / "secret.ipynb").symlink_to(course / SECRET_FILES[0])
    return python, course


def named_like_packages(top):
    python, packages = make_environment(top / "environment")
    course = make_course(top / "site-packages-of-mine" / "course")
    (packages / "course.pth").write_text(f"{course}\n{course.parent}\n")
    return python, course


@pytest.mark.parametrize("layout", [around, home_is_the_prefix, editable, linked, named_like_packages])
def test_an_environment_does_not_open_the_course(layout, top):
    python, course = layout(top)
    found = look(python, course)
    assert found["refused"] == ""
    assert not any(found["seen"].values())


def below_packages(top):
    python, packages = make_environment(top / "environment")
    return python, make_course(packages / "course")


def packages_are_a_link(top):
    python, packages = make_environment(top / "environment")
    course = make_course(top / "course")
    packages.rename(course / "packages")
    packages.symlink_to(course)
    for path in (course / "packages").iterdir():
        path.rename(course / path.name)
    return python, course


def source_is_a_link(top):
    python, packages = make_environment(top / "environment")
    course = make_course(top / "course")
    (course / "source").rename(packages / "sheets")
    (course / "source").symlink_to(packages / "sheets")
    return python, course


def path_ends_in_site_packages(top):
    python, packages = make_environment(top / "environment")
    course = make_course(top / "site-packages")
    (packages / "course.pth").write_text(f"{course}\n")
    return python, course


@pytest.mark.parametrize(
    "layout", [below_packages, packages_are_a_link, source_is_a_link, path_ends_in_site_packages]
)
def test_grading_is_refused_where_the_course_would_be_seen(layout, top):
    python, course = layout(top)
    found = look(python, course)
    assert all(found["seen"].values())  # it would have been
    assert re.match(r"Submissions could read .*: it lies in .*, which they need\. Move", found["refused"])
