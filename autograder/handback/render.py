"""Show what students wrote and printed as HTML that runs nothing and fetches nothing."""

import base64
import re
from collections.abc import Iterable
from contextlib import suppress
from itertools import groupby
from typing import Any

import nh3
from markupsafe import Markup, escape
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.course.formulas import as_mathml
from autograder.course.libraries import IPythonRenderer, MarkdownWithMath
from autograder.course.pages import described
from autograder.engine.verdict import NOT_RUN
from autograder.intake.harmless import image

LONGEST = 20_000  # characters of a text that are shown
# What one page may cost: the sum of the squares of the lengths of its texts, since lexer and renderer take so
# long for the worst of texts, and something for each character. The worst of pages takes about 5 s of the
# processor. The longest sheet, with its solutions, needs three quarters of all this.
SQUARES = 300_000_000
_CHARACTER = 1000  # squares that a character costs: each may become an element
_EMBEDDED = 10  # squares that a byte of an image costs, each time that a text shows it: at most 30 MB a page

_LONGEST_FILE = 4000  # characters of a text file that are shown
_LONGEST_FORMULA = 2000  # characters of a formula that is drawn
# Braces and commands of one. math-core recurses: where the stack is small, twice as many end the process.
_DEEPEST_FORMULA = 300

_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "div", "blockquote", "pre"),
    *("a", "code", "del", "em", "img", "span", "strong"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
}
# What math-core writes, without links and colors.
_FORMULA_TAGS = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "s", "mspace", "mpadded", "mphantom", "menclose"),
    *("mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover"),
    *("mmultiscripts", "mprescripts", "mtable", "mtr", "mtd"),
}
_FORMULA_ATTRIBUTES = {
    "math": {"display"},
    "mrow": {"class"},
    "mi": {"mathvariant"},
    "mo": {"form", "fence", "lspace", "rspace", "maxsize", "minsize", "stretchy", "symmetric", "largeop"},
    "mspace": {"width", "style"},
    "mpadded": {"style"},
    "menclose": {"notation"},
    "mfrac": {"displaystyle", "linethickness"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "mtable": {"displaystyle", "scriptlevel", "style"},
    "mtd": {"style"},
}
_WORDS = re.compile(r"[\w .-]{1,20}")
# At most nine letters wide; the style sheet clips what many of them add up to.
_LENGTH = r"-?\d?(\.\d+)?(em|rem|%)?"
_STYLE = re.compile(
    rf"((text-align|justify-items): ?\w+;?|(padding|margin)-(left|right): ?{_LENGTH};?|width: ?{_LENGTH};?"
    r"|border-\w+: ?0\.05em solid currentcolor;?)*"
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "span": {"class"},
    "div": {"class"},
    "*": set(),  # for any tag; by default, nh3 allows lang and title
}
_PYTHON = {"python", "python3", "py", "ipython", "ipython3"}  # the names of a lexer that takes no square
_IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+")


def outputs(found: Iterable[NotebookNode]) -> list[dict[str, Any]]:
    """Return the outputs of a code cell, which are harmless already, as texts, images and errors."""
    shown: list[dict[str, Any]] = []
    for is_stream, group in groupby(found, key=lambda output: output.output_type == "stream"):
        alike = list(group)
        if is_stream:
            parts = [{"kind": "text", "text": _text("".join(output.text for output in alike))}]
        else:
            parts = [_output(output) for output in alike]
        shown += [part for part in parts if any(part.get(key) for key in ("text", "image", "name"))]
    return shown


class Purse:
    """What is left of the work that may be spent on one page."""

    def __init__(self, squares: int = SQUARES):
        self._left = squares

    def pays(self, text: str, images: int = 0) -> bool:
        """Pay for a text and the bytes of its images, if there is enough left; return whether there was."""
        cost = len(text) ** 2 + _CHARACTER * len(text) + _EMBEDDED * images
        if cost > self._left:
            return False
        self._left -= cost
        return True


def files(found: dict[str, bytes], left: dict[str, str], purse: Purse) -> list[dict[str, Any]]:
    """Return files that a student handed in beside the notebook, as pictures, code or text if they are.

    Args:
        found: contents by path.
        left: why others were left out, by path.
        purse: of the page.
    """
    shown = [
        {"name": path, "size": _size(len(data)), **_file(path, data, purse)} for path, data in found.items()
    ]
    return shown + [{"name": path, "left": why} for path, why in left.items()]


def code(source: str, purse: Purse | None = None, lines: Iterable[int] = ()) -> Markup:
    """Return Python code with colors; without, if it costs too much. ``pages.code_style`` has the rules.

    Args:
        source: the code.
        purse: of the page; by default, one for this code alone.
        lines: numbers, from 1, of the lines that are marked.
    """
    if len(source) > LONGEST or not (purse or Purse()).pays(source):
        return _plain(source, "colored")
    formatter = HtmlFormatter(cssclass="code", hl_lines=list(lines))
    # Not IPython's lexer: it takes ten times as long for blank lines, and the square for dots.
    return Markup(highlight(source, PythonLexer(), formatter))


def markdown(source: str, attachments: dict | None = None, purse: Purse | None = None) -> Markup:
    """Return Markdown as HTML without anything that runs or is fetched, with formulas as MathML.

    A formula that cannot be drawn stays as it was written.

    What costs more than is left in the page's purse is shown as it was written.
    """
    attachments = attachments or {}
    largest = max((len(data) for bundle in attachments.values() for data in bundle.values()), default=0)
    images = source.count("attachment") * largest
    if len(source) > LONGEST or not (purse or Purse()).pays(source, images):
        return _plain(source, "rendered")
    renderer = _Renderer(
        escape=True, allow_harmful_protocols=False, exclude_anchor_links=True, attachments=attachments
    )
    try:
        html = MarkdownWithMath(renderer=renderer).render(source)
    except Exception:  # a renderer's bug must not cost a student the page
        return Markup("<pre>{}</pre>").format(source)
    return Markup(_PAGE.clean(html))


def inline(source: str) -> Markup:
    """Return one line of Markdown, such as a heading, with inline markup only."""
    return Markup(_LINE.clean(markdown(source)).strip())


def without_colors(text: str) -> str:
    """Return text without a terminal's control sequences."""
    return _ANSI.sub("", text)


def shortened(text: str, length: int) -> str:
    """Return a text, cut after ``length`` characters; then it ends in an ellipsis."""
    return text if len(text) <= length else text[:length] + " …"


def _plain(source: str, what: str) -> Markup:
    """Return a text as it is, and the reason."""
    reason = f"This page is too long for this text to be {what}."
    if len(source) > LONGEST:
        reason = (
            f"This text is too long to be {what}. The first {LONGEST:,} of its {len(source):,} characters "
            "are shown; the notebook that was handed in has all of them."
        )
    return Markup('<p class="untouched">{}</p><pre>{}</pre>').format(reason, shortened(source, LONGEST))


def _file(path: str, data: bytes, purse: Purse) -> dict[str, Any]:
    """Return what can be shown of a file."""
    encoded = base64.b64encode(data).decode()
    if found := image(encoded):
        paid = purse.pays("", len(encoded))
        return (
            {"image": f"data:{found[0]};base64,{found[1]}"}
            if paid
            else {"note": "too large to be shown here"}
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return {}
    if not text.strip() or "\0" in text:
        return {}
    if path.endswith(".py"):
        return {"code": code(text, purse)}
    return {"text": _text(shortened(text, _LONGEST_FILE))}


def _size(number: int) -> str:
    return f"{number / 2**20:.1f} MB" if number > 10**5 else f"{max(1, round(number / 1024))} kB"


def _output(output: NotebookNode) -> dict[str, Any]:
    if output.output_type == "error":
        name = "" if output.ename == NOT_RUN else output.ename
        traceback = _text("\n".join(output.traceback)) if len(output.traceback) > 1 else ""
        return {"kind": "error", "name": name, "text": _text(output.evalue), "traceback": traceback}
    for mime in ("image/png", "image/jpeg"):
        if mime in output.data:
            image = f"data:{mime};base64,{output.data[mime]}"
            words = shortened(described(output.data.get("text/plain", "")), 500)
            return {"kind": "image", "image": image, "words": words}
    return {"kind": "text", "text": _text(output.data.get("text/plain", ""))}


def _text(text: str) -> str:
    """Return printed text as a terminal would leave it, without colors and not too long."""
    lines = [line.rstrip("\r").rsplit("\r", 1)[-1] for line in without_colors(text).split("\n")]
    return shortened("\n".join(lines).strip("\n"), LONGEST)


class _Renderer(IPythonRenderer):
    """nbconvert's renderer, without the HTML that ``_PAGE`` would remove: diagrams and check boxes.

    Only Python gets colors: a text could name any lexer, and some take very long.
    """

    def block_code(self, code: str, info: str | None = None) -> str:
        return super().block_code(code, "python" if (info or "").strip() in _PYTHON else None)

    def block_math(self, body: str) -> str:
        return self._formula(body, f"$${body}$$", display=True)

    def inline_math(self, body: str) -> str:
        return self._formula(body, f"${body}$", display=False)

    def latex_environment(self, name: str, body: str) -> str:
        written = rf"\begin{{{name}}}{body}\end{{{name}}}"
        return self._formula(written, written, display=True)

    @staticmethod
    def _formula(tex: str, written: str, *, display: bool) -> str:
        html = escape(written)
        if len(tex) <= _LONGEST_FORMULA and tex.count("{") + tex.count("\\") <= _DEEPEST_FORMULA:
            with suppress(Exception):  # it stays as it was written
                html = as_mathml(tex, display=display)
        return f'<span class="formula">{html}</span>' if display else str(html)

    def task_list_item(self, text: str, checked: bool = False) -> str:
        return f"<li>{'☑' if checked else '☐'} {text}</li>\n"


def _harmless(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute, or None if the attribute must be removed."""
    match tag, name:
        case "a", "href":
            harmless = value.lower().startswith(("http://", "https://", "mailto:"))
        case "img", "src":
            harmless = bool(_IMAGE.fullmatch(value))
        case _, "style":
            harmless = bool(_STYLE.fullmatch(value))
        case "menclose", "notation":
            harmless = bool(re.fullmatch(r"[a-z ]{1,40}", value))
        case (
            ("mspace", "width")
            | ("mfrac", "linethickness")
            | ("mo", "lspace" | "rspace" | "minsize" | "maxsize")
        ):
            harmless = bool(re.fullmatch(_LENGTH, value))
        case _ if tag in _FORMULA_TAGS:
            harmless = bool(_WORDS.fullmatch(value))
        case _:
            harmless = True
    return value if harmless else None


# A link also gets rel="noopener noreferrer": its target does not learn which page it was followed from.
_PAGE = nh3.Cleaner(
    tags=_TAGS | _FORMULA_TAGS,
    attributes=_ATTRIBUTES | _FORMULA_ATTRIBUTES,
    attribute_filter=_harmless,
    url_schemes={"http", "https", "mailto", "data"},  # _harmless decides which tag may use which
)
_LINE = nh3.Cleaner(
    tags={"code", "em", "strong"} | _FORMULA_TAGS,
    attributes={"*": set()} | _FORMULA_ATTRIBUTES,
    attribute_filter=_harmless,
)
