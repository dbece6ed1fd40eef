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


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("expected = 2 * 3\nchecks.close(f(3), expected)", "checks f"),
        ("x = x + 1", "x"),
        ("a, b = g()\nprint(a, b)", "g print"),
        ("for k in f(3):\n    g(k)\nelse:\n    h", "f g h"),
        ("def a():\n    return later, theirs\nlater = 1", "theirs"),
        ("xs = [y(i) for i in zs]\ny = 3", "y zs"),
        ("if (n := f()) > 3 and n < 9: m = n", "f"),
        ("with open(p) as file, file.part as part:\n    r(part)", "open p r"),
        ("try:\n    t = f()\nexcept E as error:\n    error.x\nelse:\n    t\nfinally:\n    z = 1", "f E"),
        ("match f():\n    case [a, *b] if c: a, b, d", "f c d"),
        ("import a.b as c\nclass K(Base):\n    u = c\n    def m(self): return w", "Base w"),
        ("total += g\ndel old, kept[0]", "total g old kept"),
        ("total = 0\ntotal += 1\ndel total", ""),
        ("no python", ""),
    ],
)
def test_what_a_cell_wants_from_elsewhere(source, wanted):
    assert names.wanted(source) == set(wanted.split())
