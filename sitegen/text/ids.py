"""Identifiers of papers and people: arXiv, DOI, ORCID.

In: an id in any form people copy it: bare, with a prefix, as an address, with punctuation stuck to it. Out: its one
normal form. Never looks an id up; one that cannot exist raises ValueError, with a sentence for the person who wrote it.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from sitegen.regex import regex

_ARXIV_HEAD = regex(
    r"""(?:https?://)?(?:
        (?:[a-z]+\.)?arxiv\.org/(?:abs|pdf|html|format|ps|e-print|src|tb|list)/
        | xxx\.lanl\.gov/(?:abs|pdf|ps)/
        | (?:www\.)?ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html)/
        | (?:(?:dx\.|www\.)?doi\.org/|doi:\s*)?10\.48550/arxiv\.
        | oai:arxiv\.org:
        | arxiv:?\s*
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ARXIV_NEW = regex(r"([0-9]{2})([0-9]{2})\.([0-9]{4,5})(?:v([1-9][0-9]{0,2}))?", re.IGNORECASE)
_ARXIV_OLD = regex(
    r"([a-z]+(?:-[a-z]+)?)(?:\.[a-z-]+)?/([0-9]{2})([0-9]{2})([0-9]{3})(?:v([1-9][0-9]{0,2}))?", re.IGNORECASE
)
_DOI_HEAD = regex(
    r"(?:https?://)?(?:(?:dx|www)\.)?doi\.org/(?:doi:)?|info:doi/|doi\s*:\s*|doi\s+(?=10\.)", re.IGNORECASE
)
_DOI = regex(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_ORCID_HEAD = regex(r"(?:https?://)?(?:www\.)?orcid\.org/|orcid\s*:?\s*", re.IGNORECASE)
_ORCID = regex(r"([0-9]{4})[- \u2010-\u2015]?([0-9]{4})[- \u2010-\u2015]?([0-9]{4})[- \u2010-\u2015]?([0-9]{3}[0-9X])")
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}


def arxiv(text: str) -> str:
    """Normalise an arXiv id to `2203.15556` or `hep-th/9901001`: no version, no prefix, no subject class.

    Source: https://info.arxiv.org/help/arxiv_identifier.html. Raises ValueError.
    """
    return split_arxiv(text)[0]


def split_arxiv(text: str) -> tuple[str, int]:
    """Split an arXiv id into its normal form and its version, 0 where none is given. Raises ValueError."""
    bare = _ARXIV_HEAD.sub("", text.strip(), count=1) if _ARXIV_HEAD.match(text.strip()) else text.strip()
    bare = re.sub(r"\s*\[[\w.-]+\]$", "", re.split(r"[?#]", bare, maxsplit=1)[0])
    bare = re.sub(r"\.pdf$|\.ps(\.gz)?$", "", bare.rstrip("/.,;"), flags=re.IGNORECASE)
    if new := _ARXIV_NEW.fullmatch(bare):
        return _new_arxiv(text, new)
    if old := _ARXIV_OLD.fullmatch(bare):
        return _old_arxiv(text, old)
    raise ValueError(f'"{text}" is not an arXiv id (it looks like 2203.15556 or hep-th/9901001)')


def _new_arxiv(text: str, match: re.Match[str]) -> tuple[str, int]:
    year, month, number, version = match.groups()
    digits = 4 if f"{year}{month}" < "1501" else 5
    if not 1 <= int(month) <= 12 or f"{year}{month}" < "0704":
        raise ValueError(f'"{text}" is not an arXiv id: it would be of month {month} of 20{year}')
    if len(number) != digits:
        raise ValueError(f'"{text}" is not an arXiv id: after the dot come {digits} digits since 20{year}')
    return f"{year}{month}.{number}", int(version or 0)


def _old_arxiv(text: str, match: re.Match[str]) -> tuple[str, int]:
    archive, year, month, number, version = match.groups()
    if not 1 <= int(month) <= 12 or "07" < year < "91":
        raise ValueError(f'"{text}" is not an arXiv id: no paper has a number of month {month} of year {year}')
    return f"{archive.lower()}/{year}{month}{number}", int(version or 0)


def doi(text: str) -> str:
    """Normalise a DOI to `10.1234/abc`: lower case, no prefix, no punctuation or bracket left over from a sentence.

    Source: https://www.doi.org/doi-handbook/HTML/. Raises ValueError.
    """
    bare = text.strip()
    if head := _DOI_HEAD.match(bare):
        bare = bare[head.end() :].strip()
        if head[0].endswith("/"):
            bare = unquote(re.split(r"[?#]", bare, maxsplit=1)[0])
    bare = _without_leftovers(bare)
    if not _DOI.fullmatch(bare) or not bare.isprintable():
        raise ValueError(f'"{text}" is not a DOI (it looks like 10.1234/abc)')
    return bare.lower()


def _without_leftovers(text: str) -> str:
    """Cut trailing punctuation, and closing brackets that nothing opens."""
    while text:
        last = text[-1]
        unbalanced = last in _PAIRS and text.count(last) > text.count(_PAIRS[last])
        if last not in ".,;:'\"\u2019\u201d" and not unbalanced:
            break
        text = text[:-1]
    return text


def orcid(text: str) -> str:
    """Normalise an ORCID iD to `0000-0002-1825-0097`, having checked its last digit (ISO 7064 mod 11-2).

    Source: https://support.orcid.org/hc/en-us/articles/360006897674. Raises ValueError.
    """
    bare = _ORCID_HEAD.sub("", text.strip(), count=1) if _ORCID_HEAD.match(text.strip()) else text.strip()
    match = _ORCID.fullmatch(bare.rstrip("/").upper())
    if not match:
        raise ValueError(f'"{text}" is not an ORCID iD (it looks like 0000-0002-1825-0097)')
    digits = "".join(match.groups())
    if digits[-1] != _check_digit(digits[:-1]):
        raise ValueError(f'"{text}" is not an ORCID iD: its digits do not add up, so one of them is mistyped')
    return "-".join(match.groups())


def _check_digit(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)
