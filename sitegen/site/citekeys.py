"""Citation keys: `alayrac2022flamingo`.

In: papers. Out: one key each, ASCII, unique on the site. A key written by hand (`bibtex.key`) is kept as it is.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from itertools import chain
from string import ascii_lowercase

from sitegen.model import PaperFacts
from sitegen.text.names import Spelling, parts, spelling
from sitegen.text.slugs import slug

_SMALL = frozenset((
    "a", "an", "the", "on", "of", "in", "for", "to", "and", "with", "from", "by", "at", "is", "are", "do", "does",
    "how", "why", "what", "towards", "toward",
))  # fmt: skip


def cite_keys(papers: Iterable[PaperFacts]) -> dict[str, str]:
    """Return the key of each paper by its slug. Papers that would share one get a letter, in the order of slugs."""
    papers = sorted(papers, key=lambda paper: paper.slug)
    keys = {paper.slug: paper.cite_key for paper in papers if paper.cite_key}
    held = {key.casefold() for key in keys.values() if key}
    made: dict[str, str] = {}
    for paper in papers:
        if paper.slug in keys:
            continue
        wish = _wish(spelling(paper.credited[0]), paper.date.iso[:4], paper.title.plain)
        choices = chain((wish,), (wish + letter for letter in ascii_lowercase), (f"{wish}-{paper.slug}",))
        made[paper.slug] = next(choice for choice in choices if choice.casefold() not in held)
        held.add(made[paper.slug].casefold())
    return made | {name: key for name, key in keys.items() if key}


@functools.lru_cache(maxsize=1 << 15)
def _wish(author: Spelling, year: str, title: str) -> str:
    words = [word for word in slug(title).split("-") if word not in _SMALL]
    family = slug(parts(author).family or author.name).replace("-", "")
    return f"{family}{year}{words[0] if words else ''}"
