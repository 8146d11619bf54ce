"""Names, circles and first sentences: what makes the program readable, counted."""

from __future__ import annotations

import ast
import graphlib
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[2] / "sitegen"
RIDDLE = re.compile(r"(Who|What|Where|Whether|How|Whoever|Whatever|By what)\b")
"""A docstring that begins so keeps its reader waiting for what the thing is."""
MOST_DOUBLE, MOST_RIDDLES = 3, 0.03
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PROGRAM.rglob("*.py"))}


def _module(path: Path) -> str:
    return ".".join(path.relative_to(PROGRAM.parent).with_suffix("").parts).removesuffix(".__init__")


MODULES = {_module(path): tree for path, tree in TREES.items()}


def _imports(tree: ast.Module) -> Iterator[str]:
    """Yield the modules of the program that a module imports, for types or not; all imports are absolute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                if name in MODULES or node.module in MODULES:
                    yield name if name in MODULES else node.module


def test_no_modules_import_each_other() -> None:
    """There is an order in which all of it can be read; imports for types count."""
    graphlib.TopologicalSorter({name: set(_imports(tree)) - {name} for name, tree in MODULES.items()}).prepare()


def test_imports_say_the_whole_path() -> None:
    """An import reads the same wherever the module that has it stands."""
    relative = [
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative


def test_a_class_name_stands_once() -> None:
    """Whoever reads a name knows which class is meant."""
    where: dict[str, list[str]] = defaultdict(list)
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                where[node.name].append(name)
    double = {name: modules for name, modules in where.items() if len(modules) > 1}
    print(f"{len(where)} classes, {len(double)} names twice")
    assert len(double) <= MOST_DOUBLE, double


def test_docstrings_begin_with_what_the_thing_is() -> None:
    """A module's first sentence is no riddle."""
    docstrings = {name: text for name, tree in MODULES.items() if (text := ast.get_docstring(tree))}
    riddles = [name for name, text in docstrings.items() if RIDDLE.match(text)]
    print(f"{len(docstrings)} docstrings, {len(riddles)} riddles")
    assert len(riddles) <= MOST_RIDDLES * len(docstrings), riddles
