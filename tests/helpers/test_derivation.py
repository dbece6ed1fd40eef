"""Right chains earn everything; in wrong ones, the first line that does not follow is named, in words."""

import re
import time

import numpy as np
import pytest
import sympy as sp
from sympy import Eq, Integral, Rational, exp, expand, log, oo, pi, sqrt

from helpers import announce, checks, derivation

x, m, n, a = sp.symbols("x m n a", real=True)
s, t = sp.symbols("s t", positive=True)
sigmoid = sp.Function("sigmoid")
DOMAIN = {"x": (-2, 2), "m": (-1.5, 1.5), "n": (-1.5, 1.5), "s": (0.7, 1.5), "t": (0.7, 1.5), "a": (-2, 2)}

p, q = (exp(-((x - mu) ** 2) / (2 * sigma**2)) / (sqrt(2 * pi) * sigma) for mu, sigma in [(m, s), (n, t)])


def mean(f):
    return Integral(p * f, (x, -oo, oo))


START = mean(log(p) - log(q))
SQUARES = mean(log(t / s) - (x - m) ** 2 / (2 * s**2) + (x - n) ** 2 / (2 * t**2))
MOMENTS = log(t / s) - Rational(1, 2) + mean((x - n) ** 2) / (2 * t**2)
CLOSED = log(t / s) - Rational(1, 2) + (s**2 + (m - n) ** 2) / (2 * t**2)


def check(lines, *, start=START, form=derivation.without_integral, steps=2, domain=DOMAIN):
    return derivation.check(lines, start=start, domain=domain, form=form, steps=steps)


@pytest.mark.parametrize(
    "lines",
    [
        [START, SQUARES, MOMENTS, CLOSED],
        [SQUARES, MOMENTS, CLOSED],  # the start may be left out
        [START, SQUARES, MOMENTS, expand(CLOSED)],
        [START, SQUARES, Eq(SQUARES, MOMENTS, evaluate=False), CLOSED],
        [START, SQUARES, SQUARES, MOMENTS, CLOSED],  # saying something twice costs nothing
        [START, SQUARES, MOMENTS, CLOSED, expand(CLOSED), CLOSED],
        [str(START), str(SQUARES), str(MOMENTS), str(CLOSED)],
        [
            mean(log(p)) - mean(log(q)),
            mean(log(p)) + log(sqrt(2 * pi) * t) + mean((x - n) ** 2) / (2 * t**2),
            CLOSED,
        ],
    ],
)
def test_right_chains_earn_everything(lines):
    report = check(lines)
    assert report.points(3) == 3, report.message
    assert "has the form asked for" in report.message


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (CLOSED * 2, "differs by a factor 2,"),
        (CLOSED / 2, "differs by a factor 1/2,"),
        (CLOSED * sqrt(2 * pi), r"differs by a factor sqrt\(2\*pi\),"),
        (-CLOSED, "has the opposite sign,"),
        (CLOSED + Rational(1, 2), "differs by a constant, 1/2,"),
        (CLOSED - log(2 * pi) / 2, r"differs by a constant, -1/2\*log\(2\*pi\),"),
        (CLOSED + 0.123, "differs by a constant, 0.123,"),
        (CLOSED - s**2 / (2 * t**2), "differs by a term in s and t,"),
        (CLOSED - 2 * log(t / s), "differs by a term in s and t,"),
        (CLOSED * s, "differs by a factor in s,"),
        (CLOSED + x, "depends on x, line 2 does not,"),
        ((m - n) ** 2, "does not depend on s and t any more,"),
        (CLOSED + log(m - n), "a root or a logarithm of something negative is taken,"),
        (CLOSED + (sqrt(m**2) - m) * s, "agree only for some values"),
    ],
)
def test_the_first_wrong_line_is_named_with_how_it_differs(line, words):
    report = check([START, SQUARES, line, CLOSED])
    assert not report.reached and report.steps == 1
    assert report.message.startswith("Up to line 2 all is well. Line 3 does not follow from line 2: ")
    assert re.search(words, report.message), report.message
    assert " for example at " in report.message


def test_numbers_in_a_message_are_those_of_the_lines():
    report = check([m + 1, m + 3], start=m + 1, form=derivation.linear_in("m"), steps=0)
    at = float(
        report.message.split("m=")[1].split(".")[0] + "." + report.message.split("m=")[1].split(".")[1][:2]
    )
    assert f"Line 1 is {at + 1:.4g} there, line 2 {at + 3:.4g}." in report.message


def test_a_line_after_a_slip_is_not_looked_at():
    report = check([START, SQUARES, CLOSED + 1, CLOSED])
    assert report.points(3) == 1
    assert "line 4" not in report.message.lower()


def test_a_rule_that_needs_positive_numbers():
    report = check([sqrt(m**2), m], start=sqrt(m**2), form=derivation.linear_in("m"), steps=0)
    assert "agree only for some values" in report.message
    assert not report.reached


def test_complex_intermediate_values_do_not_hurt_where_lines_agree():
    start = log(
        (m - 2) / (n - 2)
    )  # both negative: the quotient is positive, the single logarithms are complex
    report = check([start, log(m - 2) - log(n - 2), log(2 - m) - log(2 - n)], start=start, steps=0)
    assert report.reached, report.message


def test_a_jump_earns_the_result_only():
    report = check([START, CLOSED])
    assert report.reached and report.points(3) == 1
    assert "2 steps are asked for between the start and the result, 0 found." in report.message


@pytest.mark.parametrize(
    ("lines", "remark"),
    [
        ([START, CLOSED, START, CLOSED], "Line 3 says the same as the start, as SymPy reads it."),
        ([START, CLOSED, expand(CLOSED), CLOSED], "Line 3 already has the form of the result."),
        ([START, (START + CLOSED) / 2, CLOSED], "Line 2 holds the start as a whole."),
        ([START, 2 * START - CLOSED, CLOSED], "Line 2 holds the start as a whole."),
        ([START, CLOSED + mean(x - m), CLOSED], "Line 2 already holds the last line as a whole."),
        ([START, CLOSED * mean(1), CLOSED], "Line 2 already has the form of the result."),
        ([START, mean(expand(CLOSED)), CLOSED], "Line 2 already has the form of the result."),
        ([START, mean(log(t)) - mean(expand(CLOSED) * -1 + log(t)), CLOSED], "Line 2 already has the form"),
        ([CLOSED], "0 found"),
    ],
)
def test_chains_that_go_round_in_circles_earn_no_steps(lines, remark):
    report = check(lines)
    assert report.steps == 0, report.message
    assert report.points(3) == 1
    assert remark in report.message


def test_steps_before_the_result_is_reached_earn_points():
    report = check([START, SQUARES, MOMENTS])
    assert report.points(3) == 2
    assert report.message.endswith("but line 3 is not the result yet: it still holds an integral.")


@pytest.mark.parametrize(
    "line", [Integral((x**2) ** Rational(-3, 4), (x, 1, oo)), "1/(m - m*1) + s", "exp(exp(exp(exp(9*s))))"]
)
def test_undecided_is_not_wrong(line):
    report = check([START, SQUARES, line, MOMENTS, CLOSED])
    assert report.points(3) == 3, report.message
    assert "Whether line 3 follows from line 2 could not be decided" in report.message
    assert "does not follow" not in report.message
    report = check([START, SQUARES, MOMENTS, line])  # as the result, it cannot earn the point for the result
    assert report.points(3) == 2
    assert "does not follow" not in report.message


@pytest.mark.parametrize(
    "forgotten",
    [
        Integral(log(t / s), (x, -oo, oo))
        - mean((x - m) ** 2) / (2 * s**2)
        + mean((x - n) ** 2) / (2 * t**2),
        SQUARES + Integral(1 / x, (x, 0, 1)),
        Integral(exp(x**2), (x, -oo, oo)),
        Integral(x**2 * sigmoid(x), (x, -oo, 0)) + Integral(sigmoid(x), (x, -oo, oo)),
    ],
)
def test_an_integral_that_does_not_converge_is_wrong_although_the_end_is_right(forgotten):
    report = check([START, SQUARES, forgotten, MOMENTS, CLOSED])
    assert (report.steps, report.reached) == (1, False)
    assert "Up to line 2 all is well. Line 3 holds an integral that does not converge" in report.message


def test_an_integral_that_is_cut_off_is_wrong_however_little_is_left_out():
    square = (x - n) ** 2 / (2 * t**2)
    for low, high in [(-15, 15), (m - 8 * s, m + 8 * s), (-50, 50), (-12, oo), (-oo, m + 6 * s)]:
        between = lambda f, low=low, high=high: Integral(p * f, (x, low, high))
        report = check([START, between(log(p) - log(q)), MOMENTS, CLOSED])
        assert (report.steps, report.reached) == (0, False), (low, high)
        assert report.message.startswith("Up to line 1 all is well. Line 2 cuts an integral off")
        report = check([START, SQUARES, log(t / s) - Rational(1, 2) + between(square), CLOSED])
        assert report.points(3) == 1, (low, high)


def test_an_integral_may_end_where_something_lies_beyond():
    halves = lambda f, at: Integral(p * f, (x, -oo, at)) + Integral(p * f, (x, at, oo))
    odd = Integral(x * exp(-(x**2)), (x, -s, s))  # both halves cancel
    for line in (halves((x - n) ** 2, m), halves((x - n) ** 2, n), mean((x - n) ** 2) + odd):
        report = check([START, SQUARES, log(t / s) - Rational(1, 2) + line / (2 * t**2), CLOSED])
        assert report.points(3) == 3, report.message
    gauss = Integral(exp(-(x**2) / 2), (x, 0, oo)) * sqrt(2 / pi) * m  # 1, times m
    assert check([m, gauss, m], start=m, form=derivation.linear_in("m"), steps=0).reached


LOGIT = {
    "start": log(p) - log(q) + log(a**2),
    "domain": DOMAIN,
    "form": derivation.linear_in("x", "x**2"),
    "steps": 2,
}
QUADRATIC = (x - n) ** 2 / (2 * t**2) - (x - m) ** 2 / (2 * s**2)
LINEAR = x * (m / s**2 - n / t**2) + x**2 * (1 / t**2 - 1 / s**2) / 2 + (n**2 / t**2 - m**2 / s**2) / 2
REST = log(t) - log(s) + log(a**2)


@pytest.mark.parametrize(
    ("line", "points"),
    [
        (log(2 * p) - log(2 * q) + log(a**2), 2),
        (log(p) + log(3 * a**2) - log(q) - log(3), 2),
        (log(a**2) + log(p / 2) - log(q / 2), 2),
        (log(s * p) - log(s * q) + log(a**2), 3),  # more than numbers
        (log(p * sqrt(2 * pi)) - log(q * sqrt(2 * pi)) + log(a**2), 3),  # numbers that are there cancel
        (log(p / q) + log(a**2), 3),
        (log(p) - log(q) + 2 * log(sp.Abs(a)), 3),
    ],
)
def test_numbers_that_cancel_are_no_step(line, points):
    report = derivation.check([LOGIT["start"], line, QUADRATIC + REST, LINEAR + REST], **LOGIT)
    assert report.points(3) == points, report.message
    assert report.reached
    assert ("with numbers that cancel" in report.message) == (points == 2)


def test_a_fraction_that_is_expanded_by_a_number_is_no_step():
    asked = {"start": s / (s + t * (1 - a)), "domain": DOMAIN | {"a": (0, 1)}, "steps": 1}
    form = derivation.logistic_of_separate(("s", "t"), ("a",))
    end = sigmoid(log(s / t) - log(1 - a))
    for line, steps in [
        (2 * s / (2 * s + 2 * t * (1 - a)), 0),
        (-3 * s / (3 * t * (a - 1) - 3 * s), 0),
        (s / 2 / (s / 2 + t * (1 - a) / 2), 0),
        ("1/(1 + t*(1 - a)/s)", 1),
        (1 - t * (1 - a) / (s + t * (1 - a)), 1),
    ]:
        report = derivation.check([asked["start"], line, end], form=form, **asked)
        assert (report.steps, report.reached) == (steps, True), (line, report.message)


def test_reducing_is_quick_and_keeps_the_value():
    deep = "x"
    for _ in range(45):
        deep = f"log(2 + {deep})"
    reader = derivation.expressions.Reader(["x", "m", "n"])
    points = {"x": np.array([0.5, 1.5]), "m": np.array([0.3, -2.0]), "n": np.array([2.0, 0.7])}
    start = time.perf_counter()
    for text in (
        deep,
        "2*m*x/(4*m - 6*n)",
        "log(2*x) - log(2*n**2) + m - 3*m",
        "(-2*x)**3/(-8*n)**oo",
        "m - m",
        "(2*m)**x",
    ):
        (tree,) = reader.read(text)
        one, other = (
            derivation.expressions.values(t, points) for t in (tree, derivation.expressions.reduced(tree))
        )
        assert np.allclose(one, other, equal_nan=True), text
    assert time.perf_counter() - start < 2


def test_what_sympy_makes_of_two_lines_is_said_of_neither():
    p1, p2, prior1 = sp.symbols("p1 p2 prior1", positive=True)
    odds = p1 * prior1 / (p2 * (1 - prior1))
    asked = {
        "start": p1 * prior1 / (p1 * prior1 + p2 * (1 - prior1)),
        "domain": {"p1": (0.1, 3), "p2": (0.1, 3), "prior1": (0.05, 0.95)},
        "form": derivation.logistic_of_separate(("p1", "p2"), ("prior1",)),
        "steps": 2,
    }
    z = lambda: log(p1) - log(p2) + log(prior1) - log(1 - prior1)

    def natural():
        return [
            asked["start"],
            1 / (1 + p2 * (1 - prior1) / (p1 * prior1)),
            1 / (1 + exp(-log(odds))),
            sigmoid(z()),
        ]

    def collapsed():
        return [
            asked["start"],
            1 / (1 + p2 * (1 - prior1) / (p1 * prior1)),
            1 / (1 + exp(-log(odds))),
            1 / (1 + exp(-(z()))),
        ]

    def spelled_out():
        return [asked["start"], 1 / (1 + 1 / odds), sigmoid(log(odds)), 1 / (1 + exp(-(z())))]

    def copied():
        return [asked["start"], 1 / (1 + 1 / odds), 1 / (1 + 1 / odds), sigmoid(z())]

    def padded():
        return [asked["start"], exp(log(asked["start"])), 1 * asked["start"] + 0, sigmoid(z())]

    found = [
        derivation.check(derive, **asked) for derive in (natural, collapsed, spelled_out, copied, padded)
    ]
    assert [one.points(3) for one in found] == [3, 3, 3, 2, 1], [one.message for one in found]
    again = [derivation.check(one.lines, **asked) for one in found]
    assert [one.points(3) for one in again] == [3, 3, 3, 2, 1]


def test_a_derivation_that_sympy_makes_alone_has_no_steps():
    start = log(exp(m * x) / s) - log(exp(n * x) / t)
    asked = {"start": start, "domain": DOMAIN, "form": derivation.linear_in("x"), "steps": 1}

    def by_sympy():
        lines = [start]
        lines.append(sp.expand_log(lines[-1], force=True))
        lines.append(sp.collect(lines[-1], x))
        return lines

    def first(expression):
        return sp.expand_log(expression, force=True)

    def with_nothing_added():
        split = sp.expand_log(start, force=True) + 0
        return [start, split, sp.collect(1 * split, x)]

    def there_and_back():
        split = sp.expand_log(start, force=True)
        return [start, a + 2 * split / 2 - a, sp.collect(0 - (0 - split), x)]

    def with_the_start_written():
        begin = log(exp(m * x) / s) - log(exp(n * x) / t)
        return [begin, sp.expand_log(begin, force=True), sp.collect(sp.expand_log(begin, force=True), x)]

    def beside_sums_of_numbers():
        lines = [start]
        for i in range(2):
            lines.append(sp.collect(sp.expand_log(lines[i + 1 - 1], force=True), [x] * i))
        return lines

    def by_sympy_in_a_function():
        return [start, first(start), sp.collect(first(start), x)]

    def helped():
        return [start, m * x - n * x - log(s / t), sp.collect(m * x - n * x - log(s / t), x)]

    def second(expression):
        return expression - log(s) + log(t)

    def helped_in_a_function():
        return [start, second(m * x - n * x), (m - n) * x - log(s) + log(t)]

    def as_words():
        return ["m*x - n*x - log(s/t)", "(m - n)*x - log(s/t)"]

    def tidied_up():
        typed = m * x - n * x - log(s / t)
        return [start, sp.expand_log(typed, force=True), sp.collect(sp.expand_log(typed, force=True), x)]

    def put_together():
        first, second = (sp.expand_log(log(one), force=True) for one in (exp(m * x) / s, exp(n * x) / t))
        return [start, first - second, sp.collect(first - second, x)]

    alone = (by_sympy, by_sympy_in_a_function, with_nothing_added, there_and_back)
    alone += (with_the_start_written, beside_sums_of_numbers)
    found = [derivation.check(one, **asked) for one in alone]
    assert [one.points(2) for one in found] == [1] * 6
    assert all("SymPy's functions made all lines" in one.message for one in found)
    assert [derivation.check(one.lines, **asked).points(2) for one in found] == [1] * 6
    adding = sp.Expr.__add__
    written = (helped, helped_in_a_function, as_words, tidied_up, put_together)
    found = [derivation.check(one, **asked) for one in written]
    assert [one.points(2) for one in found] == [2] * 5, [one.message for one in found]
    assert sp.Expr.__add__ is adding


def test_a_function_of_numpy_is_answered_with_that_of_sympy():
    with pytest.raises(TypeError, match=r"write log\(p1\), not np.log\(p1\)"):
        check(lambda: [np.log(x)])


@pytest.mark.parametrize("value", [log(sp.Float(3)), sigmoid(2.0), np.array([log(3), 1])])
def test_an_expression_among_numbers_is_answered_with_numpys_function(value):
    with pytest.raises(AssertionError, match=r"write np\.log instead of log"):
        checks.close(value, 1.0)
    with pytest.raises(TypeError) as caught:
        np.log(np.array([log(x)]))
    assert "write np.log instead of log" in "".join(announce.voice(caught.value))


def test_a_line_that_cannot_be_read_ends_the_chain():
    report = check([START, SQUARES, sp.Symbol("sigma") * x, CLOSED])
    assert report.steps == 1 and not report.reached
    assert "Line 3 uses sigma, which is not declared. Declared are x, m, n, s, t, a." in report.message
    assert "0" not in check(["qqq"]).message


def test_an_equation_must_hold_on_both_sides():
    assert check([Eq(START, SQUARES), Eq(SQUARES, MOMENTS), CLOSED]).reached
    report = check([Eq(START, SQUARES), Eq(MOMENTS + 1, CLOSED)])
    assert "Line 2 does not follow from line 1: it differs by a constant, 1," in report.message


def test_empty_long_and_large_chains():
    assert "empty" in check([]).message
    assert "at most 40" in check([START] * 41).message
    assert check([START] * 41).points(3) == 0
    wide = " + ".join(["log(s)"] * 60)
    report = check([wide] * 40, start=wide)
    assert "too large to be checked" in report.message


def test_what_is_no_list_is_refused():
    with pytest.raises(TypeError, match="list of lines"):
        check(CLOSED)
    with pytest.raises(TypeError, match="this is a NoneType"):
        check(lambda: None)


def test_a_misspelled_name_is_answered_with_the_declared_ones():
    with pytest.raises(NameError, match=r"name 'sigma' is not defined\. Declared are x, m, n, s, t, a\."):
        check(lambda: [START, sigma])  # noqa: F821
    with pytest.raises(NotImplementedError, match="not written yet"):
        check(_not_written)


def _not_written():
    raise NotImplementedError("1.1 derive is not written yet.")


def test_the_verdict_is_the_same_every_time():
    lines = [START, SQUARES, CLOSED + s / 100, CLOSED]
    assert check(lines) == check(lines)


def test_the_lines_of_a_report_can_be_checked_again():
    report = check(lambda: [sqrt(s**2) + m, s + m], start=s + m, form=derivation.linear_in("m"), steps=0)
    assert report.lines == ["m + s", "m + s"]
    assert check(report.lines, start=s + m, form=derivation.linear_in("m"), steps=0) == report


def test_points_are_plain_numbers():
    report = check([START, SQUARES, MOMENTS, CLOSED])
    assert type(report.points(3)) in (int, float)
    assert [derivation.Report("", k, 2, r).points(3) for k in (0, 1, 2, 5) for r in (False, True)] == [
        0, 1, 1, 2, 2, 3, 2, 3,
    ]  # fmt: skip
    assert derivation.Report("", 0, 0, True).points(2) == 2


def test_a_chain_is_checked_in_a_fraction_of_a_second():
    start = time.perf_counter()
    check([START, SQUARES, MOMENTS, CLOSED])
    assert time.perf_counter() - start < 2


def test_the_largest_chain_takes_seconds_at_most():
    line = "Integral(" + "*".join(["log(x + s)"] * 60) + ", (x, 0, 1))"
    start = time.perf_counter()
    check([line] * 40, start=line)
    assert time.perf_counter() - start < 30


# Forms


def form_says(form, expression):
    return form(derivation.expressions.Reader([*DOMAIN, "u", "v"]).read(str(expression))[0])


def test_linear_in():
    form = derivation.linear_in("x", "x**2")
    assert form_says(form, s * x - x**2 / (2 * t) + log(s)) == ""
    assert form_says(form, x * (m - n) / s + log(s)) == ""  # one of them may be missing
    assert form_says(form, log(s)) == ""
    assert "x stands in 2 terms" in form_says(form, m * x - n * x)
    assert "no sum yet" in form_says(form, (x - m) ** 2)
    assert "no sum yet" in form_says(form, x**3)
    assert "no sum yet" in form_says(form, log(x))
    assert "no sum yet" in form_says(form, p)
    assert form_says(form, x + mean(x)) == ""  # the x of an integral is another one
    assert "free of m and n" in form_says(derivation.linear_in("m", "n"), m * n)


def test_logistic_of_separate():
    form = derivation.logistic_of_separate(("s", "t"), ("a",))
    assert form_says(form, sigmoid(log(s / t) + log(a))) == ""
    assert form_says(form, sigmoid(log(s) - log(t) + 3 * a + 1)) == ""
    assert form_says(form, "1/(1 + exp(-(log(s/t) + a)))") == ""
    assert form_says(form, "1/(exp(-log(s/t) - a) + 1)") == ""
    assert "not apart" in form_says(form, sigmoid(log(s * a / t)))
    assert "not apart" in form_says(form, "1/(1 + exp(-a*(s - t)))")
    assert "not sigmoid" in form_says(form, log(s) + a)
    assert "not sigmoid" in form_says(form, 1 + sigmoid(a))


def test_without_integral():
    assert form_says(derivation.without_integral, CLOSED) == ""
    assert "integral" in form_says(derivation.without_integral, 1 + log(mean(x)))


def test_a_slip_inside_of_sigmoid_is_placed_there():
    start = sigmoid(log(s * a**2 / t))
    lines = [start, sigmoid(log(s / t) - log(a**2)), sigmoid(log(s / t) + log(a**2))]
    report = check(lines, start=start, form=derivation.logistic_of_separate(("s", "t"), ("a",)), steps=0)
    assert "inside of sigmoid it differs by a term in a," in report.message
    report = check([start, sigmoid(-log(s * a**2 / t))], start=start, steps=0)
    assert "it is 1 minus line 1," in report.message


def test_lines_are_typeset(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    derivation.show([START, Eq(m, n)], {"p(x)": p, "q(x)": q})
    latex = shown[0].data
    assert r"\log{\left({p(x)} \right)} - \log{\left({q(x)} \right)}" in latex
    assert latex.count("{} &") == 1 and r"\sqrt" not in latex


def test_text_that_is_no_unicode_is_refused_in_words():
    assert "Line 2 is no expression" in check([str(START), "x\ud800"]).message


def test_what_expand_works_on_is_tidied_up_where_lines_are_read_as_typed():
    """Else ``expand`` of two squares takes SymPy a million steps, and a student half a minute."""
    before = sp.Expr.expand

    def derive():
        square = (x - m) ** 2 / (2 * s**2)
        return [square * 1, expand(square), square.expand()]

    typed, *expanded = derivation.as_written(derive)
    assert typed.endswith("*1")
    terms = "m**2/(2*s**2) - m*x/s**2 + x**2/(2*s**2)"
    assert expanded == [terms, terms]
    assert sp.Expr.expand is before
