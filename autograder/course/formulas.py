"""Formulas as MathML: browsers draw it without a script or another host, and screen readers know it."""

import re

from math_core import LatexError, LatexToMathML

_ROW_GAP = re.compile(r"\\\\\s*\[[\d.]+\s*[a-z]{2}\]")  # as in \\[4pt], which math-core would show as text
# With numbers for their lines, and columns for them that push into the formula, in what has neither.
_NUMBERED = re.compile(r"\\(begin|end)\{(align|eqnarray|equation|gather|multline)\*?\}")
_PLAIN = {"align": "aligned", "eqnarray": "aligned"}
# What defines commands (a short formula may then be endless), and what hides text: comments, wide phantoms.
_REFUSED = re.compile(
    r"(?<!\\)(?:\\\\)*(?:%|\\(?:(?:g?def|global|let|(?:new|renew|provide)command|mathchoice|eqref)(?![a-zA-Z])"
    r"|[hv]?phantom(?!\s*\{[^{}\\]{0,2}\})))"
)
_CONVERTER = LatexToMathML(fancy_error=False)


def as_mathml(tex: str, *, display: bool) -> str:
    """Return a formula as MathML; its text is escaped. Lines get no numbers, as in Jupyter.

    Args:
        tex: in LaTeX, without dollar signs.
        display: whether it stands on a line of its own.

    Raises:
        math_core.LatexError: if it cannot be shown, or if it would not show all that is written.
    """
    tex = _ROW_GAP.sub(lambda _: r"\\", tex.strip())
    tex = _NUMBERED.sub(lambda found: rf"\{found[1]}{{{_PLAIN.get(found[2], 'gathered')}}}", tex)
    if _REFUSED.search(tex):
        raise LatexError("it defines commands or hides text")
    return _CONVERTER.convert_with_local_state(tex, displaystyle=display)
