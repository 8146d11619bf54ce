"""Whether two spellings of a name may be one person's, and whether a name looks like one.

In: names as spelled on papers. Out: what the two have in common, in words, or what is odd about one. Never joins
anybody: what it says is a question for whoever knows the people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from sitegen.text.names import split

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

_SEVERAL = re.compile(r"\s(?:and|&)\s|;", re.IGNORECASE)
_REST = re.compile(r"\bet\.?\s+al\b|\bothers\b", re.IGNORECASE)
_MARK = re.compile(r"[0-9](?!(?:[0-9]*)(?:st|nd|rd|th)\b)|[*†‡§¶#@∗<>\[\]{}$\\_^=+]")


class Parts(NamedTuple):
    """A name, ready to be compared: its words in small ASCII letters. A group has no given names."""

    family: str
    given: tuple[str, ...]
    suffix: str


class Oddity(NamedTuple):
    """What is odd about a name, and what to do about it."""

    rule: str
    sentence: str
    hint: str


@lru_cache(maxsize=1 << 16)
def parts(name: str) -> Parts:
    """Return the words of a name."""
    found = split(name)
    family, given = replace(found, particle="", suffix="").likeness_key
    return Parts(family, tuple(given.split()) if found.given else (), found.suffix.rstrip(".").casefold())


def likeness(one: str, other: str) -> str:
    """Return how two different spellings can be one name, as words for a person; empty when they cannot."""
    first, second = parts(one), parts(other)
    if not first.given or not second.given or first.suffix != second.suffix:
        return ""
    if first.family != second.family:
        is_turned = first.given == tuple(second.family.split()) and second.given == tuple(first.family.split())
        return "family name first" if is_turned else ""
    if first.given == second.given:
        return "spelled otherwise"
    return _likeness_of_given(first.given, second.given)


def _likeness_of_given(one: Sequence[str], other: Sequence[str]) -> str:
    if not _agree(one[1:], other[1:]):
        return ""
    if one[0] == other[0]:
        return "without the initial" if len(one[0]) == 1 else "without a middle name"
    if len(one[0]) == 1 or len(other[0]) == 1:
        return "initials" if one[0][0] == other[0][0] else ""
    return "a short form" if _forms(one[0]) & _forms(other[0]) else ""


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether further given names do not contradict: each is the other's, or its initial, or is left out at the end."""
    pairs = zip(one, other, strict=False)
    return all(a == b or (1 in {len(a), len(b)} and a[0] == b[0]) for a, b in pairs)


def _forms(given: str) -> set[str]:
    return {given} | _FORMS.get(given, set())


def oddity(name: str) -> Oddity | None:
    """Return what is odd about a name as a person's; nothing where it looks well."""
    if _REST.search(name):
        hint = "list everyone, or delete this and write authors_total: with their number"
        return Oddity("rest", f'"{name}" is nobody\'s name', hint)
    found = split(name)
    if found.is_group:
        return None
    if _SEVERAL.search(name):
        return Oddity("several", f'"{name}" seems to be several people', "give each a line of their own")
    if mark := _MARK.search(name):
        hint = "marks belong in keys: equal: true, corresponding: true, affiliation:, note:"
        return Oddity("mark", f'"{name}" holds "{mark[0]}", which is no part of a name', hint)
    if "," in name and found.given and name.partition(",")[0].strip() == found.surname:
        if " " in found.family and " " in found.given:
            sentence = f'"{name}" is two people on one line, or stands family name first'
            return Oddity("several", sentence, "give each a line of their own, given names first")
        right = " ".join(part for part in (found.given, found.surname, found.suffix) if part)
        return Oddity("inverted", f'"{name}" stands family name first, and is shown so', f"write {right}")
    if found.given and name.isupper() and any(len(word) > 3 for word in re.findall(r"\w+", name)):
        return Oddity("capitals", f'"{name}" is in capitals, and is shown so', f"write {name.title()}")
    return None
