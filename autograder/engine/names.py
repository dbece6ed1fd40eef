"""Which names a cell binds, and which it needs from elsewhere."""

import ast
import copy
import symtable
from collections.abc import Iterator
from functools import lru_cache

_PYTHONS_OWN = {"__conditional_annotations__"}  # what Python 3.14 notes at the top of a cell with annotations


@lru_cache(maxsize=4096)  # the same cells are asked about again and again
def bound(source: str) -> frozenset[str]:
    """Return the names that a cell binds at its top level; none if it does not parse."""
    top = _table(source)
    symbols = top.get_symbols() if top else []
    return frozenset(s.get_name() for s in symbols if s.is_assigned() or s.is_imported() or s.is_namespace())


@lru_cache(maxsize=4096)
def read(source: str) -> frozenset[str]:
    """Return the global names that a cell reads at any depth, bound by itself or not."""
    top = _table(source)
    if top is None:
        return frozenset()
    found = {s.get_name() for s in top.get_symbols() if s.is_referenced()}
    waiting = top.get_children()
    while waiting:
        scope = waiting.pop()
        found |= {s.get_name() for s in scope.get_symbols() if s.is_global() and s.is_referenced()}
        waiting.extend(scope.get_children())
    return frozenset(found - _PYTHONS_OWN)


def mentioned(source: str) -> set[str]:
    """Return the global names that a cell reads, binds or deletes at any depth; none if it does not parse."""
    top = _table(source)
    if top is None:
        return set()
    found = set(top.get_identifiers())
    waiting = top.get_children()
    while waiting:
        scope = waiting.pop()
        found |= {s.get_name() for s in scope.get_symbols() if s.is_global()}
        waiting.extend(scope.get_children())
    return found


@lru_cache(maxsize=4096)
def wanted(source: str) -> frozenset[str]:
    """Return the global names that a cell reads and has not bound before; none if it does not parse.

    What a function or class reads in its body counts only if the cell binds it nowhere: it runs later.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return frozenset()
    found, known = set(), set()
    for step in _steps(tree.body):
        now, later = _reads(step)
        bound_here = bound(ast.unparse(step))
        within = {node.target.id for node in ast.walk(step) if isinstance(node, ast.NamedExpr)}
        if isinstance(step, ast.With | ast.AsyncWith):  # its second item may use what the first has bound
            within |= bound_here
        found |= (now - known - within) | (later - bound(source))
        known |= bound_here
    return frozenset(found - _PYTHONS_OWN)


def _steps(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a cell in order, without other statements in them."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node
        elif isinstance(node, ast.Match):
            yield ast.Expr(node.subject)
            for case in node.cases:
                yield ast.Match(node.subject, [ast.match_case(case.pattern, case.guard, [ast.Pass()])])
                yield from _steps(case.body)
        elif isinstance(node, ast.Try | ast.TryStar):
            yield from _steps(node.body)
            for handler in node.handlers:
                alone = ast.ExceptHandler(handler.type, handler.name, [ast.Pass()])
                yield type(node)([ast.Pass()], [alone], [], [])
                yield from _steps(handler.body)
            yield from _steps(node.orelse + node.finalbody)
        elif hasattr(node, "body"):  # for, while, with, if
            alone = copy.copy(node)
            alone.body = [ast.Pass()]
            if hasattr(node, "orelse"):
                alone.orelse = []
            yield alone
            yield from _steps(node.body + getattr(node, "orelse", []))
        else:
            yield node


def _reads(step: ast.stmt) -> tuple[set[str], set[str]]:
    """Return the global names that a statement reads when it is run, and those that it reads later."""
    now: set[str] = set()
    if isinstance(step, ast.AugAssign | ast.Delete):  # `x += 1` and `del x` need an x
        targets = [step.target] if isinstance(step, ast.AugAssign) else step.targets
        now |= {target.id for target in targets if isinstance(target, ast.Name)}
    later: set[str] = set()
    top = _table(ast.unparse(step))
    waiting = [(top, now)]
    while waiting:
        scope, seen = waiting.pop()
        top_level = scope.get_type() == "module"
        seen |= {
            s.get_name() for s in scope.get_symbols() if s.is_referenced() and (top_level or s.is_global())
        }
        generator = lambda child: child.get_name() in ("genexpr", "<genexpr>")
        waiting += [(child, seen if generator(child) else later) for child in scope.get_children()]
    return now, later


def _table(source: str) -> symtable.SymbolTable | None:
    try:
        tree = _Generators().visit(ast.parse(source))
        return symtable.symtable(ast.unparse(tree), "cell", "exec")
    except SyntaxError:
        return None


class _Generators(ast.NodeTransformer):
    """Writes comprehensions as generators, which read and bind the same.

    Since Python 3.12, a comprehension has no scope of its own: its loop variables would look like the cell's.
    """

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp) -> ast.AST:
        return self.generic_visit(ast.GeneratorExp(node.elt, node.generators))

    visit_SetComp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        pair = ast.Tuple([node.key, node.value], ast.Load())
        return self.generic_visit(ast.GeneratorExp(pair, node.generators))
