"""Texts become trees only if they are on the list; values are right, also far out, or not finite."""

import math
import time

import numpy as np
import pytest
import sympy as sp

from helpers import expressions
from helpers.expressions import Reader, Unreadable, contains, free, values

NAMES = ["x", "a", "b", "sigma1", "sigma2"]


def read(text):
    return Reader(NAMES).read(text)[0]


def value(text, **at):
    points = {name: np.array([float(at.get(name, 1.0))]) for name in NAMES}
    [result] = values(read(text), points)
    return result


@pytest.mark.parametrize(
    "text",
    [
        "x + 2*a - b/3",
        "-(x - a)**2/(2*sigma1**2)",
        "2.5e-3*x**-2",
        "sqrt(2)*exp(-x**2/2)/(2*sqrt(pi))",
        "log(x/(1 + a)) + log(E)",
        "Abs(a - 3*b)",
        "erf(x/sqrt(2)) - erf(-2*a)",
        "(-8.0)**(1/3) + x",
        "exp(x)**a*exp(-a*x)",
        "+x - -a",
        "x**a**b",
    ],
)
def test_values_are_those_of_sympy(text):
    at = {"x": 0.7, "a": -1.3, "b": 2.1, "sigma1": 0.9}
    expected = complex(sp.sympify(text).subs(at).evalf())
    assert abs(value(text, **at) - expected) < 1e-12 * (1 + abs(expected))


def test_sigmoid():
    for x in (-800.0, -3.0, 0.0, 3.0, 800.0):
        assert value("sigmoid(x)", x=x).real == pytest.approx(1 / (1 + math.exp(-x)) if x > -700 else 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Integral(exp(-x**2/2), (x, -oo, oo))", math.sqrt(2 * math.pi)),
        ("Integral(exp(-x**2/2), (x, oo, -oo))", -math.sqrt(2 * math.pi)),
        ("Integral(exp(-(x - a)**2/2)*(x - b)**2, (x, -oo, oo))/sqrt(2*pi)", 1 + 1.5**2),
        ("Integral(exp(-x**2/2), (x, oo, oo))", 0.0),
        ("Integral(exp(-x), (x, 0, oo))", 1.0),
        ("Integral(exp(x), (x, -oo, 1))", math.e),
        ("Integral(exp(x), (x, 1, -oo))", -math.e),
        ("Integral(x**2, (x, a, b))", (2.5**3 - 1) / 3),
        ("Integral(x**2, (x, b, a))", -(2.5**3 - 1) / 3),
        ("Integral(log(t), (t, 0, 1))", -1.0),
        ("Integral(1/(1 + x**2), (x, -oo, oo))", math.pi),
        ("x*Integral(x, (x, 0, 1))", 0.5),  # the x outside is another one
        ("Integral(x**2*0, (x, -oo, oo))", 0.0),
    ],
)
def test_integrals(text, expected):
    assert value(text, a=1.0, b=2.5) == pytest.approx(expected, abs=1e-9)


def test_logarithms_of_densities_survive_far_out():
    density = "exp(-x**2/(2*sigma1**2))/sqrt(2*pi*sigma1**2)"
    assert value(f"log({density})", x=300.0).real == pytest.approx(-45000 - math.log(2 * math.pi) / 2)
    far = "Integral(exp(-x**2/2)*(log(exp(-x**2/2)) - log(exp(-5000*x**2))), (x, -oo, oo))"
    assert value(far).real == pytest.approx((5000 - 0.5) * math.sqrt(2 * math.pi))


@pytest.mark.parametrize(
    "text",
    [
        "1/(x - a)",
        "log(x - a)",
        "Integral(1, (x, -oo, oo))",
        "Integral(x, (x, -oo, oo))",
        "Integral(exp(x**2), (x, -oo, oo))",
        "Integral(1/x, (x, 0, 1))",
        "exp(exp(exp(exp(9))))",
        "0**0*x + 1/(b - 1)",
    ],
)
def test_what_has_no_value_is_not_finite(text):
    assert not np.isfinite(value(text))


def test_negative_numbers_are_complex_under_roots_and_logarithms():
    assert value("log(x)", x=-1.0) == pytest.approx(1j * math.pi)
    assert value("sqrt(x)", x=-4.0) == pytest.approx(2j)
    assert value("log(a/b)", a=-1.0, b=-2.0).imag == 0
    assert value("sqrt(x**2)", x=-3.0) == pytest.approx(3)


def test_zero_is_a_number():
    assert value("x**2 + exp(x)", x=0.0) == 1
    assert value("x*a", x=0.0) == 0


def test_trees_that_differ_in_order_only_are_equal():
    for one, other in [
        ("a + b - x", "-x + b + a"),
        ("a*b/x", "(b/x)*a"),
        ("-(a - b)", "b - a"),
        ("sqrt(2*pi)", "(2*pi)**(1/2)"),
        ("x/3", "x*(1/3)"),
        ("a + 0", "a"),
        ("1*a", "a**1"),
    ]:
        assert read(one) == read(other)
    assert read("a*(b + x)") != read("a*b + a*x")


def test_free_names_and_parts():
    assert free(read("a*Integral(x*b, (x, 0, sigma1))")) == {"a", "b", "sigma1"}
    assert free(read("x + Integral(x, (x, 0, 1))")) == {"x"}
    assert expressions.parts(read("a + b"), "add") == [read("a"), read("b")]
    assert expressions.parts(read("a"), "mul") == [read("a")]


def test_contains():
    assert contains(read("log(a + b + x)"), read("a + b"))
    assert contains(read("a/2 + b/2 + x"), read("a + b"))
    assert contains(read("3*exp(x)*a"), read("exp(x)"))
    assert not contains(read("a + b"), read("a"))  # a name is no whole
    assert not contains(read("a + x"), read("a + b"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sigma + 1", r"uses sigma, which is not declared.*Did you mean sigma1 or sigma2\?"),
        ("qqqq", r"Declared are x, a, b, sigma1, sigma2\.$"),
        ("zoo", "divided by zero"),
        ("nan*x", "divided by zero"),
        ("I*pi", "negative number"),
        ("True", "is just True"),
        ("Eq(a)", "without two sides"),
        ("a +", "no expression"),
        ("", "no expression"),
        ("a if b else x", "cannot read"),
        ("[a]", "cannot read"),
        ("'a'", "cannot read"),
        ("a.b", "cannot read"),
        ("a(b)", "uses a, which the check does not know"),
        ("(a)(b)", "uses a"),
        ("exp(a)(b)", "cannot read"),
        ("exp(a, b)", "2 arguments"),
        ("exp(a, x=b)", "cannot read"),
        ("exp(*a)", "cannot read"),
        ("a // b", "cannot read"),
        ("a % b", "cannot read"),
        ("2j", "cannot read"),
        ("a < b", "cannot read"),
        ("lambda: a", "cannot read"),
        ("(a := 3)", "cannot read"),
        ("Piecewise((a, True))", "does not know"),
        ("__import__('os').system('true')", "cannot read"),
        ("eval('1')", "uses eval"),
        ("Integral(x, x)", "not of the form"),
        ("Integral(x, (x, 0))", "not of the form"),
        ("Integral(x, (x, 0, 1), (a, 0, 1))", "not of the form"),
        ("Integral(Integral(x, (x, 0, 1)), (a, 0, 1))", "inside of an integral"),
        ("Integral(t, (t, 0, 1)) + t", "uses t"),
        ("10**10**10**10", "too large"),
        ("9" * 3999, "too large"),
        ("a" * 4001, "too long"),
        ("(" * 500 + "a", "no expression"),
        ("-" * 3900 + "a", "no expression|too large"),
        ("a" + "+a" * 1900, "no expression|too large"),
        ("[" + "a+" * 1900 + "a]", "cannot read|no expression"),
        ("a\n+b", "no expression"),
        ("a;b", "no expression"),
        ("a\x00", "no expression"),
    ],
)
def test_what_is_not_on_the_list_is_refused_in_words(text, message):
    with pytest.raises(Unreadable, match=message):
        read(text)


def test_one_allowance_for_all_texts():
    reader = Reader(["a"], nodes=10)
    reader.read("a + a + a")
    with pytest.raises(Unreadable, match="too large"):
        reader.read("a + a + a + a")


def test_the_largest_expression_takes_seconds_at_most():
    text = "Integral(" + "*".join(["log(x + a)"] * 90) + ", (x, 0, 1))"
    reader, start = Reader(NAMES), time.perf_counter()
    points = {name: np.linspace(0.5, 1.5, 16) for name in NAMES}
    with pytest.raises(Unreadable):
        while True:
            values(reader.read(text)[0], points)
    assert time.perf_counter() - start < 20
