"""Regular expressions: compiled when they are used, all of them sound."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sitegen
from sitegen import regex as regexes
from sitegen.regex import regex

COUNTED = """
import dataclasses, json, re, sys
made = []
def counted(name, call):
    def counting(*args, **keywords):
        frame = sys._getframe(1)
        while frame.f_globals.get("__name__", "") in {"dataclasses", "re", "sitegen.records", "sitegen.regex"}:
            frame = frame.f_back
        made.append((name, frame.f_globals["__name__"]))
        return call(*args, **keywords)
    return counting
re.compile = counted("expression", re.compile)
dataclasses._create_fn = counted("method", dataclasses._create_fn)
import sitegen.cli.main, sitegen.cli.build, sitegen.render.recipe
print(json.dumps([place for place in made if place[1].startswith("sitegen.")]))
"""


def test_a_pattern_works_like_a_compiled_one() -> None:
    """What can be asked of a pattern can be asked of one that is not compiled yet."""
    assert regex(r"(?P<year>\d{4})").search("in 1843")["year"] == "1843"  # type: ignore[index]
    assert regex("a", re.IGNORECASE).sub("b", "Aa") == "bb"
    assert regex(rb"\s").split(b"a b") == [b"a", b"b"]
    words = regex(r"(\w)+")
    assert (words.pattern, words.groups, words.findall("ab c")) == (r"(\w)+", 1, ["b", "c"])
    with pytest.raises(AttributeError):
        words.find  # type: ignore[attr-defined] # noqa: B018 - the access is the test


def test_every_expression_of_the_program_is_sound() -> None:
    """Those that no run of a test uses can be compiled too."""
    count = 0
    for module in pkgutil.walk_packages(sitegen.__path__, "sitegen."):
        if module.name != "sitegen.__main__":
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, regexes._Pattern):
                    assert value.flags is not None
                    count += 1
    assert count > 400


def test_a_build_begins_without_compiling() -> None:
    """What is imported to build a site compiles no expression, and no method of a record."""
    done = subprocess.run(
        [sys.executable, "-c", COUNTED], capture_output=True, check=True, cwd=Path(__file__).parents[1]
    )
    assert json.loads(done.stdout) == []
