"""Values of a source in the shape that a paper's file has.

In: ids, names, dates and addresses as sources spell them. Out: the same in normal form (SPEC 2.1), or nothing where it
is not what it should be: a source's bad DOI is no reason to lose its paper. Never looks anything up.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from sitegen.pull.prose import words
from sitegen.regex import regex
from sitegen.text import dates, ids, names

Fields = dict[str, Any]

_CREATIVE_COMMONS = regex(
    r"https?://(?:www\.)?creativecommons\.org/(?:licenses/(by(?:-nc)?(?:-nd|-sa)?)/([0-9.]+)|publicdomain/(zero)/([0-9.]+))"
)
_SOFTWARE_LICENCES = {
    "mit": "MIT", "apache-2-0": "Apache-2.0", "gpl-v3": "GPL-3.0-only", "gpl-v2": "GPL-2.0-only", "isc": "ISC",
    "cc-by-4.0": "CC-BY-4.0",
}  # fmt: skip
_CODE_HOSTS = ("github.com", "gitlab.com", "codeberg.org")
_DATA_HOSTS = ("huggingface.co", "zenodo.org", "osf.io")
_ADDRESS = regex(
    r"(?:https?://|(?<![\w./@-])(?=(?:www\.)?(?:git(?:hub|lab)\.com|codeberg\.org)/))[^\s<>\"'{}\\|^`\[\]]+"
)


def kept(**values: Any) -> Fields:
    """Return the fields that have a value; a final underscore of a name is dropped."""
    return {key.rstrip("_"): value for key, value in values.items() if value not in (None, "", (), [], {})}


def author(name: str, orcid: str = "", affiliations: Iterable[str] = ()) -> str | Fields:
    """Return an author: a name alone, or a mapping where more is known."""
    more = kept(orcid=orcid, affiliations=unique(affiliations))
    return {**kept(name=words(name)), **more} if more else words(name)


def author_of(
    given: str,
    family: str,
    suffix: str = "",
    *,
    particle: str = "",
    orcid: str = "",
    affiliations: Iterable[str] = (),
) -> str | Fields:
    """Return an author whose names a source tells apart; the file says so only where a program could not tell."""
    given, family, suffix, particle = words(given), words(family), words(suffix), words(particle)
    if text := names.written(given, family, suffix, particle):
        return author(text, orcid, affiliations)
    more = author("", orcid, affiliations)
    stated = kept(given=given, particle=particle, family=family, suffix=suffix)
    return {**stated, **more} if isinstance(more, dict) else stated


def group(name: str, orcid: str = "", affiliations: Iterable[str] = ()) -> str | Fields:
    """Return a group, or an institution, that a source says is one."""
    told = author(name, orcid, affiliations)
    if names.is_group(words(name)):
        return told
    return {"name": words(name), "group": "true", **(told if isinstance(told, dict) else {})}


def turned(name: str, orcid: str = "", affiliations: Iterable[str] = ()) -> str | Fields:
    """Return the author whom a source writes as `Family, Given`; any other name stays."""
    told = names.read(words(name))
    if not told.family:
        return author(name, orcid, affiliations)
    family = f"{told.particle} {told.family}".strip()
    return author_of(told.given, family, told.suffix, orcid=orcid, affiliations=affiliations)


def arxiv_id(text: str) -> str:
    """An arXiv id without its version, or nothing."""
    return _or_nothing(ids.arxiv, text)


def orcid(text: str) -> str:
    """An ORCID iD, or nothing."""
    return _or_nothing(ids.orcid, text)


def doi(text: str) -> str:
    """A DOI, or nothing; that of an arXiv paper is an arXiv id and no DOI of ours."""
    return "" if arxiv_id(text) else _or_nothing(ids.doi, text)


def known_as(text: str) -> Fields:
    """Return `doi` or `arxiv`, whichever this DOI stands for."""
    return kept(arxiv=arxiv_id(text) if "10.48550" in text else "", doi=doi(text))


def day(text: str) -> str:
    """The day, month or year that a text begins with (`2022-03-29T13:38:34Z`), or nothing."""
    match = re.match(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?(?![0-9])", text)
    return _or_nothing(lambda date: dates.parse(date).iso, match[0]) if match else ""


def day_of(parts: Sequence[int | None]) -> str:
    """The date of up to three numbers, as far as they make one: `(2022, 2, 31)` is `2022-02`."""
    numbers = list(itertools.takewhile(bool, parts[:3]))
    for length in range(len(numbers), 0, -1):
        if date := day("-".join([f"{numbers[0]:04d}", *(f"{number:02d}" for number in numbers[1:length])])):
            return date
    return ""


def web_address(text: str) -> str:
    """An http(s) address, or nothing."""
    text = text.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    is_one = parts.scheme.lower() in {"http", "https"} and parts.hostname and not re.search(r"[\s<>\"\x00-\x1f]", text)
    return text if is_one else ""


def licence(text: str) -> str:
    """A licence: the SPDX name of a Creative Commons address, any other address as it is, else nothing."""
    if match := _CREATIVE_COMMONS.match(text.strip()):
        terms, version, zero, zero_version = match.groups()
        return f"CC0-{zero_version}" if zero else f"CC-{terms.upper()}-{version}"
    return re.sub(r"^http://arxiv\.org/", "https://arxiv.org/", web_address(text))


def open_licence(word: str) -> str:
    """A licence by the short word that OpenAlex has for it; no version is named, and none is guessed: `CC-BY`."""
    word = word.strip().lower()
    if word in {"public-domain", "cc0"}:
        return "CC0-1.0"
    return word.upper() if re.fullmatch(r"cc-by(?:-nc)?(?:-sa|-nd)?", word) else _SOFTWARE_LICENCES.get(word, "")


def code_links(*texts: str) -> tuple[str, tuple[str, ...]]:
    """Return the one code repository that texts name, and addresses that may be code: all, when there are several."""
    addresses = dict.fromkeys(filter(None, (_trimmed(match[0]) for text in texts for match in _ADDRESS.finditer(text))))
    code = [url for url in addresses if _is_at(url, _CODE_HOSTS)]
    other = tuple(url for url in addresses if _is_at(url, _DATA_HOSTS))
    return (code[0], other) if len(code) == 1 else ("", (*code, *other))


def unique(items: Iterable[str]) -> list[str]:
    """Each text once, on one line, in order, without empty ones; none with an entity or a tag."""
    return list(dict.fromkeys(filter(None, map(words, items))))


def pages(first: str, last: str = "") -> str:
    """A range of pages (`1-20`), or the only page, or an article's number."""
    return f"{first}-{last}" if first and last and first != last else first or last


def newest(papers: Iterable[str], most: int) -> list[str]:
    """At most so many arXiv ids, the newest papers first, as their ids tell."""
    return sorted(papers, key=_posted, reverse=True)[:most]


def _posted(paper: str) -> str:
    number = paper.rpartition("/")[2]
    return f"{19 if number >= '91' else 20}{number}"


def place_of(person: Iterable[str], authors: Sequence[str]) -> int | None:
    """Return the only position at which one of the person's identifiers stands; nothing when there are more."""
    wanted = {identifier.casefold() for identifier in person}
    positions = [position for position, author in enumerate(authors) if author and author.casefold() in wanted]
    return positions[0] if len(positions) == 1 else None


def _or_nothing(read: Callable[[str], str], text: str) -> str:
    try:
        return read(text) if text else ""
    except ValueError:
        return ""


def _trimmed(url: str) -> str:
    url = url.rstrip(".,;:!?")
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;:!?")
    return web_address(url if "://" in url else f"https://{url}")


def _is_at(url: str, hosts: tuple[str, ...]) -> bool:
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www.") in hosts and len(parts.path.strip("/")) > 2
