"""The Markdown of a course as HTML: formulas as MathML, links between pages, tables that scroll."""

import posixpath
import re
from collections.abc import Callable, Mapping

from markupsafe import escape
from math_core import LatexError

from autograder.course.formulas import as_mathml
from autograder.course.libraries import IPythonRenderer, MarkdownWithMath

_TASK = re.compile(r"\d+\.\d+")
_TAG = re.compile(r"<[^>]*>")
_ELSEWHERE = ("https://", "http://", "mailto:", "#")


class CourseRenderer(IPythonRenderer):
    """nbconvert's renderer for texts of the course itself, which are trusted.

    Args:
        place: of the text in the release, such as ``01_theory/01_theory.ipynb``.
        pages: of the site, by place in the release.
        remark: is told, in a sentence, what cannot be shown as it is meant.
        options: of nbconvert's renderer.
    """

    def __init__(
        self, place: str, pages: Mapping[str, str], remark: Callable[[str], None], **options
    ) -> None:
        super().__init__(escape=False, exclude_anchor_links=True, **options)
        self._place, self._pages, self._remark = place, pages, remark

    def heading(self, text: str, level: int, **attributes) -> str:
        """Leave the title to the page; give the others an anchor."""
        if level == 1:
            return ""
        return f'<h{level} id="{anchor(_TAG.sub("", text))}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Lead to a page of the site, or elsewhere; what the site does not have is no link."""
        if url.startswith(_ELSEWHERE):
            return super().link(text, url, title)
        path, mark, fragment = url.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self._place), path))
        page = self._pages.get(target)
        return super().link(text, page + mark + fragment, title) if page else text

    def table(self, text: str) -> str:
        """Let a wide table scroll by itself."""
        return f'<div class="scroll"><table>\n{text}</table></div>\n'

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        """Make no heading of the empty corner of a table: screen readers would announce nothing."""
        tag = "th" if head and text else "td"
        style = f' style="text-align: {align}"' if align else ""
        return f"  <{tag}{style}>{text}</{tag}>\n"

    def block_math(self, body: str) -> str:
        return f'<div class="formula scroll">{self._formula(body, display=True)}</div>\n'

    def inline_math(self, body: str) -> str:
        return self._formula(body, display=False)

    def latex_environment(self, name: str, body: str) -> str:
        return self.block_math(rf"\begin{{{name}}}{body}\end{{{name}}}")

    def _formula(self, tex: str, *, display: bool) -> str:
        try:
            return as_mathml(tex, display=display)
        except LatexError as error:
            self._remark(f"{self._place}: the formula {tex.strip()} is shown as it is written ({error}).")
            return f"<code>{escape(tex)}</code>"


def as_html(source: str, place: str, pages: Mapping[str, str], remark: Callable[[str], None]) -> str:
    """Return a text of the course as HTML; the arguments are those of ``CourseRenderer``."""
    return MarkdownWithMath(renderer=CourseRenderer(place, pages, remark)).render(source)


def anchor(heading: str) -> str:
    """Return the anchor of a heading: by the number of its task, as on feedback pages, or its words."""
    if number := _TASK.match(heading):
        return "task-" + number[0].replace(".", "-")
    return re.sub(r"\W+", "-", heading).strip("-").lower()
