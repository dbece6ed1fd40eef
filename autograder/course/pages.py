"""HTML pages from the templates in ``autograder/templates``; whatever is put into them is escaped."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

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
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
