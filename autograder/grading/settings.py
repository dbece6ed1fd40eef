"""How submissions are run: the limits in ``nbgrader_config.py``, and the job that is made from them."""

import ast
import os
from collections.abc import Collection

from nbformat import NotebookNode
from traitlets import Dict, Enum, Float, Integer, Unicode
from traitlets.config import Configurable

from autograder.authoring import cells
from autograder.authoring.dependencies import solving_cells
from autograder.course import Course, CourseError
from autograder.engine import visible
from autograder.engine.child import Patience
from autograder.engine.confine import sandbox
from autograder.engine.judge import Cell, Job
from helpers import data

# For the compiler of JAX: what a submission compiles runs for moments, and optimizing it takes longer. If the
# compiler does not know an option, it ends the process; tests/autograder/test_libraries.py tells.
COMPILE_QUICKLY = (
    "--xla_backend_optimization_level=0 --xla_cpu_use_fusion_emitters=false "
    "--xla_cpu_parallel_codegen_split_count=1"  # programs are small: to split one costs a third more
)


class Execute(Configurable):
    """The settings ``c.Execute`` in ``nbgrader_config.py``."""

    timeout = Float(60, help="seconds for a cell; for a test, with all its calls").tag(config=True)
    call_timeout = Float(30, help="seconds for one call of a student's function by a test").tag(config=True)
    total_timeout = Float(600, help="seconds for all cells of a notebook together").tag(config=True)
    output_limit = Integer(2_000_000, help="characters of output that are kept for each cell").tag(
        config=True
    )
    memory = Integer(2048, help="megabytes that a submission may use").tag(config=True)
    scratch = Integer(256, help="megabytes of files that it may write").tag(config=True)
    processes = Integer(0, help="processes that it may start").tag(config=True)
    sandbox = Unicode("", help="how it is confined; by default, as strictly as this machine can").tag(
        config=True
    )
    figures = Enum(
        ("handed in", "drawn"),
        "handed in",
        help="which outputs the graded copy has: those that were handed in, or those of grading, which then "
        "also runs what no test needs",
    ).tag(config=True)
    sheets = Dict(help="other values for a sheet, as {'06_torch_cnn': {'memory': 4096}}").tag(config=True)

    def job(
        self,
        nb: NotebookNode,
        sheet: str,
        looks: Collection[str] = (),
        source: NotebookNode | None = None,
        files: dict[str, bytes] | None = None,
    ) -> Job:
        """Return what the engine needs to judge a repaired notebook whose tests are complete.

        Args:
            nb: the notebook.
            sheet: its name.
            looks: ids of the cells that no test needs (``dependencies.looks``). They are left out, unless
                the student has changed them or may read what they bind.
            source: the sheet with its solutions, for tests that compare with them.
            files: what lies beside the notebook, by path.

        Raises:
            sandbox.Refused: if this machine cannot confine submissions, and the configuration does not name a
                tier.
        """
        special = self.sheets.get(sheet, {})
        value = lambda name: special.get(name, getattr(self, name))
        limits = sandbox.Limits(
            memory=value("memory") * 2**20, scratch=value("scratch") * 2**20, processes=value("processes")
        )
        patience = Patience(
            call=value("call_timeout"),
            cell=value("timeout"),
            total=value("total_timeout"),
            output=value("output_limit"),
        )
        drawn = self.figures == "drawn"
        own = nb.metadata.get("workbook", {}).get("own", [])
        return Job(
            cells=_cells(nb),
            looks=[] if drawn else sorted(set(looks).difference(own)),
            written=[
                cell.id
                for cell in nb.cells
                if cell.cell_type == "code" and (cell.id in own or cells.is_answer(cell))
            ],
            modules=_imports(nb),
            environment={
                "WORKBOOK_BUDGET": "quick",
                "WORKBOOK_MNIST": _which_mnist(),
                "WORKBOOK_FIGURES": "drawn" if drawn else "none",
                "XLA_FLAGS": COMPILE_QUICKLY,
            },
            tier=sandbox.chosen(value("sandbox")),
            limits=limits,
            patience=patience,
            reference=[cell.source for cell in solving_cells(source)] if source else [],
            files=files or {},
        )


def assert_hidden(course: Course, tier: str) -> None:
    """Make sure that submissions do not see the course; where nothing confines them, they see everything.

    Raises:
        CourseError: if the course lies in a folder that they have to see, or such a folder leads into it.
    """
    if tier != "none" and (found := visible.exposed(course.private)):
        path, folder = found
        raise CourseError(
            f"Submissions could read {path}: it lies in {folder}, which they need. Move the course to a "
            "folder of its own, make its Python environment in a folder .venv there, and try again."
        )


def _cells(nb: NotebookNode) -> list[Cell]:
    found = []
    own = nb.metadata.get("workbook", {}).get("own", [])
    for cell in nb.cells:
        if cell.cell_type == "code":
            role = "test" if cells.is_test(cell) else "setup" if cells.is_setup(cell) else "student"
            role = "own" if cell.id in own else role
            points = cells.points(cell) if role == "test" else 0.0
            found.append(Cell(cell.id, cell.source, role, points))
    return found


def _imports(nb: NotebookNode) -> list[str]:
    """Return the modules that the setup cells import; they are imported before the first submission runs."""
    found = []
    for cell in nb.cells:
        if cell.cell_type == "code" and cells.is_setup(cell):
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Import):
                    found += [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module:
                    found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return list(dict.fromkeys(found))


def _which_mnist() -> str:
    """Return the data that ``helpers.data`` will find without a network."""
    wanted = os.environ.get("WORKBOOK_MNIST", "auto")
    return wanted if wanted != "auto" else "mnist" if data.local_root() else "digits"
