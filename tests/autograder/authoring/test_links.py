"""What leads to a sheet that the course has dropped is named, once, and not handed out as a link."""

import pytest
import small
from small import SHEET, make_course

from autograder.authoring import build, links
from autograder.course import files

TABLE = """\
| word | meaning | sheet |
|:--|:--|:--|
| scale | a factor | [1](../release/01_tiny/01_tiny.ipynb) |
| flow | an invertible map | [7](../release/07_flows/07_flows.ipynb) |
"""


def say(course, text):
    small.write_text(course, small.TEXT.replace("# ## 1.1 Scale\n", f"# ## 1.1 Scale\n#\n# {text}\n"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("See sheet 2.", ["sheet 2"]),
        ("As in sheets 2 to 4,", ["sheet 2", "sheet 3", "sheet 4"]),
        ("Sheets 3 and 5 say why.", ["sheet 3", "sheet 5"]),
        ("In sheet\n# 4, this", ["sheet 4"]),
        ("[There](../02_other/02_other.ipynb) it is.", ["02_other"]),
        ("In sheet 1, and [here](../01_tiny/01_tiny.ipynb).", []),
        ("A spreadsheet 2, sheet two, 2.1 and version 0.2.", []),
    ],
)
def test_what_leads_nowhere_is_named(tmp_path, text, named):
    course = make_course(tmp_path)
    say(course, text)
    said = links.dead(course)
    if not named:
        assert said == []
        return
    places = "; ".join(f"{name} (in section-1-1-1)" for name in named)
    assert said == [f"{SHEET} speaks of what is not in the course: {places}. Reword these cells."]


def test_words_of_dropped_sheets_have_no_link_in_the_release(tmp_path):
    course = make_course(tmp_path)
    files.write(course.glossary, TABLE)
    [said] = links.dead(course)
    assert said.startswith("glossary.md leads to sheets") and said.count("flow") == 1 and "scale" not in said
    released = build.released_glossary(course)
    assert "[1](01_tiny/01_tiny.ipynb)" in released and "| flow | an invertible map |  |" in released
