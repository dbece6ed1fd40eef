"""The names of a cell are the same under every Python."""

import pytest

from autograder.engine import names


@pytest.mark.parametrize(
    ("source", "bound", "read"),
    [
        ("x = [y * k for y in z]", "x", "k z"),  # no longer a scope of its own since 3.12
        ("x = {y for y in z}, {a: b for a, b in c}", "x", "z c"),
        ("x = [y for y in z]\nprint(y)", "x", "print y z"),
        ("x = [[a for a in b if f(a)] for b in c]", "x", "c f"),
        ("def f(a):\n    return [y * k for y in g(a)]", "f", "g k"),
        (
            "class A(B):\n    ys = [y + k for y in z]\n\n    def g(self):\n        return super().h(y)",
            "A",
            "B k super y z",
        ),
        (
            "n: int = 3\n\ndef f(a: Array, b=d) -> Out: ...",
            "n f",
            "Array Out d int",
        ),  # annotations wait since 3.14
        ("import a.b as c, d.e\nfor i, j in it: pass", "c d i j", "it"),
        ("no python", "", ""),
    ],
)
def test_what_a_cell_binds_and_reads(source, bound, read):
    assert names.bound(source) == set(bound.split())
    assert names.read(source) == set(read.split())
