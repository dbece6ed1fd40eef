"""The house: imports go down only, nobody reaches for a neighbor's private names."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from autograder.course import Course

ROOT = Course.find().root
# From the ground up. A room may import from rooms below it and from itself; the front desk from all.
FLOORS = ["course", "engine", "authoring", "intake", "grading", "handback", "marking", "audit", "front desk"]
ENGINE_KNOWS = "autograder.course.files"  # and nothing else of the course: it runs elsewhere, too
FILES = sorted((ROOT / "autograder").rglob("*.py"))


def room_of(path: Path) -> str:
    """Return the room that a file is in; what lies in no room is the front desk."""
    parts = path.relative_to(ROOT / "autograder").parts
    return parts[0] if len(parts) > 1 else "front desk"


def imported(path: Path) -> list[tuple[str, str]]:
    """Return what a file imports of ours: module and name."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "autograder":
            found += [(node.module, alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names if alias.name.startswith("autograder.")]
    return found


def module_of(module: str, name: str) -> str:
    """Return the module that ``from module import name`` loads."""
    path = ROOT.joinpath(*module.split("."))
    inner = path / f"{name}.py"
    return f"{module}.{name}" if inner.is_file() or (path / name / "__init__.py").is_file() else module


def test_every_room_has_a_floor():
    assert {room_of(path) for path in FILES} == set(FLOORS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_down_and_reach_for_nothing_private(path):
    here = FLOORS.index(room_of(path))
    for module, name in imported(path):
        parts = module_of(module, name).split(".")
        there = parts[1] if len(parts) > 1 and parts[1] in FLOORS else "front desk"
        assert FLOORS.index(there) <= here, f"{path.name} imports {module}.{name} from a floor above"
        if (FLOORS[here], there) == ("engine", "course"):
            assert module_of(module, name) == ENGINE_KNOWS, f"{path.name} imports {module}.{name}"
        assert not name.startswith("_"), f"{path.name} imports the private {module}.{name}"
        assert not any(part.startswith("_") for part in parts), f"{path.name} imports {module}"


def test_no_modules_import_each_other_in_a_circle():
    arrows = defaultdict(set)
    for path in FILES:
        own = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        arrows[own] = {module_of(*one) for one in imported(path)} - {own}
    done, trail = set(), []

    def visit(module: str) -> None:
        assert module not in trail, f"a circle: {' -> '.join([*trail[trail.index(module) :], module])}"
        if module not in done:
            trail.append(module)
            for other in arrows[module]:
                visit(other)
            trail.pop()
            done.add(module)

    for module in list(arrows):
        visit(module)
