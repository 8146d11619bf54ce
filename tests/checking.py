"""A small site, built where `sitegen check` looks, and what a family of findings says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from sitegen.check.context import CheckContext, of_build, subject
from sitegen.check.finding import Finding
from sitegen.render.recipe import build
from sitegen.render.request import BuildRequest
from tests.making import write_site

NOTHING: Mapping[str, str] = MappingProxyType({})


def examined(root: Path, files: Mapping[str, str] = NOTHING, **config: str) -> CheckContext:
    """Write a site, build it, and return what there is to check."""
    write_site(root, files, **{"base_url": "https://ada.test/lab/", **config})
    return again(root)


def written(root: Path, files: Mapping[str, str] = NOTHING, **config: str) -> CheckContext:
    """Write a site, and return what there is to check of its content; nothing is built."""
    write_site(root, files, **{"base_url": "https://ada.test/lab/", **config})
    return reread(root)


def reread(root: Path) -> CheckContext:
    """Return what there is to check of the content in a folder."""
    return subject(root, root / "nowhere")


def again(root: Path) -> CheckContext:
    """Build the site in a folder, and return what there is to check."""
    return of_build(root, build(root, BuildRequest(output=root / ".sitegen" / "check", jobs=1)))


def said(findings: Iterable[Finding]) -> dict[str, str]:
    """Return by its rule what each finding says, with its place and its hint; of several the last."""
    return {one.rule: f"{one.problem} [{one.problem.severity}] {one.problem.hint}" for one in findings}


def tamper(seen: CheckContext, path: str, change: Callable[[str], str]) -> None:
    """Change a built file, as a broken theme would."""
    place = seen.output / path
    before = place.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, "the test breaks nothing"
    place.write_text(after, encoding="utf-8")
