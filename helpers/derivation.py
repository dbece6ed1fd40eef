"""Check a derivation line by line: does each line follow from the last, is the end what was asked for?

A derivation is a function that returns its lines, SymPy expressions or equations, as a list. They travel
as text (``helpers.expressions``), so that a grader need not run anything of the student's. Two lines are
compared at random points of the declared domain. The work is bounded by construction: lines and nodes are
limited, and so is what each costs. There is no clock, nothing can hang, and the verdict is the same on every
machine. Where numbers do not tell, a line is *undecided*, which is never called wrong.
"""

import math
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations
from types import CodeType, FunctionType
from typing import Any
from unittest import mock

import numpy as np

from helpers import checks, expressions
from helpers.expressions import Tree, contains, free, parts

Domain = Mapping[str, tuple[float, float]]
Form = Callable[[Tree], str]

MOST_LINES = 40

_POINTS = 16
_MOST_FACTORS = 8  # of an integrand, among which those that make it a density are looked for
_ENOUGH = 4  # points at which both lines must have a value
_TOLERANCE = 1e-7  # relative
_OPERATORS = [f"__{side}{name}__" for name in ("add", "sub", "mul", "truediv") for side in ("", "r")]
_OPERATORS.append("__neg__")  # a power alone may be an argument: collect(line, x**2)
_ALL_BY_SYMPY = "But SymPy's functions made all lines. A step is a line that you write; they may tidy it up."


@dataclass(frozen=True)
class Report:
    """What came of a derivation.

    Attributes:
        message: what holds and what does not, in words.
        steps: how many lines between the start and the result take the derivation further.
        wanted: how many of these are asked for.
        reached: whether every line follows and the last one has the form that is asked for.
        lines: the lines as text, which can be checked again, elsewhere in the domain for example. In one
            text, a line may stand twice, below one another: as SymPy has it, and as it was written.
    """

    message: str
    steps: int
    wanted: int
    reached: bool
    lines: list[str] = field(default_factory=list, repr=False)

    def points(self, maximum: float) -> float:
        """Share ``maximum`` equally among the steps that are asked for and the result."""
        return maximum * (min(self.steps, self.wanted) + self.reached) / (self.wanted + 1)


def check(derive: Any, *, start: Any, domain: Domain, form: Form, steps: int) -> Report:
    """Follow a derivation to the first line that does not hold, or to its end.

    A line follows if it equals the one before wherever that has a value; of an equation, both sides must. A
    line is a step if it follows, does not have the form of the result yet, says something else than all
    lines before, and contains neither one of these nor the last line as a whole: adding something
    that is zero is no step, nor is putting in numbers that cancel. A line that cannot be decided is passed
    over; an integral that does not converge has no value, and is wrong, as is one that is cut off where its
    integrand is small. Where SymPy has made two lines one (``exp(log(x))`` becomes ``x``), each counts as it
    was written. If no line was written, and SymPy's functions made all, none is a step.

    Args:
        derive: a function without arguments that returns the lines, or the lines, as text if you like.
        start: the expression that the derivation begins with, as the first line or before it.
        domain: the declared symbols, and between which numbers each lies.
        form: returns ``""`` for a tree of the form asked for, else a sentence on what is missing.
        steps: how many steps are asked for between the start and the result.

    Raises:
        TypeError: if ``derive`` returns no list.
    """
    if not callable(derive):
        return _Chain(str(start), domain, _lines(as_text(derive))).report(form, steps)
    lines = _lines(checks.remote(as_text, derive, list(domain)))
    report = _Chain(str(start), domain, lines).report(form, steps)
    if report.steps and not checks.remote(writes, derive, str(start)):
        left = lines[-1:] if report.reached else []
        return replace(report, message=f"{report.message} {_ALL_BY_SYMPY}", steps=0, lines=left)
    if report.points(1) < 1:
        written = _lines(checks.remote(as_written, derive, list(domain)))
        if len(written) == len(lines):
            lines = [f"{line}\n{other}" for line, other in zip(lines, written, strict=True)]
            as_meant = _Chain(str(start), domain, lines).report(form, steps)
            report = max(report, as_meant, key=lambda one: one.points(1))
    return report


def as_text(derive: Any, names: Sequence[str] = ()) -> list[str]:
    """Return the lines of a derivation as text; ``check`` calls it beside the student's objects.

    Args:
        derive: a function without arguments that returns the lines, or the lines.
        names: the declared symbols, for the message on an unknown one.

    Raises:
        TypeError: if there is no list, or if a function of NumPy was called with a symbol.
        NameError: if the function uses a name that does not exist.
    """
    try:
        lines = derive() if callable(derive) else derive
    except NameError as error:
        raise NameError(f"{error}. {expressions.declared(error.name or '', names)}") from error
    except TypeError as error:
        if "loop of ufunc does not support" not in str(error):
            raise
        raise TypeError(
            f"{error}. NumPy computes with numbers; in a derivation, write log(p1), not np.log(p1)."
        ) from error
    if not isinstance(lines, (list, tuple)):
        kind = type(lines).__name__
        raise TypeError(f"A derivation is a list of lines, [line_1, line_2, ...]; this is a {kind}.")
    return [str(line) for line in lines]


def as_written(derive: Callable, names: Sequence[str] = ()) -> list[str]:
    """Return the lines as they were typed, before SymPy tidies them up; none if it cannot do without."""
    try:
        with _left_as_typed():
            return as_text(derive, names)
    except Exception:
        return []


@contextmanager
def _left_as_typed() -> Iterator[None]:
    """Keep SymPy from tidying up what is typed; what is given to ``expand`` it may, or that takes minutes."""
    from sympy import Expr, evaluate

    expand = Expr.expand

    def tidying(self: Expr, *arguments: Any, **options: Any) -> Expr:
        with evaluate(True):
            return expand(self, *arguments, **options)

    Expr.expand = tidying
    try:
        with evaluate(False):
            yield
    finally:
        Expr.expand = expand


def writes(derive: Callable, start: str = "") -> bool:
    """Tell whether a function makes anything itself, rather than only by calling SymPy's functions.

    Args:
        derive: a function without arguments that returns the lines.
        start: what the derivation begins with, as text; to write it is to write nothing.
    """
    code = getattr(derive, "__code__", None)
    space = getattr(derive, "__globals__", {})
    return not isinstance(code, CodeType) or _types(code, space, set()) or _computes(derive, start)


def _types(code: CodeType, space: Mapping[str, Any], seen: set[CodeType]) -> bool:
    """Tell whether formulas stand as text in a function, or in one that it calls."""
    seen.add(code)
    inner = [one for one in code.co_consts if isinstance(one, CodeType)]
    inner += [one.__code__ for name in code.co_names if isinstance((one := space.get(name)), FunctionType)]
    typed = any(isinstance(one, str) and any(sign in one for sign in "+-*/") for one in code.co_consts[1:])
    return typed or any(_types(one, space, seen) for one in inner if one not in seen)


def _computes(derive: Callable, start: str) -> bool:
    """Tell whether operators, other than SymPy's own use of them, make an expression that was not there.

    Neither ``line + 0`` nor ``line * 2 / 2`` does, for ``line`` was there; and no part of the start does.
    """
    import sympy

    seen, made = set(), set()

    def watched(operator: Callable) -> Callable:
        def watch(*operands: Any) -> Any:
            result = operator(*operands)
            if sys._getframe(1).f_globals.get("__name__", "").partition(".")[0] != "sympy":
                seen.update(one for one in operands if isinstance(one, sympy.Expr))
                if isinstance(result, sympy.Expr) and not result.is_number and result not in seen:
                    made.add(result)
            return result

        return watch

    with ExitStack() as stack:
        for kind in (sympy.Expr, sympy.Add, sympy.Number, sympy.Rational, sympy.Integer, sympy.Float):
            for name in set(_OPERATORS) & set(vars(kind)):
                stack.enter_context(mock.patch.object(kind, name, watched(vars(kind)[name])))
        lines = derive()
    nodes = {True: set(), False: set()}  # of the start, of the other lines
    for line in lines:
        if isinstance(line, sympy.Basic):
            nodes[str(line) == start].update(sympy.preorder_traversal(line))
    # What an operator takes further, and no line shows, is on the way to something else.
    return bool(made - nodes[True] - (seen - nodes[False]))


def show(lines: Sequence[Any], names: Mapping[str, Any] | None = None) -> None:
    """Typeset the lines of a derivation one below the other.

    Args:
        lines: SymPy expressions or equations.
        names: products with one exponential, such as densities, by the name that they are to be shown as.
    """
    import sympy
    from IPython.display import Math, display

    short = {}
    for name, product in (names or {}).items():
        (exponential,) = product.atoms(sympy.exp)
        # Braces keep SymPy from reading the name.
        short[exponential] = sympy.Symbol(f"{{{name}}}") / product.xreplace({exponential: sympy.S.One})
    rows = [sympy.latex(sympy.sympify(line, strict=True).xreplace(short)) for line in lines]
    display(Math(r"\begin{aligned} & " + r" \\[4pt] = {} & ".join(rows) + r" \end{aligned}"))


# Forms: what a result is asked to look like.


def without_integral(tree: Tree) -> str:
    """Ask for a closed form."""
    held = any(node[0] == "integral" for node in expressions.nodes(tree))
    return "it still holds an integral." if held else ""


def linear_in(*monomials: str) -> Form:
    """Ask for a sum with one term in each of some monomials, and else only terms without their symbols.

    Args:
        monomials: for example ``"x", "x**2"``.
    """
    symbols = sorted(set("".join(char if char.isalnum() else " " for char in " ".join(monomials)).split()))
    symbols = [name for name in symbols if not name.isdigit()]
    wanted = {name: expressions.Reader(symbols).read(name)[0] for name in monomials}

    def form(tree: Tree) -> str:
        found: Counter = Counter()
        for term in parts(tree, "add"):
            varying = [factor for factor in parts(term, "mul") if free(factor) & set(symbols)]
            monomial = expressions.multiply(varying)
            if varying and monomial not in wanted.values():
                shape = f"multiples of {_listing(monomials)} and terms free of {_listing(symbols)}"
                return f"it is no sum yet of {shape}."
            found[monomial] += bool(varying)
        for name, monomial in wanted.items():
            if found[monomial] > 1:
                return f"{name} stands in {found[monomial]} terms: collect them into one."
        return ""

    return form


def logistic_of_separate(*groups: Sequence[str]) -> Form:
    """Ask for ``sigmoid`` of a sum, each term of which needs the symbols of one group only.

    ``1/(1 + exp(-sum))`` will do as well.

    Args:
        groups: for example ``("p1", "p2"), ("prior1",)``.
    """
    named = [_listing(group) for group in groups]

    def form(tree: Tree) -> str:
        argument = _inside_sigmoid(tree)
        if argument is None:
            return "it is not sigmoid of something."
        for term in parts(argument, "add"):
            if sum(bool(free(term) & set(group)) for group in groups) > 1:
                return (
                    f"inside of sigmoid, what depends on {' is not apart from what depends on '.join(named)}."
                )
        return ""

    return form


def _inside_sigmoid(tree: Tree) -> Tree | None:
    match tree:
        case ("call", "sigmoid", argument):
            return argument
        case ("power", ("add", ("number", 1.0), ("call", "exp", argument)), ("number", -1.0)):
            return expressions.negative(argument)
        case ("power", ("add", ("call", "exp", argument), ("number", 1.0)), ("number", -1.0)):
            return expressions.negative(argument)
    return None


def _lines(texts: Any) -> list[str]:
    """Return what came from the student's side, if it is a list of texts.

    Raises:
        TypeError: if it is not.
    """
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise TypeError("A derivation is a list of lines.")
    return texts


# The chain.


@dataclass(frozen=True)
class _Line:
    name: str  # how messages call it
    tree: Tree
    written: Tree  # before SymPy made something else of it, if that is known
    values: np.ndarray = field(repr=False)  # at the points of the chain

    def holds(self, other: "_Line") -> bool:
        """Tell whether this line holds another one as a whole, and not only because SymPy collapsed them."""
        collapsed = self.tree == other.tree
        return contains(self.written, other.written) or (not collapsed and contains(self.tree, other.tree))

    def pads(self, other: "_Line") -> bool:
        """Tell whether this line is another one with more numbers, which cancel; to cancel them is a step."""
        sizes = [len(list(expressions.nodes(one.written))) for one in (self, other)]
        return sizes[0] >= sizes[1] and expressions.reduced(self.written) == expressions.reduced(
            other.written
        )


class _Chain:
    """The lines that hold, and what is to be said of the first that does not.

    Attributes:
        held: the start and the lines that follow.
        problem: what is wrong with the first line that does not, or ``""``.
        notes: what is to be said of lines that could not be decided.
        complete: whether the last line of all is among ``held``.
    """

    def __init__(self, start: str, domain: Domain, texts: list[str]):
        self._texts, reader = texts, expressions.Reader(list(domain))
        self._typed = expressions.Reader(list(domain))
        rng = np.random.default_rng(zlib.crc32("\n".join(texts).encode(errors="replace")))
        self._points = {name: np.round(rng.uniform(*ends, _POINTS), 2) for name, ends in domain.items()}
        (tree,) = expressions.Reader(list(domain)).read(start)
        self.held = [self._line("the start", tree, tree)]
        self.problem, self.notes, self.complete = "", [], False
        if not texts:
            self.problem = "The list is empty: there is no line to check."
        elif len(texts) > MOST_LINES:
            self.problem = f"These are {len(texts)} lines; at most {MOST_LINES} are checked."
            texts = []
        for number, text in enumerate(texts, 1):
            self._follow(f"line {number}", text, reader)
            if self.problem:
                break

    def report(self, form: Form, wanted: int) -> Report:
        last = self.held[-1]
        missing = form(last.tree) and form(last.written) if self.complete else ""
        reached = self.complete and not missing
        steps, remarks = self._steps(form, reached)
        message = []
        if self.complete:
            ending = f"but {last.name} is not the result yet: {missing}" if missing else ""
            ending = ending or f"and {last.name} has the form asked for."
            every = "Every line that could be decided" if self.notes else "Every line"
            message.append(f"{every} follows from the one before, {ending}")
        elif len(self.held) > 1:
            message.append(f"Up to {last.name} all is well.")
        message += [self.problem, *self.notes]
        if steps < wanted and not self.problem:
            kind = "step is" if wanted == 1 else "steps are"
            message.append(f"{wanted} {kind} asked for between the start and the result, {steps} found.")
            message += remarks
        return Report(" ".join(filter(None, message)), steps, wanted, reached, self._texts)

    def _line(self, name: str, tree: Tree, written: Tree) -> _Line:
        return _Line(name, tree, written, expressions.values(tree, self._points))

    def _follow(self, name: str, text: str, reader: expressions.Reader) -> None:
        before, self.complete = self.held[-1], False
        text, _, typed = text.partition("\n")
        try:
            trees = reader.read(text)
        except expressions.Unreadable as error:
            self.problem = f"{_capital(name)} {error}"
            return
        sides = [self._line(name, *pair) for pair in zip(trees, self._written(typed, trees), strict=True)]
        for line in sides:
            usable = np.isfinite(before.values) & np.isfinite(line.values)
            endless = np.isfinite(before.values) & expressions.diverges(line.tree, self._points)
            if endless.sum() >= _ENOUGH:
                where = self._at(int(np.argmax(endless)), line)
                self.problem = f"{_capital(name)} holds an integral that does not converge{where}."
                return
            if 2 * expressions.cut_off(line.tree, self._points).sum() >= _POINTS:
                self.problem = (
                    f"{_capital(name)} cuts an integral off: beyond its limits the integrand is small, but "
                    "not 0. Let it run from -oo to oo."
                )
                return
            if usable.sum() < _ENOUGH:
                who, where = (before, line)[int(np.isfinite(before.values).all())], int(np.argmin(usable))
                self.notes.append(
                    f"Whether {name} follows from {before.name} could not be decided: {who.name} has no "
                    f"value that could be computed,{self._at(where, before, line)}."
                )
                return
            words = self._difference(before, line, usable)
            if words:
                self.problem = f"{_capital(name)} does not follow from {before.name}: {words}"
                return
        self.held.append(sides[-1])
        self.complete = True

    def _written(self, typed: str, trees: list[Tree]) -> list[Tree]:
        """Return the sides of a line as they were typed; as they are, if that cannot be read or differs."""
        try:
            written = self._typed.read(typed) if typed else trees
        except expressions.Unreadable:
            return trees
        values = [[expressions.values(one, self._points) for one in sides] for sides in (trees, written)]
        equal = len(trees) == len(written) and all(map(_same, *values))
        return written if equal else trees

    def _is_result(self, line: _Line, form: Form) -> bool:
        return not form(self._without_densities(line.tree))

    def _without_densities(self, tree: Tree) -> Tree:
        """Replace each integral of nothing but a density by its value: a result below it is the result."""
        match tree:
            case ("integral", body, variable, low, high):
                terms = [self._integrated(term, variable, low, high) for term in parts(body, "add")]
                return expressions.add(terms)
            case ("add", *terms):
                return expressions.add([self._without_densities(term) for term in terms])
            case ("mul", *factors):
                return expressions.multiply([self._without_densities(factor) for factor in factors])
        return tree

    def _integrated(self, term: Tree, variable: str, low: Tree, high: Tree) -> Tree:
        factors = parts(term, "mul")
        inside = [one for one in factors if variable in free(one)]
        outside = [one for one in factors if variable not in free(one)]
        whole = ("integral", term, variable, low, high)
        if not inside or len(outside) > _MOST_FACTORS or any(one[:2] != ("call", "exp") for one in inside):
            return whole
        integral = ("integral", expressions.multiply(inside), variable, low, high)
        total, *known = (expressions.values(one, self._points) for one in [integral, *outside])
        for size in range(len(outside) + 1):
            for chosen in combinations(range(len(outside)), size):
                values = math.prod((known[i] for i in chosen), start=total)
                if _constant(values) and _is_real(values[0]):
                    rest = [one for i, one in enumerate(outside) if i not in chosen]
                    return expressions.multiply([expressions.number(values[0].real), *rest])
        return whole

    def _steps(self, form: Form, reached: bool) -> tuple[int, list[str]]:
        """Count the lines that take the derivation further, and say of the others why they do not."""
        steps, remarks = 0, []
        for i, line in enumerate(self.held[1:], 1):
            name, earlier = _capital(line.name), self.held[:i]
            same = next((one for one in earlier if one.written == line.written), None)
            inside = next((one for one in earlier if line.holds(one)), None)
            idle = next((one for one in earlier if line.pads(one)), None)
            if same and not (i == 1 and line.name == "line 1"):
                remarks.append(f"{name} says the same as {same.name}, as SymPy reads it.")
            elif inside and not same:
                remarks.append(f"{name} holds {inside.name} as a whole.")
            elif idle and not same:
                remarks.append(f"{name} says the same as {idle.name}, with numbers that cancel.")
            elif line is not self.held[-1] and self._is_result(line, form):
                remarks.append(f"{name} already has the form of the result.")
            elif reached and line is not self.held[-1] and line.holds(self.held[-1]):
                remarks.append(f"{name} already holds the last line as a whole.")
            elif not same and not self._is_result(line, form):
                steps += 1
        return steps, remarks

    def _difference(self, before: _Line, after: _Line, usable: np.ndarray) -> str:
        """Say how two lines differ, as simply as can be; ``""`` if they do not."""
        one, other = before.values, after.values
        near = _TOLERANCE * np.maximum(np.abs(one), np.abs(other)) + 1e-9
        apart = usable & (np.abs(other - one) > near)
        if not apart.any():
            return ""
        unreal = apart & _is_real(one) & ~_is_real(other)
        first = int(np.argmax(unreal if unreal.any() else apart))
        where = self._at(first, before, after)
        if unreal.any():
            return f"a root or a logarithm of something negative is taken,{where}."
        numbers = (
            f"{_capital(before.name)} is {_short(one[first])} there, {after.name} {_short(other[first])}."
        )
        if 1 - apart.sum() / usable.sum() > 0.2:
            return f"the two agree only for some values, and differ,{where}. {numbers}"
        return f"{self._how(before, after, usable)}{where}. {numbers}"

    def _how(self, before: _Line, after: _Line, usable: np.ndarray) -> str:
        one, other = before.values[usable], after.values[usable]
        with np.errstate(all="ignore"):
            factor, term = other / one, other - one
        if _constant(factor) and not _constant(one):
            negated = abs(factor[0] + 1) < 1e-6
            return "it has the opposite sign," if negated else f"it differs by a factor {_simple(factor[0])},"
        if _constant(term):
            return f"it differs by a constant, {_simple(term[0])},"
        if _constant(one + other) and abs(one[0] + other[0] - 1) < 1e-6:
            return f"it is 1 minus {before.name},"
        names = sorted(free(before.tree) | free(after.tree))
        moved = {name: self._moved(name, (before, after), usable) for name in names}
        old = {name for name in names if not _same(moved[name][0], one)}
        new = {name for name in names if not _same(moved[name][1], other)}
        if new - old:
            return f"it depends on {_listing(new - old)}, {before.name} does not,"
        if old - new:
            return f"it does not depend on {_listing(old - new)} any more,"
        logit = lambda p: np.log(p / (1 - p))
        kinds = {"it differs by a term in": np.subtract, "it differs by a factor in": np.divide}
        if any(node[:2] == ("call", "sigmoid") for node in expressions.nodes(after.tree)):
            kinds["inside of sigmoid it differs by a term in"] = lambda a, b: logit(b) - logit(a)
        with np.errstate(all="ignore"):
            found = {
                words: [name for name in names if not _same(measure(*moved[name]), measure(one, other))]
                for words, measure in kinds.items()
            }
        words = min(found, key=lambda one: len(found[one]))
        return f"{words} {_listing(found[words])}," if 0 < len(found[words]) < len(names) else "it differs,"

    def _moved(self, name: str, lines: tuple[_Line, ...], usable: np.ndarray) -> list[np.ndarray]:
        """Return the values of lines when one symbol takes its values in another order."""
        points = self._points | {name: np.roll(self._points[name], 1)}
        return [expressions.values(line.tree, points)[usable] for line in lines]

    def _at(self, index: int, *lines: _Line) -> str:
        names = {name for line in lines for name in free(line.tree)}
        values = [f"{name}={at[index]:g}" for name, at in self._points.items() if name in names]
        return f" for example at {', '.join(values)}" if values else ""


# Words.

_UNITS = {
    "": 1.0,
    "pi": math.pi,
    "sqrt(2)": math.sqrt(2),
    "sqrt(pi)": math.sqrt(math.pi),
    "sqrt(2*pi)": math.sqrt(2 * math.pi),
    "log(2)": math.log(2),
    "log(2*pi)": math.log(2 * math.pi),
}


def _simple(value: np.complex128) -> str:
    """Return the simple number that a value is, as one would write it, or else its digits."""
    if not _is_real(value):
        return f"{value:.4g}"
    value = float(value.real)
    for unit, size in _UNITS.items():
        for exponent, text in [(1, f"*{unit}"), (-1, f"/{unit}")]:
            fraction = Fraction(value / size**exponent).limit_denominator(12)
            if 0 < abs(fraction) <= 12 and abs(float(fraction) * size**exponent / value - 1) < 1e-6:
                return f"{fraction}{text if unit else ''}".removeprefix("1*")
    return f"{value:.4g}"


def _short(value: np.complex128) -> str:
    return f"{value.real:.4g}" if _is_real(value) else f"{value:.3g}"


def _is_real(value: np.ndarray) -> np.ndarray:
    return np.abs(value.imag) <= 1e-9 * np.abs(value) + 1e-12


def _constant(values: np.ndarray) -> bool:
    spread = np.abs(values - values[0]).max()
    return bool(np.isfinite(values).all() and spread < 1e-6 * (np.abs(values[0]) + 1e-3))


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.allclose(one, other, rtol=1e-6, atol=1e-9, equal_nan=True))


def _listing(names: Iterable[str]) -> str:
    *most, last = sorted(names) if isinstance(names, set) else names
    return f"{', '.join(most)} and {last}" if most else last


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
