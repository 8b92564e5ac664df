"""Small errors in Python: a boundary, an operator, a number, a result, a line left out."""

import ast
import copy
from collections.abc import Iterator

from tests.mutation.mutants import Mutant

_COMPARED = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
_RECKONED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div, ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
_ORDERED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Pow)
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "floor": "ceil",
          "ceil": "floor", "minimum": "maximum", "maximum": "minimum", "argmin": "argmax",
          "argmax": "argmin"}  # fmt: skip
_LONG = 60
_LINES = (ast.AugAssign, ast.Raise, ast.Continue, ast.Break)
_SAID = {"message", "marked", "Literal", "TypeVar", "NewType", "cast"}


def mutants(file: str, source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module; ``file`` is its path in the checkout.

    Annotations, docstrings, ``strict=`` and what is said in messages are left alone.
    """
    tree = ast.parse(source)
    lines = source.splitlines()
    places = _places(tree)
    for at, node in enumerate(ast.walk(tree)):
        if at not in places:
            continue
        function, span = places[at]
        for kind, changed in enumerate(_variants(node)):
            was, now = _text(node), _text(changed)
            if was != now:
                line = lines[node.lineno - 1].strip()
                yield Mutant(file, line, was, now, span, function, (at, kind))


def _text(node):
    """Return what a part of the code says, in a line; a condition alone, a long sentence cut."""
    if isinstance(node, ast.If | ast.While):
        return f"if {ast.unparse(node.test)}"
    line = " ".join(ast.unparse(node).split())
    return f"{line[:_LONG]} …" if isinstance(node, ast.stmt) and len(line) > _LONG else line


def mutated(source: str, mutant: Mutant) -> ast.Module:
    """Return the module with that one error in it."""
    tree = ast.parse(source)
    at, kind = mutant.place
    nodes = list(ast.walk(tree))
    new = ast.copy_location(_variants(nodes[at])[kind], nodes[at])
    for parent in nodes:
        for name, value in ast.iter_fields(parent):
            if value is nodes[at]:
                setattr(parent, name, new)
            elif isinstance(value, list):
                value[:] = [new if each is nodes[at] else each for each in value]
    return ast.fix_missing_locations(tree)


def _places(tree):
    """Return the function around each node that may be changed, and the lines that reach it."""
    numbers = {id(node): at for at, node in enumerate(ast.walk(tree))}
    places = {}

    def visit(node, names, function, span):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            last = body[0].lineno - 1 if body else node.end_lineno
            span = node.lineno, max(node.lineno, last)
        if hasattr(node, "lineno"):
            places[numbers[id(node)]] = function, span
        for name, child in _children(node):
            within, inner = names, function
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and name == "body":
                within = (*names, node.name)
                if isinstance(node, ast.FunctionDef) and function is None:
                    start = min([node.lineno, *(each.lineno for each in node.decorator_list)])
                    inner = (".".join(within), start)
            visit(child, within, inner, span)

    visit(tree, (), None, (0, 0))
    return places


def _children(node):
    """Yield the parts of a node in which an error is looked for, each with its field's name."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr) or _is_only_said(node):
        return
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_comment"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_docstring(child) and not _is_guard(child):
                yield name, child


def _is_only_said(node):
    called = getattr(node, "func", None) or getattr(node, "value", None)
    return isinstance(node, ast.Call | ast.Subscript) and getattr(called, "id", "") in _SAID


def _is_guard(node):
    """Tell whether this is ``strict=True``, which only another error would show."""
    return isinstance(node, ast.keyword) and node.arg == "strict"


def _is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _variants(node):
    """Return what could stand in the place of a node, by mistake."""
    kinds = {
        ast.Compare: _compared, ast.BinOp: _reckoned, ast.BoolOp: _joined, ast.UnaryOp: _signed,
        ast.Constant: _counted, ast.If: _asked, ast.IfExp: _asked, ast.While: _asked,
        ast.Return: _returned, ast.Name: _named, ast.Attribute: _named, ast.Expr: _left_out,
        **dict.fromkeys(_LINES, _left_out),
    }  # fmt: skip
    return list(kinds.get(type(node), lambda _: ())(node))


def _with(node, **fields):
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _compared(node):
    for at, operator in enumerate(node.ops):
        for other in _COMPARED[type(operator)]:
            yield _with(node, ops=[*node.ops[:at], other(), *node.ops[at + 1 :]])


def _reckoned(node):
    sides = node.left, node.right
    if any(isinstance(side, ast.JoinedStr) or isinstance(getattr(side, "value", None), str)
           for side in sides):  # fmt: skip
        return
    if type(node.op) in _RECKONED:
        yield _with(node, op=_RECKONED[type(node.op)]())
    if isinstance(node.op, _ORDERED):
        yield _with(node, left=node.right, right=node.left)


def _joined(node):
    yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


def _signed(node):
    yield node.operand


def _counted(node):
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif isinstance(value, float):
        yield from (ast.Constant(value * 2), ast.Constant(value / 2)) if value else (
            ast.Constant(1.0),)  # fmt: skip


def _asked(node):
    """Turn a condition round, where no other rule does."""
    if not isinstance(node.test, ast.Compare | ast.UnaryOp):
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))


def _returned(node):
    if node.value is not None:
        yield _with(node, value=ast.Constant(None))


def _named(node):
    name = "id" if isinstance(node, ast.Name) else "attr"
    if isinstance(node.ctx, ast.Load) and getattr(node, name) in _NAMES:
        yield _with(node, **{name: _NAMES[getattr(node, name)]})


def _left_out(node):
    yield ast.Pass()
