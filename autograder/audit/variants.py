"""Other forms of a reference that deserve every point: another seed, single precision."""

import ast

from nbformat import NotebookNode

_SEEDED = {"default_rng", "manual_seed", "key", "PRNGKey", "seed", "RandomState", "SeedSequence"}
_KEYWORDS = {"seed", "random_state", "rng"}
_SHIFT = 1000

_SINGLE = """

def _in_single_precision(value):
    import numpy
    if isinstance(value, numpy.ndarray | numpy.floating) and value.dtype == numpy.float64:
        return value.astype(numpy.float32)
    if type(value) in (list, tuple):
        return type(value)(map(_in_single_precision, value))
    if type(value) is dict:
        return {{key: _in_single_precision(one) for key, one in value.items()}}
    return value


def _returning_single_precision(function):
    import functools
    return functools.wraps(function)(lambda *a, **k: _in_single_precision(function(*a, **k)))


for _name in {functions}:
    globals()[_name] = _returning_single_precision(globals()[_name])
"""


def other_seed(notebook: NotebookNode) -> NotebookNode:
    """Return a copy in which every literal seed is another one, in tests and in everything else.

    A test whose expected numbers belong to one seed fails then: it would fail a student, too, whose
    correct code draws in another order.
    """
    copy = notebook.copy()
    copy.cells = [cell.copy() for cell in notebook.cells]
    for cell in copy.cells:
        if cell.cell_type == "code":
            tree = _Reseed().visit(ast.parse(cell.source))
            cell.source = ast.unparse(tree)
    return copy


def in_single_precision(source: str) -> str | None:
    """Return a solution cell whose functions round the NumPy arrays they return to float32.

    None if the cell defines no functions, or if they are generators.
    """
    tree = ast.parse(source)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    lazy = any(isinstance(node, ast.Yield | ast.YieldFrom) for one in functions for node in ast.walk(one))
    if not functions or lazy or any(one.decorator_list for one in functions):
        return None
    return source + _SINGLE.format(functions=[one.name for one in functions])


class _Reseed(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in _SEEDED:
            node.args = [_shifted(arg) for arg in node.args]
        for keyword in node.keywords:
            if keyword.arg in _KEYWORDS:
                keyword.value = _shifted(keyword.value)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.Assign:
        self.generic_visit(node)
        if any(isinstance(target, ast.Name) and "SEED" in target.id.upper() for target in node.targets):
            node.value = _shifted(node.value)
        return node


def _shifted(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return ast.Constant(node.value + _SHIFT)
    return node
