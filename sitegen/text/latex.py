r"""LaTeX text, with the HTML and JATS that sources mix into it, to nodes.

In: repaired characters and the macros that hold for them. Out: nodes, and what could not be understood. Every backslash
is accounted for: a command is done, or reads as its argument or as a word and is reported; none is lost in silence, and
none is ever run. Reads once from left to right, so time is linear; never raises. First the reader, then what single
commands do to it, then those that do more than set words apart: citations, notes, links, environments.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import ClassVar

from sitegen.regex import regex
from sitegen.text import escapes, jats, maths, packages, quotes, textmode, vocabulary
from sitegen.text.addresses import bare_address, link, unescaped
from sitegen.text.citations import citation
from sitegen.text.dollars import Dollars
from sitegen.text.macros import LONGEST, MOST_EXPANSIONS, arguments, arity, braces, fill, unglue
from sitegen.text.node_builder import DEEPEST, Draft, Group
from sitegen.text.nodes import Break, Link, Nodes, Style, TextRun, Trouble
from sitegen.text.symbols import ABBREVIATIONS, ACCENTS, JOINED, LETTERS, SYMBOLS, compose
from sitegen.text.tags import HEADINGS, HIDDEN, ITEMS, LISTS, PARAGRAPHS, STYLES, Tag, tag_at

_SPECIAL = regex(
    r"[\\${}~`'\n<\]^_%h-](?:(?<=[\\${}~`])|(?<=')'|(?<=-)(?<![-!]-)-{1,2}(?![->])|(?<=\n)[ ]*\n\s*|(?<=h)ttps?://"
    r"|(?<=<)(?=[/!?A-Za-z])|(?<=\])\]>|(?<=[\^_])(?=[\w{\\+-])|(?m:(?<=^%))[% ][^\n]*\n)"
)
"""What may be more than a character. It begins with a set of characters, so that all others are passed over quickly."""
_RAISED = regex(r"-?[0-9]{1,3}(?![\w^]|[./]\d)|[A-Za-z](?![\w^])|\\[A-Za-z]+(?![\w{^])")
_LOWERED = regex(r"(?:[0-9]{1,2}|[A-Za-z])(?![\w\\])|\\[A-Za-z]+(?![\w{_])")
_CARRIES = {"^": regex(r"[A-Za-z0-9)\]\u0370-\u03ff]\Z"), "_": regex(r"(?<![\w\\^-])[A-Za-z\u0370-\u03ff]\Z")}
"""What may carry a raised or lowered sign: one letter a lowered one, for words with `_` are names in programs."""
_BRACKETED = regex(
    r"<(https?://[^\s<>]{1,2000}|mailto:[^\s<>]{3,200}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5})>"
)
_SYNTAX = regex(r"[\\${}]")
_CODE = regex(r"`([^`'’\n]{1,200}(?:\n[^`'’\n]{1,200})?)`(?![`\w])")
_SET = regex(r"[-+\w.…()⋯]{1,6}(?:\s?,\s?[-+\w.…()⋯]{1,6})+")
_TIED = regex(r"[\w.)\]}$'’”\",;:!?%&\u00a0\u0300-\u036f–—-]")
"""What a tie stands after; after anything else `~` means "about", or is part of an address."""
_KEY_FOLLOWS = regex(r"~(?:\s*\\(?:[A-Za-z]*(?:cite|ref)[A-Za-z]*|footnote|label| )|[A-Z][a-z])")
_NUMBER = regex(r"(?:\d|\d\s*\$|\d\})\Z")


@lru_cache(maxsize=256)
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</(?:[A-Za-z]{{1,8}}:)?{re.escape(name)}\s{{0,9}}>", re.IGNORECASE)


@lru_cache(maxsize=256)
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?)(?:[A-Za-z]{{1,8}}:)?{re.escape(name)}(?=[\s/>])[^<>]{{0,4000}}?(/?)>", re.IGNORECASE)


class MacroBudget:
    """The number of macros that a field may still expand, shared by everything that is read for it."""

    __slots__ = ("characters", "expansions")

    def __init__(self) -> None:
        self.expansions, self.characters = MOST_EXPANSIONS, LONGEST

    def spend(self, characters: int) -> bool:
        """Take one expansion of so many characters off; tells whether there was enough left."""
        self.expansions -= 1
        self.characters -= characters
        return self.expansions >= 0 and self.characters >= 0


def read(text: str, macros: Mapping[str, str], budget: MacroBudget | None = None) -> tuple[Nodes, tuple[Trouble, ...]]:
    """The nodes of a text, and its troubles in the order they were met, each once.

    Pieces of one field share a budget; without one the text is a whole field.
    """
    reader = LatexReader(text, macros, Draft(), budget or MacroBudget())
    reader.read()
    return reader.draft.finish(), tuple(dict.fromkeys(reader.troubles))


class LatexReader:
    """A text being read, and what has been made of it so far."""

    def __init__(self, text: str, macros: Mapping[str, str], draft: Draft, budget: MacroBudget, depth: int = 0) -> None:
        text = escapes.even(mend(text, macros)) if "\\" in text else text
        self.text = quotes.mended(text)
        self.macros = macros
        self.draft = draft
        self.budget = budget
        self.depth = depth
        self.troubles: list[Trouble] = []
        self.pairs = braces(self.text) if "{" in self.text else {}
        self.dollars = Dollars(self.text)
        self._closing_tags: dict[str, list[tuple[int, int]]] = {}
        self._pairs_of_tags: dict[str, frozenset[int]] = {}
        self._endless: set[str] = set()

    def read(self) -> None:
        """Read the whole text into the draft."""
        position = 0
        while special := _SPECIAL.search(self.text, position):
            self.draft.write(self.text[position : special.start()])
            sign = special[0]
            position = self._HANDLERS[sign[0]](self, sign, special.start(), special.end())
        self.draft.write(self.text[position:])

    def read_inside(self, text: str) -> None:
        """Read a macro's body or an argument into the same draft; one that nests too deep is words and nothing else."""
        if self.depth >= DEEPEST:
            self.draft.write(_SYNTAX.sub("", text))
            return
        inner = LatexReader(text, self.macros, self.draft, self.budget, self.depth + 1)
        with self.draft.apart():
            inner.read()
        self.troubles += inner.troubles

    def formula(self, tex: str, *, display: bool = False) -> None:
        """Add a formula."""
        made, troubles = maths.formula(tex, display=display, macros=self.macros)
        self.troubles += troubles
        if made.html or made.latex.strip("$ "):
            self.draft.add(made)

    def end_of_environment(self, name: str, start: int) -> int:
        """The environment's next end; -1 if there is none, which is looked for once."""
        if name in self._endless:
            return -1
        close = self.text.find(f"\\end{{{name}}}", start)
        if close < 0:
            self._endless.add(name)
        return close

    def _command(self, _: str, start: int, __: int) -> int:
        return command(self, start)

    def _paragraph_end(self, _: str, __: int, end: int) -> int:
        self.draft.add(Break(paragraph=True))
        return end

    def _dash(self, sign: str, _: int, end: int) -> int:
        self.draft.write("–" if len(sign) == 2 else "—")
        return end

    def _quotes(self, _: str, start: int, end: int) -> int:
        self.draft.write("“" if self._opens(start) else "”")
        return end

    def _opens(self, start: int) -> bool:
        """Whether quotes stand before a word and behind none."""
        before, after = self.text[start - 1 : start], self.text[start + 2 : start + 3]
        return (not before or before in " \n([") and after.isalnum() and "''" in self.text[start + 2 : start + 200]

    def _tilde(self, _: str, start: int, end: int) -> int:
        before = self.text[start - 1] if start else self.draft.last
        is_tie = _TIED.match(before) or before == "~" or end == len(self.text) or _KEY_FOLLOWS.match(self.text, start)
        self.draft.write("\u00a0" if is_tie else "~", literal=not is_tie)
        return end

    def _comment(self, sign: str, start: int, end: int) -> int:
        """A line that begins with a per cent sign: after a number it is one, else the line is a comment."""
        if _NUMBER.search(self.text[max(0, start - 9) : start].rstrip()):
            self.draft.write("%")
            return start + 1
        self.troubles.append(
            Trouble(f"a comment is left out: {' '.join(sign.split())[:60]}", r"write \% for a per cent sign")
        )
        return end

    def _dollar(self, _: str, start: int, __: int) -> int:
        formula = self.dollars.formula(start)
        if not formula:
            self.draft.write("$", literal=True)
            return start + 1
        inside = self.text[formula.start : formula.stop]
        if inside.lstrip().startswith(("\\href", "\\url")) or textmode.is_text(inside.strip()):
            self.read_inside(inside)
        else:
            self.formula(inside, display=formula.display)
        return formula.end

    def _brace(self, sign: str, start: int, _: int) -> int:
        end = self.pairs.get(start, -1)
        if sign == "}":
            self.draft.close_at(start)
        elif end > 0 and (_SET.fullmatch(self.text, start + 1, end) or self.text[end + 1 : end + 2] in {"^", "_"}):
            self.draft.write("{", literal=True)
            self.read_inside(self.text[start + 1 : end])
            self.draft.write("}", literal=True)
            return end + 1
        elif end > 0:
            self.draft.open(Group("style", "group", end))
        return start + 1

    def _script(self, sign: str, _: int, end: int) -> int:
        """Raised or lowered letters outside of dollar signs: a group, or a single sign that can be nothing else."""
        kind: Style = "sup" if sign == "^" else "sub"
        if end in self.pairs:
            self.draft.open(Group("style", kind, self.pairs[end]))
            return end + 1
        match = (_RAISED if sign == "^" else _LOWERED).match(self.text, end)
        if match and match[0][0] == "\\" and not maths.symbol(match[0][1:]):
            match = None
        if not match or not _CARRIES[sign].search(self.text, max(0, end - 12), end - 1):
            self.draft.write(sign)
            return end
        self.draft.open(Group("style", kind, name=sign))
        self.read_inside(match[0].replace("-", "−"))
        self.draft.close_named(sign)
        return match.end()

    def _backtick(self, _: str, start: int, __: int) -> int:
        if self.text.startswith("``", start):
            self.draft.write("“")
            return start + 2
        if code := _CODE.match(self.text, start):
            self.draft.open(Group("style", "code", name="`"))
            self.draft.write(code[1], literal=True)
            self.draft.close_named("`")
            return code.end()
        self.draft.write("‘")
        return start + 1

    def _address(self, _: str, start: int, end: int) -> int:
        written = "" if self.draft.last.isalnum() else bare_address(self.text, start)
        if not written:
            self.draft.write(self.text[start:end])
            return end
        address = unescaped(written)
        target = link(address)
        self.draft.add(Link(target, (TextRun(address, literal=True),)) if target else TextRun(address, literal=True))
        return start + len(written)

    def _tag(self, _: str, start: int, end: int) -> int:
        if self.text[start] == "]":
            return end
        tag = tag_at(self.text, start)
        if not tag or not (tag.is_sure or tag.start in self._paired(tag.name)):
            return self._less_than(start)
        if tag.name == "!":
            return tag.end
        if not tag.closes and (formula := self._formula_element(tag)):
            return formula
        if tag.name in HIDDEN and not tag.closes:
            self.troubles.append(Trouble(f"what stands in <{tag.name}> is left out"))
            return self._end_of(tag.name, tag.end) or tag.end
        self._apply(tag)
        return tag.end

    def _less_than(self, start: int) -> int:
        """A sign, or an address between angle brackets."""
        if match := _BRACKETED.match(self.text, start):
            address = match[1] if "://" in match[1] else f"mailto:{match[1]}"
            target = link(address)
            self.draft.add(
                Link(target, (TextRun(match[1], literal=True),)) if target else TextRun(match[0], literal=True)
            )
            return match.end()
        self.draft.write("<", literal=True)
        return start + 1

    def _paired(self, name: str) -> frozenset[int]:
        """The starts of the tags of that name that open what another closes, or close what another opens."""
        if name not in self._pairs_of_tags:
            opened, paired = list[int](), list[int]()
            for tag in _tags(name).finditer(self.text):
                if tag[2]:
                    paired.append(tag.start())
                elif not tag[1]:
                    opened.append(tag.start())
                elif opened:
                    paired += (opened.pop(), tag.start())
            self._pairs_of_tags[name] = frozenset(paired)
        return self._pairs_of_tags[name]

    def _formula_element(self, tag: Tag) -> int:
        """Read an element that holds a formula; returns where it ends, 0 if it is none."""
        end = self._end_of(tag.name, tag.end) if tag.name in jats.ELEMENTS else 0
        fits = end - tag.start <= jats.LONGEST
        tex = jats.formula_in(self.text[tag.start : end]) if end and fits else ""
        if tag.name == "math" and not fits:
            self.troubles.append(Trouble(f"a formula of more than {jats.LONGEST} characters is left out"))
        if tex:
            self.formula(tex, display=tag.name == "disp-formula")
        return end if tex or tag.name == "math" else 0

    def _end_of(self, name: str, start: int) -> int:
        """The end of the element that started before `start`; 0 if it never ends."""
        closings = self._closings(name)
        nearest = bisect_left(closings, (start, 0))
        return closings[nearest][1] if nearest < len(closings) else 0

    def _closings(self, name: str) -> list[tuple[int, int]]:
        """The starts and ends of the closing tags of that name, looked for once."""
        if name not in self._closing_tags:
            self._closing_tags[name] = [tag.span() for tag in _closing(name).finditer(self.text)]
        return self._closing_tags[name]

    def _apply(self, tag: Tag) -> None:
        if tag.name in STYLES:
            self._style(tag)
        elif tag.name in LISTS:
            self._list(tag)
        elif tag.name in ITEMS:
            if tag.closes or not self.draft.start_item():
                self.draft.write(" ")
        elif tag.name == "br":
            self.draft.add(Break())
        elif tag.name in HEADINGS or tag.name in PARAGRAPHS:
            self._paragraph(tag)
        elif tag.name in {"a", "ext-link", "uri"}:
            self._link(tag)
        elif tag.name == "fn":
            self.draft.close_named("fn") if tag.closes else self.draft.open(Group("note", name="fn"))

    def _style(self, tag: Tag) -> None:
        if tag.closes:
            self.draft.close_named(tag.name)
        else:
            self.draft.open(Group("style", STYLES[tag.name], name=tag.name))

    def _list(self, tag: Tag) -> None:
        if tag.closes:
            self.draft.close_named(tag.name)
        else:
            self.draft.open(Group("list", name=tag.name, numbered=tag.name == "ol"))

    def _paragraph(self, tag: Tag) -> None:
        heading = tag.name in HEADINGS
        if heading and tag.closes:
            self.draft.close_named(tag.name)
        self.draft.add(Break(paragraph=True))
        if heading and not tag.closes and self._end_of(tag.name, tag.end):
            self.draft.open(Group("style", "head", name=tag.name))

    def _link(self, tag: Tag) -> None:
        if tag.closes:
            self.draft.close_named("a")
        elif target := link(tag.address):
            self.draft.open(Group("link", name="a", address=target))

    _HANDLERS: ClassVar[dict[str, Callable[[LatexReader, str, int, int], int]]] = {
        "\\": _command, "$": _dollar, "{": _brace, "}": _brace, "<": _tag, "]": _tag, "h": _address, "^": _script,
        "_": _script, "`": _backtick, "~": _tilde, "%": _comment, "\n": _paragraph_end, "-": _dash, "'": _quotes,
    }  # fmt: skip
    """What deals with a special sign, by its first character; each returns where reading goes on."""


DEEPEST_EXPANSION = 12

_COMMAND = regex(r"\\(?:([A-Za-z]+)(\*?)|(.?))", re.DOTALL)
_GLUED = regex(r"\\([A-Za-z]{4,})")
_ESCAPED_COMMAND = regex(r"\$\\backslash\$([A-Za-z]+)\{\\\{\}([^{}]*)\{\\\}\}")
_ESCAPED_ACCENT = regex(r"(?:\$\\backslash\$|\\textbackslash\s?)(?=[\"'`^~=.]\{?[A-Za-z])")
_ESCAPED_FORMULA = regex(r"\{\\\$\}([^$]{0,200}\\backslash[^$]{0,200}?)\{\\\$\}")
_CUT_NAME = regex(r"\\([bcdkrtuvH])\{([a-z]{2,8})\}")
r"""A name that somebody read as an accent and its letters: `\b{eta}` was `\beta`."""
_GLUED_CITATION = regex(r"\\(cite[tp]?)(?=[a-zA-Z]*[A-Z:_0-9])([A-Za-z0-9][\w:.,+/-]*\w)")
_SCRIPT = regex(r"\s?[_^]\s*(?=[\w{\\*+])")
_ARGUMENT = regex(r"\\([A-Za-z]+)|\([^()\n]{1,40}\)|\|[^|\n]{1,20}\||\w")


def mend(text: str, macros: Mapping[str, str]) -> str:
    r"""The text with its commands as they were: before braces got lost (`\emphnon`) or were escaped again."""
    if "backslash" in text:
        text = _ESCAPED_FORMULA.sub(lambda match: "$" + match[1].replace(r"\backslash", "\\") + "$", text)
        text = _ESCAPED_ACCENT.sub(r"\\", _ESCAPED_COMMAND.sub(r"\\\1{\2}", text))
    if "{" in text:
        text = _CUT_NAME.sub(_mend_name, text)
    if "{\\s" in text or "\\textsc" in text:
        text = packages.stages(text)
    if "\\cite" in text:
        text = _GLUED_CITATION.sub(_mend_citation, text)
    return _GLUED.sub(lambda match: _mend_command(match[1], macros), text)


def _mend_name(match: re.Match[str]) -> str:
    name = match[1] + match[2]
    if not maths.symbol(name):
        return match[0]
    return f"\\{name} " if match.string[match.end() : match.end() + 1].isalpha() else f"\\{name}"


def _mend_citation(match: re.Match[str]) -> str:
    name = match[1] + re.match("[A-Za-z]*", match[2])[0]  # type: ignore[index]  # this pattern matches everything
    return match[0] if _is_known(name) else rf"\{match[1]}{{{match[2]}}}"


def _mend_command(name: str, macros: Mapping[str, str]) -> str:
    return f"\\{name}" if name in macros or _is_known(name) else unglue(name) or f"\\{name}"


@lru_cache(maxsize=4096)
def _is_known(name: str) -> bool:
    return any(name in table for table in _TABLES) or maths.is_command(name)


def command(reader: LatexReader, start: int) -> int:
    """Do the command at `start`; returns where reading goes on."""
    match = _COMMAND.match(reader.text, start)
    name = (match[1] or match[3] or "") if match else ""
    end = match.end() if match else start + 1
    if match and match[2] and name not in ACTIONS and name not in vocabulary.STYLES:
        end -= 1
    if name in reader.macros:
        return _expand(reader, name, end)
    if name in ACCENTS and (done := _accent(reader, name, end)):
        return done
    if name in LETTERS:
        reader.draft.write(LETTERS[name])
        return after_letter(reader, end)
    if name in packages.TEXT_COMMANDS:
        return _of_package(reader, name, start, end)
    if name in SYMBOLS and not _opens_script(reader, end):
        reader.draft.write(SYMBOLS[name], literal=True)
        is_joined = name in JOINED and reader.text[end : end + 1] == " "
        return end + 1 if is_joined else after_symbol(reader, end)
    if action := ACTIONS.get(name):
        return action(reader, name, end)
    return _worded(reader, name, start, end)


def _worded(reader: LatexReader, name: str, start: int, end: int) -> int:
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


def _expand(reader: LatexReader, name: str, end: int) -> int:
    body = reader.macros[name]
    values, after = arguments(reader.text, end, arity(body), reader.pairs)
    filled = fill(body, values)
    if reader.depth >= DEEPEST_EXPANSION or not reader.budget.spend(len(filled)):
        reader.troubles.append(Trouble(f"the macro \\{name} expands without end", "look at its line under macros:"))
        reader.draft.write(name)
        return after
    reader.read_inside(filled)
    return after_symbol(reader, after)


def _accent(reader: LatexReader, name: str, end: int) -> int:
    """Put an accent on the letter that follows; 0 if none does."""
    letters, after = arguments(reader.text, end, 1, reader.pairs)
    letter = letters[0].strip() if letters else ""
    letter = LETTERS.get(letter.strip("\\{} "), letter.strip("{}")) if letter[:1] in "\\{" else letter
    letter = _with_accent(letters[0].strip()) if letter[:1] == "\\" else letter
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
    ends_in_name = reader.text[after - 1].isalpha() and letters[0][0] == "\\"
    return after + 1 if ends_in_name and reader.text[after : after + 1] == " " else after


def _with_accent(latex: str) -> str:
    r"""A letter that has an accent already, below another: `\^e` in `\~{\^e}`; anything else as it is."""
    from sitegen.text.accents import decode  # Vietnamese alone needs it

    letter = decode(latex) if len(latex) < 8 else ""
    return letter if len(letter) == 1 and letter.isalpha() else latex


def _drop(reader: LatexReader, count: int, end: int) -> int:
    end = after_options(reader, end)
    for _ in range(count):
        brace = after_spaces(reader, end)
        if brace not in reader.pairs:
            break
        end = reader.pairs[brace] + 1
    if reader.text[end : end + 1] in {"", " ", ".", ",", ";", ":", ")", "\n"}:
        reader.draft.trim()
    return end


def _unknown(reader: LatexReader, name: str, end: int) -> int:
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


def _bare_formula(reader: LatexReader, name: str, start: int, end: int) -> int:
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


def _end_of_formula(reader: LatexReader, name: str, end: int, depth: int = 0) -> int:
    """The end of a command's arguments; 0 when there are too few."""
    for _ in range(maths.arguments_of(name)):
        position = end
        while reader.text[position : position + 1] == " ":
            position += 1
        match = _ARGUMENT.match(reader.text, position)
        if position in reader.pairs:
            end = reader.pairs[position] + 1
        elif match and match[1] in vocabulary.SILENT:
            return 0
        elif match and match[1] and depth < 5:
            end = _end_of_formula(reader, match[1], match.end(), depth + 1)
        else:
            end = match.end() if match else 0
        if not end:
            return 0
    return end


def _opens_script(reader: LatexReader, end: int) -> bool:
    return _SCRIPT.match(reader.text, end) is not None


_OPTION = regex(r"\s?\[([^\[\]\n]{0,400})\]")
_KEYS = regex(r" ?(?=[\w:+/-]*[\d:])[\w:+/-]+(?:, ?[\w:+/-]*\d)*")
_VERBATIM = regex(r"([^\s\w])([^\n]{0,400}?)\1")
_ENVIRONMENT = regex(r"\s*\{([A-Za-z]{1,30}\*?)\}")


def after_spaces(reader: LatexReader, end: int) -> int:
    """Skip spaces and line ends."""
    while reader.text[end : end + 1] in {" ", "\n"}:
        end += 1
    return end


def after_options(reader: LatexReader, end: int) -> int:
    """Skip optional arguments."""
    while option := _OPTION.match(reader.text, end):
        end = option.end()
    return end


def style(reader: LatexReader, kind: Style, end: int) -> int:
    """Open a group up to the end of the argument."""
    brace = after_spaces(reader, after_options(reader, end))
    if brace in reader.pairs:
        reader.draft.open(Group("style", kind, reader.pairs[brace]))
        return brace + 1
    return after_options(reader, end)


def after_letter(reader: LatexReader, end: int) -> int:
    """Skip the spaces, or the empty braces, that only end a command's name."""
    if reader.text.startswith("{}", end):
        return end + 2
    while reader.text[end : end + 1] == " ":
        end += 1
    return end


def after_symbol(reader: LatexReader, end: int) -> int:
    r"""Skip empty braces. Spaces stay: who writes `\gopher but` means two words."""
    if reader.text.startswith("{}", end):
        return end + 2
    return end + 1 if reader.text.startswith("\\ ", end) else end


def _citation(reader: LatexReader, name: str, end: int) -> int:
    end = after_options(reader, end)
    keys, after = arguments(reader.text, end, 1, reader.pairs) if end in reader.pairs else ((), end)
    if not keys and (bare := _KEYS.match(reader.text, end)):
        keys, after = (bare[0],), bare.end()
    words = citation(keys[0]) if keys else ""
    if words:
        reader.draft.write(words if name in _IN_SENTENCES else f"[{words}]", literal=True)
    elif keys and (name in _IN_SENTENCES or reader.text.startswith(("'s", "’s"), after)):
        reader.draft.write("[?]", literal=True)
        hint = "write the authors' names"
        reader.troubles.append(Trouble(f"the citation \\{name}{{{keys[0]}}} leads nowhere and reads as [?]", hint))
    elif keys:
        reader.draft.trim()
    return after


def _reference(reader: LatexReader, name: str, end: int) -> int:
    """A reference to what the text does not hold: a page has no numbers of the paper's."""
    labels, after = arguments(reader.text, end, 1, reader.pairs)
    if not labels:
        return end
    reader.draft.write("[?]", literal=True)
    hint = "write the number, or leave the words around it out"
    reader.troubles.append(Trouble(f"the reference \\{name}{{{labels[0]}}} leads nowhere and reads as [?]", hint))
    return after


def _note(reader: LatexReader, _: str, end: int) -> int:
    brace = reader.pairs.get(end, -1)
    if brace < 0:
        reader.draft.write(" ")
        return end
    reader.draft.trim()
    reader.draft.open(Group("note", end=brace))
    return end + 1


def _url(reader: LatexReader, _: str, end: int) -> int:
    addresses, after = arguments(reader.text, end, 1, reader.pairs)
    if not addresses:
        return end
    address = re.sub(r"\\([%#&_~{}$])", r"\1", addresses[0].strip())
    _add_link(reader, address, address)
    return after


def _doi(reader: LatexReader, _: str, end: int) -> int:
    doi, after = arguments(reader.text, end, 1, reader.pairs)
    if doi:
        _add_link(reader, link(f"https://doi.org/{unescaped(doi[0])}"), unescaped(doi[0]))
    return after


def _space(reader: LatexReader, _: str, end: int) -> int:
    reader.draft.write(" ")
    return arguments(reader.text, end, 1, reader.pairs)[1]


def _href(reader: LatexReader, _: str, end: int) -> int:
    addresses, after = arguments(reader.text, end, 1, reader.pairs)
    brace = after_spaces(reader, after)
    if not addresses or brace not in reader.pairs:
        return _url(reader, "", end)
    target = link(re.sub(r"\\([%#&_~])", r"\1", addresses[0]))
    close = reader.pairs[brace]
    words = reader.text[brace + 1 : close].strip()
    if words == addresses[0].strip() and target:
        _add_link(reader, words.replace("\\", ""), words.replace("\\", ""))
        return close + 1
    group = Group("link", end=close, address=target) if target else Group("style", "group", close)
    reader.draft.open(group)
    return brace + 1


def _add_link(reader: LatexReader, address: str, shown: str) -> None:
    target = link(address) or (link(f"https://{address}") if address.startswith("www.") else "")
    words = TextRun(shown, literal=True)
    reader.draft.add(Link(target, (words,)) if target else words)


def _begin(reader: LatexReader, _: str, end: int) -> int:
    match = _ENVIRONMENT.match(reader.text, end)
    if not match:
        return end
    name, inside = match[1], match.end()
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


def _end(reader: LatexReader, _: str, end: int) -> int:
    match = _ENVIRONMENT.match(reader.text, end)
    if not match:
        return end
    if match[1] in vocabulary.LISTS:
        reader.draft.close_named(f"list:{match[1]}")
    return match.end()


def _item(reader: LatexReader, _: str, end: int) -> int:
    option = _OPTION.match(reader.text, end)
    if not reader.draft.start_item():
        reader.draft.write(" • ")
    if option:
        reader.read_inside(option[1] + " ")
        end = option.end()
    return after_letter(reader, end)


def _line(reader: LatexReader, _: str, end: int) -> int:
    reader.draft.add(Break())
    return after_options(reader, end)


def _paragraph(reader: LatexReader, _: str, end: int) -> int:
    reader.draft.add(Break(paragraph=True))
    return end


def _delimited(reader: LatexReader, name: str, end: int) -> int:
    r"""A formula between `\(` and `\)`, or `\[` and `\]`."""
    close = reader.text.find("\\)" if name == "(" else "\\]", end, end + 5000)
    if close < 0:
        reader.draft.write(name, literal=True)
        return end
    reader.formula(reader.text[end:close], display=name == "[")
    return close + 2


def _closed(reader: LatexReader, name: str, end: int) -> int:
    reader.draft.write(name, literal=True)
    return end


def _verbatim(reader: LatexReader, _: str, end: int) -> int:
    match = _VERBATIM.match(reader.text, end)
    if not match:
        return style(reader, "code", end)
    reader.draft.open(Group("style", "code", name="verb"))
    reader.draft.write(match[2], literal=True)
    reader.draft.close_named("verb")
    return match.end()


def _either(reader: LatexReader, _: str, end: int) -> int:
    r"""`\texorpdfstring{TeX}{plain}`: the first is what the author meant."""
    forms, after = arguments(reader.text, end, 2, reader.pairs)
    if forms:
        reader.read_inside(forms[0])
    return after


def _quoted(reader: LatexReader, _: str, end: int) -> int:
    quoted, after = arguments(reader.text, end, 1, reader.pairs)
    if quoted:
        reader.draft.write("“")
        reader.read_inside(quoted[0])
        reader.draft.write("”")
    return after


def _formula_argument(reader: LatexReader, name: str, end: int) -> int:
    parts, after = arguments(reader.text, end, 2 if name == "nicefrac" else 1, reader.pairs)
    if parts:
        reader.formula(
            parts[0] if name in {"ensuremath", "math"} else f"\\{name}" + "".join(f"{{{part}}}" for part in parts)
        )
    return after


def _of_package(reader: LatexReader, name: str, start: int, end: int) -> int:
    written = packages.written(reader.text, name, end, reader.pairs)
    if written is None:
        return _worded(reader, name, start, end)
    reader.read_inside(written[0])
    return written[1]


_IN_SENTENCES = frozenset("citet textcite citeauthor Citet".split())
"""Citations that are words of their sentence."""

ACTIONS: dict[str, Callable[[LatexReader, str, int], int]] = {
    **dict.fromkeys(vocabulary.CITATIONS, _citation), **dict.fromkeys(vocabulary.REFERENCES, _reference),
    **dict.fromkeys(vocabulary.NOTES, _note),
    "url": _url, "nolinkurl": _url, "href": _href, "begin": _begin, "end": _end, "item": _item, "\\": _line,
    "newline": _line, "par": _paragraph, "(": _delimited, "[": _delimited, ")": _closed, "]": _closed,
    "verb": _verbatim, "lstinline": _verbatim, "texorpdfstring": _either, "enquote": _quoted, "mkbibquote": _quoted,
    "ensuremath": _formula_argument, "nicefrac": _formula_argument, "unicode": _formula_argument,
    "math": _formula_argument, "doi": _doi, "hspace": _space,
}  # fmt: skip

_TABLES: tuple[Mapping[str, object] | frozenset[str], ...] = (
    vocabulary.STYLES, vocabulary.SWITCHES, vocabulary.SILENT, vocabulary.DROPPED, ACCENTS, LETTERS, SYMBOLS,
    ABBREVIATIONS, ACTIONS, packages.TEXT_COMMANDS,
)  # fmt: skip
