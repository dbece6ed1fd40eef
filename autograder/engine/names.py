"""Which names a cell binds, and which it needs from elsewhere."""

import ast
import symtable
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
