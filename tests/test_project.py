"""The project as a whole: who imports whom, and one list of versions."""

import ast
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from autograder.authoring import environment
from autograder.course import Course

ROOT = Course.find().root


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("path", sorted((ROOT / "helpers").rglob("*.py")), ids=lambda path: path.name)
def test_helpers_never_import_the_grading_engine(path):
    assert not _imports(path) & {"autograder", "nbgrader", "tests"}


@pytest.mark.parametrize("path", sorted((ROOT / "source").rglob("*.py")), ids=lambda path: path.name)
def test_sheets_import_helpers_and_libraries_only(path):
    assert not _imports(path) & {"autograder", "nbgrader", "tests"}


def test_lock_satisfies_every_dependency():
    versions = environment.locked_versions()
    for requirement in environment.direct_requirements():
        name = canonicalize_name(requirement.name)
        assert name in versions, f"{name} is not in requirements.lock; run `make lock`"
        assert requirement.specifier.contains(versions[name]), f"{requirement} is locked at {versions[name]}"


def test_environment_yml_has_the_locked_versions():
    expected = environment.environment_yml(environment.locked_versions())
    assert (ROOT / "environment.yml").read_text(encoding="utf-8") == expected, "run `make lock`"


def test_what_is_installed_is_what_is_locked():
    assert environment.installed_versions() == environment.locked_versions()
