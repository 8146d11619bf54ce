"""The search index: what the search page fetches.

In: papers, items and areas of research. Out: JSON. A small site has two files, all papers and all abstracts, which the
page indexes itself. A large one is indexed here: terms in alphabetical order, cut into shards of which a query needs
one or two a word, and papers in portions. Text is folded and cut into terms exactly as the theme's `folio.js` does,
which reads for the search page and for the filter of lists what somebody types.
"""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from sitegen.model import ARXIV_DOI, Paper, ResearchArea, Text
from sitegen.regex import regex
from sitegen.site.graph import CROWD, Credit, SitePaper
from sitegen.site.items import SiteItem

LARGE = 5_000
"""A site of more papers is indexed when it is built."""
PORTION = 32
"""Papers in one file of a large site."""
SHARD = 60_000
"""Characters of one shard of terms, about."""
COMMON = 0.2
"""A term in the abstracts of more than this share of all papers tells little: there it is not indexed, and no paper is
left out for lack of it while other words tell more."""

_APART = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ς": "σ",
    "ʼ": "'", "ʻ": "'", "ʹ": "'", "\u200c": " ", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا", "ـ": "",
    **{digit: str(place % 10) for place, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९")},
})  # fmt: skip
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_ALONE = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Letters of scripts that have no spaces between words."""
_TERM = regex(f"[{_ALONE}]|[^\\W_{_ALONE}]+")
_JOINT = regex("(?<=[^\\W_])['’‘‛`′‐‒–−·׳״-]+(?=[^\\W_])")

Item = tuple[str, str]
Postings = tuple[Mapping[str, Sequence[int]], Mapping[str, Sequence[int]]]
"""Terms, each with the numbers of the items that it names; and those that only stand in abstracts, likewise."""


def index(
    items: Callable[[], Iterable[Item]],
    count: int,
    *,
    blocks: Callable[[], Iterable[tuple[int, Postings]]] | None = None,
    large: int = LARGE,
) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of each file of the index; of more than `large` papers, in shards.

    `items` returns the same at every call; they and the files of a large site are never all in memory. `blocks` are
    the items cut into some that follow each other, as their number and `postings`, where those are known.
    """
    if count <= large:
        yield "search/papers.json", _listed(items(), 0)
        yield "search/abstracts.json", _listed(items(), 1)
        return
    yield from _portions(items())
    yield from _shards(blocks() if blocks else ((count, postings(items())),), count)


def postings(items: Iterable[Item]) -> Postings:
    """Return the terms of some items."""
    strong: dict[str, list[int]] = defaultdict(list)
    weak: dict[str, list[int]] = defaultdict(list)
    for number, (paper, said) in enumerate(items):
        _, title, authors, venue, full, year, _, topics, _, *rest = json.loads(paper)
        named = _all_terms("\n".join((title, *authors, venue, full, year, *topics))).union(*rest)
        for term in named:
            strong[term].append(number)
        for term in _all_terms(json.loads(said)) - named:
            weak[term].append(number)
    return strong, weak


def item(entry: SitePaper, pdf: str = "") -> Item:
    """Return what the index holds of one paper, and its abstract, as JSON; `pdf` is the address of its PDF."""
    return _json(_paper(entry, pdf)), _json(_abstract(entry))


def of_item(site_item: SiteItem[Any], kind: str) -> Item:
    """Return what the index holds of a talk, a project …: its slug has its kind before it, and stands for its page."""
    item = site_item.item
    facts = [value for value in item.fields.values() if isinstance(value, str)]
    row = [
        f"{kind}/{site_item.slug}", item.title.plain, [participant.name for participant in site_item.people],
        item.place or "", " ".join(facts),
        item.began.iso[:4], kind, [], 0,
    ]  # fmt: skip
    return _json(row), _json(_said(item.summary, item.text))


def of_area(name: str, area: ResearchArea) -> Item:
    """Return what the index holds of a topic that the site describes, under the name that pages give it."""
    row = [f"topics/{area.slug}", name, [], "", " ".join(area.names), "", "topics", [], 0]
    return _json(row), _json(_said(area.summary, area.body))


def _said(*texts: Text | None) -> str:
    return " ".join(" ".join(text.plain.split()) for text in texts if text)


def fold(text: str) -> str:
    """Return the form in which case, accents and variants of a letter do not count."""
    if text.isascii():
        return text.lower()
    lower = unicodedata.normalize("NFKD", text.replace("´", "'")).lower()
    for sign in {*lower}:  # a long text has few different ones
        if sign > "\x7f" and (folded := _folded(sign)) != sign:
            lower = lower.replace(sign, folded)
    return lower


@lru_cache(maxsize=1 << 14)
def _folded(sign: str) -> str:
    """Return what stands for a sign beyond ASCII: a plain letter, nothing for what stands on another, or itself."""
    plain = sign.translate(_APART)
    return "" if plain == sign and unicodedata.category(sign) in {"Mn", "Mc", "Me", "Cf"} else plain


def terms(text: str) -> list[str]:
    """Return the terms of a text: words and numbers, and each letter by itself where a script has no spaces."""
    return _TERM.findall(fold(text))


def forms(text: str) -> tuple[list[str], ...]:
    """Return the terms of a text in each spelling under which it is looked for, the plain one first.

    Müller-Maß is `muller mass` and `mullermass`, and, as one writes without umlauts, `mueller mass` and `muellermass`.
    """
    spelled = [fold(text)]
    if not text.isascii():
        spelled.append(fold(unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)))
    joined = [form for plain in spelled for form in (plain, _JOINT.sub("", plain))]
    return tuple(_TERM.findall(form) for form in dict.fromkeys(joined))


def ids(paper: Paper) -> list[str]:
    """Return the ids of a paper as one asks for them: arXiv, DOI, others; lower case, no prefix, each once."""
    known = (paper.arxiv or "", (paper.doi or "").lower().removeprefix(ARXIV_DOI), *paper.ids.values())
    return list(dict.fromkeys(number.lower() for number in known if number and not re.search(r"\s", number)))


def _paper(entry: SitePaper, pdf: str) -> list[Any]:
    """Return slug, title, authors, venue, its full name if another, year, type, topics, whether there is code; and ids.

    With a PDF, its address stands in a list with whether there is code. A paper in a state that is to be told
    (withdrawn, submitted) has that in place of its type. Ids are there where a paper has any.
    """
    paper = entry.paper
    venue = entry.venue.name if entry.venue else ""
    full = paper.venue.name.plain if paper.venue else ""
    identifiers, has_code = ids(paper), int(bool(paper.links.code))
    return [
        paper.slug,
        paper.title.plain,
        [credit.name for position, credit in enumerate(entry.credits) if position < CROWD or _is_own(credit)],
        venue,
        full if full != venue else "",
        paper.date.iso[:4],
        paper.status if paper.is_gone or paper.state.is_unpublished else paper.type,
        [topic.name for topic in entry.topics],
        [has_code, pdf] if pdf else has_code,
        *([identifiers] if identifiers else []),
    ]


def _is_own(credit: Credit) -> bool:
    """Tell whether an author is one that the site knows more of than a name."""
    return credit.person is not None and credit.person.is_known


def _abstract(entry: SitePaper) -> str:
    return _said(entry.paper.abstract or entry.paper.summary)


def _all_terms(text: str) -> set[str]:
    return {term for form in forms(text) for term in form}


def _portions(items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    """Yield papers, each with its abstract after it, a few to a file."""
    whole = (f"{paper[:-1]},{abstract}]" for paper, abstract in items)
    for number, some in enumerate(iter(lambda: [*islice(whole, PORTION)], [])):
        yield f"search/papers-{number}.json", f"[{','.join(some)}]"


def _shards(blocks: Iterable[tuple[int, Postings]], count: int) -> Iterator[tuple[str, str]]:
    """Yield the shards of terms, and the table that tells where each begins and which terms are common."""
    strong: dict[str, array[int]] = defaultdict(lambda: array("I"))
    weak: dict[str, array[int]] = defaultdict(lambda: array("I"))
    before = 0
    for size, some in blocks:
        for numbers_by_term, of_block in zip((strong, weak), some, strict=True):
            for term, numbers in of_block.items():
                numbers_by_term[term].extend([before + position for position in numbers])
        before += size
    common = sorted(term for term, numbers in weak.items() if len(numbers) > COMMON * count)
    for term in common:
        del weak[term]
    first: list[str] = []
    for number, (start, text) in enumerate(_cut(_postings(strong, weak))):
        first.append(start)
        yield f"search/terms-{number}.json", text
    table = {"papers": count, "portion": PORTION, "first": first, "common": common}
    yield "search/terms.json", _json(table)


def _postings(strong: Mapping[str, array[int]], weak: Mapping[str, array[int]]) -> Iterator[tuple[str, str]]:
    """Yield each term, in order, with its two lists of papers as differences: where it is named, where it is said."""
    for term in sorted({*strong, *weak}, key=lambda term: term.encode("utf-16-be")):  # as JavaScript compares
        lists = [_differences(papers_by_term.get(term, ())) for papers_by_term in (strong, weak)]
        yield term, f"{_json(term)}:{_json(lists)}"


def _differences(numbers: Sequence[int]) -> list[int]:
    return [number - before for number, before in zip(numbers, [0, *numbers], strict=False)]


def _cut(postings: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each shard as its first term and its text."""
    shard: list[str] = []
    start, size = "", 0
    for term, text in postings:
        if shard and size + len(text) > SHARD:
            yield start, f"{{{','.join(shard)}}}"
            shard, size = [], 0
        start = start if shard else term
        shard.append(text)
        size += len(text)
    if shard:
        yield start, f"{{{','.join(shard)}}}"


def _listed(items: Iterable[Item], column: int) -> str:
    return f"[{','.join([item[column] for item in items])}]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
