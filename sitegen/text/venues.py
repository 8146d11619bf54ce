"""The names of venues: what kind of venue a name means, what of it is only this year's, and its usual short name.

In: the name of a venue as people and sources write it, as plain text. Out: its kind, the name of the series without
ordinal and year, its short name. A name that says nothing of its kind has none: it is never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from sitegen.records import NamedTuple
from sitegen.regex import regex

Kind = Literal["conference", "journal", "repository", "arxiv", "thesis", "report"]
"""`repository` is a server of preprints other than arXiv."""


def _pattern(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern of any of some words or phrases, whatever their case."""
    return regex("|".join(alternatives), re.IGNORECASE)


_ARXIV = _pattern(
    r"\(?(?:https?://)?arxiv\b",
    r"(?:\w+ ){1,2}(?:at|on|in|via):? (?:https?://)?arxiv\b",
    r"\(?corr\b(?!\.|\w)",
    r"\(?computing research repository\b",
    r"\(?e-?prints? arxiv\b",
    r"cornell university library\b.*arxiv",
    r"(?:hep|astro|cond|quant|nucl|gr|cs|math|physics|stat|eess)(?:-[a-z]{2,3})?(?:\.[a-z-]{2,})?/\d{7}",
)
_ARXIV_ID = regex(r"(?<![\d.])(\d{4}\.\d{4,5})(?:v\d+)?(?![\d.])|\b([a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?\b")
_REPOSITORY = _pattern(
    r"(?:(?:pre-?print|available|posted)s? (?:at|on|in|via):? )?(?:https?://(?:www\.)?)?(?:(?!arxiv)\w*rxiv|ssrn|osf)\b",
    r"(?:un)?(?:pre-?print|published manuscript|submitted manuscript)s?$",
    r".*\bpreprints?(?: server)?$",
)
_DEGREES = (
    r"ph\.? ?d\.?", r"d\.? ?phil\.?", "doctoral", "doctorate", "doctor", "master(?:['’]?s)?", r"m\.? ?sc\.?",
    r"m\.? ?phil\.?", r"m\.? ?s\.?", r"m\.? ?a\.?", "bachelor(?:['’]?s)?", r"b\.? ?sc\.?", "diploma", "licentiate",
    "habilitation", "honou?rs", "undergraduate", "graduate", "senior",
)  # fmt: skip
_THESIS = _pattern(
    rf"\b(?:{'|'.join(_DEGREES)})(?: degree)?,? (?:\w+ )?(?:thesis|theses|dissertation)\b",
    r"^(?:thesis|dissertation)(?=$|[,:(]| (?:at|for|from|of|submitted)\b)",
    r"\b(?:doktorarbeit|diplomarbeit|masterarbeit|bachelorarbeit|habilitationsschrift|proefschrift)\b",
    r"\b(?:th[èe]se de doctorat|tesis doctoral|tese de doutorado|tesi di (?:laurea|dottorato))\b",
)
_SCHOOL = _pattern(
    r"^(?:the )?(?:[\w.’'&-]+ ){0,4}(?:universit(?:y|[äa]t|[ée]|eit|et|[àa])|universidade?)\b(?! press)",
    r"^(?:the )?(?:[\w.’'&-]+ ){0,4}(?:college|hochschule)\b(?! press)",
    r"^(?:the )?(?:[\w.’'&-]+ ){0,4}(?:institute of technology|polytechni[cq]u?e?|politecnico)\b(?! press)",
    r"^(?:école\b.*|(?:eth|epfl|mit|tu|uc|lmu)\b(?! press).*)$",
)
_REPORT = _pattern(
    r"\b(?:technical|internal|research|project) (?:reports?|memorandum|memo)\b",
    r"\btech(?:nical)?\.? rep(?:ort|\.)",
    r"\btechnical note\b",
    r"\b(?:working|discussion|white) ?papers?\b",
    r"\brequest for comments\b",
    r"\brfc ?\d+$",
)
_JOURNAL_HEADS = (
    "journals?", "transactions", r"trans\.", "letters", "annals", "archives? of", "bulletin", "quarterly", "magazine",
    "revista", "zeitschrift", "acta", r"j\.", "reviews?",
)  # fmt: skip
_PROCEEDINGS_JOURNALS = (
    "national academy", "royal society", r".*\bacademy\b", r".*\bmath(?:ematical|\.) soc(?:iety|\.)", "ieee$", "acm on",
    "vldb endowment", "institution of", r".*\bphilosophical society", r".*\bphysical society", r".*\bsociety [a-z]$",
)  # fmt: skip
_JOURNAL = _pattern(
    rf"^(?:the )?(?:[\w.-]+ ){{0,3}}(?:{'|'.join(_JOURNAL_HEADS)})(?:\s|$)",
    rf"^proc(?:eedings|\.)? (?:of )?(?:the )?(?:{'|'.join(_PROCEEDINGS_JOURNALS)})",
    r"^proc\. ?acm (?!.*conf)",
    r"^proc\. ?(?:r\.|roy\.|natl\.|edinb\.|camb\.|lond\.|phys\.) ",
    r"^iee proceedings",
    r"\bconference series\b",
    r"\b(?:journal|letters|quarterly)$",
)
_MEETINGS = (
    "conference", r"conf\.", "symposium", "symposia", "workshops?", "proceedings", r"proc\.", "colloquium", "congress",
    "convention", "summit", "annual meeting", "topical meeting", "spring meeting", "general assembly",
    "extended abstracts", "conférence", "congreso", "simp[oó]sio", "tagung",
)  # fmt: skip
_CONFERENCE = _pattern(
    rf"\b(?:{'|'.join(_MEETINGS)})(?!\w)",
    r"^proc(?:eedings)?\b",
    r"^(?:in )?advances in neural information",
    r"^findings of\b",
    "研究発表会|学会|会议",
)
_VOLUMES = _pattern(
    "lecture notes in", r"(?:lncs|lnai|lnbip|ccis|aisc)\b", "communications in computer and information science"
)
"""Series of books that hold proceedings most often."""
_NAMED_YEAR = regex(r"[A-Z][A-Za-z&+/-]*[A-Z][A-Za-z0-9]*(?:[ -]+(?:18|19|20)\d\d|\s?['’]\d\d)(?:\b.*)?")
"""`ESWC 2023`: most often a conference, but a person has to say so."""

_STATED = {
    "submitted": _pattern(
        r"\(?(?:submitted|under (?:review|submission|consideration)|in review)\b(?: (?:to|at|by|for|in)\b)?"
    ),
    "in preparation": _pattern(r"\(?(?:in prep(?:aration|\.)?|work in progress)(?!\w)(?: for\b)?"),
    "accepted": _pattern(
        r"\(?(?:to appear|accepted(?: for publication)?|in press|forthcoming)"
        r"(?: (?:to|at|by|for|in)\b(?: the\b)?|,|\)?$)"
    ),
}
"""Words in which people write a paper's state before, or instead of, its venue."""
_YEAR = regex(r"[\s,(]{0,3}(?:\b(?:18|19|20)\d\d\b|(?<=\w)\s?['’]\d\d\b)\)?\s*")
_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_ORDINAL = regex(
    rf"\b(?:\d+(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ])?(?:{_ONES})"
    r"|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth"
    r"|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth) +(?=\S)",
    re.IGNORECASE,
)
_PROCEEDINGS = regex(r"^(?:in:? )?(?:the )?proc(?:eedings|\.)?(?: of)?(?: the)? ", re.IGNORECASE)
_PART = regex(r"[,:;–-]?\s+\(?(?:volume|vol\.?|part)\s*\d+\b.*$", re.IGNORECASE)
_DAYS = regex(r"^([^,]+),\s*[A-Z][\w&’'/-]*\s*[-’']?\s*(?:18|19|20)\d\d\s*(?:,.*)?$")
"""`…, ICML 2016, New York City, NY, USA, June 19-24, 2016`."""
_WHERE = regex(r"^([A-Z][\w&/-]*(?: [A-Z][\w&/-]*)?\s*(?:(?:18|19|20)\d\d|['’]\d\d)),.*$")
_ASIDE = regex(r"\s*[(\[]([^()\[\]]*)[)\]]")
_ACRONYM = regex(r"[A-Z0-9][A-Za-z0-9/&+-]*[A-Z][A-Za-z0-9/&+-]*(?: [A-Z][A-Za-z]*)?")
_SPONSORS = "ieee|acm|cvf|ifip|usenix|aaai|siam|rsj|eurographics|sigplan|sigkdd|sigmod|sigchi|optica|osa|embs"
_SPONSOR = regex(
    rf"^(?:(?:{_SPONSORS})"
    r"[/ -]){1,4}"
    r"(?=(?:\w+ ){0,8}(?:conference|symposium|workshop|meeting)\b)",
    re.IGNORECASE,
)
_ACRONYM_ALONE = regex(r"^(?:IEEE|ACM|USENIX|AAAI|IFIP|IEEE/CVF|ACM/IEEE) (?=\S+$)")
_MORE = "Annual "
"""What a name of the built-in table begins with that holds more than the venue."""
_NUMBERED = regex(r"(neural information processing systems) \d+$", re.IGNORECASE)


class BuiltInVenue(NamedTuple):
    """A venue of the built-in table."""

    short: str
    kind: Kind


@lru_cache(maxsize=1 << 14)
def kind(name: str) -> Kind | None:
    """Return what kind of venue a name means; nothing where it does not say."""
    name = " ".join(name.split())
    if _ARXIV.match(name):
        return "arxiv"
    if venue := known(name):
        return venue.kind
    if _THESIS.search(name):
        return "thesis"
    if _REPOSITORY.match(name):
        return "repository"
    if _REPORT.search(name):
        return "report"
    if _JOURNAL.search(name):
        return "journal"
    return "conference" if _CONFERENCE.search(name) else None


def likely(name: str) -> Kind | None:
    """Return what a name that does not say its kind may well mean; for a person to confirm."""
    if kind(name):
        return None
    if _NAMED_YEAR.fullmatch(name) or _VOLUMES.match(name):
        return "conference"
    return "thesis" if _SCHOOL.search(name) else None


def stated(name: str) -> tuple[str, str]:
    """Return the status that a name brings, and the rest: `submitted` and `Tides` of `Submitted to Tides`."""
    for status, pattern in _STATED.items():
        if match := pattern.match(name):
            return status, name[match.end() :].strip(" ,:.()")
    return "", name


def arxiv_id(name: str) -> str:
    """Return the arXiv id in a name such as `arXiv preprint arXiv:2203.15551`, without its version; else nothing."""
    match = _ARXIV_ID.search(name)
    return (match[1] or match[2]) if match else ""


def thesis(name: str) -> tuple[str, str]:
    """Return degree and school: `PhD thesis` and `ETH Zürich` of `PhD thesis, ETH Zürich`; each may be empty."""
    match = _THESIS.search(name)
    if not match:
        return "", name.strip()
    school = f"{name[: match.start()]} {name[match.end() :]}".strip(" ,.:;()–-")
    return match[0].strip(), re.sub(r"^(?:at|from|of|,)\s+", "", school)


@lru_cache(maxsize=1 << 14)
def series(name: str) -> str:
    """Return a venue's name without what is one year's: `ICML 2022` is `ICML`, `Proceedings of the 33rd X` is `X`."""
    name = " ".join(name.split())
    if name in _plain_names():
        return name
    if kind(name) == "thesis":
        return thesis(name)[1] or name
    short = " ".join(_YEAR.sub(" ", _without_place(name)).split())
    if _is_meeting(name):
        short = _PROCEEDINGS.sub("", _ORDINAL.sub("", short))
        short = re.sub(r"^the (?=\S+ )", "", short, flags=re.IGNORECASE)
    return short.strip(" ,:-–") or name


def _is_meeting(name: str) -> bool:
    """Tell whether a name is one of a meeting's, which has an ordinal, a year and proceedings each time."""
    return kind_by_words(name) == "conference"


@lru_cache(maxsize=1 << 14)
def kind_by_words(name: str) -> Kind | None:
    """Return the kind that the words of a name tell, without the table."""
    if _JOURNAL.search(name):
        return "journal"
    return "conference" if _CONFERENCE.search(name) else None


@lru_cache(maxsize=1 << 14)
def acronym(name: str) -> str:
    """Return the short name that a venue's name brings in brackets: `ICML` of `… Machine Learning (ICML)`."""
    aside = _ASIDE.search(name)
    inside = _YEAR.sub("", aside[1]).strip(" ,") if aside else ""
    return inside if aside and aside.start() and _ACRONYM.fullmatch(inside) and len(inside) <= 14 else ""


@lru_cache(maxsize=1 << 14)
def known(name: str) -> BuiltInVenue | None:
    """Return the venue of the built-in table that a name means."""
    table = _table()
    if venue := table.get(identity(name)):
        return venue
    bare = _PROCEEDINGS.sub("", _YEAR.sub(" ", name)).strip()
    short = acronym(name) or _ACRONYM_ALONE.sub("", bare)
    return table.get(identity(short)) if _ACRONYM.fullmatch(short) else None


def year(name: str) -> str:
    """Return the year in a venue's name: `2022` of `ICML 2022` and of `ICML ’22`; else nothing."""
    match = re.search(r"\b((?:18|19|20)\d\d)\b", name)
    if match:
        return match[1]
    short = re.search(r"\w\s?['’](\d\d)\b", name)
    return f"{'19' if short[1] > '60' else '20'}{short[1]}" if short else ""


@lru_cache(maxsize=1 << 14)
def identity(name: str) -> str:
    """Return the form in which two spellings of one venue are equal: letters, digits and the signs that tell apart."""
    if name in _plain_names():
        return folded(name)
    if _THESIS.search(name):
        name = thesis(name)[1] or name
    text = _ASIDE.sub(" ", _without_place(" ".join(name.split())))
    text = " ".join(_YEAR.sub(" ", text).split()) or name
    if _is_meeting(name):
        text = " ".join(_ORDINAL.sub(" ", text).split())
    shorter = _PROCEEDINGS.sub("", text)
    if len(shorter.split()) > 1:
        text = shorter
    text = _NUMBERED.sub(r"\1", text)
    text = re.sub(r"^the (?=\S+ )", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^annual (?=\S+ )", "", _SPONSOR.sub("", text), flags=re.IGNORECASE)
    return folded(text) or folded(name)


_TELLING = frozenset("#@%*!/+")
_DROPPED = {
    sign: None for sign in range(128) if chr(sign) not in _TELLING and unicodedata.category(chr(sign))[0] not in "LNS"
}
"""Of ASCII, what does not tell; in ASCII there is nothing else to fold than case."""


@lru_cache(maxsize=1 << 14)
def folded(text: str) -> str:
    """Return a text without case, accents, spaces and punctuation; `&` is `and`."""
    if text.isascii():
        small = text.lower().replace("&", " and ")
        return small.translate(_DROPPED) or small.strip()
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).replace("&", " and ")
    kept = "".join(sign for sign in small if sign in _TELLING or unicodedata.category(sign)[0] in "LNS")
    return kept or small.strip()


def _without_place(name: str) -> str:
    name = _PART.sub("", name)
    for pattern in (_DAYS, _WHERE):
        match = pattern.match(name)
        name = match[1] if match else name
    return name


@cache
def _plain_names() -> frozenset[str]:
    """Return the names of the built-in table that hold nothing but the venue: of most papers, all there is to read."""
    from sitegen.text.venue_names import VENUES  # only where a venue is met

    return frozenset(name for short, _, names in VENUES for name in (short, *names) if not name.startswith(_MORE))


@cache
def _table() -> dict[str, BuiltInVenue]:
    from sitegen.text.venue_names import VENUES  # only where a venue is met

    venues: dict[str, BuiltInVenue] = {}
    for short, kind_of_venue, names in VENUES:
        venue = BuiltInVenue(short, kind_of_venue)  # type: ignore[arg-type] # the table's words are kinds
        for name in (short, *names):
            venues.setdefault(folded(name.removeprefix(_MORE)), venue)
    return venues
