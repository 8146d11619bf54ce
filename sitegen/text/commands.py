r"""One LaTeX command in running text: what it does to the draft.

In: a reader that stands at a backslash. Out: the draft is longer, and the place where reading goes on. A command nobody
knows reads as its argument or as its name, and is reported; no command is lost in silence, none is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sitegen.text import maths, vocabulary
from sitegen.text.actions import ACTIONS, after_letter, after_options, after_spaces, after_symbol, style
from sitegen.text.draft import Group
from sitegen.text.macros import arguments, arity, fill, unglue
from sitegen.text.nodes import Trouble
from sitegen.text.symbols import ABBREVIATIONS, ACCENTS, LETTERS, SYMBOLS, compose

if TYPE_CHECKING:
    from sitegen.text.latex import Reader

DEEPEST_EXPANSION = 12

_COMMAND = re.compile(r"\\(?:([A-Za-z]+)(\*?)|(.?))", re.DOTALL)
_GLUED = re.compile(r"\\([A-Za-z]{4,})")
_ESCAPED_COMMAND = re.compile(r"\$\\backslash\$([A-Za-z]+)\{\\\{\}([^{}]*)\{\\\}\}")
_ESCAPED_ACCENT = re.compile(r"(?:\$\\backslash\$|\\textbackslash\s?)(?=[\"'`^~=.]\{?[A-Za-z])")
_ESCAPED_FORMULA = re.compile(r"\{\\\$\}([^$]{0,200}\\backslash[^$]{0,200}?)\{\\\$\}")
_CUT_NAME = re.compile(r"\\([bcdkrtuvH])\{([a-z]{2,8})\}")
r"""A name that somebody read as an accent and its letters: `\b{eta}` was `\beta`."""
_GLUED_CITATION = re.compile(r"\\(cite[tp]?)(?=[a-zA-Z]*[A-Z:_0-9])([A-Za-z0-9][\w:.,+/-]*\w)")
_SCRIPT = re.compile(r"\s?[_^]\s*(?=[\w{\\*+])")
_ARGUMENT = re.compile(r"\\([A-Za-z]+)|\([^()\n]{1,40}\)|\|[^|\n]{1,20}\||\w")


def mend(text: str, macros: Mapping[str, str]) -> str:
    r"""The text with its commands as they were: before braces got lost (`\emphnon`) or were escaped again."""
    if "backslash" in text:
        text = _ESCAPED_FORMULA.sub(lambda found: "$" + found[1].replace(r"\backslash", "\\") + "$", text)
        text = _ESCAPED_ACCENT.sub(r"\\", _ESCAPED_COMMAND.sub(r"\\\1{\2}", text))
    if "{" in text:
        text = _CUT_NAME.sub(_mend_name, text)
    if "\\cite" in text:
        text = _GLUED_CITATION.sub(_mend_citation, text)
    return _GLUED.sub(lambda found: _mend_command(found[1], macros), text)


def _mend_name(found: re.Match[str]) -> str:
    name = found[1] + found[2]
    if not maths.symbol(name):
        return found[0]
    return f"\\{name} " if found.string[found.end() : found.end() + 1].isalpha() else f"\\{name}"


def _mend_citation(found: re.Match[str]) -> str:
    name = found[1] + re.match("[A-Za-z]*", found[2])[0]  # type: ignore[index]  # this pattern matches everything
    return found[0] if _is_known(name) else rf"\{found[1]}{{{found[2]}}}"


def _mend_command(name: str, macros: Mapping[str, str]) -> str:
    return f"\\{name}" if name in macros or _is_known(name) else unglue(name) or f"\\{name}"


def _is_known(name: str) -> bool:
    return any(name in table for table in _TABLES) or maths.is_command(name)


def command(reader: Reader, start: int) -> int:
    """Do the command at `start`; returns where reading goes on."""
    found = _COMMAND.match(reader.text, start)
    name = (found[1] or found[3] or "") if found else ""
    end = found.end() if found else start + 1
    if found and found[2] and name not in ACTIONS and name not in vocabulary.STYLES:
        end -= 1
    if name in reader.macros:
        return _expand(reader, name, end)
    if name in ACCENTS and (done := _accent(reader, name, end)):
        return done
    if name in LETTERS:
        reader.draft.write(LETTERS[name])
        return after_letter(reader, end)
    if name in SYMBOLS and not _opens_script(reader, end):
        reader.draft.write(SYMBOLS[name], literal=True)
        return after_symbol(reader, end)
    if action := ACTIONS.get(name):
        return action(reader, name, end)
    return _worded(reader, name, start, end)


def _worded(reader: Reader, name: str, start: int, end: int) -> int:
    """A command that is one of a family: style, switch, citation, formula, abbreviation; or that nobody knows."""
    if name in vocabulary.STYLES:
        return style(reader, vocabulary.STYLES[name], end)
    if name in vocabulary.SWITCHES:
        close = reader.draft.end_of_group()
        if close >= 0:
            reader.draft.open(Group("style", vocabulary.SWITCHES[name]))
        return after_letter(reader, end)
    if name in vocabulary.SILENT:
        return after_letter(reader, end)
    if name in vocabulary.DROPPED:
        return _drop(reader, vocabulary.DROPPED[name], end)
    if name in ABBREVIATIONS:
        word = ABBREVIATIONS[name]
        reader.draft.write(word)
        return after_symbol(reader, end + 1 if reader.text[end : end + 1] == "." else end)
    if name and maths.is_command(name):
        return _bare_formula(reader, name, start, end)
    return _unknown(reader, name, end)


def _expand(reader: Reader, name: str, end: int) -> int:
    body = reader.macros[name]
    given, after = arguments(reader.text, end, arity(body), reader.pairs)
    filled = fill(body, given)
    if reader.depth >= DEEPEST_EXPANSION or not reader.budget.spend(len(filled)):
        reader.troubles.append(Trouble(f"the macro \\{name} expands without end", "look at its line under macros:"))
        reader.draft.write(name)
        return after
    reader.read_inside(filled)
    return after_symbol(reader, after)


def _accent(reader: Reader, name: str, end: int) -> int:
    """Put an accent on the letter that follows; 0 if none does."""
    given, after = arguments(reader.text, end, 1, reader.pairs)
    letter = given[0].strip() if given else ""
    letter = LETTERS.get(letter.strip("\\{} "), letter.strip("{}")) if letter[:1] in "\\{" else letter
    if name.isalpha() and not (letter[:1].isalpha() and len(letter) <= 2):
        return 0
    if not letter or letter[0] in "\\$":
        if name in {"^", "~", "’", "”"} or letter[:1] == "$":
            reader.draft.write(name, literal=True)
        return end
    if not letter[0].isalpha():
        if name in {"^", "~"}:
            reader.draft.write(name, literal=True)
        return end
    reader.draft.write(compose(letter, name))
    return after


def _drop(reader: Reader, count: int, end: int) -> int:
    end = after_options(reader, end)
    for _ in range(count):
        brace = after_spaces(reader, end)
        if brace not in reader.pairs:
            break
        end = reader.pairs[brace] + 1
    if reader.text[end : end + 1] in {"", " ", ".", ",", ";", ":", ")", "\n"}:
        reader.draft.trim()
    return end


def _unknown(reader: Reader, name: str, end: int) -> int:
    """A command nobody knows: its argument if it has one, else its name, as a word."""
    close = reader.pairs.get(end, -1)
    if close > end + 1:
        reader.draft.open(Group("style", "group", close))
        if len(name) > 1:
            reading = " ".join(reader.text[end + 1 : close].split())
            reader.troubles.append(maths.unknown_macro(name, reading if len(reading) <= 40 else f"{reading[:40]}…"))
        return end + 1
    if close == end + 1:
        end += 2
    if name.isalpha():
        reader.troubles.append(maths.unknown_macro(name, name))
    reader.draft.write(name, literal=not name.isalpha())
    return end


def _bare_formula(reader: Reader, name: str, start: int, end: int) -> int:
    """A command of formulas outside of dollar signs, with its arguments and the scripts it carries."""
    symbol = maths.symbol(name)
    if symbol and not _opens_script(reader, end):
        reader.draft.write(symbol, literal=True)
        return after_symbol(reader, end)
    stop = _end_of_formula(reader, name, end)
    if not stop:
        reader.draft.write("√" if name == "sqrt" else "")
        reader.troubles.append(Trouble(f"the command \\{name} has lost what belongs to it"))
        return end
    while script := _SCRIPT.match(reader.text, stop):
        _, stop = arguments(reader.text, script.end(), 1, reader.pairs)
        while reader.text[script.end()] == "\\" and stop in reader.pairs:
            stop = reader.pairs[stop] + 1
    reader.formula(reader.text[start:stop])
    return stop


def _end_of_formula(reader: Reader, name: str, end: int, depth: int = 0) -> int:
    """Where the arguments of a command end; 0 when there are too few."""
    for _ in range(maths.arguments_of(name)):
        position = end
        while reader.text[position : position + 1] == " ":
            position += 1
        found = _ARGUMENT.match(reader.text, position)
        if position in reader.pairs:
            end = reader.pairs[position] + 1
        elif found and found[1] in vocabulary.SILENT:
            return 0
        elif found and found[1] and depth < 5:
            end = _end_of_formula(reader, found[1], found.end(), depth + 1)
        else:
            end = found.end() if found else 0
        if not end:
            return 0
    return end


def _opens_script(reader: Reader, end: int) -> bool:
    return _SCRIPT.match(reader.text, end) is not None


_TABLES: tuple[Mapping[str, object] | frozenset[str], ...] = (
    vocabulary.STYLES, vocabulary.SWITCHES, vocabulary.SILENT, vocabulary.DROPPED, ACCENTS, LETTERS, SYMBOLS,
    ABBREVIATIONS, ACTIONS,
)  # fmt: skip
