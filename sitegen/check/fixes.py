"""Fixes: the lines that a "yes" to a question about people writes into `content/`.

In: who may be one person, or a page that may be of several. Out: the file of `content/authors/` that says so, as the
hint shows it; and on request that file changed by the splice editor, or made, and a "no" kept in `content/.pulled/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from sitegen.check.identities import Crowd, Pair
from sitegen.check.spellings import parts
from sitegen.content import files, yaml_writer
from sitegen.content.edit import edited_bytes
from sitegen.content.fields import KINDS, Part
from sitegen.content.yamlfile import read
from sitegen.pull import decisions
from sitegen.records import dataclass


@dataclass(frozen=True, slots=True)
class Fix:
    """A file of a person, and what it shall say: `name` where it is new, more `names`, or more papers under `not`."""

    file: str
    name: str
    key: str
    values: tuple[str, ...]

    @property
    def text(self) -> str:
        """The text of the file where there is none yet."""
        listed = ", ".join(yaml_writer.inline(value, flow=True) for value in self.values)
        return f"name: {yaml_writer.inline(self.name)}\n{self.key}: [{listed}]"

    @property
    def data(self) -> Mapping[str, Any]:
        """The data of a new file."""
        return {"name": self.name, self.key: list(self.values)}


Question: TypeAlias = Pair | Crowd


def answer_to(question: Question) -> Fix:
    """Return what a "yes" to a question writes."""
    return pair_answer(question) if isinstance(question, Pair) else crowd_answer(question)


def pair_answer(pair: Pair) -> Fix:
    """Return what says that two are one: a file under the address of the better known, with the fuller name."""
    known, rare = pair.known, pair.rare
    if known.author:
        return Fix(known.author.file, known.name, "names", rare.spellings)
    full = max(known.name, rare.name, key=lambda name: (sum(map(len, parts(name).given)), not name.isascii()))
    others = dict.fromkeys((known.name, *rare.spellings))
    return Fix(_file(known.slug), full, "names", tuple(name for name in others if name != full))


def crowd_answer(crowd: Crowd) -> Fix:
    """Return what says that a page is of several: all papers but those of the largest group are a namesake's."""
    papers = tuple(sorted(slug for group in crowd.groups[1:] for slug in group))
    return Fix(_file(crowd.person.slug), crowd.person.name, "not", papers)


def _file(slug: str) -> str:
    return f"content/authors/{slug}.yaml"


def write(root: Path, answer: Fix) -> None:
    """Write an answer into the site in the folder `root`. Raises `SitegenError` where the file cannot be changed."""
    path = root / answer.file
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(path, yaml_writer.document(answer.data, Part(KINDS["author"])).encode())
        return
    raw = path.read_bytes()
    data = dict(read(raw, answer.file).data or {})
    known = data.get(answer.key) or []
    more = [value for value in answer.values if value not in known and (answer.key != "names" or value != data["name"])]
    if more:
        files.write(path, edited_bytes(raw, answer.file, {**data, answer.key: [*known, *more]}, "author"))


def remember(root: Path, question: Question) -> None:
    """Remember that the answer to a question is no. Raises `SitegenError` where the decisions cannot be read."""
    known = decisions.read(root)
    if isinstance(question, Pair):
        slugs = sorted((question.known.slug, question.rare.slug))
        known = replace(known, two_people=known.two_people | {" ".join(slugs)})
    else:
        known = replace(known, one_person=known.one_person | {question.person.slug})
    path = root / decisions.FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write(path, decisions.as_text(known).encode())
