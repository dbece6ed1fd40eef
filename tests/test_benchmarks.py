"""The class that the benchmark grades: good and bad work, and the same each time."""

import nbformat
import pytest
from backprop import SHEET, if_there

from autograder.authoring import answers, cells, sheets
from autograder.course import Course
from benchmarks import classroom

COURSE = Course.find()
pytestmark = if_there


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """Return the answers of the first students, twice: as the class is made once, and again."""
    classes = []
    for name in ("once", "again"):
        root = tmp_path_factory.mktemp("class") / name
        course = classroom.make_course(root, COURSE, SHEET, config="c = get_config()\n")
        classroom.hand_in(course, COURSE, SHEET, range(2 * len(classroom.KINDS)))
        paths = [course.submitted(SHEET, student) for student in course.students(SHEET)]
        solutions = [cells.solutions(nbformat.read(path, as_version=4)) for path in paths]
        sources = [{name: cell.source for name, cell in one.items()} for one in solutions]
        classes.append(
            [{name: source.rpartition("\n# student")[0] for name, source in one.items()} for one in sources]
        )
    return classes


def test_the_class_is_the_same_each_time(handed_in):
    once, again = handed_in
    assert len(once) == 10 and once == again
    assert once[2] != once[7]  # two students with wrong answers have different ones


def test_each_kind_is_what_it_is_called(handed_in):
    reference = {
        name: cell.source
        for name, cell in cells.solutions(sheets.read_notebook(COURSE.source(SHEET))).items()
    }
    stubs = {
        name: cell.source
        for name, cell in cells.solutions(sheets.read_notebook(COURSE.release(SHEET))).items()
    }
    bank = {(one.grade_id, one.source.strip()): one.right for one in answers.bank(COURSE.answers, SHEET)}
    by_kind = dict(zip(classroom.KINDS, handed_in[0], strict=False))
    assert by_kind["reference"] == reference
    assert by_kind["untouched"] == stubs
    half = by_kind["half done"]
    done = [name for name in half if half[name] == reference[name]]
    assert done == list(reference)[: len(reference) // 2]
    assert all(half[name] == stubs[name] for name in half if name not in done)
    for kind, right in {"right answers": True, "wrong answers": False}.items():
        changed = {item for item in by_kind[kind].items() if item[1] != reference[item[0]]}
        assert {bank[name, source.strip()] for name, source in changed} == {right}
        assert len(changed) == 3 or (right and len(changed) > 10)
