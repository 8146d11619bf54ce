r"""Macros, put in place: a person's own, and those that papers take for granted.

In: a command's name and the text after it. Out: the text that stands for it. A macro's body is TeX; `#1` to `#9` are
its arguments. Nothing is ever run: a body is put in place of the command, a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from sitegen.regex import regex
from sitegen.text import textmode
from sitegen.text.common_macros import ALIASES, GLUED, LETTERS

MOST_EXPANSIONS = 400
"""How many macros a field may expand; `LONGEST` is how many characters that may make, in words, and in a formula."""
LONGEST = 60_000
LONGEST_FORMULA = 8_000

_PARAMETER = regex(r"#([1-9])")
_COMMAND = regex(r"\\([A-Za-z]+)\*?")
_ENDS_IN_COMMAND = regex(r"\\[A-Za-z]+\Z")
_BRACE = regex(r"[\\{}](?:(?<=\\).|(?<=[{}]))", re.DOTALL)


@lru_cache(maxsize=4096)
def arity(body: str) -> int:
    """The number of arguments that a macro with this body takes."""
    return max((int(number) for number in _PARAMETER.findall(body)), default=0)


def fill(body: str, arguments: tuple[str, ...]) -> str:
    """The body with its arguments in place; a missing one is empty."""
    if not arguments:
        return body
    return _PARAMETER.sub(lambda match: "".join(arguments[int(match[1]) - 1 : int(match[1])]), body)


@lru_cache(maxsize=4096)
def unglue(name: str) -> str:
    r"""The TeX of `\name` before its braces got lost; empty when it does not look like that."""
    if name in GLUED or name in textmode.COMMANDS:
        return ""
    for end in range(len(name) - 1, 1, -1):
        pattern = GLUED.get(name[:end])
        if pattern:
            return pattern.format(command=name[:end], rest=name[end:])
    return ""


def braces(text: str) -> dict[int, int]:
    """The position of the closing brace by that of the opening one, unmatched ones left out."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            pairs[opened.pop()] = match.start()
    return pairs


def arguments(text: str, start: int, count: int, pairs: Mapping[int, int]) -> tuple[tuple[str, ...], int]:
    """Up to `count` arguments from `start` on, each in braces or a single character, and where they end."""
    values: list[str] = []
    end = start
    while len(values) < count:
        position = end
        while position < len(text) and text[position] in " \n":
            position += 1
        if position in pairs:
            values.append(text[position + 1 : pairs[position]])
            end = pairs[position] + 1
        elif position < len(text) and text[position] not in "{}$\\":
            values.append(text[position])
            end = position + 1
        elif command := _COMMAND.match(text, position):
            values.append(command[0])
            end = command.end()
        else:
            break
    return tuple(values), end


def expand(tex: str, macros: Mapping[str, str]) -> tuple[str, bool]:
    """A formula with its macros in place, and whether all of them fitted within the bounds.

    `macros` win over the conventional ones; commands that are neither stay.
    """
    done: list[str] = []
    used = 0
    while used <= MOST_EXPANSIONS:
        macro = _next_macro(tex, macros)
        if not macro:
            return "".join(done) + tex, True
        body, start, end = macro
        used += 1
        done.append(tex[:start])
        if body[:1].isalpha() and _ENDS_IN_COMMAND.search(tex, max(0, start - 40), start):
            body = f" {body}"
        rest = tex[end:]
        tex = body + (" " if body[-1:].isalpha() and rest[:1].isalpha() and "\\" in body else "") + rest
        if len(tex) > LONGEST_FORMULA:
            break
    return "".join(done) + tex, False


def _next_macro(tex: str, macros: Mapping[str, str]) -> tuple[str, int, int] | None:
    """The replacement of the first macro of the formula, and the start and end of that macro."""
    pairs: dict[int, int] | None = None
    for command in _COMMAND.finditer(tex):
        if tex[command.start() - 1 : command.start()] == "\\" and _is_escaped(tex, command.start()):
            continue
        body = macros.get(command[1])
        if body is None and command[1] not in LETTERS:
            body = ALIASES.get(command[1])
        if body is None:
            continue
        count = arity(body)
        if count and pairs is None:
            pairs = braces(tex)
        values, end = arguments(tex, command.end(1), count, pairs or {})
        if len(values) < count and command[1] not in macros:
            continue
        return fill(body, values), command.start(), end
    return None


def _is_escaped(tex: str, position: int) -> bool:
    """Whether the backslash at `position` is the second half of a line end."""
    before = position
    while before and tex[before - 1] == "\\":
        before -= 1
    return (position - before) % 2 == 1
