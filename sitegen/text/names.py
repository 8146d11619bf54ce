"""The parts of a person's name: given, particle, family, suffix.

In: a name as spelled on a paper, in any script, or in the parts that a file or a source states. Out: its parts, how it
is shown, how it sorts, how it reads inverted. What is stated is never guessed again.
Never changes a letter of it, and never decides whether two names are one person (`site/people` does).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field, replace
from functools import lru_cache

from sitegen.model import Author, Authorship
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex
from sitegen.text.slugs import in_ascii

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
# Last in a Portuguese name these tell son, nephew or grandson from the one they are called after, and go with what is
# before them; after an initial, or a given name alone, they are the family name.
_DESCENT = frozenset(("Filho", "Júnior", "Junior", "Neto", "Netto", "Sobrinho"))
_SUFFIX = regex(r"(?:jr|sr)\.?|ii|iii|iv|2nd|3rd", re.IGNORECASE)
_GROUP = regex(
    r"\b(?:collaborations?|teams?|groups?|consortium|consortia|committee|initiative|network|project|institute"
    r"|foundation|society|association|organi[sz]ation|university|laborator(?:y|ies)|contributors|ministry|department"
    r"|agency|administration|commission|federation|academy|corporation|investigators|task\ force|working\ party)\b"
    r"|\b(?:authority|board|bureau|center|centre|college|company|council|hospital|library|museum|office|school|service"
    r"|union)\b.*\b(?:of|for|and|on|at)\b"
    r"|[\s,](?:inc|llc|llp|ltd|gmbh|corp|plc)\.?$|[\s,](?:b\.\s?v|n\.\s?v|s\.\s?a)\.$",
    re.IGNORECASE,
)
# What somebody has become is no part of the name; two letters alone are one only behind a comma (Md is a name).
_DEGREE = regex(r"Ph\.? ?D\.?|D\.? ?Phil\.?|M\.D\.|Dr\. ?rer\. ?nat\.|D\.Sc\.|M\.Sc\.|B\.Sc\.|Pharm\.?D\.?|Ed\.D\.")
_MORE_DEGREES = regex(r"MD|MSc|BSc|DSc|MPH|MBA|DVM|DDS|RN|FRS|JD|LLM|MEng|MS|BS|MA|BA|EdD|Esq\.?|M\.[AS]\.|B\.[AS]\.")
_TITLE = regex(r"(?:(?:Prof|Dr)\.[ -]?)+(?=\S+ \S)")
_REST = regex(r"(?:and )?(?:et\.? al\.?|others)", re.IGNORECASE)
_CJK = regex(
    r"[\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    r"\U00020000-\U0003ffff\s·・]+"
)
_ASIDE = regex(r"\s*(\([^()]*\))$")
# What is joined to the main name without a space, and does not count when names are put in order: al-, d'. Only at its
# beginning: Foreman-Mackey and Prud'hommeaux are whole.
_ATTACHED = regex(r"^(?:(?:al|el|as|ad|an|ar|ash|at|az|ul)-|[dl]['’])(?=\w)")
# In order these are one word with what follows: Ó Briain stands beside O'Brien, Mac Aodha beside MacAulay.
_JOINED = regex(r"(Ó|Ní|Uí|Nic|Mac|Mc|Mhic) (?=\w)")
_HANGING = ("-", "'", "’")
"""Signs at the end of a particle that is one word with what follows: `al-Khwarizmi`, `d'Alembert`."""
_NOT_SORTED = regex(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts, each as written; a part that the name does not have is empty.

    A group (`The ATLAS Collaboration`) and a single word are all `family`. With `written`, the name as it stands, the
    parts are a guess: it is in a script (Arabic, Devanagari, Thai) whose names are not turned around. `is_family_first`
    tells how it is shown: as in Hungary and Vietnam.
    """

    given: str
    particle: str
    family: str
    suffix: str
    is_group: bool = False
    written: str = field(default="", compare=False)
    is_family_first: bool = field(default=False, compare=False)

    @property
    def shown(self) -> str:
        """The name as pages show it: given names first; in Han, Kana and Hangul, and where it is so, the family."""
        if self.written:
            return self.written
        if not self.given or self.is_group:
            return " ".join(part for part in (self.surname, self.suffix) if part)
        if _CJK.fullmatch(self.surname + self.given):
            space = " " if " " in self.given + self.surname else ""
            return f"{self.surname}{space}{self.given}"
        order = (self.surname, self.given) if self.is_family_first else (self.given, self.surname)
        return " ".join(part for part in (*order, self.suffix) if part)

    @property
    def sort_key(self) -> tuple[str, str]:
        """The order of people: the `likeness_key`, but for a name that is not turned around all of it."""
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


class Spelling(NamedTuple):
    """A name as a file or a source states it: whole, in parts, or both; what is not stated is empty."""

    name: str = ""
    given: str = ""
    particle: str = ""
    family: str = ""
    suffix: str = ""
    group: bool = False
    family_first: bool = False


def spelling(person: Authorship | Author) -> Spelling:
    """Return how a paper, or a person's file, spells a name: what `parts` and caches of what is made of it go by."""
    is_group = isinstance(person, Authorship) and person.group
    parts_stated = (person.given or "", person.particle or "", person.family or "", person.suffix or "")
    return Spelling(person.name, *parts_stated, is_group, person.family_first)


@lru_cache(maxsize=1 << 15)
def parts(spelled: Spelling) -> Name:
    """Return the parts of a name: those that are stated, else as `split` finds them."""
    if spelled.group:
        return Name("", "", spelled.name or spelled.family or spelled.given, "", is_group=True)
    if not (spelled.family or spelled.given):
        return replace(split(spelled.name), is_family_first=spelled.family_first)
    if not spelled.family:
        return Name("", spelled.particle, spelled.given, spelled.suffix, is_family_first=spelled.family_first)
    family = spelled.family.split()
    suffix = spelled.suffix or (family.pop() if len(family) > 1 and _SUFFIX.fullmatch(family[-1]) else "")
    if family[-1].endswith(","):  # `Stabler, Jr.` stated as a family name
        family[-1] = family[-1].rstrip(",")
    particle = spelled.particle.split()
    if particle and particle[-1].endswith(_HANGING):  # `al-`, `d'` and what follows are one word
        family[0] = particle.pop() + family[0]
    count = 0 if spelled.particle else _after_particles(family)
    return Name(
        spelled.given or _beside(" ".join((*particle, *family)), spelled.name, suffix),
        " ".join(particle or family[:count]),
        " ".join(family[count:]),
        suffix,
        is_family_first=spelled.family_first,
    )


def _beside(family: str, name: str, suffix: str) -> str:
    """Return what a name has besides its family name, at its end or its beginning, and its suffix."""
    plain = split(name)
    ending = suffix or plain.suffix
    rest = name.removesuffix(ending).rstrip(", ") if ending else name
    if rest.endswith(family):
        return rest.removesuffix(family).strip()
    return rest.removeprefix(family).strip() if rest.startswith(family) else plain.given


def as_stated(name: str, known: Spelling) -> Spelling:
    """Return a name of somebody whose file states the parts of one: its family name where it has that one, too."""
    family = f"{known.particle} {known.family}".strip()
    if known.group:
        return Spelling(name, group=True)
    if not known.family or is_group(name):
        return Spelling(name, family_first=known.family_first)
    suffix = split(name).suffix
    plain = without_titles(name.removesuffix(suffix).rstrip(", ") if suffix else name)
    words, wanted = plain.split(), _fold(family).replace(" ", "")
    for start in range(len(words)):
        for own, given_words in ((words[start:], words[:start]), (words[: start + 1], words[start + 1 :])):
            if _fold(" ".join(own)).replace(" ", "") == wanted:
                return _placed(name, own, given_words, suffix, known)
    if len(words) == 1 and _CJK.fullmatch(plain) and plain.startswith(family):
        return known._replace(name=name, given=plain.removeprefix(family), suffix=suffix)
    return Spelling(name)


def _placed(name: str, own: list[str], given_words: list[str], suffix: str, known: Spelling) -> Spelling:
    count = len(known.particle.split())
    return Spelling(
        name,
        " ".join(given_words),
        " ".join(own[:count]) if len(own) > count else "",
        " ".join(own[count:] if len(own) > count else own),
        suffix,
        family_first=known.family_first,
    )


def read(text: str) -> Spelling:
    """Return what a name on one line states: its parts where it is written `Family, Given`, else only itself."""
    if "," not in text or is_group(text):
        return Spelling(text)
    known = split(text)
    if not _is_inverted(text):
        return Spelling(text)
    return Spelling(known.shown, known.given, known.particle, known.family, known.suffix)


def straight(text: str) -> str:
    """Return `Given Family` for `Family, Given`; any other name as it is."""
    return read(text).name


def is_group(name: str) -> bool:
    """Tell whether a name is that of a group: a collaboration, an institution, a company."""
    return bool(_GROUP.search(name))


def is_rest(name: str) -> bool:
    """Tell whether what stands in the place of an author is `et al.` or `others`."""
    return bool(_REST.fullmatch(name.strip()))


def surname(particle: str, family: str) -> str:
    """Return particle and family name: `van den Berg`; `al-` and `d'` are one word with what follows."""
    return particle + family if particle.endswith(_HANGING) else f"{particle} {family}".strip()


def written(given_name: str, family: str, suffix: str = "", particle: str = "") -> str:
    """Return the shortest text that has just these parts when it is read: `Given Family`, else `Family, Given`.

    Empty where no text on one line has them: then they are stated one by one.
    """
    wanted = parts(Spelling(given=given_name, particle=particle, family=family, suffix=suffix))
    whole = surname(particle, family)
    plain = wanted.shown if _CJK.fullmatch(family + given_name) else " ".join(filter(None, (given_name, whole, suffix)))
    for text in (plain, wanted.inverted):
        if parts(read(text)) == wanted and not parts(read(text)).written:
            return text
    return ""


@lru_cache(maxsize=1 << 15)
def split(name: str) -> Name:
    """Return the parts of `name`, written `Given Family` or, with a comma, `Family, Given`.

    The family name begins at the first particle, else it is the last word; a name written wholly in Chinese, Japanese
    or Korean characters begins with it, and stays whole without a space. Titles and degrees are no part of a name.
    """
    name = " ".join(name.split())
    if is_group(name):
        return Name("", "", name, "", is_group=True)
    if "," in name:
        return _from_commas([part.strip() for part in name.split(",")])
    if _CJK.fullmatch(name):
        family, _, given_name = name.partition(" ")
        return Name(given_name, "", family, "")
    return _from_words(name)


def without_titles(name: str) -> str:
    """Return a name without `Dr.` before it and `PhD` behind it."""
    name = _TITLE.sub("", name, count=1)
    first, *more = name.split(",")
    kept = [part for part in more if not _is_degree(part.strip(), first)]
    words = first.split(" ")
    if not kept and len(words) > 2 and _DEGREE.fullmatch(words[-1]):
        words.pop()
    return ",".join((" ".join(words), *kept))


def _is_degree(part: str, before: str) -> bool:
    return bool(_DEGREE.fullmatch(part) or (" " in before.strip() and _MORE_DEGREES.fullmatch(part)))


def _is_inverted(name: str) -> bool:
    parts = [part for part in without_titles(name).split(",") if part.strip()]
    return sum(not _SUFFIX.fullmatch(part.strip()) for part in parts) > 1


def _from_commas(parts: list[str]) -> Name:
    parts = [part for part in parts if part]
    parts = [part for at, part in enumerate(parts) if not at or not _is_degree(part, parts[0])]
    suffixes = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    rest = [part for part in parts if part not in suffixes]
    suffix = " ".join(suffixes)
    if len(rest) == 1:
        plain = split(rest[0])
        return replace(plain, suffix=suffix or plain.suffix)
    if not rest:
        return Name("", "", suffix or ",", "")
    words = rest[0].split(" ")
    start = _after_particles(words)
    return Name(", ".join(rest[1:]), " ".join(words[:start]), " ".join(words[start:]), suffix)


def _from_words(name: str) -> Name:
    aside = _ASIDE.search(name)
    words = without_titles(name[: aside.start()] if aside else name).split(" ")
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    start = _family_start(words)
    family = words[start:]
    particles = _after_particles(family)
    given_name = " ".join(words[:start])
    if aside:
        given_name = f"{given_name} {aside[1]}".strip()
    written = name if given_name and not _turns(name) else ""
    return Name(given_name, " ".join(family[:particles]), " ".join(family[particles:]), suffix, written=written)


def _turns(name: str) -> bool:
    """Tell whether a name has letters of a script in which the family name is last, and is put first in indexes.

    Latin, Greek, Cyrillic, Armenian and Hebrew stand before U+0600 in Unicode, Georgian from U+10A0.
    """
    return name.isascii() or any(
        character.isalpha() and (character < "\u0600" or "\u10a0" <= character <= "\u10ff") for character in name
    )


def _family_start(words: list[str]) -> int:
    """Return where the family name begins, its particles included."""
    for index, word in enumerate(words[:-1]):
        if word in _PARTICLES or word in _IRISH or (index and word in _CAPITALS):
            return index
        if index > 1 and word in _JOINTS:
            return index - 1
    return len(words) - (2 if _has_descent(words) else 1)


def _has_descent(words: list[str]) -> bool:
    return len(words) > 2 and words[-1] in _DESCENT and len(words[-2].rstrip(".")) > 1


def _after_particles(words: list[str]) -> int:
    """Return how many of the first words are particles written small; the last word never is one."""
    count, last = 0, len(words) - 1
    while count < last and (words[count] in _PARTICLES or (count and words[count] == "und")):  # von und zu
        count += 1
    return count


@lru_cache(maxsize=1 << 15)
def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    if not folded.isascii():
        folded = in_ascii(folded)
    words = _NOT_SORTED.sub(" ", folded.replace("'", "").casefold()).strip()
    return words or text.casefold().strip()
