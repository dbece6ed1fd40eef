"""The tiny course, once graded with a class that tries everything."""

import json
import os
import shutil
from types import SimpleNamespace

import pytest
import tiny
from tiny import SHEET, cell, extra, filled, hand_in

from autograder.course import Course


@pytest.fixture(scope="session")
def graded(template, tmp_path_factory):
    """The class below, graded: ``of`` (results by student), ``copy`` (a graded notebook), ``page`` (HTML)."""
    from autograder.grading.grade import grade
    from autograder.handback.feedback import write_feedback

    root = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(template.root, root)
    course = Course(root)
    for student, content in sample_class(course).items():
        hand_in(course, student, content)
    hand_in(course, "renamed", filled(course)).rename(
        course.submitted(SHEET, "renamed").with_name("mine.ipynb")
    )
    clutter = course.submitted(SHEET, "perfect").parent
    os.mkfifo(clutter / "pipe")
    (clutter / "link").symlink_to("/etc/hostname")
    (clutter / "timestamp.txt").write_text("the day before yesterday")
    (course.root / "autograded").mkdir()
    (course.root / "autograded" / "blocked").write_text("where a folder should be")
    seen = []
    results = grade(course, SHEET, progress=seen.append)
    assert sorted(seen, key=lambda one: one.student) == results
    write_feedback(course, SHEET, [name for name in course.students(SHEET) if name != "blocked"])
    return SimpleNamespace(
        course=course,
        of={result.student: result for result in results},
        copy=lambda student: json.loads(course.autograded(SHEET, student).read_text(encoding="utf-8")),
        page=lambda student: course.feedback(SHEET, student).read_text(encoding="utf-8"),
    )


def sample_class(course):
    """Return what each student hands in."""
    loud = (
        "import sys, warnings\n"
        "KEPT = bytes(range(256)) * 100_000\n"
        "def double(x):\n"
        "    warnings.warn('this is only a warning')\n"
        "    print('on stderr', file=sys.stderr)\n"
        "    for _ in range(100 if x == -7 else 0):\n"
        "        print('o' * 10_000)\n"
        "    return 2 * x"
    )
    odd = "[type('F', (float,), {'__repr__': lambda s: 'np.float64(2.0)'})(2), True, math.nan, 99, -1]"
    stubborn = "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(60)"
    leak = "import traceback\ndef double(x):\n    traceback.print_stack()\n    raise ValueError(In[-1])"
    huge = filled(course)
    huge["cells"].insert(tiny.place(huge, "credit"), extra("print('x' * 8_000_000)"))
    leaking = filled(course, double=leak)
    leaking["cells"] += [
        extra("for source in In:\n    print(source)"),
        extra("print(repr(In))\nIn"),
        extra("%history"),
    ]
    perfect = filled(course)
    cell(perfect, "look")["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "three doubled is 6\n"}
    ]
    return {
        "perfect": perfect,
        "untouched": tiny.released(course),
        "tampered": tiny.tampered(course),
        "mangled": tiny.mangled(course),
        "odd": filled(course, credit=f"def credit(k):\n    return {odd}[k]"),
        "partial": filled(course, credit="def credit(k):\n    return [1.5, None, 0, '2', math.inf][k]"),
        "loud": filled(course, double=loud),
        "exits": filled(course, credit="import os\nos._exit(0)"),
        "loops": filled(course, double="def double(x):\n    while True:\n        pass"),
        "stubborn": filled(course, credit=stubborn),
        "huge": huge,
        "scripts": tiny.scripts(course),
        "leaks": leaking,
        "junk": b"PK\x03\x04 a zip file",
        "blocked": filled(course),
        "o'neil j+dl@uni": b"",
    }
