"""Likeness of papers: identifiers, title, first author and year, as descriptions are compared by.

In: the fields of a record or of a paper file. Out: the forms in which two of them are equal when they mean the same.
Never decides whether two descriptions are one paper (`match` does).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sitegen.model import ARXIV_DOI
from sitegen.records import dataclass
from sitegen.regex import regex
from sitegen.text import convert, ids, names

_PREPRINT_DOI = regex(r"10\.(1101|2139|20944|26434|31219|31234|31235|33774|36227|5281|6084|21203|48550|64898)/")
"""DOIs of preprint servers and archives: bioRxiv, SSRN, preprints.org, ChemRxiv, OSF, TechRxiv, Zenodo, figshare …"""
_SHARED = frozenset({"isbn", "issn"})
"""Ids that a whole book or journal has, not one paper."""
_WORD = regex(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """One description, ready to be compared; what it does not say is empty or 0.

    `identities` are `arxiv:…`, `doi:…`, `openalex:…`; `authors` are family names, in order.
    """

    identities: frozenset[str]
    title: str
    authors: tuple[str, ...]
    year: int
    is_by_id: bool = False

    def of(self, kind: str) -> frozenset[str]:
        """The identities of one kind."""
        return frozenset(identifier for identifier in self.identities if identifier.startswith(f"{kind}:"))

    @property
    def published(self) -> frozenset[str]:
        """The DOIs that are not a preprint server's."""
        return frozenset(
            identifier for identifier in self.of("doi") if not _PREPRINT_DOI.match(identifier.removeprefix("doi:"))
        )


def likeness(fields: Mapping[str, Any], *identities: str, is_by_id: bool = False) -> Likeness:
    """The marks by which a paper with these fields is recognised; `identities` are known of it besides."""
    authors = fields.get("authors")
    return Likeness(
        frozenset(identities) | identities_of(fields),
        title_key(_text(fields.get("title"))),
        tuple(family_key(name) for name in map(_known_as, authors if isinstance(authors, list) else ()) if name),
        year_of(fields),
        is_by_id,
    )


def identities_of(fields: Mapping[str, Any]) -> frozenset[str]:
    """Every identifier in the fields of a paper, as `kind:value`; one that cannot exist is left out."""
    identities = {identity(f"arxiv:{_text(fields.get('arxiv'))}"), identity(f"doi:{_text(fields.get('doi'))}")}
    others = fields.get("ids")
    if isinstance(others, dict):
        identities |= {f"{kind}:{value}" for kind, value in others.items() if kind not in _SHARED and _text(value)}
    return frozenset(identities - {""})


def identity(written: str) -> str:
    """The normal form of an identifier as a person or a source writes it; nothing when it is not an arXiv id or a DOI.

    The DOI that arXiv gives a paper is its arXiv id.
    """
    for kind, read in (("arxiv", ids.arxiv), ("doi", ids.doi)):
        try:
            return f"{kind}:{read(written)}"
        except ValueError:
            continue
    return ""


def is_arxiv_doi(doi: str) -> bool:
    """Whether a DOI, in normal form, only repeats an arXiv id."""
    return doi.startswith(ARXIV_DOI)


@lru_cache(maxsize=1 << 14)
def title_key(title: str) -> str:
    """A title as its words: no markup, no marks, no case."""
    plain = convert.phrase(title)[0].plain if title else ""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", plain).casefold())
    kept = "".join(character for character in folded if not unicodedata.combining(character))
    return " ".join(_WORD.findall(kept))


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """A person's name as letters, so that case, spaces, punctuation and Unicode form do not tell spellings apart."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", convert.name(name)).casefold())
    kept = "".join(character for character in folded if unicodedata.category(character)[0] in "LMN")
    return kept or folded


@lru_cache(maxsize=1 << 16)
def family_key(name: str) -> str:
    """A person's family name, in a form that survives accents, particles and the order of names."""
    return names.split(convert.name(name)).likeness_key[0]


@lru_cache(maxsize=1 << 16)
def initial_key(name: str) -> str:
    """Family name and first initial: `rae j`. Weaker than a name; enough to see whom two papers share."""
    family, rest = names.split(convert.name(name)).likeness_key
    return f"{family} {rest[:1]}".strip()


def makers(fields: Mapping[str, Any]) -> list[Any]:
    """The entries of those who made it: its authors; where it has none, its editors."""
    entries: Any = next((people for key in ("authors", "editors") if (people := fields.get(key))), [])
    return list(entries) if isinstance(entries, list | tuple) else []


def author_name(author: Any) -> str:
    """The name of one entry of `authors`, given names first, however it is written."""
    return _plain_name(*author_parts(author))


def _known_as(author: Any) -> str:
    """The name of one entry of `authors`; of one that only says whose it is, the words of that slug."""
    slug = author.get("author") if isinstance(author, dict) else None
    return author_name(author) or _text(slug).replace("-", " ")


def author_parts(author: Any) -> names.Spelling:
    """The name of one entry of `authors` as it states it: whole, or in parts."""
    if not isinstance(author, dict):
        return _read(_text(author))
    whole = _read(_text(author.get("name")))
    if author.get("group") == "true":
        return names.Spelling(convert.name(_text(author.get("name"))), group=True)
    given, particle, family, suffix = (
        convert.name(_text(author.get(key))) or known
        for key, known in zip(("given", "particle", "family", "suffix"), whole[1:5], strict=True)
    )
    return names.Spelling(whole.name, given, particle, family, suffix)


@lru_cache(maxsize=1 << 16)
def _read(name: str) -> names.Spelling:
    return names.read(convert.name(name)) if "," in name else names.Spelling(name)


def _plain_name(*spelled: Any) -> str:
    name = names.Spelling(*spelled)
    return name.name or (names.parts(name).shown if name.family or name.given else "")


def year_of(fields: Mapping[str, Any]) -> int:
    """The year of first publication; 0 where nobody says."""
    match = re.match(r"[0-9]{4}", _text(fields.get("date")))
    return int(match[0]) if match else 0


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
