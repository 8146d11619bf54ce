"""What the documents show to be written is taken: every block and every line of YAML in them is right as it stands."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from sitegen.content import schema, yamlfile
from sitegen.content.fields import KINDS
from sitegen.model import KNOWN_KINDS

CHECKOUT = Path(__file__).parents[2]
DOCUMENTS = [
    *(CHECKOUT / name for name in ("README.md", "content/README.md", "themes/README.md", "template/README.md")),
    *sorted(path for path in (CHECKOUT / "docs").rglob("*.md") if ".pages" not in path.parts),
]
BLOCK = re.compile(r"^( *)```yaml(?: title=\"([^\"]+)\")?\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
OF_KINDS = frozenset(field for options in KNOWN_KINDS.values() for field in options.fields)
IS_MAPPING = re.compile(r"(?:- )?(?:[a-z_]+: ?)?[\[{](?:\[?\{)?\w+:? .*[\]}]")


def _documents() -> list[object]:
    return [pytest.param(path, id=path.relative_to(CHECKOUT).as_posix()) for path in DOCUMENTS]


def _faults(text: str, kinds: list[str]) -> list[str]:
    """What is wrong with a part of a file of one of these kinds: what it lacks, the rest of the file may have."""
    document = yamlfile.parse(text, "shown.yaml")
    if document.problems or not kinds:
        return [str(problem) for problem in document.problems]
    tellings = []
    for kind in kinds:
        known = OF_KINDS if kind == "item" else frozenset[str]()
        problems = [problem for problem in schema.check(kind, document)[1] if problem.field not in known]
        tellings.append([str(problem) for problem in problems if problem.sentence != "is missing"])
    return min(tellings, key=len)


def _kinds(text: str) -> list[str]:
    """The kinds of file that a block may stand in."""
    return [] if "extends:" in text else [kind for kind in KINDS if kind != "items"]


@pytest.mark.parametrize("path", _documents())
def test_every_block_of_yaml_is_right(path: Path) -> None:
    """Each is YAML without a fault, and its keys and values are those of our files. (One with a title is built.)"""
    for _, title, text in BLOCK.findall(path.read_text(encoding="utf-8")):
        assert title or not _faults(textwrap.dedent(text), _kinds(text)), text


@pytest.mark.parametrize("path", _documents())
def test_every_mapping_within_a_sentence_is_yaml(path: Path) -> None:
    """What stands between brackets in a line of prose can be copied: commas and quotes are where YAML wants them."""
    for text in INLINE.findall(path.read_text(encoding="utf-8")):
        if IS_MAPPING.fullmatch(text):
            assert not yamlfile.parse(text, "shown.yaml").problems, text


def test_blocks_are_found() -> None:
    """The documents have many blocks, in the README of the fields most of them."""
    assert len(BLOCK.findall((CHECKOUT / "content/README.md").read_text(encoding="utf-8"))) >= 5
