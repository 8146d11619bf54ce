"""Citation keys: `alayrac2022flamingo`.

In: papers, and keys that were published. Out: one key each, ASCII, unique on the site. A key written by hand
(`bibtex.key`) is kept as it is; a published one stays with its paper, and is given to no other.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from string import ascii_lowercase
from types import MappingProxyType

from sitegen.model import LATEST, PaperFacts
from sitegen.text.names import Spelling, parts, spelling
from sitegen.text.slugs import slug

_SMALL = frozenset((
    "a", "an", "the", "on", "of", "in", "for", "to", "and", "with", "from", "by", "at", "is", "are", "do", "does",
    "how", "why", "what", "towards", "toward",
))  # fmt: skip


def cite_keys(
    papers: Iterable[PaperFacts],
    published: Mapping[str, str] = MappingProxyType({}),
    reserved: Collection[str] = (),
) -> dict[str, str]:
    """Return the key of each paper by its slug; `published` has keys by slug too, `reserved` are given to nobody new.

    Of papers that would share a key the oldest has it, the others get a letter, in the order of dates, then slugs.
    """
    papers = sorted(papers, key=lambda paper: (paper.date or LATEST, paper.slug))
    keys = {paper.slug: paper.cite_key for paper in papers if paper.cite_key}
    keys_in_use = {key.casefold() for key in keys.values()}
    for paper in papers:
        key = published.get(paper.slug, "")
        if key and paper.slug not in keys and key.casefold() not in keys_in_use:
            keys[paper.slug] = key
            keys_in_use.add(key.casefold())
    keys_in_use.update(key.casefold() for key in reserved)
    for paper in papers:
        if paper.slug in keys:
            continue
        wish = "".join(key_parts(paper))
        choices = chain((wish,), (wish + letter for letter in ascii_lowercase), (f"{wish}-{paper.slug}",))
        keys[paper.slug] = next(choice for choice in choices if choice.casefold() not in keys_in_use)
        keys_in_use.add(keys[paper.slug].casefold())
    return keys


def key_parts(paper: PaperFacts) -> tuple[str, str, str]:
    """Return what a paper's key is made of: the first family name, the year, the first word of the title that tells."""
    return _key_parts(spelling(paper.credited[0]), paper.date.iso[:4], paper.title.plain)


@functools.lru_cache(maxsize=1 << 15)
def _key_parts(author: Spelling, year: str, title: str) -> tuple[str, str, str]:
    words = [word for word in slug(title).split("-") if word not in _SMALL]
    family = slug(parts(author).family or author.name).replace("-", "")
    return family, year, words[0] if words else ""
