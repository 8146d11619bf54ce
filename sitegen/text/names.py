"""The parts of a person's name: given, particle, family, suffix.

In: a name as spelled on a paper, in any script. Out: its parts, how it sorts, how it reads inverted.
Never changes a letter of it, and never decides whether two names are one person (`site/people` does).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

# Written small these stand before a family name wherever they are met.
_PARTICLES = frozenset((
    "van", "von", "vom", "zu", "zum", "zur", "de", "der", "den", "dem", "del", "della", "delle", "dello", "degli",
    "dei", "di", "da", "das", "do", "dos", "du", "des", "d", "la", "las", "los", "le", "les", "lo", "l", "te", "ten",
    "ter", "'t", "’t", "in", "op", "aan", "af", "av", "bin", "bint", "ibn", "ben", "al", "el", "ul", "ur", "abu", "ap",
    "بن", "ابن", "بنت", "آل",
))  # fmt: skip
# With a capital they belong to the family name (Luc Van Gool, Nicolas Le Roux); others are then given names (Yu Bin).
_CAPITALS = frozenset((
    "Van", "Von", "De", "Del", "Della", "Delle", "Di", "Da", "Dos", "Du", "La", "Le", "Lo", "El", "Al", "Ter", "Ten",
    "Mac", "Mc", "Nic", "Mhic",
))  # fmt: skip
# Nobody is given one of these for a name: the family name begins here, wherever it stands.
_IRISH = frozenset(("Ó", "Ní", "Uí"))
_JOINTS = frozenset(("y", "i", "e"))
_SUFFIX = re.compile(r"(?:jr|sr)\.?|ii|iii|iv|2nd|3rd", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:collaborations?|teams?|groups?|consortium|consortia|committee|initiative|network|project|institute"
    r"|foundation|society|association|organi[sz]ation|university|laborator(?:y|ies)|contributors)\b",
    re.IGNORECASE,
)
_CJK = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    r"\U00020000-\U0003ffff\s·・]+"
)
_ASIDE = re.compile(r"\s*(\([^()]*\))$")
# What is joined to the main name without a space, and does not count when names are put in order: al-, d'.
_ATTACHED = re.compile(r"(?:al|el|as|ad|an|ar|ash|at|az|ul)-(?=\w)|[dl]['’](?=\w)")
# In order these are one word with what follows: Ó Briain stands beside O'Brien, Mac Aodha beside MacAulay.
_JOINED = re.compile(r"(Ó|Ní|Uí|Nic|Mac|Mc|Mhic) (?=\w)")
_NOT_SORTED = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts, each as written; a part that the name does not have is empty.

    A group (`The ATLAS Collaboration`) and a single word are all `family`. With `written`, the name as it stands, the
    parts are a guess: it is in a script (Arabic, Devanagari, Thai) whose names are not turned around.
    """

    given: str
    particle: str
    family: str
    suffix: str
    is_group: bool = False
    written: str = field(default="", compare=False)

    @property
    def sort_key(self) -> tuple[str, str]:
        """What people are put in order by: the `likeness_key`, but for a name that is not turned around all of it."""
        return (_fold(self.written), "") if self.written else self.likeness_key

    @property
    def likeness_key(self) -> tuple[str, str]:
        """Family name without its particle, then the rest; both in small ASCII letters, digits and spaces."""
        family = self.family.removeprefix("The ") if self.is_group else _ATTACHED.sub("", self.family, count=1)
        return _fold(_JOINED.sub(r"\1", family, count=1)), _fold(f"{self.given} {self.particle} {self.suffix}")

    @property
    def inverted(self) -> str:
        """`van den Driessche, George`; with a suffix `King, Martin Luther, Jr.`; as it is what is not turned around."""
        return self.written or ", ".join(part for part in (self.surname, self.given, self.suffix) if part)

    @property
    def surname(self) -> str:
        """Particle and family name: `van den Driessche`."""
        return f"{self.particle} {self.family}" if self.particle else self.family


@lru_cache(maxsize=1 << 16)
def split(name: str) -> Name:
    """Return the parts of `name`, written `Given Family` or, with a comma, `Family, Given`.

    The family name begins at the first particle, else it is the last word; a name written wholly in Chinese, Japanese
    or Korean characters begins with it, and stays whole without a space.
    """
    name = " ".join(name.split())
    if _GROUP.search(name):
        return Name("", "", name, "", is_group=True)
    if "," in name:
        return _from_commas([part.strip() for part in name.split(",")])
    if _CJK.fullmatch(name):
        family, _, given = name.partition(" ")
        return Name(given, "", family, "")
    return _from_words(name)


def _from_commas(parts: list[str]) -> Name:
    parts = [part for part in parts if part]
    suffixes = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    rest = [part for part in parts if part not in suffixes]
    suffix = " ".join(suffixes)
    if len(rest) == 1:
        plain = split(rest[0])
        return Name(plain.given, plain.particle, plain.family, suffix or plain.suffix, plain.is_group)
    if not rest:
        return Name("", "", suffix or ",", "")
    words = rest[0].split(" ")
    start = _after_particles(words)
    return Name(", ".join(rest[1:]), " ".join(words[:start]), " ".join(words[start:]), suffix)


def _from_words(name: str) -> Name:
    aside = _ASIDE.search(name)
    words = (name[: aside.start()] if aside else name).split(" ")
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    start = _family_start(words)
    family = words[start:]
    particles = _after_particles(family)
    given = " ".join(words[:start])
    if aside:
        given = f"{given} {aside[1]}".strip()
    written = name if given and not _turns(name) else ""
    return Name(given, " ".join(family[:particles]), " ".join(family[particles:]), suffix, written=written)


def _turns(name: str) -> bool:
    """Tell whether a name has letters of a script in which the family name is last, and is put first in indexes.

    Latin, Greek, Cyrillic, Armenian and Hebrew stand before U+0600 in Unicode, Georgian from U+10A0.
    """
    return name.isascii() or any(
        character.isalpha() and (character < "\u0600" or "\u10a0" <= character <= "\u10ff") for character in name
    )


def _family_start(words: list[str]) -> int:
    """Return where the family name begins, its particles included."""
    for place, word in enumerate(words[:-1]):
        if word in _PARTICLES or word in _IRISH or (place and word in _CAPITALS):
            return place
        if place > 1 and word in _JOINTS:
            return place - 1
    return len(words) - 1


def _after_particles(words: list[str]) -> int:
    """Return how many of the first words are particles written small; the last word never is one."""
    count = 0
    while count < len(words) - 1 and words[count] in _PARTICLES:
        count += 1
    return count


@lru_cache(maxsize=1 << 16)
def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    if not folded.isascii():
        from anyascii import anyascii  # only text outside ASCII needs its tables

        folded = anyascii(folded)
    words = _NOT_SORTED.sub(" ", folded.replace("'", "").casefold()).strip()
    return words or text.casefold().strip()
