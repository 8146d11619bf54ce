"""Compiled templates, shared by all builds of the tests: compiling them is four fifths of what a small build costs.

A template is compiled once for each source, name, file and form of the environment. What a build does with it, and what
it stores of it for the next one, stays as it is. Many tests start the program without this: that of the wheel, those
of releases and of `../shared/cases`.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import threading
from functools import cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jinja2

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDER = CHECKOUT / ".pytest_cache" / "templates"
RENDERING = {"build", "check", "deploy", "serve", "theme"}
"""The commands that need templates; the others start without Jinja, as they do for everybody."""


def share_for() -> None:
    """Share compiled templates where the command of this process needs them."""
    if RENDERING.intersection(sys.argv):
        share()


def share() -> None:
    """Let every environment of Jinja in this process take what another has compiled."""
    import jinja2

    FOLDER.mkdir(parents=True, exist_ok=True)
    version = f"{jinja2.__version__} {sys.version}"
    compile_anew: Any = jinja2.Environment.compile

    def compile_once(
        self: jinja2.Environment,
        source: Any,
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,
        defer_init: bool = False,
    ) -> Any:
        is_ours = filename and Path(filename).is_relative_to(CHECKOUT / "themes")
        if raw or defer_init or not is_ours or not isinstance(source, str):
            return compile_anew(self, source, name, filename, raw, defer_init)
        path = FOLDER / _digest(self, version, source, name, filename)
        if not path.exists():
            beside = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
            beside.write_bytes(marshal.dumps(compile_anew(self, source, name, filename)))
            beside.replace(path)
        return _read(path)

    jinja2.Environment.compile = compile_once  # type: ignore[method-assign] # for all of this process


def _digest(environment: jinja2.Environment, *words: str | None) -> str:
    """Return a name for what decides how a template is compiled: its source, and how the environment reads it."""
    form = (
        type(environment).__qualname__, environment.trim_blocks, environment.lstrip_blocks, environment.autoescape,
        environment.undefined.__qualname__, sorted(environment.extensions), sorted(environment.filters),
        sorted(environment.tests), environment.variable_start_string, environment.block_start_string,
    )  # fmt: skip
    return hashlib.sha256(repr((words, form)).encode()).hexdigest()


@cache
def _read(path: Path) -> CodeType:
    code: CodeType = marshal.loads(path.read_bytes())  # noqa: S302 - written above, on this machine
    return code
