r"""LaTeX commands that do more than set words apart: citations, notes, links, environments, formulas, verbatim text.

In: a reader that stands behind the command's name, the name, and where it ends. Out: the draft is longer, and the
place where reading goes on. Nothing is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from sitegen.text import vocabulary
from sitegen.text.addresses import link
from sitegen.text.citations import citation
from sitegen.text.draft import Group
from sitegen.text.macros import arguments
from sitegen.text.nodes import Break, Link, Style, Trouble, Words

if TYPE_CHECKING:
    from sitegen.text.latex import Reader

_OPTION = re.compile(r"\s?\[([^\[\]\n]{0,400})\]")
_KEYS = re.compile(r" ?(?=[\w:+/-]*[\d:])[\w:+/-]+(?:, ?[\w:+/-]*\d)*")
_VERBATIM = re.compile(r"([^\s\w])([^\n]{0,400}?)\1")
_ENVIRONMENT = re.compile(r"\s*\{([A-Za-z]{1,30}\*?)\}")


def after_spaces(reader: Reader, end: int) -> int:
    """Skip spaces and line ends."""
    while reader.text[end : end + 1] in {" ", "\n"}:
        end += 1
    return end


def after_options(reader: Reader, end: int) -> int:
    """Skip optional arguments."""
    while option := _OPTION.match(reader.text, end):
        end = option.end()
    return end


def style(reader: Reader, kind: Style, end: int) -> int:
    """Open a group up to the end of the argument."""
    brace = after_spaces(reader, after_options(reader, end))
    if brace in reader.pairs:
        reader.draft.open(Group("style", kind, reader.pairs[brace]))
        return brace + 1
    return after_options(reader, end)


def after_letter(reader: Reader, end: int) -> int:
    """Skip the spaces, or the empty braces, that only end a command's name."""
    if reader.text.startswith("{}", end):
        return end + 2
    while reader.text[end : end + 1] == " ":
        end += 1
    return end


def after_symbol(reader: Reader, end: int) -> int:
    r"""Skip empty braces. Spaces stay: who writes `\gopher but` means two words."""
    if reader.text.startswith("{}", end):
        return end + 2
    return end + 1 if reader.text.startswith("\\ ", end) else end


def _citation(reader: Reader, name: str, end: int) -> int:
    end = after_options(reader, end)
    given, after = arguments(reader.text, end, 1, reader.pairs) if end in reader.pairs else ((), end)
    if not given and (bare := _KEYS.match(reader.text, end)):
        given, after = (bare[0],), bare.end()
    said = citation(given[0]) if given else ""
    if said:
        reader.draft.write(said if name in _IN_SENTENCES else f"[{said}]", literal=True)
    elif given and (name in _IN_SENTENCES or reader.text.startswith(("'s", "’s"), after)):
        reader.draft.write("[?]", literal=True)
        hint = "write the authors' names"
        reader.troubles.append(Trouble(f"the citation \\{name}{{{given[0]}}} leads nowhere and reads as [?]", hint))
    elif given:
        reader.draft.trim()
    return after


def _reference(reader: Reader, name: str, end: int) -> int:
    """A reference to what the text does not hold: a page has no numbers of the paper's."""
    given, after = arguments(reader.text, end, 1, reader.pairs)
    if not given:
        return end
    reader.draft.write("[?]", literal=True)
    hint = "write the number, or leave the words around it out"
    reader.troubles.append(Trouble(f"the reference \\{name}{{{given[0]}}} leads nowhere and reads as [?]", hint))
    return after


def _note(reader: Reader, _: str, end: int) -> int:
    brace = reader.pairs.get(end, -1)
    if brace < 0:
        reader.draft.write(" ")
        return end
    reader.draft.trim()
    reader.draft.open(Group("note", end=brace))
    return end + 1


def _url(reader: Reader, _: str, end: int) -> int:
    given, after = arguments(reader.text, end, 1, reader.pairs)
    if not given:
        return end
    address = re.sub(r"\\([%#&_~{}$])", r"\1", given[0].strip())
    _add_link(reader, address, address)
    return after


def _href(reader: Reader, _: str, end: int) -> int:
    given, after = arguments(reader.text, end, 1, reader.pairs)
    brace = after_spaces(reader, after)
    if not given or brace not in reader.pairs:
        return _url(reader, "", end)
    target = link(re.sub(r"\\([%#&_~])", r"\1", given[0]))
    close = reader.pairs[brace]
    words = reader.text[brace + 1 : close].strip()
    if words == given[0].strip() and target:
        _add_link(reader, words.replace("\\", ""), words.replace("\\", ""))
        return close + 1
    group = Group("link", end=close, address=target) if target else Group("style", "group", close)
    reader.draft.open(group)
    return brace + 1


def _add_link(reader: Reader, address: str, shown: str) -> None:
    target = link(address) or (link(f"https://{address}") if address.startswith("www.") else "")
    words = Words(shown, literal=True)
    reader.draft.add(Link(target, (words,)) if target else words)


def _begin(reader: Reader, _: str, end: int) -> int:
    found = _ENVIRONMENT.match(reader.text, end)
    if not found:
        return end
    name, inside = found[1], found.end()
    if name in vocabulary.FORMULAS:
        close = reader.end_of_environment(name, inside)
        if close >= 0:
            after = close + len(name) + 6
            tex = reader.text[inside:close]
            reader.formula(f"\\begin{{{name}}}{tex}\\end{{{name}}}" if name in vocabulary.KEPT else tex, display=True)
            return after
    if name in vocabulary.LISTS:
        reader.draft.open(Group("list", name=f"list:{name}", numbered=vocabulary.LISTS[name]))
    elif name == "verbatim":
        reader.draft.add(Break(paragraph=True))
    return after_options(reader, inside)


def _end(reader: Reader, _: str, end: int) -> int:
    found = _ENVIRONMENT.match(reader.text, end)
    if not found:
        return end
    if found[1] in vocabulary.LISTS:
        reader.draft.close_named(f"list:{found[1]}")
    return found.end()


def _item(reader: Reader, _: str, end: int) -> int:
    option = _OPTION.match(reader.text, end)
    if not reader.draft.start_item():
        reader.draft.write(" • ")
    if option:
        reader.read_inside(option[1] + " ")
        end = option.end()
    return after_letter(reader, end)


def _line(reader: Reader, _: str, end: int) -> int:
    reader.draft.add(Break())
    return after_options(reader, end)


def _paragraph(reader: Reader, _: str, end: int) -> int:
    reader.draft.add(Break(paragraph=True))
    return end


def _delimited(reader: Reader, name: str, end: int) -> int:
    r"""A formula between `\(` and `\)`, or `\[` and `\]`."""
    close = reader.text.find("\\)" if name == "(" else "\\]", end, end + 5000)
    if close < 0:
        reader.draft.write(name, literal=True)
        return end
    reader.formula(reader.text[end:close], display=name == "[")
    return close + 2


def _closed(reader: Reader, name: str, end: int) -> int:
    reader.draft.write(name, literal=True)
    return end


def _verbatim(reader: Reader, _: str, end: int) -> int:
    found = _VERBATIM.match(reader.text, end)
    if not found:
        return style(reader, "code", end)
    reader.draft.open(Group("style", "code", name="verb"))
    reader.draft.write(found[2], literal=True)
    reader.draft.close_named("verb")
    return found.end()


def _either(reader: Reader, _: str, end: int) -> int:
    r"""`\texorpdfstring{TeX}{plain}`: the first is what the author meant."""
    given, after = arguments(reader.text, end, 2, reader.pairs)
    if given:
        reader.read_inside(given[0])
    return after


def _quoted(reader: Reader, _: str, end: int) -> int:
    given, after = arguments(reader.text, end, 1, reader.pairs)
    if given:
        reader.draft.write("“")
        reader.read_inside(given[0])
        reader.draft.write("”")
    return after


def _formula_argument(reader: Reader, name: str, end: int) -> int:
    given, after = arguments(reader.text, end, 2 if name == "nicefrac" else 1, reader.pairs)
    if given:
        reader.formula(
            given[0] if name in {"ensuremath", "math"} else f"\\{name}" + "".join(f"{{{one}}}" for one in given)
        )
    return after


def _quantity(reader: Reader, _: str, end: int) -> int:
    given, after = arguments(reader.text, end, 2, reader.pairs)
    reader.read_inside("~".join(given))
    return after


_IN_SENTENCES = frozenset("citet textcite citeauthor Citet".split())
"""Citations that are words of their sentence."""

ACTIONS: dict[str, Callable[[Reader, str, int], int]] = {
    **dict.fromkeys(vocabulary.CITATIONS, _citation), **dict.fromkeys(vocabulary.REFERENCES, _reference),
    **dict.fromkeys(vocabulary.NOTES, _note),
    "url": _url, "nolinkurl": _url, "href": _href, "begin": _begin, "end": _end, "item": _item, "\\": _line,
    "newline": _line, "par": _paragraph, "(": _delimited, "[": _delimited, ")": _closed, "]": _closed,
    "verb": _verbatim, "lstinline": _verbatim, "texorpdfstring": _either, "enquote": _quoted, "mkbibquote": _quoted,
    "ensuremath": _formula_argument, "nicefrac": _formula_argument, "unicode": _formula_argument,
    "math": _formula_argument, "SI": _quantity, "qty": _quantity,
}  # fmt: skip
