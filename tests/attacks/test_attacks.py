"""Hostile submissions reach what they attack, earn no more than honest ones, leak nothing, delay nobody.

Each kind of attack is one class, so that the classes can run side by side. In a class, every attacker
stands between two honest students who share a judge and a fork server with the attacker: whatever one
submission does, the others get the grades that they would have had alone.
"""

import hashlib
import json
import re
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path

import psutil
import pytest
from classroom import HONEST, Classroom, hand_in_attack, hand_in_honestly, make_course
from corpus import Attack, Said, all_attacks
from target import SECRETS

from autograder.grading.settings import Execute

pytestmark = pytest.mark.proof

ATTACKS = all_attacks()
KINDS = list(dict.fromkeys(one.kind for one in ATTACKS))
TESTS = ("test_double", "test_credit", "test_batches", "test_model", "test_sum")
GRACE = 10  # seconds beyond a limit: 2 to obey an interrupt, 3 for a test to end itself, 5 for a busy machine
PAGE = 8  # seconds of the processor for a feedback page; the worst takes 5


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The honest students without any attacker."""
    room = Classroom(make_course(tmp_path_factory.mktemp("alone") / "course"))
    for kind in HONEST:
        hand_in_honestly(room.course, kind, kind)
    room.grade(HONEST)
    room.give_feedback(HONEST)
    return room


@pytest.mark.parametrize("kind", KINDS)
def test_attacks(kind, alone, tmp_path, monkeypatch, subtests):
    """Grade the attackers of a kind, each between two honest students."""
    _hide_secrets(tmp_path, monkeypatch)
    attacks = [one for one in ATTACKS if one.kind == kind]
    names = ["victim", *(f"honest_{number:03}" for number in range(len(attacks)))]
    honest = dict(zip(names, cycle(HONEST), strict=False))
    room = Classroom(make_course(tmp_path / "course"))
    for student, what in honest.items():
        hand_in_honestly(room.course, student, what)
    for one in attacks:
        hand_in_attack(room.course, one.student, one)
    order = ["victim"]
    for one, next_one in zip(attacks, names[1:], strict=True):
        order += [one.student, next_one]
    contents, litter = _contents(room.course), _litter()
    with _listener() as came:
        room.grade(order)
        somebody_came = came()
    room.give_feedback(one.student for one in attacks)

    for one in attacks:
        said = room.said(one.student)
        for check in (reached, no_more_points, nothing_leaked, no_script, nobody_delayed):
            with subtests.test(attack=one.name, check=check.__name__):
                check(room, one, said)
    for student, what in honest.items():
        with subtests.test(student=student, submission=what, before_and_after=_neighbors(order, student)):
            assert room.fate(student) == alone.fate(what)
    with subtests.test(check="nothing is left"):
        assert _contents(room.course) == contents
        assert _litter() <= litter
        assert _left_processes() == []
        assert not somebody_came
    with subtests.test(check="every honest submission was run"):
        assert len({room.notes(student)["result"] for student in honest}) == len(honest)


def reached(room: Classroom, one: Attack, said: Said) -> None:
    assert one.has_reached(said), said.text[:3000]


def no_more_points(room: Classroom, one: Attack, said: Said) -> None:
    scores = room.graded[one.student].scores
    assert scores.keys() == set(TESTS)
    for test, (points, _) in scores.items():
        assert points <= one.fair.get(test, 0), f"{test}: {points}"


def nothing_leaked(room: Classroom, one: Attack, said: Said) -> None:
    # Without what was printed in a test, which may show the arguments of the test (docs/trust.md).
    own = json.dumps(
        [cell.get("outputs") for cell in json.loads(said.copy)["cells"] if cell["id"] not in TESTS]
    )
    for what, secret in SECRETS.items():
        assert secret not in said.page, f"the page shows a secret: {what}"
        assert secret not in own, f"an output shows a secret: {what}"


def no_script(room: Classroom, one: Attack, said: Said) -> None:
    assert _Active(said.page).found == []


def nobody_delayed(room: Classroom, one: Attack, said: Said) -> None:
    limits = Execute(config=room.course.config())
    most = limits.total_timeout if one.slow else limits.timeout
    assert room.waited[one.student] <= most + GRACE
    assert room.rendered[one.student] <= PAGE


def test_the_honest_differ(alone):
    """Among them are all points, some points, a hint, a repair, an error and an output."""
    fates = {kind: alone.fate(kind) for kind in HONEST}
    totals = {kind: alone.graded[kind].total for kind in HONEST}
    assert totals == {
        "perfect": 10,
        "mistaken": 8,
        "partly": 9,
        "unfinished": 6,
        "damaged": 8,
        "untouched": 0,
    }
    assert [kind for kind, fate in fates.items() if fate["hints"]] == ["mistaken"]
    assert [kind for kind, fate in fates.items() if fate["repairs"]] == ["damaged"]
    assert "ZeroDivisionError: division by zero" in alone.said("unfinished").text
    assert "printed half way" in alone.said("partly").text


def test_there_are_enough_and_no_two_have_one_name():
    assert len({one.student for one in ATTACKS}) == len(ATTACKS) >= 120


def test_what_shows_an_attack_is_not_said_of_the_honest(alone):
    said = {kind: alone.said(kind) for kind in HONEST}
    assert [(one.student, kind) for one in ATTACKS for kind in HONEST if one.has_reached(said[kind])] == []


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


def _hide_secrets(root, monkeypatch):
    """Put secrets where only the person who grades may find them."""
    monkeypatch.setenv("WORKBOOK_CANARY", SECRETS["environment"])
    monkeypatch.setenv("HOME", str(root / "home"))
    (root / "home").mkdir()
    (root / "home" / "canary.txt").write_text(SECRETS["home"])


@contextmanager
def _listener() -> Iterator:
    """Listen where an attack calls; yield a function that tells whether somebody came."""
    with socket.socket(socket.AF_UNIX) as here:
        try:
            here.bind("\0workbook-attacked")
        except OSError:  # another class of attackers runs now, and listens
            yield lambda: False
            return
        here.listen()
        here.setblocking(False)

        def came() -> bool:
            try:
                here.accept()
            except BlockingIOError:
                return False
            return True

        yield came


def _neighbors(order, student):
    at = order.index(student)
    return " and ".join(order[max(0, at - 1) : at] + order[at + 1 : at + 2])


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
    """Return what attacks, and sandboxes whose process is gone, have left."""
    folders = (tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm", "/run", str(Path.home()), "/etc")
    paths = [path for folder in folders if Path(folder).is_dir() for path in Path(folder).iterdir()]
    boxes = {path: re.match(r"workbook-box-(\d+)", path.name) for path in paths}
    return {
        str(path)
        for path, box in boxes.items()
        if "attacked" in path.name or (box and not psutil.pid_exists(int(box[1])))
    }


def _left_processes():
    below = psutil.Process().children(recursive=True)
    left = [process.cmdline() for process in below if process.status() != psutil.STATUS_ZOMBIE]
    everybody = [process.info["cmdline"] for process in psutil.process_iter(["cmdline"])]
    return left + [words for words in everybody if words == ["sleep", "60.4142"]]
