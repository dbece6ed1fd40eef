"""Changes that break what holds for a function whatever it is given: dtypes, ties, batches of one, leftovers.

Each kind is a mistake that readers of the sheets made in function after function. On ordinary inputs, the
changed function is right: only a test that looks at the edges notices.
"""

from collections.abc import Callable, Collection, Iterator

import libcst as cst
import libcst.matchers as m

from autograder.audit.mutants import Collector, Mutant, collected, rank

KINDS = (
    *("dtype", "isclose", "epsilon", "clip", "in place", "no copy", "dropped axis", "callback moved"),
    *("squeeze", "detach", "cache", "ignored argument", "fresh generator"),
)
_COPIES = {"copy", "clone", "deepcopy"}
_FRESH = {
    "rng": "__import__('numpy').random.default_rng(0)",
    "generator": "__import__('torch').Generator().manual_seed(0)",
    "key": "__import__('jax').random.key(0)",
}
_CALLBACKS = ("watch", "callback")
_HELPER = "__import__('autograder.audit.slips', fromlist=['slips'])"


def by_contract(source: str, *, most: int | None = None, always: Collection[str] = ()) -> list[Mutant]:
    """Return the mutants of a solution cell that break its contract; see ``mutants.mutants``.

    Args:
        source: the reference.
        most: return a sample of this size, of as many kinds as there are: always the same one.
        always: changes that the sample holds in any case.
    """
    found = collected(_ByContract, source)
    if most is not None and len(found) > most:
        ranked, turn, order = sorted(found, key=rank), dict.fromkeys(KINDS, 0), []
        for one in ranked:
            order.append((turn[one.kind], rank(one), one))
            turn[one.kind] += 1
        chosen = [one for *_, one in sorted(order, key=lambda entry: entry[:2])[:most]]
        found = [one for one in found if one in chosen or one.change in always]
    return found


class _ByContract(Collector):
    def on_visit(self, node: cst.CSTNode) -> bool:
        """Leave functions without arguments alone: they promise nothing for other inputs."""
        if isinstance(node, cst.FunctionDef) and not self.function_around(node) and not _parameters(node):
            return False
        return super().on_visit(node)

    def change(self, node: cst.CSTNode) -> None:
        for kind, types, operator in _OPERATORS:
            if isinstance(node, types):
                for new in operator(node):
                    self.replace(kind, node, new)
        if isinstance(node, cst.IndentedBlock):
            for new in _moved(node):
                self.replace("callback moved", node, new)

    def change_function(self, function: cst.FunctionDef) -> None:
        """Change what a function returns last, and what it takes its arguments for."""
        returns = [one for one in self.own(function, m.Return()) if one.value]
        name = function.name.value
        promised = self.code_of(function.returns.annotation) if function.returns else ""
        differentiable = "Tensor" in promised or "Array" in promised
        for kind in ("squeeze", "detach", "cache") if returns else ():
            if kind == "detach" and not differentiable:
                continue
            more = f", {_tuple(function)}" if kind == "cache" else ""
            call = cst.parse_expression(f"{_HELPER}.{kind}(x{more})")
            value = returns[-1].value
            if isinstance(value, cst.Tuple) and not value.lpar:
                value = value.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
            first, *others = call.args
            new = call.with_changes(args=[first.with_changes(value=value), *others])
            self.replace(kind, returns[-1], returns[-1].with_changes(value=new))
        lines = self.own(function, m.SimpleStatementLine())
        if not lines or name == "__init__":
            return
        for one in _parameters(function):
            line = lines[0]
            if one.name.value in _FRESH:
                self._begin(
                    "fresh generator", line, one.name.value, cst.parse_expression(_FRESH[one.name.value])
                )
            elif one.default is not None:
                self._begin("ignored argument", line, one.name.value, one.default)

    def _begin(self, kind: str, line: cst.SimpleStatementLine, name: str, value: cst.BaseExpression) -> None:
        """Let a line begin with an assignment."""
        semicolon = cst.Semicolon(whitespace_after=cst.SimpleWhitespace(" "))
        assign = cst.Assign([cst.AssignTarget(cst.Name(name))], value, semicolon=semicolon)
        self.replace(kind, line, line.with_changes(body=[assign, *line.body]))


def _parameters(function: cst.FunctionDef) -> list[cst.Param]:
    return [*function.params.posonly_params, *function.params.params, *function.params.kwonly_params]


def _tuple(function: cst.FunctionDef) -> str:
    return f"({''.join(f'{one.name.value}, ' for one in _parameters(function))})"


def _dtype(node: cst.Call) -> Iterator[cst.BaseExpression]:
    """Leave out a type: the result has whatever type comes in."""
    for arg in node.args:
        if arg.keyword and arg.keyword.value == "dtype":
            yield _without(node, arg)
    if m.matches(node, m.Call(m.Attribute(attr=m.Name("asarray")), [m.Arg(), m.Arg(keyword=None)])):
        yield _without(node, node.args[1])
    if m.matches(node, m.Call(m.Attribute(attr=m.OneOf(*map(m.Name, ("astype", "float", "double", "to")))))):
        yield node.func.value


def _without(node: cst.Call, arg: cst.Arg) -> cst.Call:
    kept = [one for one in node.args if one is not arg]
    if kept:
        kept[-1] = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    return node.with_changes(args=kept)


def _close(node: cst.Comparison) -> Iterator[cst.BaseExpression]:
    """Take what is nearly equal for equal."""
    [*targets] = node.comparisons
    if len(targets) != 1 or not isinstance(targets[0].operator, cst.Equal):
        return
    sides = (node.left, targets[0].comparator)
    if not any(_is_whole(one) for one in sides):
        call = cst.parse_expression("__import__('numpy').isclose(a, b)")
        yield call.with_changes(
            args=[one.with_changes(value=side) for one, side in zip(call.args, sides, strict=True)]
        )


_COUNT = m.OneOf(
    m.Attribute(attr=m.OneOf(*map(m.Name, ("shape", "ndim", "size", "dtype")))),
    m.Call(m.OneOf(m.Name("len"), m.Attribute(attr=m.OneOf(*map(m.Name, ("argmax", "argmin", "numel")))))),
)
_NOT_REAL = m.OneOf(
    m.SimpleString(),
    m.BinaryOperation(operator=m.Modulo()),
    m.Comparison(),
    *map(m.Name, ("None", "y", "t", "label", "labels")),
)


def _is_constant(node: cst.CSTNode) -> bool:
    """Tell whether an expression is made of numbers of a library only, such as ``2 * np.pi``."""
    return all(one.value in ("np", "jnp", "torch", "math", "pi", "e") for one in m.findall(node, m.Name()))


def _is_count(node: cst.BaseExpression) -> bool:
    """Tell whether an expression is made of a length, a shape or a position."""
    return bool(m.findall(node, _COUNT))


def _is_whole(node: cst.BaseExpression) -> bool:
    """Tell whether an expression is made of what is no real number: a count, a text, a label, a flag."""
    return _is_count(node) or bool(m.findall(node, _NOT_REAL))


def _stable(node: cst.Call) -> Iterator[cst.Call]:
    """Add a small number to what a logarithm or a root is taken of."""
    if _function(node) in ("log", "sqrt", "log2") and len(node.args) == 1 and not _is_constant(node.args[0]):
        yield _with_argument(node, "(x) + 1e-8")


def _stable_quotient(node: cst.BinaryOperation) -> Iterator[cst.BinaryOperation]:
    number = m.Integer() | m.Float() | m.Name("n")
    if (
        isinstance(node.operator, cst.Divide)
        and not m.matches(node.right, number)
        and not _is_count(node.right)
    ):
        yield node.with_changes(right=_around(node.right, "((x) + 1e-8)"))


def _clipped(node: cst.Call) -> Iterator[cst.Call]:
    """Clip what an exponential or a logarithm is taken of."""
    library = node.func.value.value if m.matches(node.func, m.Attribute(m.Name(), m.Name())) else ""
    limits = {"log": "1e-7, None", "log1p": "-1 + 1e-7, None", "exp": "-30, 30", "sigmoid": "-30, 30"}
    name = _function(node)
    libraries = ("np", "jnp", "torch")
    if library in libraries and name in limits and len(node.args) == 1 and not _is_constant(node.args[0]):
        yield _with_argument(node, f"{library}.clip(x, {limits[name]})")


def _in_place(node: cst.Assign) -> Iterator[cst.AugAssign]:
    """Turn ``a = a + b`` into ``a += b``."""
    operators = {
        cst.Add: cst.AddAssign,
        cst.Subtract: cst.SubtractAssign,
        cst.Multiply: cst.MultiplyAssign,
        cst.Divide: cst.DivideAssign,
    }
    target, value = node.targets[0].target, node.value
    if not isinstance(value, cst.BinaryOperation) or type(value.operator) not in operators:
        return
    if len(node.targets) == 1 and isinstance(target, cst.Name) and value.left.deep_equals(target):
        operator = operators[type(value.operator)]()
        yield cst.AugAssign(target, operator, value.right, semicolon=node.semicolon)


def _no_copy(node: cst.Call) -> Iterator[cst.BaseExpression]:
    """Take the thing itself in place of a copy."""
    name = _function(node)
    if name == "deepcopy" or (name in ("list", "dict") and isinstance(node.func, cst.Name)):
        if len(node.args) == 1 and not isinstance(node.args[0].value, cst.GeneratorExp):
            yield node.args[0].value
    elif name in _COPIES and not node.args and isinstance(node.func, cst.Attribute):
        yield node.func.value
    elif m.matches(
        node, m.Call(m.Attribute(m.Name("np"), m.Name("array")), [m.Arg(m.Name()), m.ZeroOrMore()])
    ):
        yield node.with_deep_changes(node.func.attr, value="asarray")


def _dropped_axis(node: cst.Subscript) -> Iterator[cst.BaseExpression]:
    """Leave out a new axis, or take an entry in place of a slice of one."""
    parts = [one.slice for one in node.slice]
    if any(m.matches(one, m.Index(m.Name("None"))) for one in parts):
        yield node.value
    one_more = m.Slice(step=None, upper=m.BinaryOperation(operator=m.Add(), right=m.Integer("1")))
    for i, part in enumerate(parts):
        if m.matches(part, one_more) and part.lower and part.upper.left.deep_equals(part.lower):
            entry = node.slice[i].with_changes(slice=cst.Index(part.lower))
            yield node.with_changes(slice=[*node.slice[:i], entry, *node.slice[i + 1 :]])


def _moved(node: cst.IndentedBlock) -> Iterator[cst.IndentedBlock]:
    """Call a callback one statement earlier or later."""
    for i, statement in enumerate(node.body):
        if any(m.findall(statement, m.Call(m.Name(name))) for name in _CALLBACKS):
            for j in (i - 1, i + 1):
                if 0 <= j < len(node.body) and not m.findall(node.body[j], m.Return()):
                    body = list(node.body)
                    body[i], body[j] = body[j], body[i]
                    yield node.with_changes(body=body)


def _function(node: cst.Call) -> str:
    name = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
    return name.value if isinstance(name, cst.Name) else ""


def _with_argument(node: cst.Call, pattern: str) -> cst.Call:
    return node.with_changes(args=[node.args[0].with_changes(value=_around(node.args[0].value, pattern))])


def _around(inner: cst.BaseExpression, pattern: str) -> cst.BaseExpression:
    """Put an expression in the place of ``x`` in a pattern."""
    outer = cst.parse_expression(pattern)
    [place] = m.findall(outer, m.Name("x"))
    if place.lpar and not inner.lpar:
        inner = inner.with_changes(lpar=place.lpar, rpar=place.rpar)
    return outer.deep_replace(place, inner)


_OPERATORS: list[tuple[str, tuple[type, ...], Callable]] = [
    ("dtype", (cst.Call,), _dtype),
    ("isclose", (cst.Comparison,), _close),
    ("epsilon", (cst.Call,), _stable),
    ("epsilon", (cst.BinaryOperation,), _stable_quotient),
    ("clip", (cst.Call,), _clipped),
    ("in place", (cst.Assign,), _in_place),
    ("no copy", (cst.Call,), _no_copy),
    ("dropped axis", (cst.Subscript,), _dropped_axis),
]
