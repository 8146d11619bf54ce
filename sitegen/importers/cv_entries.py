"""Entries of a curriculum vitae, from whatever words another program has for them to those of `cv.yaml`.

In: mappings as they were read: JSON Resume's, RenderCV's, al-folio's, HugoBlox's. Out: sections and entries whose every
value fits its key (SPEC 11). A value without a home is a loss, and kept under `extra`; a date in words becomes one in
digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Any

from sitegen.content.fields import Key, Leaf, ListOf, keys
from sitegen.content.forms import READERS
from sitegen.importers.bib_dates import date
from sitegen.importers.old_values import flattened, says, text_of, texts_of
from sitegen.importers.printed_citation import bare, date_of
from sitegen.importers.reading import Loss
from sitegen.model import CV_SECTIONS, CvEntry
from sitegen.pull.fields import kept
from sitegen.records import dataclass
from sitegen.regex import regex

Line = Callable[..., int]
"""The line on which the value at a path stands."""
_TITLES = (
    ("references", r"referees?|references?"),
    ("publications", r"publications?|papers|articles|preprints|books"),
    ("certificates", r"certif\w*|licen[cs]es"),
    ("education", r"education|degrees?|studies"),
    ("grants", r"grants?|funding"),
    ("awards", r"awards?|honou?rs?|priz\w+|fellowships?|scholarships?|achievements?"),
    ("teaching", r"teaching|courses taught|lectures|supervision"),
    ("service", r"services?|review\w*|editor\w*|committees?|organi[sz]\w+|memberships?"),
    ("volunteer", r"volunteer\w*|outreach"),
    ("talks", r"talks?|presentations?|invited|conferences"),
    ("positions", r"positions?|appointments?|academic experience|research experience"),
    ("work", r"experience|employment|work|industry|career"),
    ("languages", r"(?<!programming )languages?"),
    ("skills", r"skills?|technolog\w+|programming|tools"),
    ("projects", r"projects?|software"),
    ("interests", r"interests|hobbies"),
)
_SECTIONS = tuple((section, regex(rf"\b(?:{words})\b", re.IGNORECASE)) for section, words in _TITLES)
"""Sections, and what people call them; the first that fits."""
_WORDS = {
    "institution": "organization", "company": "organization", "awarder": "organization", "issuer": "organization",
    "org": "organization", "company_name": "organization", "school": "organization",
    "studytype": "degree", "role": "position", "course": "title", "certificate": "title", "award": "title",
    "bullet": "title", "number": "title", "reversed_number": "title", "label": "name",
    "startdate": "start", "start_date": "start", "date_start": "start",
    "enddate": "end", "end_date": "end", "date_end": "end", "year": "date",
    "location": "place", "department": "area", "fluency": "level",
    "description": "summary", "details": "summary", "reference": "summary", "items": "highlights",
    "company_url": "url", "organization_url": "url", "certificate_url": "url",
}  # fmt: skip
"""Keys of an entry, in small letters, and our words for them."""
_LOOK = frozenset("icon icon_pack color color_border logo".split())
_DATES = frozenset(("start", "end", "date"))
_SINGLE = frozenset(("url", "date", "end", "email"))
"""Forms of which an entry has one value: another does not fit behind it."""
_RANGE = regex(r"\s*(?:--?|–|—|to)\s*(?=\d{4}|present|now|current|\Z)", re.IGNORECASE)
_POINT = regex(r"(?m)^[ \t]*[-*+•][ \t]+(\S.*(?:\n[ \t]+(?![-*+•][ \t])\S.*)*)")
"""A point of a list in a text, with the lines that go on with it."""
_PRESENT = frozenset(("present", "now", "today", "current", "ongoing", "heute", "aujourd'hui", "actualidad"))


def section_of(title: str) -> str | None:
    """Return the section of ours that a title means."""
    name = title.strip().lower()
    if name in CV_SECTIONS:
        return name
    words = name.replace("_", " ")
    return next((section for section, pattern in _SECTIONS if pattern.search(words)), None)


@dataclass(slots=True)
class CvDraft:
    """The sections of a `cv.yaml` as they are read, and what has no home in them.

    `is_exact` says that words and texts which `cv.yaml` has as well stay as they are, so that they can go back; those
    of old sites become our words, and texts without markup.
    """

    file: str
    line: Line
    is_exact: bool = True
    data: dict[str, Any] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)

    def add(self, section: str, entry: Mapping[str, Any]) -> None:
        """Add an entry to a section; an empty one is none."""
        if entry:
            self.data.setdefault(section, []).append(dict(entry))

    def lose(self, path: tuple[str | int, ...], value: Any, reason: str = "") -> None:
        """Note a value without a home."""
        name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
        self.losses.append(Loss(self.file, self.line(*path), name, _plain(value), reason))

    def keep(self, name: str, value: Any) -> None:
        """Note each value below a key of the file that has no home, and keep them under `extra`."""
        for dotted, text in flattened(name, value):
            self.losses.append(Loss(self.file, self.line(*dotted.split(".")), dotted, text))
        if says(value):
            self.data.setdefault("extra", {})[name] = value

    def take(self, title: str, entries: Any, path: tuple[str | int, ...]) -> bool:
        """Take the entries below a title, in any form of an old site; whether there is a section for them."""
        section = section_of(title)
        if section is None or section == "publications":
            return False
        is_taken = False
        for at, entry in enumerate(entries if isinstance(entries, list) else [entries]):
            for written in _parted(entry):
                made = self.entry(written, (*path, at), section)
                self.add(section, made)
                is_taken = is_taken or bool(made)
        return is_taken

    def entry(self, written: Mapping[str, Any], path: tuple[str | int, ...], section: str = "") -> dict[str, Any]:
        """Return an entry in our words of one in theirs; values that do not fit stand under `extra`."""
        known = keys(CvEntry)
        made: dict[str, Any] = {}
        facts: dict[str, str] = {}
        extra: dict[str, str] = {}
        for name, word, value in self._in_our_words(written, section):
            key = known.get(word)
            fitting = fitted(key, value) if key and word != "extra" else None
            if key is None or fitting is None:
                self.lose((*path, name), value)
                extra[name] = _plain(value)
            elif (first := facts.setdefault(key.attribute, word)) == word and word not in made:
                made[word] = fitting
            elif not isinstance(key.shape, Leaf) or key.shape.form not in _SINGLE:
                made[first] = _joined(made[first], fitting)
            elif made[first] != fitting:
                self.lose((*path, name), value)
                extra[name] = _plain(value)
        return {**made, **({"extra": extra} if extra and made else {})}

    def _in_our_words(self, written: Mapping[str, Any], section: str) -> Iterator[tuple[str, str, Any]]:
        """The name, our word and the value of all that an entry says."""
        known = keys(CvEntry)
        for name, value in written.items():
            if not says(value) or (name in _LOOK and not self.is_exact):
                continue
            word = name if self.is_exact and name in known else _WORDS.get(re.sub(r"[\s-]", "_", name.lower()), name)
            if section == "languages" and word == "name":
                word = "language"
            if word == "summary" and section == "languages" and "details" in written:
                word = "level"
            if word == "summary" and section == "skills" and isinstance(value, str):
                yield name, "keywords", [part.strip() for part in re.split(r"[,;]", value) if part.strip()]
            elif self.is_exact:
                yield name, word, value
            else:
                yield from ((name, *pair) for pair in _without_markup(word, value))


def _parted(entry: Any) -> Iterator[Mapping[str, Any]]:
    """An entry as a mapping; a text is its title, and a year with several items is an entry for each."""
    if not isinstance(entry, Mapping):
        yield from ({"title": text} for text in texts_of(entry))
        return
    dates = _years(text_of(entry.get("year")) or text_of(entry.get("date")))
    items = entry.get("items")
    if isinstance(items, list) and not says(entry.get("title")) and dates:
        yield from ({"title": text, **dates} for text in texts_of(items))
    else:
        yield entry


def _without_markup(word: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A value of an old site by our word, or by two: a range is a start and an end, points in a text are highlights."""
    if word in _DATES:
        dates = _years(text_of(value)) if word == "date" else {}
        is_open = word == "end" and re.match(r"(?i)present|now|current", text_of(value))
        yield from (dates or {word: "present" if is_open else date_of(text_of(value)) or value}).items()
    elif word in ("highlights", "keywords", "summary") and isinstance(value, list):
        yield "highlights" if word == "summary" else word, [bare(text) for text in _texts(value)]
    elif word == "summary" and (points := _POINT.findall(str(value))):
        lead = " ".join(_POINT.sub("", str(value)).split())
        yield from ([("summary", lead)] if lead else [])
        yield "highlights", [bare(text) for text in points]
    elif word == "summary":
        yield word, " ".join(str(value).split())
    else:
        yield word, bare(value) if isinstance(value, str) and word != "url" else value


def _texts(values: list[Any]) -> Iterator[str]:
    """The texts of a list, those of lists within it too."""
    for value in values:
        if isinstance(value, dict):
            yield text_of(value.get("title"))
            yield from _texts(value["contents"] if isinstance(value.get("contents"), list) else [])
        else:
            yield text_of(value)


def _years(text: str) -> dict[str, str]:
    """`2019 - 2023`, `2023 - present`, `2017`."""
    parts = _RANGE.split(text, maxsplit=1)
    if len(parts) == 2:
        end = date_of(parts[1]) or ("present" if re.match(r"(?i)present|now|current", parts[1]) else "")
        return kept(start=date_of(parts[0]), end=end)
    return kept(date=date_of(text))


def fitted(key: Key, value: Any) -> Any:
    """Return a value as its key wants it; nothing where it does not fit."""
    if isinstance(key.shape, ListOf):
        items = value if isinstance(value, list) else [value]
        texts = [text for text in (_leaf(key.shape.item, item) for item in items) if text]
        return texts if len(texts) == len(items) else None
    return _leaf(key.shape, value)


def _leaf(shape: Any, value: Any) -> str | None:
    if not isinstance(shape, Leaf) or not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    text = str(value).strip()
    if shape.form in {"date", "end"}:
        text = _date(text, may_go_on=shape.form == "end")
    elif shape.form != "prose":
        text = " ".join(text.split())
    try:
        READERS[shape.form].read(text)
    except ValueError:
        return None
    return text or None


def _date(text: str, *, may_go_on: bool) -> str:
    if text.casefold() in _PRESENT:
        return "present" if may_go_on else ""
    return date(date=text)


def _joined(first: Any, second: Any) -> Any:
    if isinstance(first, list):
        return [*first, *(item for item in second if item not in first)]
    return first if second == first else f"{first}; {second}"


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_plain(item)}" for name, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return str(value)
