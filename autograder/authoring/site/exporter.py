"""A sheet as the content of a page, by nbconvert."""

import io
from collections.abc import Callable, Mapping
from typing import NamedTuple

import nbformat
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from PIL import Image
from traitlets.config import Config

from autograder.authoring import cells
from autograder.authoring.site.markdown import as_html
from autograder.course.pages import TEMPLATES, described

FIGURES = "figures"  # the folder of the site that figures are in
_PICTURES = ["image/png", "image/jpeg"]


class Content(NamedTuple):
    """What stands on the page of a sheet, and the figures that it shows, by path in the site."""

    html: str
    figures: dict[str, bytes]


class SheetExporter(HTMLExporter):
    """nbconvert's exporter with the template ``workbook_sheet``.

    Args:
        place: of the sheet in the release.
        pages: of the site, by place in the release.
        remark: is told what cannot be shown as it is meant.
    """

    def __init__(self, place: str, pages: Mapping[str, str], remark: Callable[[str], None]):
        super().__init__()
        self._place, self._pages, self._remark = place, pages, remark
        self.register_filter("size", _size)
        self.register_filter("described", described)

    @property
    def default_config(self):
        config = super().default_config
        own = {
            "NbConvertBase": {"display_data_priority": [*_PICTURES, "text/latex", "text/plain"]},
            "ExtractOutputPreprocessor": {"enabled": True, "extract_output_types": set(_PICTURES)},
            "SheetExporter": {"template_name": "workbook_sheet", "extra_template_basedirs": [str(TEMPLATES)]},
        }
        config.merge(Config(own))
        return config

    @pass_context
    def markdown2html(self, context, source):
        """Return the Markdown of a cell as HTML of the site."""
        return as_html(source, self._place, self._pages, self._remark)


def content(sheet: str, notebook: NotebookNode, exporter: SheetExporter, *, solved: bool) -> Content:
    """Return what stands on the page of a sheet.

    Args:
        sheet: its name.
        notebook: a release or a worked solution, with the outputs that are to be shown.
        exporter: with the place of the sheet.
        solved: whether it is a worked solution.
    """
    resources = {"unique_key": sheet, "output_files_dir": FIGURES, "solved": solved}
    html, resources = exporter.from_notebook_node(_prepared(sheet, notebook), resources)
    return Content(html, dict(resources["outputs"]))


def _prepared(sheet: str, notebook: NotebookNode) -> NotebookNode:
    """Tell the template what each cell is, and name the figures after their cells."""
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        points = f"{cells.points(cell):g}" if cells.is_graded(cell) else ""
        cell.metadata.site = {"kind": _kind(cell), "name": cells.name(cell), "points": points}
        if cells.is_test(cell):
            cell.metadata.site.claim = cells.claim(cell.source) or cells.name(cell)
        for number, output in enumerate(cell.get("outputs", [])):
            if output.output_type == "execute_result":
                output.output_type = "display_data"  # one look for both
            if output.output_type == "display_data":
                output.metadata.filename = f"{sheet}-{cell.id}-{number}"
    return copy


def _kind(cell: NotebookNode) -> str:
    if cells.is_test(cell):
        return "test"
    if cells.is_answer(cell):
        return "answer"
    return "setup" if cells.is_setup(cell) else "given"


def _size(data: bytes) -> tuple[int, int]:
    """Return width and height of a picture, in pixels: so that a page does not jump when it arrives."""
    return Image.open(io.BytesIO(data)).size
