"""Printed citations: what a line of text says of where and when a paper appeared, and who wrote it.

In: the venue as HugoBlox has it (`In *Proceedings of X*, Place`, `*Journal*, 7(1)`), a recommended citation as
academicpages has it, a date in words. Out: keys of a paper's file. What no rule reads is left out, never guessed.
"""

from __future__ import annotations

import re

from sitegen.importers.author_list import authors_of
from sitegen.pull.fields import Fields, arxiv_id, day, doi, kept
from sitegen.pull.journalref import journal_reference
from sitegen.pull.prose import title as title_of
from sitegen.pull.prose import words
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text import convert
from sitegen.text.repair import unescape

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NUMBERED = regex(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_EMPHASISED = regex(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_IN = regex(r"\s*(?:In|in):?\s+(?=[A-Z0-9*_'\"“]|\Z)")
_STATE = regex(
    r"\s*(?:(?P<accepted>to appear|accepted|forthcoming|in press)"
    r"|(?P<submitted>submitted|under review|in review))\b[\s:,]*"
    r"(?:for publication\s*)?(?:(?:in|at|to|by|with)\b\s*:?)?\s*",
    re.IGNORECASE,
)
_REMARK = regex(
    r"[\s,(\[]*\b((?:oral|spotlight|poster|highlight|notable|best|award|outstanding|top|runner|acceptance|accepted|long|short|demo)"
    r"\b[^()\[\]]*)[)\]]?\s*\Z",
    re.IGNORECASE,
)
"""What people put behind a venue's name that is no part of it."""
_JOINED = regex(r"(?i)proc(?:eedings|\.)?\s+of(?:\s+the)?|the")
_PLACE = regex(r",\s*([A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[\s,.'’-]+[^\W\d_]+)*)\s*")
_VOLUME = regex(
    r"\b(?:vol(?:ume)?\.?\s*)?(?<![\d.])(\d{1,4})\s*(?:\((?!(?:19|20)\d\d\))([\w–-]{1,12})\)|,?\s*(?:no|issue|nr)\.?\s*(\w+))",
    re.IGNORECASE,
)
_LONE_VOLUME = regex(r"\bvol(?:ume)?\.?\s*(\w+)", re.IGNORECASE)
_PAGES = regex(r"(?:\bpp?\.?\s*|\bpages?\s*|[:,]\s*)([A-Za-z]?\d+)\s*[-–—]{1,3}\s*([A-Za-z]?\d+)", re.IGNORECASE)
_YEAR = regex(r"\(?\b(1[89]\d\d|20\d\d)[a-z]?\b\)?")
_DOI = regex(r"\b(10\.\d{4,9}/[^\s\"<>]+)")
_QUOTES = "\"“”'‘’«»„"


class Printed(NamedTuple):
    """A citation that was read: authors, and the other keys of a paper's file."""

    authors: list[str | Fields]
    fields: Fields


def phrase(text: str) -> str:
    """A title in Markdown or HTML, on one line, as our own titles are written: emphasis as LaTeX."""
    marked = title_of(text).replace("\\*", "\x02")
    styled = _EMPHASISED.sub(lambda match: rf"\{'textbf' if len(match[1]) == 2 else 'emph'}{{{match[2]}}}", marked)
    return styled.replace("\x02", "*")


def bare(text: str) -> str:
    """A text on one line without any markup."""
    text = re.sub(r"\[([^\[\]]*)\]\([^()\s]*\)", r"\1", words(text))
    for _ in range(3):
        text = _EMPHASISED.sub(r"\2", text)
    return " ".join(text.replace("**", "").split())


def date_of(text: str) -> str:
    """A date in any usual form as `YYYY-MM-DD`, as exact as it is; nothing for what is none.

    Two numbers before the year are not read: nobody can tell the month from the day.
    """
    text = " ".join(text.split())
    if match := _NUMBERED.match(text):
        parts = [int(part) for part in match.groups() if part]
        for length in range(len(parts), 0, -1):
            if date := day("-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:length])])):
                return date
    if re.fullmatch(r"\d{4}", text[:4]) and not text[4:5].isdigit():
        return day(text[:4])
    return _date_in_words(text)


def _date_in_words(text: str) -> str:
    months = [
        at
        for word in re.findall(r"[A-Za-z]{3,}", text)
        for at, name in enumerate(_MONTHS, 1)
        if word.lower().startswith(name)
    ]
    years = re.findall(r"\b(?:1[89]|20)\d\d\b", text)
    days = re.findall(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\b(?![/.]\d)", text)
    if len(years) != 1 or len(months) > 1 or re.search(r"\d[/.]\d", text):
        return ""
    if not months:
        return day(years[0])
    whole = f"{years[0]}-{months[0]:02d}"
    return (day(f"{whole}-{int(days[0]):02d}") if len(days) == 1 else "") or day(whole)


def venue_of(text: str) -> Fields:
    """The fields in a line about a venue: `venue`, `status`, `note`, and `type` where the line tells it."""
    plain = _DOI.sub("", re.sub(r"https?://\S+", "", unescape(text))).strip(" ,.;")
    state = _STATE.match(plain)
    plain = plain[state.end() :] if state else plain
    emphasised = _EMPHASISED.search(plain)
    fields = _from_emphasised(plain, emphasised) if emphasised else {}
    fields = fields or _from_plain(bare(plain))
    status = state and ("accepted" if state["accepted"] else "submitted")
    return kept(**fields, status=status)


def _from_emphasised(plain: str, emphasised: re.Match[str]) -> Fields:
    """A venue of which the name is emphasised: numbers, a place or a remark stand behind it."""
    is_in = _IN.match(plain)
    before = bare(_IN.sub("", plain[: emphasised.start()], count=1)).strip(" ,.:")
    if before and not _JOINED.fullmatch(before):
        return {}
    name = f"{before} {bare(emphasised[2])}".strip(" ,.")
    after = bare(plain[emphasised.end() :])
    remark = _REMARK.search(after)
    after = after[: remark.start()] if remark else after
    numbers = {**_details(after), **_numbers(_from_plain(f"{name}{after}"))}
    if volume := numbers.get("volume"):  # which APA sets in italics with the name
        name = re.sub(rf"(?i)(?<=\w)[\s,]+(?:vol(?:ume)?\.?\s*)?{re.escape(volume)}\Z", "", name)
    city = _PLACE.fullmatch(after)
    return kept(
        venue=kept(name=name, **numbers, place=city[1] if city and not numbers else ""),
        type="inproceedings" if is_in else "",
        note=remark[1] if remark else "",
    )


def _numbers(fields: Fields) -> Fields:
    return {key: value for key, value in fields.get("venue", {}).items() if key in {"volume", "issue", "pages"}}


def _from_plain(text: str) -> Fields:
    """A venue in plain words, its numbers taken out as far as they have a known form."""
    is_in = _IN.match(text)
    text = _IN.sub("", text, count=1) if is_in else text
    remark = _REMARK.search(text)
    text = text[: remark.start()].strip(" ,.;") if remark and remark.start() else text.strip(" ,.;")
    note = remark[1] if remark and remark.start() else ""
    if not text:
        return {}
    fields = journal_reference(text)
    if _numbers(fields):
        return kept(**fields, note=note)
    volume = _VOLUME.search(text)
    if volume and volume.start() > 3:
        return kept(
            venue=kept(name=text[: volume.start()].strip(" ,.:"), **_details(text[volume.start() :])), note=note
        )
    name = re.sub(r",\s*\(?(?:19|20)\d\d\)?$", "", text)
    return kept(venue={"name": name}, type="inproceedings" if is_in else "", note=note)


def _details(text: str) -> Fields:
    """Volume, issue and pages in what stands behind a venue's name."""
    volume, pages = _VOLUME.search(text), _PAGES.search(text)
    lone = None if volume else _LONE_VOLUME.search(text)
    return kept(
        volume=volume[1] if volume else lone[1] if lone else "",
        issue=(volume[2] or volume[3]) if volume else "",
        pages=f"{pages[1]}-{pages[2]}" if pages else "",
    )


def citation(text: str, title: str, venue_name: str = "") -> Printed:
    """Read a recommended citation of the paper of this title: authors, year, venue and its numbers.

    Where the citation leaves out the title, as chemists do, the authors stand before the venue.
    """
    plain = bare(unescape(text))
    plain = re.sub(r"(?i)^\s*recommended citation:?\s*", "", plain).strip()
    start = _find(plain, title) or (_find(plain, bare(venue_name)) if venue_name else None)
    before, after = (plain[: start[0]], plain[start[1] :]) if start else ("", "")
    year = _YEAR.search(before)
    authors = authors_of(before[: year.start()] if year and year.start() > 0 else before.rstrip(_QUOTES + " ,:"))
    rest = _DOI.sub("", after or plain)
    years = [match[1] for match in _YEAR.finditer(before)] or [match[1] for match in _YEAR.finditer(rest)]
    cited = _DOI.search(plain)
    name = _italic(text, title) or bare(venue_name)
    venue = kept(name=name, **_details(_DOI.sub("", after)))
    return Printed(authors, kept(
        date=years[-1] if years else "", venue=venue if name else {}, doi=doi(cited[1].rstrip(".,;)")) if cited else "",
        arxiv=_arxiv(plain),
    ))  # fmt: skip


def _arxiv(text: str) -> str:
    match = re.search(
        r"(?i)arxiv(?:\.org/(?:abs|pdf)/|[:\s]\s*(?:preprint\s+)?(?:arxiv:)?)([\w.-]+/?\d+(?:v\d+)?)", text
    )
    return arxiv_id(match[1]) if match else ""


def _italic(text: str, title: str) -> str:
    """The first words in italics that are not the title: the venue."""
    emphasised = re.findall(r"<(?:i|em)>(.*?)</(?:i|em)>", unescape(text), re.DOTALL | re.IGNORECASE)
    emphasised += [match[2] for match in _EMPHASISED.finditer(unescape(text)) if len(match[1]) == 1]
    named = (bare(name).strip(" ,.") for name in emphasised)
    return next((name for name in named if name and _key(name) != _key(title) and len(name) > 1), "")


def _find(text: str, title: str) -> tuple[int, int] | None:
    """The position of a title in a text, whatever its quotes, capitals and spaces."""
    wanted = re.findall(r"\w+", convert.phrase(title)[0].plain)
    if not wanted:
        return None
    match = re.search(r"\W+".join(map(re.escape, wanted)), text, re.IGNORECASE)
    return (match.start(), match.end()) if match else None


def _key(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))
