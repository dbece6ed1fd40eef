"""The attacked course is made like the tiny one of the tests beside."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "autograder"))
