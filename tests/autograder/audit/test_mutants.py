"""Mutants change one thing, in the solution only, and never what people read."""

import ast

import pytest

from autograder.audit.mutants import SPOILED, mutants


def _changes(*body, kinds=lambda kind: kind != SPOILED, **more):
    lines = [
        "def f(x, y):",
        "    ### BEGIN SOLUTION",
        *(f"    {line}" for line in body),
        "    ### END SOLUTION",
    ]
    return {one.change: one.kind for one in mutants("\n".join(lines), **more) if kinds(one.kind)}


@pytest.mark.parametrize(
    ("line", "changed", "kind"),
    [
        ("return x + y", "return x - y", "operator"),
        ("return x + y", "return x", "missing term"),
        ("return -x", "return +x", "operator"),
        ("return x.sum(axis=1)", "return x.sum(axis=0)", "axis"),
        ("return x.sum(axis=1, keepdims=True)", "return x.sum(axis=1, )", "no axis"),
        ("return x.mean()", "return x.sum()", "another function"),
        ("return np.maximum(x, 0)", "return np.minimum(x, 0)", "another function"),
        ("return x.T @ y", "return x @ y", "missing transpose"),
        ("return x @ y", "return y @ x", "matrix product"),
        ("return x @ y", "return x * y", "matrix product"),
        ("return f(x, y)", "return f(y, x)", "swapped arguments"),
        ("return x[1:]", "return x[0:]", "constant"),
        ("return x[1:]", "return x[2:]", "constant"),
        ("return x < y", "return x <= y", "operator"),
        ("return x == y", "return x != y", "operator"),
        ("return x is None", "return x is not None", "operator"),
        ("return x not in y", "return x in y", "operator"),
        ("return x and y", "return x or y", "operator"),
        ("return x // y", "return x / y", "operator"),
        ("return x % y", "return x / y", "operator"),
        ("return x**2", "return x * 2", "operator"),
        ("return x | y", "return x & y", "operator"),
        ("x **= y", "x *= y", "operator"),
        ("return not x", "return x", "sign"),
        ("return x[~y]", "return x[y]", "sign"),
        ("return x + 0.5", "return x + 1.5", "constant"),
        ("for a in x: continue", "for a in x: break", "keyword"),
        ("for a in x: break", "for a in x: return", "keyword"),
        ("return deepcopy(x)", "return copy(x)", "flag"),
        ("return f(x, flag=True)", "return f(x, flag=False)", "flag"),
        ("x += y", "x -= y", "operator"),
        ("x += y", "x = y", "update"),
        ("x += y", "pass", "dropped line"),
        ("optimizer.zero_grad()", "pass", "dropped line"),
        ("x = x / 255", "pass", "dropped line"),
    ],
)
def test_what_is_mutated(line, changed, kind):
    assert _changes(line)[f"{line} => {changed}"] == kind


@pytest.mark.parametrize(
    "line",
    [
        'raise ValueError(f"{x + 1} of 3")',
        '"""Adds 1 to 2."""',
        "return x",
        "a: dict[1, 2] = x",
        "for a, b in zip(x, y, strict=True): print(a)",
        'return "1 + 2"',
        "return 1e999",
        "return 2j",
    ],
)
def test_what_is_left_alone(line):
    assert not [change for change in _changes(line) if "pass" not in change]


def test_every_operator_becomes_another_one():
    swapped = {
        "x + y": "x - y", "x - y": "x + y", "x * y": "x / y", "x / y": "x * y", "x << y": "x >> y",
        "x >> y": "x << y", "x & y": "x | y", "x ^ y": "x & y", "x < y": "x <= y", "x <= y": "x < y",
        "x > y": "x >= y", "x >= y": "x > y", "x != y": "x == y", "x is not y": "x is y",
        "x in y": "x not in y", "x or y": "x and y", "+x": "-x",
    }  # fmt: skip
    for before, after in swapped.items():
        changed = [change for change, kind in _changes(f"return {before}").items() if kind == "operator"]
        assert changed == [f"return {before} => return {after}"]
    for one, other in ("+-", "-+", "*/", "/*", "&|", "|&", "^&", "%/"):
        assert _changes(f"x {one}= y")[f"x {one}= y => x {other}= y"] == "operator"
    assert _changes("x @= y").keys() == {"x @= y => x = y", "x @= y => pass"}


def test_a_number_of_any_size_becomes_another():
    huge = "9" * 400
    assert f"return {huge} => return {huge[:-1]}8" in _changes(f"return {huge}")


def test_a_name_is_not_left_unbound():
    assert "a = x => pass" not in _changes("a = x", "return a")


def test_only_the_solution_changes():
    solution = "    ### BEGIN SOLUTION\n    return x + 1\n    ### END SOLUTION"
    source = f"K = 3\n\ndef f(x, k=5):\n{solution}\n\nprint(f(4))\n\ndef g(x):\n    return x"
    for one in mutants(source):
        assert one.change.startswith("return x + 1 => ")
        assert "K = 3" in one.source
        assert "print(f(4))" in one.source


def test_no_two_are_the_same_to_python():
    found = mutants("def f(x, y):\n    return (x + y) * (x - y) / 2 + np.sum(x, axis=0)")
    meanings = [ast.dump(ast.parse(one.source)) for one in found]
    assert len(set(meanings)) == len(meanings) > 15


def test_a_sample_stays_the_same():
    line = "return (x + y) * (x - y) / 2 + np.sum(x, axis=0)"
    assert list(_changes(line, most=5)) == list(_changes(line, most=5))
    assert len(_changes(line, most=5)) == 5


def _spoiled(*body):
    return list(_changes(*body, kinds=lambda kind: kind == SPOILED))


def test_the_last_result_of_a_function_is_spoiled():
    found = _spoiled("def inner(a):", "    return a", "if y:", "    return y", "return inner(x)")
    assert len(found) == 4
    assert all(change.startswith("return inner(x) => return __import__(") for change in found)
    assert {change.rsplit("(inner(x), ")[1] for change in found} == {
        "'zero')",
        "'nan')",
        "'huge')",
        "'empty')",
    }
    assert len(_spoiled("for a in x:", "    yield a")) == 4
    assert not _spoiled("yield from x")
    assert not _spoiled("g = lambda: x")


def test_what_init_makes_is_spoiled():
    source = "class Net:\n    def __init__(self):\n        self.a = 1\n        self.b = 2"
    found = [one for one in mutants(source) if one.kind == SPOILED]
    assert len(found) == 4
    assert all("self.b = 2; __import__" in one.source and ".spoil(self, " in one.source for one in found)


def test_a_tenth_of_a_sample_is_spoiled():
    line = "return (x + y) * (x - y) / 2 + np.sum(x, axis=0) * np.mean(y, axis=1)"
    assert len(_changes(line, most=20, kinds=lambda kind: True)) == 20
    assert len(_changes(line, most=20, kinds=lambda kind: kind == SPOILED)) == 2
