"""What a notebook uses and grading does not have: found by reading the code, said in words."""

import ast
import re
from collections.abc import Iterable

_WITHOUT_MAGICS = re.compile(r"^\s*(%|!|[\w, ]+=\s*[%!]).*$", re.MULTILINE)
# What the code looks like, and what to say; {} is the first line that was found.
_SIGNS = {
    r"^\s*(?:[\w, ]+=\s*)?!.+$|^%%(?:bash|sh|script|system)\b.*$|^\s*%(?:pip|conda|mamba|uv|system)\b.*$": (
        "Grading does not run commands such as {}. It has the packages of the course and no others."
    ),
    r"\bgoogle\.colab\b": "Grading is not Colab: google.colab and Google Drive are not there.",
    r"\bnum_workers\s*=\s*[1-9]": "Grading starts no worker processes: DataLoader uses num_workers=0 there.",
    r"\b(?:multiprocessing|subprocess|ProcessPoolExecutor|os\.(?:system|fork|popen))\b": (
        "Grading does not start processes or programs ({}). Compute in one process."
    ),
    r"(?:(?:device|to|Device)\s*[=(]\s*[\"'](?:cuda|mps)|\.cuda\()(?!.*is_available)": (
        'Grading has no GPU ({}). Write device = "cuda" if torch.cuda.is_available() else "cpu".'
    ),
    r"\b(?:input|getpass)\(": "Nobody answers input() in grading: the answer is an empty line.",
}


def lacking(sources: Iterable[str]) -> list[str]:
    """Return one sentence for each thing that grading does not have.

    Args:
        sources: the code of the cells that a student may have written.
    """
    text = "\n".join(re.sub(r"(?m)^\s*#.*$", "", source) for source in sources)
    said = []
    for sign, sentence in _SIGNS.items():
        if found := re.search(sign, text, re.MULTILINE):
            start = text.rfind("\n", 0, found.start()) + 1
            line = text[start:].lstrip("\n").partition("\n")[0].strip()
            said.append(sentence.replace("{}", f"`{line[:60]}`"))
    return said


def imported(sources: Iterable[str]) -> Iterable[str]:
    """Yield the first part of the name of each module that is imported."""
    for source in sources:
        try:
            tree = ast.parse(_WITHOUT_MAGICS.sub("", source))
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]
