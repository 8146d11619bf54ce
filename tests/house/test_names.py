"""Names, circles and first sentences: what makes the program readable, counted."""

from __future__ import annotations

import ast
import graphlib
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[2] / "sitegen"
RIDDLE = re.compile(r"(Who|What|Where|Whether|How|Whoever|Whatever|By what)\b")
"""A docstring that begins so keeps its reader waiting for what the thing is."""
VAGUE = frozenset({"one", "found", "said", "place", "held", "given"})
"""Names that say nothing of what a local holds. A person's `given` name is rightly called so, and counts too."""
MOST_DOUBLE, MOST_RIDDLES, MOST_VAGUE = 3, 0.03, 0.03


@cache
def _trees() -> dict[Path, ast.Module]:
    """Read the program when the first test asks; all who only collect the tests would wait for it."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PROGRAM.rglob("*.py"))}


def _module(path: Path) -> str:
    return ".".join(path.relative_to(PROGRAM.parent).with_suffix("").parts).removesuffix(".__init__")


@cache
def _modules() -> dict[str, ast.Module]:
    return {_module(path): tree for path, tree in _trees().items()}


@cache
def _nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """Return everything that is written in a module; several tests look through all of it."""
    return tuple(ast.walk(tree))


def _imports(tree: ast.Module) -> Iterator[str]:
    """Yield the modules of the program that a module imports, for types or not; all imports are absolute."""
    for node in _nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in _modules())
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                if name in _modules() or node.module in _modules():
                    yield name if name in _modules() else node.module


def test_no_modules_import_each_other() -> None:
    """There is an order in which all of it can be read; imports for types count."""
    graphlib.TopologicalSorter({name: set(_imports(tree)) - {name} for name, tree in _modules().items()}).prepare()


def test_imports_say_the_whole_path() -> None:
    """An import reads the same wherever the module that has it stands."""
    relative = [
        name
        for name, tree in _modules().items()
        for node in _nodes(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative


def test_a_class_name_stands_once() -> None:
    """Whoever reads a name knows which class is meant."""
    where: dict[str, list[str]] = defaultdict(list)
    for name, tree in _modules().items():
        for node in _nodes(tree):
            if isinstance(node, ast.ClassDef):
                where[node.name].append(name)
    double = {name: modules for name, modules in where.items() if len(modules) > 1}
    print(f"{len(where)} classes, {len(double)} names twice")
    assert len(double) <= MOST_DOUBLE, double


def test_docstrings_begin_with_what_the_thing_is() -> None:
    """A module's first sentence is no riddle."""
    docstrings = {name: text for name, tree in _modules().items() if (text := ast.get_docstring(tree))}
    riddles = [name for name, text in docstrings.items() if RIDDLE.match(text)]
    print(f"{len(docstrings)} docstrings, {len(riddles)} riddles")
    assert len(riddles) <= MOST_RIDDLES * len(docstrings), riddles


def _locals(function: ast.AST) -> set[str]:
    """Return all names that a function binds: parameters, loops, `with`, `:=`, `except`, `case`; of inner ones too."""
    names: set[str | None] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
            names.add(node.name)
        elif isinstance(node, ast.MatchMapping):
            names.add(node.rest)
    return {name for name in names if name}


def test_locals_say_what_they_hold() -> None:
    """A local called `found` makes its reader go back to where it was set."""
    functions = [
        (f"{path.relative_to(PROGRAM.parent)}:{node.lineno}", _locals(node) & VAGUE)
        for path, tree in _trees().items()
        for node in _nodes(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    vague = [f"{line} {' '.join(sorted(names))}" for line, names in functions if names]
    print(f"{len(functions)} functions, {len(vague)} with a vague local")
    assert len(vague) <= MOST_VAGUE * len(functions), vague


def test_every_kind_of_local_is_seen() -> None:
    """Whatever binds a name in a function counts, in functions within it too."""
    text = """
def outer(parameter, *rest, key=1, **more):
    for loop in parameter:
        with open(loop) as opened:
            assigned = [each for each in opened if (walrus := each)]
    try:
        match parameter:
            case [first, *others]:
                pass
            case {"a": [*_, whole] as inner, **left}:
                pass
    except OSError as error:
        pass
    def nested(argument):
        return lambda of_lambda: of_lambda
"""
    function = ast.parse(text).body[0]
    assert _locals(function) == {
        *("parameter", "rest", "key", "more", "loop", "opened", "assigned", "each", "walrus", "first", "others"),
        *("whole", "inner", "left", "error", "argument", "of_lambda"),
    }
