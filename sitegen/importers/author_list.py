"""Author lists: the names of a paper in one line of text, as people type them on their pages.

In: `A. Lovelace*, **B. Bell**, and C. Ray`, `Lovelace, A., Bell, B. & Ray, C.`, `Lovelace A, Bell B`, `A and B`. Out:
the authors in order, each a name or a mapping that says more (equal contribution), in the shape of a paper's file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sitegen.pull.fields import Fields, author, kept
from sitegen.pull.prose import words
from sitegen.regex import regex
from sitegen.text import names

_MARKS = regex(r"[*∗†‡§¶‖^⋆★♯#]+|\^?\{?\\(?:dagger|ddagger|ast|star|S|P)\b\}?|[¹²³⁴⁵⁶⁷⁸⁹]+")
_EQUAL = frozenset("*∗†‡§¶⋆★#")
_EMPHASIS = regex(r"\*\*|__|(?:(?<=[\s,;(])|\A)([*_])(?=\S)([^*_,;]+)(?<=\S)\1(?=[\s,;)*]|\Z)")
_LINK = regex(r"\[([^\[\]]*)\]\([^()\s]*\)")
_AND = regex(r"\s*(?:,\s*)?(?:\band\b|&|\bund\b|\by\b(?=\s+[A-ZÁÉÍÓÚÑ])|\bet\b(?!\s+al))\s+")
_INITIALS = regex(r"(?:[^\W\d_]{1,2}\.?[\s~-]*){1,4}", re.UNICODE)
_DOTTED = regex(r"(?:[^\W\d_]{1,3}\.[\s~-]*){1,5}(?:[^\W\d_]\.?)?")
_NAME = regex(r"(?:(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|van|von|der|den|de|la|di|da|el|bin|ter)(?:[ -]|\Z)){2,5}|et al\.?")
_SUFFIX = regex(r"(?:Jr|Sr)\.?|II|III|IV|PhD|Ph\.D\.?|MD|M\.D\.?", re.IGNORECASE)
_VANCOUVER = regex(r"(?P<family>[^\W\d_][^,.]*?[^\W\d_])\s+(?P<initials>[A-ZÀ-ÖØ-Þ]{1,4}(?:-[A-ZÀ-ÖØ-Þ])?)\.?")
_REST = regex(r",?\s*(?:\bet\s+al\b\.?|\band\s+(?:\d+\s+)?others\b|\bothers\b|…|\.\.\.)\s*\.?\s*\Z", re.IGNORECASE)


def authors_of(text: str) -> list[str | Fields]:
    """The authors that a text lists; `et al.` stays the last of them. An empty list where it names nobody."""
    plain = _LINK.sub(r"\1", words(text)).replace("\\*", "*").replace("\u00a0", " ")
    plain = re.sub(r"(?<!\b[^\W\d_])\.$", "", plain.strip(" ,;:"))
    rest = _REST.search(f" {plain}")
    if rest and plain:
        plain = f" {plain}"[: rest.start()].strip(" ,;")
    authors = shared([entry for entry in map(_author, _parted(plain)) if entry])
    return [*authors, "et al."] if rest and authors else authors


def shared(authors: list[str | Fields]) -> list[str | Fields]:
    """Authors of whom more than one, or none, is marked as contributing equally: a lone star means something else."""
    marked_ones = [entry for entry in authors if isinstance(entry, dict) and "equal" in entry]
    if len(marked_ones) != 1:
        return authors
    rest = {key: value for key, value in marked_ones[0].items() if key != "equal"}
    plain = rest["name"] if list(rest) == ["name"] else rest
    return [plain if entry is marked_ones[0] else entry for entry in authors]


def names_alone(text: str) -> list[str | Fields]:
    """The authors that a text lists which has nothing but names: two at least, each of a few capitalised words."""
    plain = re.sub(r"<sup>.*?</sup>", "*", text)
    plain = _EMPHASIS.sub(lambda match: match[2] or "", _LINK.sub(r"\1", words(plain))).strip(" .")
    parts = [part.strip() for part in re.split(r",|;|\s+and\s+|&", plain) if part.strip()]
    are_names = all(_NAME.fullmatch(_MARKS.sub("", part).strip()) for part in parts)
    return authors_of(re.sub(r"<sup>.*?</sup>", "*", text)) if len(parts) > 1 and are_names else []


def with_notes(authors: Sequence[str | Fields], notes: Sequence[Any]) -> list[str | Fields]:
    """Authors with what a program says beside each: that some contributed equally, or correspond, is a mark."""
    noted: list[str | Fields] = []
    for number, entry in enumerate(authors):
        note = str(notes[number] or "").strip() if number < len(notes) else ""
        noted.append(marked(entry, note) if note else entry)
    return noted


def marked(entry: str | Fields, note: str) -> str | Fields:
    """An author with one remark."""
    mapping: Fields = {"name": entry} if isinstance(entry, str) else dict(entry)
    if re.search(r"equal|joint first|co-?first|shared", note, re.IGNORECASE):
        return {**mapping, "equal": "true"}
    if re.search(r"correspond", note, re.IGNORECASE):
        return {**mapping, "corresponding": "true"}
    return {**mapping, "note": note}


def _parted(text: str) -> list[str]:
    """The names in a line, each as it stands there."""
    text = re.sub("[，、]", ",", _EMPHASIS.sub(lambda match: match[2] or "", text)).replace("；", ";")
    if ";" in text:
        return [_AND.sub("", part, count=1) if _AND.match(part) else part for part in text.split(";")]
    inverted = re.split(r"\s+(?:and|AND)\s+", text)
    if len(inverted) > 1 and all(part.count(",") == 1 and not _AND.search(part) for part in inverted):
        return inverted
    pieces = [piece.strip() for part in _AND.split(text) for piece in part.split(",")]
    return _joined([piece for piece in pieces if piece])


def _joined(pieces: Sequence[str]) -> list[str]:
    """Names of the pieces between commas: `Lovelace`, `A.` are one where every second piece is initials."""
    pieces = _with_suffixes(pieces)
    bare = [_MARKS.sub("", piece).strip() for piece in pieces]
    seconds = bare[1::2]
    is_inverted = len(bare) > 1 and all(_is_given(piece) for piece in seconds) and not any(map(_is_given, bare[::2]))
    if is_inverted:
        return [", ".join(pieces[at : at + 2]) for at in range(0, len(pieces), 2)]
    if sum(map(_is_given, bare)) * 3 < len(bare):
        return list(pieces)
    names: list[str] = []
    for piece, plain in zip(pieces, bare, strict=True):  # one who has no initials among many who have
        if _is_given(plain) and names and "," not in names[-1]:
            names[-1] = f"{names[-1]}, {piece}"
        else:
            names.append(piece)
    return names


def _is_given(piece: str) -> bool:
    """Whether a piece is initials and no name of its own."""
    is_upper = piece.upper() == piece != piece.lower()
    return bool(_DOTTED.fullmatch(piece)) or (is_upper and bool(_INITIALS.fullmatch(piece)))


def _with_suffixes(pieces: Iterable[str]) -> list[str]:
    names: list[str] = []
    for piece in pieces:
        if names and _SUFFIX.fullmatch(piece):
            names[-1] += "" if piece.upper().startswith(("P", "M")) else f" {piece}"
        else:
            names.append(piece)
    return names


def _author(written: str) -> str | Fields:
    """One author: the name without marks, and what they mean."""
    plain = re.sub(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]", "", written)
    marks = "".join(_MARKS.findall(plain))
    name = " ".join(_MARKS.sub("", plain).split()).strip(" ,;:")
    name = name if re.search(r"\b[^\W\d_]{1,2}\.$|\b[JS]r\.$", name) else name.rstrip(".")
    if not re.search(r"[^\W\d_]", name):
        return ""
    vancouver = _VANCOUVER.fullmatch(name)
    if vancouver and not names.is_group(name):
        initials = " ".join(f"{letter}." for letter in vancouver["initials"].replace("-", ""))
        name = f"{vancouver['family']}, {initials}"
    told = author(name)
    is_equal = bool(marks) and set(marks) <= _EQUAL
    return kept(**(told if isinstance(told, dict) else {"name": told}), equal="true") if is_equal else told
