"""Which names a cell binds, and which it needs from elsewhere."""

import symtable
from functools import lru_cache


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
    return frozenset(found)


def _table(source: str) -> symtable.SymbolTable | None:
    try:
        return symtable.symtable(source, "cell", "exec")
    except SyntaxError:
        return None
