"""A module or a photo beside the notebook is not lost in silence: somebody is asked to look."""

from downloads import packed, work
from tiny import SHEET

from autograder.intake.collect import collect


def test_a_module_and_a_photo_beside_the_notebook_are_pointed_out(course, tmp_path):
    place = "{}_{}_assignsubmission_file/"
    files = {
        place.format("Ada Lovelace", 101) + "01_tiny.ipynb": work(course),
        place.format("Ada Lovelace", 101) + "my_layers.py": b"",
        place.format("Ada Lovelace", 101) + "notes.txt": b"",
        place.format("Bob", 102) + "01_tiny.ipynb": work(course),
        place.format("Bob", 102) + "handwritten.PDF": b"%PDF",
        place.format("Bob", 102) + "helpers/data.py": b"",  # the course's own, in a copy of all of it
    }
    found = collect(course, packed(tmp_path / "all.zip", files), SHEET)
    assert [one.student for one in found.collected] == ["ada_lovelace", "bob"]
    todo = [one.path.rpartition("/")[2] for one in found.left if "look whether" in one.todo]
    assert sorted(todo) == ["handwritten.PDF", "my_layers.py"] and found.to_look_at
