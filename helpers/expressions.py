"""Read an expression from text that nobody vouches for, and compute its values.

A small parser turns the text, as SymPy prints it, into a tree of arithmetic, a few functions and integrals;
nothing is evaluated as Python, and whatever is not on the list is refused with a sentence. A tree is nested
tuples: ``("number", 0.5)``, ``("name", "x")``, ``("add", ...)``, ``("mul", ...)``, ``("power", base,
exponent)``, ``("call", "exp", argument)``, ``("integral", body, "x", low, high)``. Sums and products are
flat and in one order, so that trees which differ only in the order of their parts are equal.
"""

import ast
import difflib
import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from scipy import special

Tree = tuple

LONGEST = 4000  # characters of a text
DEEPEST = 100  # operations in one another
FUNCTIONS = ("Abs", "erf", "exp", "log", "sigmoid", "sqrt")

_CONSTANTS = {"pi": math.pi, "E": math.e, "oo": math.inf}


class Unreadable(Exception):
    """A text is no expression that can be checked; the message continues "This line "."""


class Reader:
    """Reads texts, with one allowance for all of them.

    Args:
        names: the symbols that may stand in the texts.
        nodes: how large all texts may be together: symbols, numbers and operations.
    """

    def __init__(self, names: Collection[str], nodes: int = 3000):
        self._names, self._left = names, nodes
        self._bound: list[str] = []
        self._text = ""

    def read(self, text: str) -> list[Tree]:
        """Return the tree of an expression, or those of both sides of an equation.

        Raises:
            Unreadable: if it is anything else.
        """
        if len(text) > LONGEST:
            size = f"{len(text)} characters"
            raise Unreadable(f"is too long to be checked: {size}. Has SymPy computed more than you wrote?")
        self._text, self._bound = text.strip(), []
        try:
            node = ast.parse(self._text, mode="eval").body
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            raise Unreadable(f"is no expression that can be read: {self._text[:60]!r}.") from None
        if isinstance(node, ast.Constant) and isinstance(node.value, bool):
            raise Unreadable(f"is just {node.value}: SymPy has decided the equation. Write the expression.")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Eq":
            if len(node.args) != 2:
                raise Unreadable("is an equation without two sides.")
            return [self._tree(side) for side in node.args]
        return [self._tree(node)]

    def _tree(self, node: ast.expr, depth: int = 0) -> Tree:  # noqa: PLR0911 - one for each kind of node
        self._left -= 1
        if self._left < 0 or depth > DEEPEST:
            raise Unreadable("is too large to be checked.")
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return number(value)
            case ast.Name(id=name):
                return self._name(name)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return negative(self._tree(operand, depth + 1))
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self._tree(operand, depth + 1)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.Pow() as op):
                return _combine(op, self._tree(left, depth + 1), self._tree(node.right, depth + 1))
            case ast.Call(func=ast.Name(id="Integral"), args=arguments, keywords=[]):
                return self._integral(arguments, depth)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self._call(name, arguments, depth)
        part = self._text[node.col_offset : node.end_col_offset][:60]
        raise Unreadable(f"holds something that the check cannot read: {part!r}.")

    def _name(self, name: str) -> Tree:
        if name in self._names or name in self._bound:
            return ("name", name)
        if name in ("zoo", "nan"):
            raise Unreadable(f"holds {name}: something was divided by zero.")
        if name == "I":
            raise Unreadable("holds I: a root or a logarithm of a negative number was taken.")
        if name in _CONSTANTS:
            return number(_CONSTANTS[name])
        raise Unreadable(f"uses {name}, which is not declared. {declared(name, self._names)}")

    def _call(self, name: str, arguments: list[ast.expr], depth: int) -> Tree:
        if name not in FUNCTIONS:
            known = f"{', '.join(FUNCTIONS)} and Integral"
            raise Unreadable(f"uses {name}, which the check does not know. It knows {known}.")
        if len(arguments) != 1:
            raise Unreadable(f"calls {name} with {len(arguments)} arguments; it takes one.")
        argument = self._tree(arguments[0], depth + 1)
        return power(argument, number(0.5)) if name == "sqrt" else ("call", name, argument)

    def _integral(self, arguments: list[ast.expr], depth: int) -> Tree:
        if self._bound:
            raise Unreadable("holds an integral inside of an integral, which the check cannot read.")
        match arguments:
            case [body, ast.Tuple(elts=[ast.Name(id=variable), low, high])]:
                ends = [self._tree(end, depth + 1) for end in (low, high)]
                self._bound.append(variable)
                return ("integral", self._tree(body, depth + 1), self._bound.pop(), *ends)
        raise Unreadable("holds an integral that is not of the form Integral(f, (x, low, high)).")


def declared(name: str, names: Collection[str]) -> str:
    """Say which symbols there are, and which of them an unknown name may be meant to be."""
    near = sorted(difflib.get_close_matches(name, names, 2))
    return f"Declared are {', '.join(names)}." + (f" Did you mean {' or '.join(near)}?" if near else "")


def number(value: float) -> Tree:
    """Return a number, rounded so that it is the same by whatever way it was computed."""
    try:
        return ("number", float(f"{value:.13g}") + 0.0)
    except OverflowError:
        raise Unreadable("holds a number that is too large to be checked.") from None


def add(terms: Sequence[Tree]) -> Tree:
    """Return a sum."""
    flat = [part for term in terms for part in parts(term, "add")]
    known = [part[1] for part in flat if part[0] == "number"]
    rest = [part for part in flat if part[0] != "number"]
    return _flat("add", rest if rest and sum(known) == 0 else [number(sum(known)), *rest])


def multiply(factors: Sequence[Tree]) -> Tree:
    """Return a product."""
    flat = [part for factor in factors for part in parts(factor, "mul")]
    known = [part[1] for part in flat if part[0] == "number"]
    rest = [part for part in flat if part[0] != "number"]
    return _flat("mul", rest if rest and math.prod(known) == 1 else [number(math.prod(known)), *rest])


def negative(tree: Tree) -> Tree:
    """Return minus a tree, term by term if it is a sum."""
    return add([multiply([number(-1), term]) for term in parts(tree, "add")])


def power(base: Tree, exponent: Tree) -> Tree:
    """Return a power; that of two numbers is computed where it is real and finite."""
    if exponent == number(1):
        return base
    if base[0] == exponent[0] == "number" and base[1] > 0:
        try:
            return number(base[1] ** exponent[1])
        except OverflowError:
            raise Unreadable("holds a number that is too large to be checked.") from None
    return ("power", base, exponent)


def _combine(operator: ast.operator, left: Tree, right: Tree) -> Tree:
    match operator:
        case ast.Add():
            return add([left, right])
        case ast.Sub():
            return add([left, negative(right)])
        case ast.Mult():
            return multiply([left, right])
        case ast.Div():
            return multiply([left, power(right, number(-1))])
    return power(left, right)


def _flat(kind: str, members: list[Tree]) -> Tree:
    return members[0] if len(members) == 1 else (kind, *sorted(members, key=repr))


def parts(tree: Tree, kind: str) -> list[Tree]:
    """Return the terms of a sum (``"add"``) or the factors of a product (``"mul"``); maybe just one."""
    return list(tree[1:]) if tree[0] == kind else [tree]


def nodes(tree: Tree) -> Iterator[Tree]:
    """Yield a tree and all trees in it."""
    yield tree
    for part in tree[1:]:
        if isinstance(part, tuple):
            yield from nodes(part)


def free(tree: Tree) -> set[str]:
    """Return the names in a tree that no integral runs over."""
    if tree[0] == "name":
        return {tree[1]}
    if tree[0] == "integral":
        _, body, variable, low, high = tree
        return (free(body) - {variable}) | free(low) | free(high)
    return {name for part in tree[1:] if isinstance(part, tuple) for name in free(part)}


def contains(tree: Tree, whole: Tree) -> bool:
    """Tell whether a tree holds another one: as a node, or as some of the terms or factors of a node.

    Numerical factors of the terms do not count; a number or a name is no whole.
    """
    if whole[0] in ("number", "name"):
        return False
    wanted = _without_numbers(whole)
    return any(
        node == whole
        or (whole[0] in ("add", "mul") and node[0] == whole[0] and wanted <= _without_numbers(node))
        for node in nodes(tree)
    )


def _without_numbers(tree: Tree) -> Counter:
    stripped = (multiply([f for f in parts(part, "mul") if f[0] != "number"]) for part in tree[1:])
    return Counter(part for part in stripped if part[0] != "number")


def reduced(tree: Tree) -> Tree:
    """Return an equal tree without numbers that cancel.

    A fraction expanded by 2 is reduced, terms that differ by a number are added up, and numbers in several
    logarithms of a sum are gone if they cancel.
    """
    factor, rest = _split(tree)
    return multiply([number(factor), rest])


def _split(tree: Tree) -> tuple[float, Tree]:  # noqa: PLR0911 - one for each kind of node
    """Return a number and a tree whose product is a tree; the second has no number as a factor."""
    match tree:
        case ("number", value):
            return value, number(1)
        case ("mul", *factors):
            known, rest = zip(*map(_split, factors), strict=True)
            return math.prod(known), multiply(rest)
        case ("power", base, ("number", exponent)):
            known, rest = _split(base)
            real = known > 0 or (known < 0 and exponent.is_integer())
            if real and abs(exponent * math.log(abs(known))) < 300:
                return known**exponent, power(rest, number(exponent))
            return 1.0, power(reduced(base), number(exponent))
        case ("add", *terms):
            return _split_sum([_split(term) for term in terms])
        case ("call", name, argument):
            return 1.0, ("call", name, reduced(argument))
        case ("integral", body, variable, low, high):
            return 1.0, ("integral", reduced(body), variable, low, high)
        case ("power", base, exponent):
            return 1.0, power(reduced(base), reduced(exponent))
    return 1.0, tree


def _split_sum(terms: list[tuple[float, Tree]]) -> tuple[float, Tree]:
    # The argument of a logarithm is reduced already: its number, if it has one, is among its factors.
    logs = {rest: parts(rest[2], "mul") for _, rest in terms if rest[:2] == ("call", "log")}
    inside = {
        rest: math.prod(one[1] for one in factors if one[0] == "number") for rest, factors in logs.items()
    }
    logs = {rest: factors for rest, factors in logs.items() if inside[rest] > 0}
    if abs(sum(factor * math.log(inside[rest]) for factor, rest in terms if rest in logs)) < 1e-9:
        plain = {rest: multiply([one for one in logs[rest] if one[0] != "number"]) for rest in logs}
        terms = [(factor, ("call", "log", plain[rest]) if rest in plain else rest) for factor, rest in terms]
    total: Counter = Counter()
    for factor, rest in terms:
        total[rest] += 0.0 if rest == ("call", "log", number(1)) else factor
    left = sorted(((rest, factor) for rest, factor in total.items() if abs(factor) > 1e-12), key=repr)
    if not left:
        return 0.0, number(1)
    lead = left[0][1]
    return lead, add([multiply([number(factor / lead), rest]) for rest, factor in left])


# Values. Inside, a value is the logarithm of a complex number: a density far out, such as exp(-5000), is no
# zero then, and its logarithm is not lost.

_T = np.linspace(-3.6, 3.6, 289)  # nodes of the quadrature; every other one tells how exact it is
_TAIL = 12  # nodes at each end, where what is added up must become smaller
_LITTLE = np.log(1e-6)  # of an integral is left out where it is cut off
_ONE = np.zeros((1, 1), complex)  # the logarithm of 1


def values(tree: Tree, points: Mapping[str, np.ndarray]) -> np.ndarray:
    """Compute a tree at several points.

    Args:
        tree: what to compute.
        points: the values of each name, all of shape ``(n,)``.

    Returns:
        Complex numbers, shape ``(n,)``; not finite where there is no value, or none that can be relied upon.
    """
    n = len(next(iter(points.values())))
    with np.errstate(all="ignore"):
        names = {name: np.log(np.asarray(value, dtype=complex))[:, None] for name, value in points.items()}
        result = _plain(_log(tree, names))
    return np.broadcast_to(result, (n, 1))[:, 0]


def diverges(tree: Tree, points: Mapping[str, np.ndarray]) -> np.ndarray:
    """Tell where an integral in a tree does not converge: its integrand does not become small enough.

    Args:
        tree: an expression.
        points: the values of each name, all of shape ``(n,)``.

    Returns:
        Booleans, shape ``(n,)``. False where it could not be decided.
    """
    n = len(next(iter(points.values())))
    found = np.zeros((n, 1), dtype=bool)
    with np.errstate(all="ignore"):
        names = {name: np.log(np.asarray(value, dtype=complex))[:, None] for name, value in points.items()}
        for node in nodes(tree):
            if node[0] == "integral":
                size = _log_terms(node, names).real
                for end in (size[:, -_TAIL:], size[:, _TAIL - 1 :: -1]):  # as both ends are approached
                    found = found | ((np.diff(end) >= 0).all(axis=1, keepdims=True) & (end[:, -1:] > -np.inf))
    return found[:, 0]


def cut_off(tree: Tree, points: Mapping[str, np.ndarray]) -> np.ndarray:
    """Tell where an integral in a tree ends although next to nothing lies beyond: it is to be without end.

    Args:
        tree: an expression.
        points: the values of each name, all of shape ``(n,)``.

    Returns:
        Booleans, shape ``(n,)``. False where it could not be decided.
    """
    n = len(next(iter(points.values())))
    found = np.zeros((n, 1), dtype=bool)
    least, most = number(-math.inf), number(math.inf)
    with np.errstate(all="ignore"):
        names = {name: np.log(np.asarray(value, dtype=complex))[:, None] for name, value in points.items()}
        size = lambda *of: np.logaddexp.reduce(
            _log_terms(("integral", *of), names).real, axis=1, keepdims=True
        )
        for node in nodes(tree):
            if node[0] == "integral":
                _, body, variable, low, high = node
                whole = size(body, variable, least, most)
                for end, beyond in ((low, (least, low)), (high, (high, most))):
                    if end not in (least, most):
                        found = found | (size(body, variable, *beyond) < whole + _LITTLE)
    return found[:, 0]


def _log(tree: Tree, names: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the logarithm of a tree's values; shape ``(n, 1)``, or ``(n, nodes)`` inside of an integral."""
    match tree:
        case ("number", value):
            result = np.log(np.array([[value]], dtype=complex))
        case ("name", name):
            result = names[name]
        case ("mul", *factors):
            result = sum((_log(factor, names) for factor in factors), _ONE)
        case ("add", *terms):
            result = _log_sum([_log(term, names) for term in terms])
        case ("power", base, exponent):
            result = _log_power(_log(base, names), _plain(_log(exponent, names)))
        case ("call", function, argument):
            result = _log_call(function, _log(argument, names))
        case _:
            result = _log_integral(tree, names)
    return result


def _log_call(function: str, argument: np.ndarray) -> np.ndarray:
    if function == "exp":
        return _plain(argument)
    if function == "log":
        return np.log(_principal(argument))
    if function == "Abs":
        return argument.real + 0j
    if function == "erf":
        return np.log(special.erf(_plain(argument)))
    return -_log_sum([_ONE, -_plain(argument)])  # sigmoid


def _log_power(base: np.ndarray, exponent: np.ndarray) -> np.ndarray:
    base = _principal(base)
    scaled = exponent.real * base.real + 1j * (
        exponent.real * base.imag
    )  # 0**2 has the logarithm -inf, not nan
    return np.where(exponent.imag == 0, scaled, exponent * base)


def _log_sum(logs: list[np.ndarray]) -> np.ndarray:
    logs = np.broadcast_arrays(*logs)
    largest = np.max([one.real for one in logs], axis=0)
    largest = np.where(np.isfinite(largest), largest, 0.0)
    return largest + np.log(sum(_exp(one - largest) for one in logs))


def _log_integral(tree: Tree, names: Mapping[str, np.ndarray]) -> np.ndarray:
    terms = _log_terms(tree, names)
    largest = np.max(terms.real, axis=1, keepdims=True)
    largest = np.where(np.isfinite(largest), largest, 0.0)
    scaled = _exp(terms - largest)
    step = _T[1] - _T[0]
    fine = step * scaled.sum(axis=1, keepdims=True)
    coarse = 2 * step * scaled[:, ::2].sum(axis=1, keepdims=True)
    size = step * np.abs(scaled).sum(axis=1, keepdims=True)
    ends = np.abs(scaled[:, [0, -1]]).max(axis=1, keepdims=True)
    exact = (ends <= 1e-9 * size) & (np.abs(fine - coarse) <= 1e-8 * size)
    return np.where(exact, largest + np.log(fine), np.nan)


def _log_terms(tree: Tree, names: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the logarithms of what the double exponential rule adds up (Takahasi and Mori 1974)."""
    _, body, variable, low, high = tree
    low, high = (_plain(_log(end, names)).real for end in (low, high))
    u, du = np.pi / 2 * np.sinh(_T)[None], np.pi / 2 * np.cosh(_T)[None]  # shape (1, nodes)
    if np.isinf(low).any() and np.isinf(high).any():
        x, dx = np.sinh(u) * np.sign(high), np.cosh(u) * du * (np.sign(high) - np.sign(low)) / 2
    elif np.isinf(high).any():
        x, dx = low + np.exp(u) * np.sign(high), np.exp(u) * du * np.sign(high)
    elif np.isinf(low).any():
        x, dx = high + np.exp(u) * np.sign(low), -np.exp(u) * du * np.sign(low)
    else:
        share = 1 / (1 + np.exp(-2 * u))  # as good as 0 at the lower end, but not 0
        x, dx = low + (high - low) * share, (high - low) / 2 * du / np.cosh(u) ** 2
    return _log(body, {**names, variable: np.log(x.astype(complex))}) + np.log(dx.astype(complex))


def _plain(log: np.ndarray) -> np.ndarray:
    """Return the number that a logarithm stands for; a real one stays exactly real."""
    return _exp(_principal(log))


def _exp(log: np.ndarray) -> np.ndarray:
    size = np.exp(log.real)
    angle = np.where(size == 0, 0.0, log.imag)
    real = np.abs(np.sin(angle)) < 1e-13
    return np.where(real, size * np.sign(np.cos(angle)) + 0j, size * np.exp(1j * angle))


def _principal(log: np.ndarray) -> np.ndarray:
    """Return the same logarithm with an angle in (-pi, pi]: exactly 0 or pi if the number is real."""
    real = np.abs(np.sin(log.imag)) < 1e-13
    on_axis = np.where(np.cos(log.imag) > 0, 0.0, np.pi)
    return log.real + 1j * np.where(real, on_axis, np.angle(np.exp(1j * log.imag)))
