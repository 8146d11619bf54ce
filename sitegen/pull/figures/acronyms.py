r"""Acronyms and glossary entries, said as the paper says them after their first use.

In: a document without comments; then captions of it. Out: `CNN` for `\gls{cnn}` or `\ac{cnn}`, the long form where it
is asked for. An acronym that the document does not declare stays as it is.

Sources: the manuals of glossaries 4, acronym 1.47 and acro 3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sitegen.pull.figures.tex import group, option
from sitegen.records import NamedTuple
from sitegen.regex import regex

_DECLARED = regex(r"\\(?P<command>newacronym|newabbreviation|acrodef|acro|DeclareAcronym|newglossaryentry)\s*(?=[\[{])")
_SHORT = regex(r"(?:^|,)\s*(?:short|name)\s*=\s*(?:\{([^{}]*)\}|([^,{}]+))")
_LONG = regex(r"(?:^|,)\s*(?:long|description)\s*=\s*(?:\{([^{}]*)\}|([^,{}]+))")
_USED = regex(
    r"\\(?P<command>[gG]ls(?:pl|xtrshort|xtrlong|xtrfull|entryshort|entrylong|text|name|first)?|GLS(?:pl)?|[aA]c[slfp]?p?|acrshort(?:pl)?"
    r"|acrlong(?:pl)?|acrfull(?:pl)?)\*?\s*(?:\[[^\[\]]{0,100}\])?\{(?P<key>[^{}]{1,100})\}"
)
_MOST = 2_000


class Acronym(NamedTuple):
    """A short form and a long one."""

    short: str
    long: str


def declared(text: str) -> dict[str, Acronym]:
    """The acronyms of a document by their keys."""
    acronyms: dict[str, Acronym] = {}
    for start in _DECLARED.finditer(text):
        told = _declaration(text, start["command"], start.end())
        if told:
            acronyms[told[0].strip()] = told[1]
        if len(acronyms) > _MOST:
            break
    return acronyms


def _declaration(text: str, command: str, at: int) -> tuple[str, Acronym] | None:
    if options := option(text, at):
        at = options[1]
    key = group(text, at, 400)
    if not key:
        return None
    if command in {"DeclareAcronym", "newglossaryentry"}:
        properties = group(text, key[1], 4_000)
        short, long = (_SHORT.search(properties[0]), _LONG.search(properties[0])) if properties else (None, None)
        if not short:
            return None
        return key[0], Acronym((short[1] or short[2]).strip(), (long[1] or long[2] or "").strip() if long else "")
    if command in {"acro", "acrodef"}:
        short_option = option(text, key[1])
        long_form = group(text, short_option[1] if short_option else key[1], 1_000)
        return (key[0], Acronym(short_option[0] if short_option else key[0], long_form[0])) if long_form else None
    short_form = group(text, key[1], 400)
    long_form = group(text, short_form[1], 1_000) if short_form else None
    return (key[0], Acronym(short_form[0], long_form[0])) if short_form and long_form else None


def spoken(text: str, known: Mapping[str, Acronym]) -> str:
    """A caption with its acronyms in place."""
    return _USED.sub(lambda match: _expanded(match, known), text) if known else text


def _expanded(match: re.Match[str], known: Mapping[str, Acronym]) -> str:
    acronym = known.get(match["key"].strip())
    if acronym is None:
        return match[0]
    command = match["command"].lower()
    plural = "s" if command.endswith(("pl", "cp", "sp", "lp", "fp")) else ""
    if "long" in command or command in {"acl", "aclp"}:
        return acronym.long + plural
    if "full" in command or command in {"acf", "acfp", "glsfirst"}:
        return f"{acronym.long}{plural} ({acronym.short}{plural})"
    return acronym.short + plural
