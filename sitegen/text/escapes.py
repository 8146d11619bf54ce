r"""Escapes that Markdown put into TeX, undone where they can mean nothing else: `$x\_{i=1}$`, `$\\hat I$`, `\{o}`.

In: a formula's TeX, or a text. Out: the same as it was before somebody escaped it. An escape that TeX knows, and that
makes sense where it stands, stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sitegen.regex import regex

_MARK = regex(r"\\([\[\]()<+=^*'-])")
"""Signs that need no backslash in a formula, and that no command is made of."""
_SCRIPT = regex(r"\\_(?=\s*\{)|(?<=[})\]])\\_(?=[A-Za-z0-9])|(?<![A-Za-z\\])([A-Za-z])\\_(?=[A-Za-z0-9](?![A-Za-z]))")
_TWICE = regex(r"(?<!\\)\\\\(?:([A-Za-z]+)|(?=[{}_|,;!]))")
_BRACE = regex(r"\\\\|(\\?)([{}])")
_TEXT = regex(r"\\(?:text[a-z]*|mbox|url|href)\s*\{")


def in_formula(tex: str, is_command: Callable[[str], bool]) -> str:
    """A formula without Markdown's escapes; `is_command` tells which names formulas have."""
    if "\\" not in tex:
        return tex
    if "\\\\" in tex and "\\begin" not in tex and "&" not in tex:
        tex = _TWICE.sub(lambda match: _once(match, is_command), tex)
    if not _TEXT.search(tex):
        tex = _MARK.sub(r"\1", _SCRIPT.sub(lambda match: f"{match[1] or ''}_", tex))
    return even(tex)


def _once(match: re.Match[str], is_command: Callable[[str], bool]) -> str:
    name = match[1]
    if name is None:
        return "\\"
    return f"\\{name}" if len(name) > 1 and is_command(name) else match[0]


def even(text: str) -> str:
    r"""The text with braces escaped in pairs: `\{o}` is `{o}`, for its other brace is none that is shown."""
    if "\\{" not in text and "\\}" not in text:
        return text
    opened: list[re.Match[str]] = []
    wrong: list[int] = []
    for brace in _BRACE.finditer(text):
        if not brace[2]:
            continue
        if brace[2] == "{":
            opened.append(brace)
        elif opened and (partner := opened.pop())[1] != brace[1]:
            wrong.append((partner if partner[1] else brace).start())
    pieces, start = list[str](), 0
    for position in sorted(wrong):
        pieces.append(text[start:position])
        start = position + 1
    return "".join(pieces) + text[start:]
