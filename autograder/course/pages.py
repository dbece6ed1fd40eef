"""HTML pages from the templates in ``autograder/templates``; whatever is put into them is escaped."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from pygments.formatters import HtmlFormatter

TEMPLATES = Path(__file__).parents[1] / "templates"


def page(template: str, /, **content: Any) -> str:
    """Return a page, complete in itself.

    Args:
        template: the folder it is in, for example ``workbook_report``.
        content: what the template asks for.
    """
    return fragment(f"{template}/index.html.j2", **content)


def fragment(template: str, /, **content: Any) -> str:
    """Return a part of a page, or a file beside it, from the template at this path."""
    return _environment().get_template(template).render(content)


@cache
def code_style(selector: str = ".code") -> Markup:
    """Return the colors of code inside of ``selector``, for light and for dark backgrounds."""
    light = HtmlFormatter(style="xcode").get_style_defs(selector)
    dark = HtmlFormatter(style="github-dark").get_style_defs(selector)
    return Markup(f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}")


def described(text: str) -> str:
    """Return the words that a figure brings along (``helpers.plotting``), or a general description.

    Args:
        text: the figure as plain text.
    """
    nothing = not text or text.startswith("<")  # <Figure size 640x480 with 1 Axes>
    return "Figure made by the code above." if nothing else text


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
