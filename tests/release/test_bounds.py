"""What the program stands on: each library has a lower bound, and an upper one where the next release may break it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (CHECKOUT / "requirements.txt").read_text(encoding="utf-8")
EXTRAS = [
    requirement
    for needs in PROJECT["optional-dependencies"].values()
    for requirement in needs
    if not requirement.startswith(PROJECT["name"])
]


def test_what_stands_before_one_is_capped() -> None:
    """Before 1.0 any release may change anything, so none is taken that nobody has tried; the locks are within."""
    locked = dict(re.findall(r"^([\w-]+)==(\S+)", LOCK, re.MULTILINE))
    for requirement in (*PROJECT["dependencies"], *EXTRAS):
        match = re.fullmatch(r"([\w-]+)>=([\d.]+)(?:,<([\d.]+))?", requirement)
        assert match, requirement
        name, lower, upper = match.groups()
        if lower.startswith("0.") or locked.get(name, "").startswith("0."):
            assert upper, f"{requirement}: before 1.0, so it needs an upper bound"
        if upper and name in locked:
            assert _number(locked[name]) < _number(upper), requirement


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))
