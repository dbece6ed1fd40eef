"""Small changes to a reference solution, one at a time, each of which some test should notice.

Some changes fit any code (arithmetic, comparisons, numbers, flags), others are what numerical code gets wrong
(axes, reductions, transposes, missing terms, dropped lines, swapped arguments). Others again keep the form of
the result and spoil what is in it (see ``spoil``): a test notices these only if it compares something.
``contract_mutants`` has what breaks a promise that a function makes for all inputs.
"""

import ast
import hashlib
import math
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

import libcst as cst
import libcst.matchers as m
from libcst.metadata import MetadataWrapper, ParentNodeProvider, PositionProvider

from autograder.audit.spoil import KINDS

SPOILED = "spoiled result"
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

# What numerical code confuses with each other: functions and methods of NumPy, JAX and torch.
_CONFUSED = [
    ("mean", "sum"),
    ("max", "min"),
    ("amax", "amin"),
    ("argmax", "argmin"),
    ("maximum", "minimum"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("std", "var"),
    ("exp", "expm1"),
    ("log", "log1p"),
    ("sin", "cos"),
    ("softmax", "log_softmax"),
    ("sigmoid", "log_sigmoid"),
    ("relu", "abs"),
    ("vstack", "hstack"),
    ("normal", "uniform"),
    ("randn", "rand"),
    ("train", "eval"),
    ("any", "all"),
    ("floor", "ceil"),
]
_TWIN = dict(_CONFUSED) | {other: one for one, other in _CONFUSED}
_SYMMETRIC = {
    "max",
    "min",
    "maximum",
    "minimum",
    "logaddexp",
    "add",
    "multiply",
    "hypot",
    "zip",
    "isclose",
    "allclose",
}
_AXES = ("axis", "dim", "ddof", "correction")
_FLAGS = {"True": "False", "False": "True", "deepcopy": "copy"}

# Operators that turn into each other.
_OPPOSED = [
    (cst.Plus, cst.Minus),
    (cst.Add, cst.Subtract),
    (cst.Multiply, cst.Divide),
    (cst.LeftShift, cst.RightShift),
    (cst.BitAnd, cst.BitOr),
    (cst.AddAssign, cst.SubtractAssign),
    (cst.MultiplyAssign, cst.DivideAssign),
    (cst.LeftShiftAssign, cst.RightShiftAssign),
    (cst.BitAndAssign, cst.BitOrAssign),
    (cst.LessThan, cst.LessThanEqual),
    (cst.GreaterThan, cst.GreaterThanEqual),
    (cst.Equal, cst.NotEqual),
    (cst.Is, cst.IsNot),
    (cst.In, cst.NotIn),
    (cst.And, cst.Or),
]
# Operators that turn into a simpler one.
_SIMPLER = {
    cst.FloorDivide: cst.Divide,
    cst.Modulo: cst.Divide,
    cst.Power: cst.Multiply,
    cst.BitXor: cst.BitAnd,
    cst.FloorDivideAssign: cst.DivideAssign,
    cst.ModuloAssign: cst.DivideAssign,
    cst.PowerAssign: cst.MultiplyAssign,
    cst.BitXorAssign: cst.BitAndAssign,
}
_OPERATOR = dict(_OPPOSED) | {other: one for one, other in _OPPOSED} | _SIMPLER


class Mutant(NamedTuple):
    """A changed solution.

    Attributes:
        kind: what sort of change, for people.
        source: the whole cell.
        change: the changed lines, ``before => after``: the mutant's name in waivers.
    """

    kind: str
    source: str
    change: str


def mutants(source: str, *, most: int | None = None, always: Collection[str] = ()) -> list[Mutant]:
    """Return the mutants of a solution cell, all different in what Python makes of them.

    Only lines of its solution region change (of the whole cell, if it has none). Messages of errors,
    annotations and docstrings stay as they are.

    Args:
        source: the reference.
        most: return a sample of this size: always the same one for the same source. A tenth of it are spoiled
            results, which fit every function.
        always: changes that the sample holds in any case.
    """
    found = collected(_Classical, source)
    if most is not None and len(found) > most:
        ranked = sorted(found, key=rank)
        spoiled = [one for one in ranked if one.kind == SPOILED][: most // 10]
        chosen = [*spoiled, *(one for one in ranked if one.kind != SPOILED)][:most]
        found = [one for one in found if one in chosen or one.change in always]
    return found


def collected(collector: "type[Collector]", source: str) -> list[Mutant]:
    """Return what a collector finds in a solution cell, all different in what Python makes of them."""
    wrapper = MetadataWrapper(cst.parse_module(source))
    visitor = collector(wrapper.module, *_region(source))
    wrapper.visit(visitor)
    seen = {_normal(source)}
    found = []
    for kind, changed in visitor.found:
        text = changed.code
        meaning = _normal(text)
        if meaning not in seen:
            seen.add(meaning)
            found.append(Mutant(kind, text, _change(source, text)))
    return found


def rank(mutant: Mutant) -> bytes:
    """Return a key that puts mutants in an order without a pattern, always the same one."""
    return hashlib.sha256(mutant.source.encode()).digest()


class Collector(cst.CSTVisitor):
    """Goes through a solution cell; subclasses say what changes.

    Attributes:
        found: the kind of each change, and the changed cell.
    """

    METADATA_DEPENDENCIES = (PositionProvider, ParentNodeProvider)

    def __init__(self, module: cst.Module, first: int, last: int):
        super().__init__()
        self._module, self._first, self._last = module, first, last
        self.found: list[tuple[str, cst.Module]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Raise | cst.Assert | cst.Annotation | cst.FormattedString) or m.matches(
            node, m.Arg(keyword=m.Name("strict"))
        ):
            return False
        if self.in_solution(node):
            self.change(node)
        if isinstance(node, cst.FunctionDef) and not self.function_around(node):
            self.change_function(node)
        return True

    def change(self, node: cst.CSTNode) -> None:
        """Replace a node of the solution in one way or several."""
        raise NotImplementedError

    def change_function(self, function: cst.FunctionDef) -> None:
        """Change a function that stands in no other one."""
        raise NotImplementedError

    def own(self, function: cst.FunctionDef, types: m.BaseMatcherNode) -> list[cst.CSTNode]:
        """Return the nodes of a function's solution that stand in no function inside of it."""
        found = m.findall(function, types)
        return [one for one in found if self.function_around(one) is function and self.in_solution(one)]

    def replace(self, kind: str, node: cst.CSTNode, new: cst.CSTNode) -> None:
        """Put down a change."""
        self.found.append((kind, self._module.deep_replace(node, new)))

    def code_of(self, node: cst.CSTNode) -> str:
        """Return the code of a node."""
        return self._module.code_for_node(node)

    def function_around(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """Return the function or lambda that a node stands in, if there is one."""
        node = self.get_metadata(ParentNodeProvider, node, None)
        while node and not isinstance(node, cst.FunctionDef | cst.Lambda):
            node = self.get_metadata(ParentNodeProvider, node, None)
        return node

    def in_solution(self, node: cst.CSTNode) -> bool:
        """Tell whether a node stands in the solution region."""
        line = self.get_metadata(PositionProvider, node, None)
        return line is not None and self._first <= line.start.line and line.end.line <= self._last


class _Classical(Collector):
    """Applies every operator to every node of the solution."""

    def change(self, node: cst.CSTNode) -> None:
        for kind, types, operator in _OPERATORS:
            if isinstance(node, types):
                for new in operator(node):
                    self.replace(kind, node, new)
        if isinstance(node, cst.SimpleStatementLine) and self._can_go(node):
            self.replace("dropped line", node, _PASS)

    def change_function(self, function: cst.FunctionDef) -> None:
        self._spoil(function)

    def _spoil(self, function: cst.FunctionDef) -> None:
        """Spoil what a function returns or yields last; of ``__init__``, the object that is made."""
        lines = self.own(function, m.SimpleStatementLine())
        results = [one for one in self.own(function, m.Return() | m.Yield()) if one.value]
        for kind in KINDS:
            if function.name.value == "__init__" and lines:
                also = [*lines[-1].body, cst.Expr(_spoiled(cst.Name("self"), kind))]
                self.replace(SPOILED, lines[-1], lines[-1].with_changes(body=also))
            elif results and not isinstance(results[-1].value, cst.From):
                new = results[-1].with_changes(value=_spoiled(results[-1].value, kind))
                self.replace(SPOILED, results[-1], new)

    def _can_go(self, node: cst.SimpleStatementLine) -> bool:
        """Tell whether a line can be dropped without a trace that every run would show."""
        statement = node.body[0]
        if isinstance(statement, cst.AugAssign):
            return True
        if isinstance(statement, cst.Expr):
            return not isinstance(statement.value, cst.BaseString)
        if isinstance(statement, cst.Assign):
            target = statement.targets[0].target
            # A name on both sides was bound before; an element or attribute may be.
            return not isinstance(target, cst.Name) or bool(m.findall(statement.value, m.Name(target.value)))
        return False


_PASS = cst.SimpleStatementLine([cst.Pass()])
# Within the line that changes: an import would be a second change.
_SPOIL = cst.parse_expression("__import__('autograder.audit.spoil', fromlist=['spoil']).spoil")


def _spoiled(value: cst.BaseExpression, kind: str) -> cst.Call:
    return cst.Call(_SPOIL, [cst.Arg(value), cst.Arg(cst.SimpleString(repr(kind)))])


def _axis(node: cst.Arg) -> Iterator[cst.Arg]:
    if (
        node.keyword
        and node.keyword.value in _AXES
        and m.matches(node.value, m.Integer() | m.UnaryOperation())
    ):
        value = "1" if m.matches(node.value, m.Integer("0")) else "0"
        yield node.with_changes(value=cst.Integer(value))


def _without_axis(node: cst.Call) -> Iterator[cst.Call]:
    for arg in node.args:
        if arg.keyword and arg.keyword.value in (*_AXES, "keepdims", "keepdim"):
            yield node.with_changes(args=[other for other in node.args if other is not arg])


def _confused(node: cst.Call) -> Iterator[cst.Call]:
    name = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
    if isinstance(name, cst.Name) and name.value in _TWIN:
        yield node.with_deep_changes(name, value=_TWIN[name.value])


def _transposed(node: cst.Attribute) -> Iterator[cst.BaseExpression]:
    if node.attr.value in ("T", "mT"):
        yield node.value


def _matrix_product(node: cst.BinaryOperation) -> Iterator[cst.BinaryOperation]:
    if isinstance(node.operator, cst.MatrixMultiply):
        yield node.with_changes(left=node.right, right=node.left)
        yield node.with_changes(operator=cst.Multiply(_SPACE, _SPACE))


_SPACE = cst.SimpleWhitespace(" ")


def _missing_term(node: cst.BinaryOperation) -> Iterator[cst.BaseExpression]:
    if isinstance(node.operator, cst.Add | cst.Subtract | cst.Multiply | cst.Divide | cst.Power):
        yield node.left
    if isinstance(node.operator, cst.Add | cst.Subtract | cst.Multiply):
        yield node.right


def _in_parentheses(node: cst.BaseExpression) -> cst.BaseExpression:
    return node.with_changes(lpar=[*node.lpar, cst.LeftParen()], rpar=[*node.rpar, cst.RightParen()])


def _swapped_arguments(node: cst.Call) -> Iterator[cst.Call]:
    name = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
    if isinstance(name, cst.Name) and name.value in _SYMMETRIC:
        return
    first = [arg for arg in node.args if not arg.keyword and not arg.star][:2]
    if len(first) == 2:
        one, other = first
        swapped = {id(one): other.value, id(other): one.value}
        yield node.with_changes(
            args=[arg.with_changes(value=swapped.get(id(arg), arg.value)) for arg in node.args]
        )


def _opposite_branch(node: cst.If) -> Iterator[cst.If]:
    yield node.with_changes(test=cst.UnaryOperation(cst.Not(), _in_parentheses(node.test)))


def _one_less(node: cst.Integer) -> Iterator[cst.Integer]:
    if node.evaluated_value > 0:
        yield node.with_changes(value=repr(node.evaluated_value - 1))


def _one_more(node: cst.Integer | cst.Float) -> Iterator[cst.BaseNumber]:
    value = node.evaluated_value + 1
    if value != math.inf:  # as 1e999 is, and no other literal says one more than that
        yield node.with_changes(value=repr(value))


def _flag(node: cst.Name) -> Iterator[cst.Name]:
    if node.value in _FLAGS:
        yield node.with_changes(value=_FLAGS[node.value])


def _without_negation(node: cst.UnaryOperation) -> Iterator[cst.BaseExpression]:
    if isinstance(node.operator, cst.Not | cst.BitInvert):
        yield node.expression


def _plain_assignment(node: cst.AugAssign) -> Iterator[cst.Assign]:
    yield cst.Assign([cst.AssignTarget(node.target)], node.value, semicolon=node.semicolon)


def _another_way_out(node: cst.Break | cst.Continue) -> Iterator[cst.BaseSmallStatement]:
    yield cst.Return() if isinstance(node, cst.Break) else cst.Break()


def _another_operator(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    other = _OPERATOR.get(type(node.operator))
    if other:
        yield node.with_changes(operator=other())


_OPERATORS: list[tuple[str, tuple[type, ...], Callable]] = [
    ("axis", (cst.Arg,), _axis),
    ("no axis", (cst.Call,), _without_axis),
    ("another function", (cst.Call,), _confused),
    ("missing transpose", (cst.Attribute,), _transposed),
    ("matrix product", (cst.BinaryOperation,), _matrix_product),
    ("missing term", (cst.BinaryOperation,), _missing_term),
    ("swapped arguments", (cst.Call,), _swapped_arguments),
    ("opposite branch", (cst.If,), _opposite_branch),
    ("constant", (cst.Integer,), _one_less),
    ("constant", (cst.Integer, cst.Float), _one_more),
    ("flag", (cst.Name,), _flag),
    ("sign", (cst.UnaryOperation,), _without_negation),
    ("update", (cst.AugAssign,), _plain_assignment),
    ("keyword", (cst.Break, cst.Continue), _another_way_out),
    (
        "operator",
        (cst.BinaryOperation, cst.UnaryOperation, cst.BooleanOperation, cst.ComparisonTarget, cst.AugAssign),
        _another_operator,
    ),
]


def _region(source: str) -> tuple[int, int]:
    """Return the first and the last line of the solution."""
    lines = [line.strip() for line in source.splitlines()]
    if BEGIN in lines:
        return lines.index(BEGIN) + 1, lines.index(END) + 1
    return 1, len(lines)


def _normal(source: str) -> str:
    """Return what Python makes of a source: the same for two that differ in parentheses."""
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:
        return ""


def _change(before: str, after: str) -> str:
    """Return the lines that differ, as ``before => after``."""
    keep = lambda text: [line for line in text.splitlines() if not line.strip().startswith("###")]
    old, new = keep(before), keep(after)
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    short = lambda lines: " ".join(" ".join(lines).split())
    return f"{short(old)} => {short(new)}"
