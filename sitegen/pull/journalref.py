"""arXiv's journal references, read into parts: `Phys. Rev. D 101, 012345 (2020)`.

In: what an author typed. Out: the parts of a venue and the type of work, or nothing where the reference has no form
that is known: half of it read is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sitegen.pull.fields import Fields, kept
from sitegen.pull.prose import words
from sitegen.regex import regex
from sitegen.text import venues

_YEAR = r"(?:1[89]|20)[0-9]{2}"
_MONTH = r"(?:(?:[0-3]?[0-9]\s+)?[A-Z][a-z]{2,8}\.?(?:\s*[-–/]\s*[A-Z][a-z]{2,8}\.?)?(?:\s+[0-3]?[0-9],?)?\s+)"
_NAME = r"(?P<name>[^\s(][^(]*?(?:\([A-Za-z][^()]*\)[^(]*?)?)"
_VOLUME = rf"(?<![0-9])(?!{_YEAR}\b)(?P<volume>[0-9]{{1,5}}[A-Z]?(?:[-/][0-9]{{1,4}})?)"
_ANY_VOLUME = r"(?<![0-9])(?P<volume>[0-9]{1,5}[A-Z]?(?:[-/][0-9]{1,4})?)"
"""Where a year follows in brackets, a number that looks like one is a volume: JHEP 1905 (2019)."""
_ISSUE = rf"(?:\s*\(\s*(?!{_YEAR}\s*\))(?P<issue>[\w.–/ -]{{1,15}}?)\s*\))?"
_NUMBER = r"(?:(?i:no|nr|iss|issue|number|n)\.?\s*(?P<number>[\w–/-]{1,10})\s*[,:]?\s*)?"
_PAGE = r"(?:[A-Za-z]{1,4}\.?)?[0-9][0-9.]*[A-Za-z]?"
_SECOND = r"(?:(?P<second>[0-9]{1,3})\s*,\s*)?"
_RANGE = rf"{_PAGE}(?:\s*[-–—−]+\s*{_PAGE})?"
_PAGES = rf"(?:pp?\.?\s*|pages?\s+|(?i:art(?:icle|\.))\s+(?:(?i:no|number|id)\.?:?\s*)?)?(?P<pages>{_RANGE})"
_AFTER = r"(?:\s*\([0-9]{1,4}\s*(?:pages?|pp)\.?\)|\s*[0-9]{1,4}\s*pp\.?)?"
_IN_YEAR = rf"(?:\s*[,.]?\s*\(\s*{_MONTH}?{_YEAR}[a-z]?\s*\)|\s*[,.;]\s*{_MONTH}?{_YEAR})"
_FORMS = tuple(
    regex(form)
    for form in (
        # Nature, 2021, 596, 583-589 · J. Phys. 2021, 5(2), 12 · PNAS Oct 2020, 117 (42) 26151-26158
        rf"{_NAME}\s*[,.]?\s*\b(?:[A-Z][a-z]{{2,8}}\s+)?{_YEAR}\s*[,;]\s*{_VOLUME}{_ISSUE}\s*[,:]?\s*(?<![0-9]){_PAGES}",
        # ApJ 2020 890 123
        rf"{_NAME}\s+{_YEAR},?\s+{_VOLUME},?\s+(?P<pages>[A-Z]?[0-9]{{1,9}})",
        # 318, 2020, pp. 1-17 · 34(04), 2020, 1-9
        rf"{_NAME}[\s,]+{_VOLUME}{_ISSUE}\s*,\s*{_YEAR}\s*,\s*{_PAGES}",
        # 39, 4, Article 45 (July 2020) · 4, POPL, Article 12
        rf"{_NAME}[\s,]+{_VOLUME}\s*,\s*(?P<second>[0-9]{{1,3}}|[A-Z]{{2,10}})\s*,\s*(?i:art(?:icle|\.))\s+(?P<pages>\w+){_IN_YEAR}?",
        # 101, 012345 (2020) · 21(140):1-67, 2020 · 24:355-358,2007
        rf"{_NAME}[\s,]*{_VOLUME}{_ISSUE}\s*[,:]\s*{_NUMBER}{_PAGES}{_AFTER}{_IN_YEAR}?",
        # 04 (2009) 012 · 48 (2020), no. 3, 1234-1256 · 125 (2020) 25, 251801
        rf"{_NAME}[\s,]*{_ANY_VOLUME}{_ISSUE}\s*,?\s*\(\s*{_MONTH}?{_YEAR}\s*\)\s*[,:]?\s*{_NUMBER}{_SECOND}{_PAGES}{_AFTER}",
        # Eur. Phys. J. C (2020) 80:123
        rf"{_NAME}\s*\(\s*{_YEAR}\s*\)\s*{_VOLUME}{_ISSUE}\s*[,:]\s*{_PAGES}",
        # J. Stat. Mech. (2025) 063204
        rf"{_NAME}\s*\(\s*{_YEAR}\s*\)\s*,?\s*(?P<pages>[A-Z]?[0-9]{{3,9}})",
        # 6 025003 (2022)
        rf"{_NAME}\s+{_VOLUME}{_ISSUE}\s+(?P<pages>[A-Z]?[0-9]{{3,9}}){_IN_YEAR}",
        # Physics of the Dark Universe, 101994 (2025)
        rf"(?P<name>[^0-9,(]{{6,}}),\s*(?P<pages>[A-Z]?[0-9]{{4,9}})\s*\(\s*{_YEAR}\s*\)",
        # 33 (2020) · 45, 2007
        rf"{_NAME}[\s,]+{_VOLUME}{_ISSUE}{_IN_YEAR}",
        # Interspeech 2020, 123-127
        rf"(?P<name>[^,(]*?\b{_YEAR})\s*,\s*(?P<pages>[0-9]+\s*[-–—]+\s*[0-9]+)",
        # ICML 2019, pages 1-10
        rf"(?P<name>[^,(]*?\b{_YEAR}|[^,0-9(]+)\s*[,:]?\s*(?:pp?\.?\s*|pages?\s+)(?P<pages>{_RANGE}){_IN_YEAR}?",
    )
)
_LABELLED = regex(
    rf"(?P<name>[^\s].*?)\s*,?\s*(?:\(?{_YEAR}\)?\s*,?\s*)?\b(?:vol(?:ume\b|\.|(?=\s))|tome\b|band\b)\s*:?\s*(?P<volume>[0-9A-Z-]{{1,8}})\b{_ISSUE}(?P<rest>.*)",
    re.IGNORECASE,
)
_LABELLED_ISSUE = regex(
    r"(?<!article\s)\b(?:no|nr|iss|issue|number)\b\.?\s*:?\s*(?P<number>[0-9][\w–/-]{0,9})", re.IGNORECASE
)
_LABELLED_PAGES = regex(
    rf"\b(?:pp?\.?|pages?|id\.|article(?:\s+(?:no|number|id)\.?)?:?)\s*(?P<pages>[0-9]+:[0-9]+(?:\s*[-–—]+\s*[0-9]+:[0-9]+)?|{_RANGE})",
    re.IGNORECASE,
)
_BEFORE_PAGES = regex(rf"\s*[,.(]\s*(?:{_YEAR}\s*,\s*)?(?:pp?\.|pages?\b)", re.IGNORECASE)
_LONGEST = 200
"""Characters of the name of a meeting."""
_POS = regex(rf"PoS[\s(]*(?P<volume>[A-Z][\w-]*?[0-9]*)\)?\s*(?:\(\s*{_YEAR}\s*\)\s*)?[\s,:)]*(?P<pages>[0-9]{{1,4}})")
"""Proceedings of Science call a meeting a volume."""
_AFTERTHOUGHT = regex(r"\s+[-–—]+\s*published\b.*$", re.IGNORECASE)
_NO_VENUE = regex(r"\b(?:article|art|vol|tome|no|issue)\.?$|[0-9]\s*,|^[\W\d]+$", re.IGNORECASE)
"""What is left of a reference that was read wrongly."""
_JOURNAL = regex(
    r"proc\.?\s+(?:of\s+the\s+)?(?:r\.|roy|natl?\b|am(?:er)?\b|lond|edin|camb|ieee$|acm\b|vldb|phys|steklov|japan|indian)",
    re.IGNORECASE,
)
"""Proceedings that are journals."""
_LAST_PAGES = regex(rf"[,:)]\s*(?!{_YEAR}\b)(?P<pages>{_RANGE})\s*(?:,?\s*\(?{_YEAR}\)?)?$")
_LEAD = regex(
    r"(?:(?:accepted|published|to\s+appear|appeared|appears|to\s+be\s+published|in\s+press)"
    r"(?:\s+(?:for\s+publication|as(?:\s+an?\s+[\w ]{0,30}?paper)?|online))?\s*(?:in|at|by|:)\s*(?:the\s+)?"
    r"|in\s*:\s*|in\s*(?=Proc))",
    re.IGNORECASE,
)
_IDS = regex(
    r"[,;.]?\s*(?:\(\s*)?(?:https?://\S+|doi\s*:?\s*10\.\S+|10\.[0-9]{4,9}/\S+|arXiv:\S+)(?:\s*\))?", re.IGNORECASE
)
_PEOPLE = regex(
    r"(?:[A-Z]\.[\s-]?)+\s?[^\W\d_]{2,}(?:(?:,|\s+and|\s*&)\s+(?:[A-Z]\.[\s-]?)+\s?[^\W\d_]{2,})*,\s+(?=[A-Z])"
)
_BARE_NAME = regex(rf"(?=[^\W\d_])(?![a-z])([^0-9:;]{{2,120}}?)(?:,?\s*\(?(?P<year>{_YEAR})\)?)?\.?")
_NO_NAME = regex(
    r"\b(?:submitted|preprint|thesis|under review|unpublished|forthcoming|chapter|accepted)\b", re.IGNORECASE
)
_SERIES = regex(r"(.{8,}?),\s*(PMLR|LNCS|LNAI|Lecture Notes in [A-Z][\w ]+|JMLR\s*:?\s*W\s*&\s*CP|CEUR[\w -]*)\s*")


def journal_reference(text: str) -> Fields:
    """Return `venue` and `type`, as far as the reference can be read; nothing where it has no known form."""
    if len(text) > 2 * _LONGEST:
        return {}
    plain = _LEAD.sub("", _IDS.sub("", words(text)).strip(" .,"), count=1).partition(";")[0].strip(" .,")
    plain = _AFTERTHOUGHT.sub("", _PEOPLE.sub("", plain, count=1))
    if meeting := _POS.fullmatch(plain):
        return {**_parts({"name": "PoS", **meeting.groupdict()}), "type": "inproceedings"}
    if labelled := _LABELLED.fullmatch(plain):
        return _labelled(labelled)
    for form in _FORMS:
        if match := form.fullmatch(plain):
            return _parts(match.groupdict())
    if _NO_NAME.search(plain) or len(plain) > _LONGEST:
        return {}
    if _is_meeting(plain):
        pages = _LABELLED_PAGES.search(plain)
        return _parts({"name": _BEFORE_PAGES.split(plain)[0], "pages": pages and pages["pages"]})
    bare = _BARE_NAME.fullmatch(plain)
    return {"venue": {"name": bare[1].rstrip(" ,")}, "type": "article"} if bare else {}


def _labelled(match: re.Match[str]) -> Fields:
    """`vol. 12, no. 3, pp. 1-10, March 2020`, in any order and with any of them missing."""
    rest = match["rest"]
    issue, pages = _LABELLED_ISSUE.search(rest), _LABELLED_PAGES.search(rest) or _LAST_PAGES.search(rest)
    return _parts({**match.groupdict(), "number": issue and issue["number"], "pages": pages and pages["pages"]})


def _parts(match: Mapping[str, str | None]) -> Fields:
    name = (match["name"] or "").strip(" ,:(")
    if _NO_VENUE.search(name):
        return {}
    series = _SERIES.fullmatch(name)
    issue = match.get("issue") or match.get("number") or match.get("second") or ""
    venue = kept(
        name=series[1] if series else name,
        series=series[2] if series else "",
        volume=match.get("volume") or "",
        issue=issue,
        pages=re.sub(r"\s*[-–—−]+\s*", "-", match.get("pages") or "").rstrip("."),
    )
    return {"venue": venue, "type": "inproceedings" if series or _is_meeting(name) else "article"}


def _is_meeting(name: str) -> bool:
    return venues.kind(name) == "conference" and not _JOURNAL.match(name)
