"""Every hostile submission earns no more than an honest one, leaks nothing, leaves nothing, delays nobody."""

import hashlib
import json
import re
import tempfile
import time
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
import target
from corpus import ATTACKS
from target import REFERENCE, SECRETS, SHEET, filled, hand_in

from autograder.grading.grade import grade
from autograder.handback.feedback import write_feedback

TESTS = ("test_double", "test_credit", "test_batches", "test_model", "test_sum")
MAYBE = 30  # seconds that a slow attack may take: its own limit, an interrupt that is ignored, three attempts


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """The class of all attackers and three honest students, graded."""
    root = tmp_path_factory.mktemp("attacked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBOOK_CANARY", SECRETS["environment"])
        patch.setenv("HOME", str(root / "home"))
        (root / "home").mkdir()
        (root / "home" / "canary.txt").write_text(SECRETS["home"])
        course = target.make_course(root / "course")
        for student in ("alice", "mallory", "victim"):
            answers = REFERENCE | {"why": SECRETS["another student"]}
            hand_in(course, student, filled(course, answers))
        for one in ATTACKS:
            _submit(course, one)
        before, litter = _contents(course), _litter()
        start = time.monotonic()
        results = grade(course, SHEET, workers=2)
        seconds = time.monotonic() - start
        write_feedback(course, SHEET)
    return SimpleNamespace(
        course=course,
        of={one.student: one for one in results},
        before=before,
        litter=litter,
        seconds=seconds,
        page=lambda student: course.feedback(SHEET, student).read_text(encoding="utf-8"),
        copy=lambda student: json.loads(course.autograded(SHEET, student).read_text(encoding="utf-8")),
    )


def _submit(course, one):
    notebook = filled(course, one.answers, one.extra)
    folder = course.submitted(SHEET, _student(one)).parent
    folder.mkdir(parents=True)
    content = one.tamper(notebook, folder) if one.tamper else None
    path = course.submitted(SHEET, _student(one))
    if not path.is_symlink():
        hand_in(course, _student(one), content if content is not None else notebook)


def _student(one):
    return f"{one.kind}-{one.name}"


def _contents(course):
    """Return digests of all files that grading must not touch."""
    ours = ("autograded", "feedback", ".results", "gradebook.db", "grading.log")
    files = [path for path in course.root.rglob("*") if path.is_file()]
    inside = {path: path.relative_to(course.root).parts[0] for path in files}
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if not inside[path].startswith(ours)
    }


def _litter():
    folders = (tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm", "/run", str(Path.home()), "/etc")
    return {
        str(path)
        for folder in folders
        if Path(folder).is_dir()
        for path in Path(folder).iterdir()
        if "workbook-box" in path.name or "attacked" in path.name
    }


each = pytest.mark.parametrize("one", ATTACKS, ids=_student)


def test_there_are_enough_and_no_two_have_one_name():
    assert len({_student(one) for one in ATTACKS}) == len(ATTACKS) >= 40


@each
def test_no_more_points_than_the_honest_twin(attacked, one):
    scores = attacked.of[_student(one)].scores
    assert scores.keys() == set(TESTS)
    for test, (points, _) in scores.items():
        assert points <= one.fair.get(test, 0), f"{test}: {points}"


@each
def test_nothing_is_leaked(attacked, one):
    student = _student(one)
    cells = attacked.copy(student)["cells"] if attacked.course.autograded(SHEET, student).exists() else []
    tests = [cell for cell in cells if cell["id"] in TESTS]
    outputs = json.dumps([cell.get("outputs") for cell in cells if cell not in tests])
    for what, secret in SECRETS.items():
        assert secret not in attacked.page(student), f"the page shows a secret: {what}"
        assert secret not in outputs, f"an output shows a secret: {what}"


class _Active(HTMLParser):
    """Collects what a browser would run or fetch from elsewhere."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag in ("script", "svg", "iframe", "object", "embed", "base", "form", "link"):
            self.found.append(tag)
        for name, value in attributes:
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or address.startswith(("javascript:", "vbscript:", "data:text")):
                self.found.append((tag, name, value))


@each
def test_pages_hold_no_script(attacked, one):
    assert _Active(attacked.page(_student(one))).found == []


@pytest.mark.parametrize("student", ["alice", "mallory", "victim"])
def test_honest_students_lose_nothing(attacked, student):
    result = attacked.of[student]
    assert (result.total, result.problem) == (10, None)


def test_nothing_is_changed_or_left(attacked):
    assert _contents(attacked.course) == attacked.before
    assert _litter() <= attacked.litter
    below = psutil.Process().children(recursive=True)
    assert not [process.cmdline() for process in below if process.status() != psutil.STATUS_ZOMBIE]
    everybody = [process.info["cmdline"] for process in psutil.process_iter(["cmdline"])]
    assert ["sleep", "60.4142"] not in everybody


def test_nobody_is_delayed_more_than_the_limits_allow(attacked):
    slow = sum(one.slow for one in ATTACKS)
    assert attacked.seconds < slow * MAYBE / 2 + len(ATTACKS)
    quick = {_student(one): attacked.of[_student(one)].seconds for one in ATTACKS if not one.slow}
    assert max(quick.values()) < 3 * MAYBE, max(quick, key=quick.get)
