"""Spellings of names: may two be one person's, and does a text look like a name at all.

In: names as spelled on papers. Out: what the two have in common, in words, or what is odd about one. Never joins
anybody: what it says is a question for whoever knows the people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text.names import Name, split, without_titles

_SHORT_FORMS = """
abigail abby gail|alexander alex sasha|alexandra alex sasha|alfred al fred|allan al|andrew andy drew|anthony tony
|antonio tony|barbara barb|benjamin ben|bernard bernie|catherine cathy kate katie|charles charlie chuck
|christina chris tina|christine chris|christopher chris|daniel dan danny|david dave|deborah deb debbie|dmitry dima
|donald don|douglas doug|edward ed eddie ted|edwin ed|eleanor ellie nora|elizabeth liz beth betty eliza lisa
|eugene gene|francis frank|franklin frank|frederick fred|gabriel gabe|gerald gerry jerry|geoffrey geoff|gregory greg
|guillermo memo|gustav gus|harold harry hal|henry hank harry|jacob jake|james jim jimmy jamie|janet jan|jeffrey jeff
|jennifer jen jenny|jessica jess|johannes hans|john jack johnny jon|jonathan jon|joseph joe|joshua josh
|judith judy|katherine kate kathy katie|kathleen kathy|kenneth ken|laurence larry|lawrence larry|leonard len leo
|leonardo leo|louis lou|ludwig lutz|margaret maggie meg peggy|maria mia|martin marty|matthew matt|maximilian max
|michael mike mick misha|mikhail misha mike|mohammad mo|natalia natasha|nathan nate|nathaniel nat nate|nicholas nick
|nicola nick|nicolas nick|nikolaos nikos nick|oliver ollie|pamela pam|patricia pat patty|patrick pat|peter pete
|philip phil|phillip phil|rachel rae|raymond ray|rebecca becky|richard dick rich rick|robert bob bobby rob robbie
|roger rog|roland rolf|ronald ron|russell russ|samantha sam|samuel sam|sandra sandy|sergey serge|solomon sol
|stanley stan|stephanie steph|stephen steve|steven steve|stuart stu|susan sue susie|suzanne sue|terence terry
|theodore ted theo|theresa tess|thomas tom tommy|timothy tim|tobias toby|valerie val|victor vic|victoria vicky
|vincent vince|vladimir vlad volodya|walter walt|wilhelm willi|william bill billy liam will|zachary zach
"""
_FORMS: dict[str, set[str]] = {}
for _group in _SHORT_FORMS.split("|"):
    for _short in _group.split()[1:]:
        _FORMS.setdefault(_short, set()).add(_group.split()[0])

_SEVERAL = regex(r"\s(?:and|&)\s|;", re.IGNORECASE)
_REST = regex(r"\bet\.?\s+al\b|\bothers\b", re.IGNORECASE)
_MARK = regex(r"[0-9](?!(?:[0-9]*)(?:st|nd|rd|th)\b)|[*†‡§¶#@∗<>\[\]{}$\\_^=+]")


SURE = "spelled otherwise"
"""The likeness that needs no further evidence."""
BEGINNING = 3
"""Letters of a given name from which on it may stand for a longer one."""
_UMLAUTS = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "ø": "oe", "å": "aa", "œ": "oe", "æ": "ae"})


class Parts(NamedTuple):
    """A name, ready to be compared: its words in small ASCII letters. A group has no given names.

    `forms` are all its words as they may be written without accents: `hinrich schutze`, `hinrich schuetze`; `families`
    are those of its family name.
    """

    family: str
    given: tuple[str, ...]
    suffix: str
    forms: tuple[str, ...]
    families: tuple[str, ...]


class Oddity(NamedTuple):
    """An oddity of a name, and what to do about it."""

    rule: str
    sentence: str
    hint: str


@lru_cache(maxsize=1 << 16)
def parts(name: str) -> Parts:
    """Return the words of a name."""
    return parts_of(split(name))


def parts_of(name: Name) -> Parts:
    """Return the words of a name whose parts are known."""
    family, given_name = replace(name, particle="", suffix="").likeness_key
    forms = [f"{given_name} {family}".strip()]
    families = [family]
    whole = f"{name.given} {name.family}"
    if not whole.isascii() and whole.lower().translate(_UMLAUTS) != whole.lower():
        spread = replace(name, given=name.given.lower().translate(_UMLAUTS), family=name.family.lower(), particle="")
        spread = replace(spread, family=spread.family.translate(_UMLAUTS), suffix="")
        forms.append(" ".join(reversed(spread.likeness_key)).strip())
        families.append(spread.likeness_key[0])
    suffix = name.suffix.rstrip(".").casefold()
    words = tuple(given_name.split()) if name.given else ()
    return Parts(family, words, suffix, tuple(dict.fromkeys(forms)), tuple(dict.fromkeys(families)))


def full_forms(given_name: str) -> set[str]:
    """Return the names that a given name may be short for, and itself."""
    return {given_name} | _FORMS.get(given_name, set())


def likeness(first: str, second: str) -> str:
    """Return how two different spellings can be one name, as words for a person; empty when they cannot."""
    return likeness_of(parts(first), parts(second))


def likeness_of(first: Parts, second: Parts) -> str:
    """Return how two names can be one, as `likeness` does."""
    if not first.given or not second.given or first.suffix != second.suffix:
        return ""
    first, second = _with_family_of(first, second), _with_family_of(second, first)
    if not set(first.forms).isdisjoint(second.forms):
        return SURE
    if not set(first.families).isdisjoint(second.families):
        return _likeness_of_given(first.given, second.given) or _one_letter(first, second)
    return _turned(first, second) or _with_more_family(first, second) or _one_letter(first, second)


def _with_family_of(name: Parts, other: Parts) -> Parts:
    """Return a name with a family name of several words where it ends with that of another, whose parts are stated."""
    words, family = (*name.given, *name.family.split()), tuple(other.family.split())
    is_longer = len(name.family.split()) < len(family) < len(words)
    if not is_longer or words[-len(family) :] != family:
        return name
    return name._replace(given=words[: -len(family)], family=other.family, families=other.families)


def _turned(name: Parts, other: Parts) -> str:
    """Return whether one name is the other with the family name first: of two or three words."""
    first, second = (*name.given, *name.family.split()), (*other.given, *other.family.split())
    if len(first) != len(second) or sorted(first) != sorted(second):
        return ""
    turns = [first[at:] + first[:at] for at in range(1, len(first))]
    if second in turns or second == first[::-1]:
        return "family name first"
    return "given names in another order" if first[-1] == second[-1] or first[0] == second[0] else ""


def _with_more_family(first: Parts, second: Parts) -> str:
    """Return whether two names differ only by a further family name, before or behind the other."""
    fewer, more = sorted((first, second), key=lambda name: len(name.given) + len(name.family.split()))
    words, others = (*fewer.given, *fewer.family.split()), (*more.given, *more.family.split())
    if len(words) < 2 or len(words) == len(others) or words[0] != others[0] or len(words[0]) == 1:
        return ""
    is_within = words == others[: len(words)] or (fewer.given == more.given and words[-1] == others[-1])
    return "with more of a family name" if is_within else ""


def _one_letter(name: Parts, other: Parts) -> str:
    """Return whether two names of one number of words differ by one letter in a word of five or more."""
    first, second = (*name.given, *name.family.split()), (*other.given, *other.family.split())
    if len(first) != len(second):
        return ""
    apart = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(apart) != 1 or min(map(len, apart[0])) < 4:
        return ""
    return "one letter" if _is_near(*apart[0]) else ""


def _is_near(word: str, other: str) -> bool:
    """Tell whether a letter more, less or other makes one word of the other."""
    shorter, longer = sorted((word, other), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[at + (len(longer) == len(shorter)) :] == longer[at + 1 :]


def _likeness_of_given(names: Sequence[str], other: Sequence[str]) -> str:
    if sorted(names) == sorted(other) and names != other:
        return "given names in another order"
    if tuple(names[1:]) == tuple(other) or tuple(other[1:]) == tuple(names):
        return "without the first name"
    if not _agree(names[1:], other[1:]):
        return ""
    if names[0] == other[0]:
        return "without the initial" if len(names[0]) == 1 else "without a middle name"
    if len(names[0]) == 1 or len(other[0]) == 1:
        return "initials" if names[0][0] == other[0][0] else ""
    if full_forms(names[0]) & full_forms(other[0]):
        return "a short form"
    shorter, longer = sorted((names[0], other[0]), key=len)
    return "the beginning of a given name" if len(shorter) >= BEGINNING and longer.startswith(shorter) else ""


def _agree(names: Sequence[str], other: Sequence[str]) -> bool:
    """Whether further given names do not contradict: each is the other's, or its initial, or is left out at the end."""
    pairs = zip(names, other, strict=False)
    return all(a == b or (1 in {len(a), len(b)} and a[0] == b[0]) for a, b in pairs)


def oddity(name: str) -> Oddity | None:
    """Return what is odd about a name as a person's; nothing where it looks well."""
    if _REST.search(name):
        hint = "list everyone, or delete this and write authors_total: with their number"
        return Oddity("rest", f'"{name}" is nobody\'s name', hint)
    name_parts = split(name)
    if name_parts.is_group:
        return None
    if _SEVERAL.search(name):
        return Oddity("several", f'"{name}" seems to be several people', "give each a line of their own")
    if (plain := without_titles(name)) != name:
        what = " ".join(word for word in re.split(r"[ ,]+", name) if word not in plain)
        return Oddity("title", f'"{name}" holds "{what}", which is no part of a name', f"write {plain}")
    if mark := _MARK.search(name):
        hint = "marks belong in keys: equal: true, corresponding: true, affiliation:, note:"
        return Oddity("mark", f'"{name}" holds "{mark[0]}", which is no part of a name', hint)
    if "," in name and name_parts.given and name.partition(",")[0].strip() == name_parts.surname:
        if " " in name_parts.family and " " in name_parts.given:
            sentence = f'"{name}" is two people on one line, or stands family name first'
            return Oddity("several", sentence, "give each a line of their own, given names first")
        right = " ".join(part for part in (name_parts.given, name_parts.surname, name_parts.suffix) if part)
        return Oddity("inverted", f'"{name}" stands family name first, and is shown so', f"write {right}")
    if name_parts.given and name.isupper() and any(len(word) > 3 for word in re.findall(r"\w+", name)):
        return Oddity("capitals", f'"{name}" is in capitals, and is shown so', f"write {name.title()}")
    return None
