"""What we use of libraries although they do not document it; IPython's part is ``engine.shell``.

``tests/autograder/test_libraries.py`` tells when an upgrade moves one of these names.
"""

from jupytext.combine import combine_inputs_with_outputs
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat.v4.rwbase import rejoin_lines
from nbgrader.utils import compute_checksum, determine_grade

__all__ = [
    "IPythonRenderer",
    "MarkdownWithMath",
    "combine_inputs_with_outputs",
    "compute_checksum",
    "determine_grade",
    "rejoin_lines",
]
