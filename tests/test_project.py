"""The project as a whole: who imports whom, and one list of versions."""

import ast
import functools
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from autograder import doctor
from autograder.course import Course

ROOT = Course.find().root
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
STUDENTS = PYPROJECT["project"]["dependencies"]
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
PYTHONS = [f"3.{minor}" for minor in range(11, 15)]
LOCKS = {
    "requirements.lock": [*STUDENTS, *(line for extra in EXTRAS.values() for line in extra)],
    "requirements-students.lock": STUDENTS,
}


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


@functools.cache
def _distributions() -> dict[str, list[str]]:
    return metadata.packages_distributions()


def _extras_of(path: Path) -> list[str]:
    """Return which extras whoever runs a file has installed."""
    folder = path.relative_to(ROOT).parts[0]
    if folder in {"helpers", "source"}:
        return []
    if "audit" in path.parts:
        return list(EXTRAS)
    return ["grading", "cluster"] if path.name == "fanout.py" else ["grading"]


OURS = [path for folder in ("helpers", "source", "autograder") for path in (ROOT / folder).rglob("*.py")]


@pytest.mark.parametrize("path", sorted(OURS), ids=lambda path: str(path.relative_to(ROOT)))
def test_who_runs_a_file_has_what_it_imports(path):
    lines = [*STUDENTS, *(line for extra in _extras_of(path) for line in EXTRAS[extra])]
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    for module in _imports(path) - set(sys.stdlib_module_names) - {"helpers", "autograder", ""}:
        names = {canonicalize_name(name) for name in _distributions().get(module, [])}
        assert names & declared, f"{module} comes with {names or 'nothing'}, which is not declared for it"


def _locked(file: str, python: str) -> dict[str, str]:
    """Return the versions that a lock file has for a version of Python on this system, by canonical name."""
    environment = {"python_version": python, "python_full_version": f"{python}.9"}
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if not line.startswith("#")]
    wanted = [pin for pin in pins if pin.marker is None or pin.marker.evaluate(environment)]
    versions = {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in wanted}
    assert len(versions) == len(wanted), f"{file} names something twice"
    return versions


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("file", LOCKS)
def test_locks_satisfy_every_dependency(file, python):
    versions = _locked(file, python)
    for requirement in map(Requirement, LOCKS[file]):
        name = canonicalize_name(requirement.name)
        assert name in versions, f"{name} is not in {file}; run `make lock`"
        assert requirement.specifier.contains(versions[name]), f"{requirement} is locked at {versions[name]}"


@pytest.mark.parametrize("python", PYTHONS)
def test_students_get_the_versions_that_are_tested(python):
    students, tested = (_locked(file, python) for file in ("requirements-students.lock", "requirements.lock"))
    assert students.items() <= tested.items()
    assert not {"pytest", "distributed", "rich"} & students.keys()


def test_what_is_locked_is_installed_and_needs_nothing_else():
    locked = _locked("requirements.lock", "{}.{}".format(*sys.version_info))
    for_graphics_cards = PYPROJECT["tool"]["uv"]["exclude-dependencies"]  # or not: the build of torch says so
    for name, version in locked.items():
        installed = metadata.distribution(name)
        assert installed.version.split("+")[0] == version, f"{name} is not as locked"
        needed = map(Requirement, installed.requires or [])
        needed = {canonicalize_name(one.name) for one in needed if not one.marker or one.marker.evaluate()}
        assert needed <= {*locked, *for_graphics_cards}, f"{name} needs what is not locked; run `make lock`"


@pytest.mark.parametrize("file", LOCKS)
def test_locks_hold_for_every_build_of_torch_and_name_no_index(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not [line for line in text.splitlines() if line.startswith(("nvidia-", "cuda-", "triton"))]
    assert "://" not in text


def test_everything_names_the_same_versions_of_python():
    accepted = SpecifierSet(PYPROJECT["project"]["requires-python"])
    assert [f"3.{minor}" for minor in range(30) if f"3.{minor}" in accepted] == PYTHONS
    oldest, newest = PYTHONS[0], PYTHONS[-1]
    assert ["{}.{}".format(*version) for version in doctor.PYTHONS] == [oldest, newest]
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", "environment.yml")}
    assert f"- python{PYPROJECT['project']['requires-python']}\n" in texts["environment.yml"]
    assert " ".join(f"python{version}" for version in reversed(PYTHONS)) in texts["Makefile"]
    assert "{} <= sys.version_info[:2] <= {}".format(*doctor.PYTHONS) in texts["Makefile"]
    assert f"--python-version {oldest} " in texts["Makefile"]
    [start] = (ROOT / "autograder").rglob("workbook_start/index.html.j2")
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", start):
        assert f"{oldest} to {newest}" in path.read_text(encoding="utf-8"), path


@pytest.fixture
def make(tmp_path):
    """Run ``make`` where there are certain Pythons only, of which some fail; no environment is there."""

    def run(*arguments, **pythons):
        for name, code in pythons.items():
            program = tmp_path / name.replace("_", ".")
            program.write_text(f"#!/bin/sh\nexit {code}\n")
            program.chmod(0o755)
        program = shutil.which("make") or pytest.skip("make is not installed")
        show = "--eval=show: ; @: $(info $(PYTHON))"
        command = [program, "--no-print-directory", "-C", ROOT, f"VENV={tmp_path}/none", show, *arguments]
        environment = {"PATH": str(tmp_path)}  # and nothing of the make that may run these tests
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run


def test_make_takes_the_newest_python_that_works(make):
    assert make("show", python3_14=127, python3_13=0, python3_12=0, python3=0).stdout.strip() == "python3.13"
    assert make("show", python3_13=1).stdout.strip() == "python3.12"
    assert make("show", "PYTHON=python3").stdout.strip() == "python3"


def test_make_says_which_python_is_needed(make, tmp_path):
    for named in ([], ["PYTHON=python3"]):
        done = make(f"{tmp_path}/none/.ready", *named, python3=1)
        assert done.returncode
        assert "Python 3.11, 3.12, 3.13 or 3.14 is needed" in done.stdout
        assert not (tmp_path / "none").exists()
