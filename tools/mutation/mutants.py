"""The changes that can be made to a module, one at a time."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

TURNED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


class Mutant(Struct, frozen=True):
    """A module changed in one place: what stood there (its function and its text), what was done, and all of it."""

    where: str
    was: str
    change: str
    source: str

    @property
    def name(self) -> str:
        """The change in one line that stays the same while lines above it come and go."""
        return f"{self.where}: {self.change}: {self.was}"


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every change of `source`; docstrings, annotations, imports and definitions stay."""
    tree = ast.parse(source)
    for where, node in list(_nodes(tree)):
        for change, other in _changes(node):
            was = ast.unparse(node).splitlines()[0][:90]
            yield Mutant(where, was, change, _with(tree, node, other))


def _nodes(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for part in tree.body:
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from ((part.name, node) for statement in part.body for node in ast.walk(statement))
        elif isinstance(part, ast.ClassDef):
            for method in part.body:
                if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) and method.name != "__repr__":
                    name = f"{part.name}.{method.name}"
                    yield from ((name, node) for statement in method.body for node in ast.walk(statement))


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.Raise() | ast.Assign() | ast.AugAssign():
            yield "left out", ast.Pass()
        case ast.Compare(ops=[op], left=left, comparators=others):
            yield "turned", ast.Compare(left, [TURNED[type(op)]()], others)
        case ast.BoolOp(op=op, values=values):
            yield "and for or", ast.BoolOp(ast.And() if isinstance(op, ast.Or) else ast.Or(), values)
        case ast.If(test=test, body=body, orelse=orelse) if not isinstance(test, ast.Compare):
            yield "denied", ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Constant(value=int() as value) if not isinstance(value, bool):
            yield "one more", ast.Constant(value + 1)
        case ast.Constant(value=bool() as value):
            yield "denied", ast.Constant(not value)
        case ast.Return(value=ast.expr()):
            yield "returns nothing", ast.Return(ast.Constant(None))
        case _:
            return


def _with(tree: ast.Module, node: ast.AST, other: ast.AST) -> str:
    """Return the source of `tree` with `other` in the place of `node`."""
    mark = "_mutated"
    setattr(node, mark, True)
    changed = copy.deepcopy(tree)
    delattr(node, mark)

    class Put(ast.NodeTransformer):
        def visit(self, found: ast.AST) -> ast.AST:
            return other if hasattr(found, mark) else self.generic_visit(found)

    return ast.unparse(ast.fix_missing_locations(Put().visit(changed)))
