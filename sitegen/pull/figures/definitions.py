r"""The macros that an author defined: read from a source, put in place, offered to the paper.

In: LaTeX without comments. Out: definitions by name, a text with them in place, or those without arguments that a text
uses, as the `macros` of a paper file. Nothing is run: a body is put in place of its command, a bounded number of times.
What only TeX could read (layout, sizes, bodies that call internals, macros that call themselves) is never put in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sitegen.pull.figures.tex import group, option
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text import macros as bodies
from sitegen.text import vocabulary

_DEFINITION = regex(
    r"\\(?:(?P<new>(?:re)?newcommand|providecommand|DeclareRobustCommand|declarecommand)\*?\s*"
    r"|(?P<math>DeclareMathOperator)\*?\s*|(?P<tex>[gex]?def)\s*|(?P<let>let)\s*"
    r"|(?P<document>(?:New|Renew|Provide|Declare)DocumentCommand)\s*)"
    r"(?:\{\s*\\(?P<braced>[A-Za-z@]+)\s*\}|\\(?P<bare>[A-Za-z@]+))"
)
_PARAMETERS = regex(r"(?:#[1-9])*")
_DELIMITER = regex(r"[0-9][0-9A-Za-z]{0,20}(?=\{)")
_COMMAND = regex(r"\\([A-Za-z@]+)\*?")
_LET = regex(r"\s*=?\s*(\\[A-Za-z@]+|[^\s\\{}])")
_SPACING = regex(r"\\(?:xspace|protect|relax|ignorespaces|unskip)(?![A-Za-z])\s*")
_NAME = regex(r"[A-Za-z]+")
_MOST = 4000
_MOST_EXPANSIONS = 5000
_LONGEST = 4_000_000
_LONGEST_BODY = 400
_DEEPEST = 12
_STANDARD = frozenset(
    "and author title thanks abstract maketitle caption label ref cite footnote section subsection item textbf emph "
    "today date year deg".split()
)
"""Names that LaTeX itself uses: an author who redefines them means their own layout, not the paper's words."""
_LAYOUT = vocabulary.SILENT | vocabulary.SWITCHES.keys() | vocabulary.CITATIONS | vocabulary.DROPPED.keys()
"""Names of sizes, fonts, spacing and references: what an author makes of them only matters where the paper is set."""
_STYLED = _LAYOUT | vocabulary.STYLES.keys() | vocabulary.NOTES | _STANDARD
"""What a style file may redefine besides, and an author's own document seldom does."""
_DIMENSION = r"\s*=?\s*-?\s*(?:[\d.,]+\s*\\?[A-Za-z@]*|\\[A-Za-z@]+)(?:\s*(?:plus|minus)\s*-?[\d.]+\s*[A-Za-z]+)*\s?"
_SKIP = regex(rf"\\(?:m?kern|[hm]skip)(?![A-Za-z@]){_DIMENSION}|\\[hm]space\*?\s*\{{[^{{}}]*\}}")
_ONLY_TEX = regex(
    r"\\[A-Za-z]*@|\\(?:if[A-Za-z]*|else|fi|csname|endcsname|expandafter|futurelet|afterassignment|advance|def|edef|gdef|xdef"
    r"|let|(?:re)?newcommand|global|setbox|box|copy|raise|lower|moveleft|moveright|vbox|vtop|vcenter|rlap|llap|special"
    r"|vskip|vspace|hrule|vrule|rule|halign|noalign|ooalign|crcr|mathchoice|mathpalette|setlength|addtolength|setcounter"
    r"|font|fontsize|selectfont|write|openout|catcode|begingroup|endgroup|begin|end|par|hangindent|parindent|baselineskip"
    r")(?![A-Za-z])"
)
r"""What in a body only TeX can read: internals, conditions, definitions, boxes that are moved, lengths."""


_COUNTING = frozenset({"thefigure", "thesection", "thechapter"})
"""Where these change matters, so they stay in the text."""


class Definition(NamedTuple):
    r"""One macro: its body, how many arguments it takes, and what the first one is when left out (if it may be).

    `ending` is what has to follow its name: `\def\d2x{…}` is `\d` before `2x`.
    """

    body: str
    arity: int = 0
    default: str | None = None
    ending: str = ""


def split(text: str) -> tuple[dict[str, Definition], str]:
    """Every macro that a source defines, and the source without these definitions.

    Of several definitions of a name the last one holds.
    """
    definitions: dict[str, Definition] = {}
    done, at = [], 0
    for start in _DEFINITION.finditer(text):
        read = _definition(text, start) if start.start() >= at else None
        name = start["braced"] or start["bare"]
        if not read or name in _COUNTING:
            continue
        definition, end = read
        done.append(text[at : start.start()])
        at = end
        if name not in definitions or not start[0].startswith(r"\providecommand"):
            definitions[name] = definition
        if len(definitions) > _MOST:
            break
    return definitions, "".join(done) + text[at:]


def endless(definitions: Mapping[str, Definition]) -> frozenset[str]:
    r"""The macros that call themselves, by themselves or through others: `\let\old\new \def\new{\old …}`."""
    calls = {
        name: {called for called in _COMMAND.findall(definition.body) if called in definitions}
        for name, definition in definitions.items()
    }
    called_by: dict[str, set[str]] = {name: set() for name in definitions}
    for name, called in calls.items():
        for other in called:
            called_by[other].add(name)
    return _unordered(_unordered(frozenset(definitions), calls, called_by), called_by, calls)


def _unordered(names: frozenset[str], before: Mapping[str, set[str]], after: Mapping[str, set[str]]) -> frozenset[str]:
    """The names that are left when each goes as soon as all `before` it are gone."""
    waits = {name: len(before[name] & names) for name in names}
    free = [name for name, count in waits.items() if not count]
    gone = set(free)
    while free:
        for name in after[free.pop()] & names:
            waits[name] -= 1
            if not waits[name]:
                gone.add(name)
                free.append(name)
    return names - gone


def of_words(definitions: Mapping[str, Definition], *, is_style: bool = False) -> dict[str, Definition]:
    """The macros that stand for words or formulas, without the space between them.

    Left out are layout, sizes, bodies with TeX's internals, and macros that call themselves; of a style file
    (`is_style`) also whatever LaTeX itself has under that name.
    """
    never = endless(definitions) | (_STYLED if is_style else _LAYOUT)
    readable = {}
    for name, definition in definitions.items():
        body = _SKIP.sub("", definition.body)
        if name not in never and "@" not in name and not _ONLY_TEX.search(body):
            readable[name] = definition._replace(body=body)
    return readable


def _definition(text: str, start: re.Match[str]) -> tuple[Definition, int] | None:
    """A macro, and where its definition ends."""
    at = start.end()
    if start["let"]:
        same = _LET.match(text, at)
        return (Definition(same[1]), same.end()) if same else None
    if start["math"]:
        operator = group(text, at)
        return (Definition(rf"\operatorname{{{operator[0]}}}"), operator[1]) if operator else None
    arity, default, ending = 0, None, ""
    if start["tex"]:
        parameters = _PARAMETERS.match(text, at)
        arity, at = (len(parameters[0]) // 2, parameters.end()) if parameters else (0, at)
        if not arity and (delimiter := _DELIMITER.match(text, at)):
            ending, at = delimiter[0], delimiter.end()
    elif start["document"]:
        arguments = group(text, at)
        if not arguments:
            return None
        arity, at = sum(kind in "mo" for kind in arguments[0].replace(" ", "")), arguments[1]
    elif count := option(text, at):
        arity, at = int(count[0]) if count[0].strip() in set("123456789") else 0, count[1]
        if optional := option(text, at):
            default, at = optional
    body = group(text, at)
    # A macro whose arguments are delimited by words of its own is left alone: only TeX can read it.
    return (Definition(_SPACING.sub("", body[0]).strip(), arity, default, ending), body[1]) if body else None


def expand(text: str, definitions: Mapping[str, Definition], *, only: Iterable[str] | None = None) -> str:
    """The text with macros in place, as far as bounds allow: all that are defined, or `only` some."""
    names = frozenset(definitions if only is None else only)
    for _ in range(_DEEPEST if names else 0):
        expanded = _once(text, definitions, names)
        if expanded == text or len(expanded) > _LONGEST:
            break
        text = expanded
    return text


def _once(text: str, definitions: Mapping[str, Definition], names: frozenset[str]) -> str:
    pairs: dict[int, int] | None = None
    done: list[str] = []
    start = size = count = 0
    for command in _COMMAND.finditer(text):
        if command.start() < start or command[1] not in names:
            continue
        definition = definitions[command[1]]
        if definition.ending and not text.startswith(definition.ending, command.end(1)):
            continue
        if definition.arity and pairs is None:
            pairs = bodies.braces(text)
        arguments, end = _arguments(text, command.end(1) + len(definition.ending), definition, pairs or {})
        made = bodies.fill(definition.body, arguments) if definition.arity else definition.body
        if made[-1:].isalpha() and text[end : end + 1].isalpha() and "\\" in made[-20:]:
            made += " "
        done += [text[start : command.start()], made]
        start, size, count = end, size + len(made), count + 1
        if size > _LONGEST or count > _MOST_EXPANSIONS:
            break
    return "".join(done) + text[start:]


def _arguments(text: str, at: int, definition: Definition, pairs: Mapping[int, int]) -> tuple[tuple[str, ...], int]:
    """The arguments that follow a command."""
    if definition.default is None:
        return bodies.arguments(text, at, definition.arity, pairs)
    first = option(text, at)
    rest, end = bodies.arguments(text, first[1] if first else at, definition.arity - 1, pairs)
    return (first[0] if first else definition.default, *rest), end


def used(definitions: Mapping[str, Definition], texts: Iterable[str], known: Iterable[str] = ()) -> dict[str, str]:
    """Macros without arguments that the texts use, complete in themselves, in the order of their names.

    `known` are names that need no explanation.
    """
    asked = {name for text in texts for name in _COMMAND.findall(text)} - frozenset(known) - _STANDARD
    offered = {}
    for name in sorted(asked & definitions.keys()):
        body = expand(definitions[name].body, definitions)
        if not definitions[name].arity and _NAME.fullmatch(name) and body and len(body) <= _LONGEST_BODY:
            offered[name] = " ".join(body.split())
    return offered
