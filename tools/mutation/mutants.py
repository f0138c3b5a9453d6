"""The changes that can be made to a module, one at a time."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from typing import Final

from msgspec import Struct, structs

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


MODULE: Final = "module"
"""Where a constant stands that belongs to no function."""


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
    """Yield every change of `source`; docstrings, annotations, imports, definitions and what errors say stay."""
    tree = ast.parse(source)
    seen: Counter[str] = Counter()
    for where, node in list(_nodes(tree)):
        for change, other in (*_of_statements(node), *_of_expressions(node)):
            was = ast.unparse(node).splitlines()[0][:90]
            mutant = Mutant(where, was, change, _with(tree, node, other))
            seen[mutant.name] += 1
            yield mutant if seen[mutant.name] == 1 else structs.replace(mutant, was=f"{was} ({seen[mutant.name]})")


def _nodes(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for part in tree.body:
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from ((part.name, node) for node in _inside(part.body))
        elif isinstance(part, ast.ClassDef):
            for method in part.body:
                if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) and method.name != "__repr__":
                    yield from ((f"{part.name}.{method.name}", node) for node in _inside(method.body))
        elif isinstance(part, ast.Assign | ast.AnnAssign) and part.value is not None:
            words = (
                node for node in _walk(part.value) if isinstance(node, ast.Constant) and isinstance(node.value, str)
            )
            yield from ((MODULE, node) for node in words)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _inside(body: list[ast.stmt]) -> Iterator[ast.AST]:
    for statement in body:
        if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):  # a docstring
            yield from _walk(statement)


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Yield `node` and what is in it; of what is raised and of annotations no more than themselves."""
    yield node
    if isinstance(node, ast.Raise | ast.JoinedStr):
        return
    for name, part in ast.iter_fields(node):
        for child in part if isinstance(part, list) else [part]:
            if isinstance(child, ast.AST) and name != "annotation":
                yield from _walk(child)


def _of_statements(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.Raise() | ast.Assign() | ast.AugAssign():
            yield "left out", ast.Pass()
        case ast.If(test=test, body=body, orelse=orelse) if not isinstance(test, ast.Compare):
            yield "denied", ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield "returns nothing", ast.Return(ast.Constant(None))
        case _:
            return


def _of_expressions(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare(ops=[op], left=left, comparators=others):
            yield "turned", ast.Compare(left, [TURNED[type(op)]()], others)
        case ast.BoolOp(op=op, values=values):
            for place, value in enumerate(values):
                rest = [other for number, other in enumerate(values) if number != place]
                yield f"without {ast.unparse(value)[:60]}", rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not denied", operand
        case ast.IfExp(test=test, body=body, orelse=orelse) if not isinstance(test, ast.Compare):
            yield "denied", ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Constant(value=value):
            yield from _of_constants(value)
        case _:
            return


def _of_constants(value: object) -> Iterator[tuple[str, ast.AST]]:
    match value:
        case bool():
            yield "denied", ast.Constant(not value)
        case int():
            yield "one more", ast.Constant(value + 1)
        case str():
            yield "another text", ast.Constant(f"{value}x")
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
