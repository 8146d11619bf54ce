r"""LaTeX text, with the HTML and JATS that sources mix into it, to nodes.

In: repaired characters and the macros that hold for them. Out: nodes, and what could not be understood. Every backslash
is accounted for: a command is done, or reads as a word and is reported. Reads once from left to right, so time is
linear; never raises.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import ClassVar

from sitegen.text import escapes, jats, maths, textmode
from sitegen.text.addresses import bare_address, link
from sitegen.text.commands import command, mend
from sitegen.text.dollars import Dollars
from sitegen.text.draft import DEEPEST, Draft, Group
from sitegen.text.macros import LONGEST, MOST_EXPANSIONS, braces
from sitegen.text.nodes import Break, Link, Nodes, Style, Trouble, Words
from sitegen.text.tags import HEADINGS, HIDDEN, ITEMS, LISTS, PARAGRAPHS, STYLES, Tag, tag_at

_SPECIAL = re.compile(
    r"[\\${}~`]|''|(?<![-!])-{2,3}(?![->])|\n[ ]*\n\s*|https?://|<(?=[/!?A-Za-z])|\]\]>|[\^_](?=[\w{\\+-])"
    r"|(?m:^%[% ][^\n]*\n)"
)
_RAISED = re.compile(r"-?[0-9]{1,3}(?![\w^]|[./]\d)|[A-Za-z](?![\w^])|\\[A-Za-z]+(?![\w{^])")
_LOWERED = re.compile(r"(?:[0-9]{1,2}|[A-Za-z])(?![\w\\])|\\[A-Za-z]+(?![\w{_])")
_CARRIES = {"^": re.compile(r"[A-Za-z0-9)\]\u0370-\u03ff]\Z"), "_": re.compile(r"(?<![\w\\^-])[A-Za-z\u0370-\u03ff]\Z")}
"""What may carry a raised or lowered sign: one letter a lowered one, for words with `_` are names in programs."""
_BRACKETED = re.compile(
    r"<(https?://[^\s<>]{1,2000}|mailto:[^\s<>]{3,200}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5})>"
)
_SYNTAX = re.compile(r"[\\${}]")
_CODE = re.compile(r"`([^`'’\n]{1,200}(?:\n[^`'’\n]{1,200})?)`(?![`\w])")
_QUOTED = re.compile(
    r"(?<![`\\])`((?:(?!'')[^`\n]){1,80}(?:\n(?:(?!'')[^`\n]){1,80})?)(?<!\\)'(?:(?![\w'])|(?=''(?!')))"
)
_SET = re.compile(r"[-+\w.…()⋯]{1,6}(?:\s?,\s?[-+\w.…()⋯]{1,6})+")
_TWO_TICKS = re.compile(r"(?<!`)``([^`\n]{1,80})``(?!`)")
_CODE_SIGN = re.compile(r"[_(){}=<>/]|[a-z][A-Z]|^[-.]|\w\.\w")
_OPEN_QUOTE = re.compile(r"``([^`\"]{1,200})\"(?!\w)")
_CLOSE_QUOTE = re.compile(r"(?<!\w)\"([^`\"]{1,200})''")
_ONE_TICK_SHORT = re.compile(
    r"``(?:[^`]|`[^`'\n]{1,80}'(?!')){1,300}?''|(?<![`\w\\])`([^`'\n]{1,80})''(?![\w'(`])"
    r"|(?<![`\\])``([^`'\n]{1,80})'(?![\w'])(?![^`]{0,300}'')"
)
"""Quotes of two kinds around the same words."""
_TIED = re.compile(r"[\w.)\]}$'’”\",;:!?%&\u00a0\u0300-\u036f–—-]")
"""What a tie stands after; after anything else `~` means "about", or is part of an address."""
_KEY_FOLLOWS = re.compile(r"~(?:\s*\\(?:[A-Za-z]*(?:cite|ref)[A-Za-z]*|footnote|label| )|[A-Z][a-z])")
_NUMBER = re.compile(r"(?:\d|\d\s*\$|\d\})\Z")


@lru_cache(maxsize=256)
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</(?:[A-Za-z]{{1,8}}:)?{re.escape(name)}\s{{0,9}}>", re.IGNORECASE)


@lru_cache(maxsize=256)
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?)(?:[A-Za-z]{{1,8}}:)?{re.escape(name)}(?=[\s/>])[^<>]{{0,4000}}?(/?)>", re.IGNORECASE)


def _code_or_quote(found: re.Match[str]) -> str:
    return f"`{found[1]}`" if _CODE_SIGN.search(found[1]) else f"``{found[1]}''"


class Budget:
    """How many macros a field may still expand, shared by everything that is read for it."""

    __slots__ = ("characters", "expansions")

    def __init__(self) -> None:
        self.expansions, self.characters = MOST_EXPANSIONS, LONGEST

    def spend(self, characters: int) -> bool:
        """Take one expansion of so many characters off; tells whether there was enough left."""
        self.expansions -= 1
        self.characters -= characters
        return self.expansions >= 0 and self.characters >= 0


def read(text: str, macros: Mapping[str, str], budget: Budget | None = None) -> tuple[Nodes, tuple[Trouble, ...]]:
    """The nodes of a text, and its troubles in the order they were met, each once.

    Pieces of one field share a budget; without one the text is a whole field.
    """
    reader = Reader(text, macros, Draft(), budget or Budget())
    reader.read()
    return reader.draft.finish(), tuple(dict.fromkeys(reader.troubles))


def _whole(quote: re.Match[str]) -> str:
    """A quote that lacks a tick, with all it needs; one that has them all as it is."""
    words = quote[1] or quote[2]
    return f"“{words}”" if words else quote[0]


class Reader:
    """A text being read, and what has been made of it so far."""

    def __init__(self, text: str, macros: Mapping[str, str], draft: Draft, budget: Budget, depth: int = 0) -> None:
        text = escapes.even(mend(text, macros)) if "\\" in text else text
        if "`" in text:
            text = _OPEN_QUOTE.sub(r"``\1''", _TWO_TICKS.sub(_code_or_quote, text))
            text = _ONE_TICK_SHORT.sub(_whole, text)
            text = _QUOTED.sub(r"‘\1’", text)
        self.text = _CLOSE_QUOTE.sub(r"``\1''", text) if '"' in text and "''" in text else text
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
        while found := _SPECIAL.search(self.text, position):
            self.draft.write(self.text[position : found.start()])
            sign = found[0]
            position = self._HANDLERS[sign[0]](self, sign, found.start(), found.end())
        self.draft.write(self.text[position:])

    def read_inside(self, text: str) -> None:
        """Read a macro's body or an argument into the same draft; one that nests too deep is words and nothing else."""
        if self.depth >= DEEPEST:
            self.draft.write(_SYNTAX.sub("", text))
            return
        inner = Reader(text, self.macros, self.draft, self.budget, self.depth + 1)
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
        """Where the environment's next end is; -1 if there is none, which is looked for once."""
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
        found = self.dollars.formula(start)
        if not found:
            self.draft.write("$", literal=True)
            return start + 1
        inside = self.text[found.start : found.stop]
        if inside.lstrip().startswith(("\\href", "\\url")) or textmode.is_text(inside.strip()):
            self.read_inside(inside)
        else:
            self.formula(inside, display=found.display)
        return found.end

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
        found = (_RAISED if sign == "^" else _LOWERED).match(self.text, end)
        if found and found[0][0] == "\\" and not maths.symbol(found[0][1:]):
            found = None
        if not found or not _CARRIES[sign].search(self.text, max(0, end - 12), end - 1):
            self.draft.write(sign)
            return end
        self.draft.open(Group("style", kind, name=sign))
        self.read_inside(found[0].replace("-", "−"))
        self.draft.close_named(sign)
        return found.end()

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
        address = bare_address(self.text, start)
        if not address or self.draft.last.isalnum():
            self.draft.write(self.text[start:end])
            return end
        target = link(address)
        self.draft.add(Link(target, (Words(address, literal=True),)) if target else Words(address, literal=True))
        return start + len(address)

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
        if found := _BRACKETED.match(self.text, start):
            address = found[1] if "://" in found[1] else f"mailto:{found[1]}"
            target = link(address)
            self.draft.add(Link(target, (Words(found[1], literal=True),)) if target else Words(found[0], literal=True))
            return found.end()
        self.draft.write("<", literal=True)
        return start + 1

    def _paired(self, name: str) -> frozenset[int]:
        """Where the tags of that name start that open what another closes, or close what another opens."""
        if name not in self._pairs_of_tags:
            opened, paired = list[int](), list[int]()
            for found in _tags(name).finditer(self.text):
                if found[2]:
                    paired.append(found.start())
                elif not found[1]:
                    opened.append(found.start())
                elif opened:
                    paired += (opened.pop(), found.start())
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
        """Where the element that started before `start` ends; 0 if it never does."""
        closings = self._closings(name)
        nearest = bisect_left(closings, (start, 0))
        return closings[nearest][1] if nearest < len(closings) else 0

    def _closings(self, name: str) -> list[tuple[int, int]]:
        """Where the closing tags of that name start and end, looked for once."""
        if name not in self._closing_tags:
            self._closing_tags[name] = [found.span() for found in _closing(name).finditer(self.text)]
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

    _HANDLERS: ClassVar[dict[str, Callable[[Reader, str, int, int], int]]] = {
        "\\": _command, "$": _dollar, "{": _brace, "}": _brace, "<": _tag, "]": _tag, "h": _address, "^": _script,
        "_": _script, "`": _backtick, "~": _tilde, "%": _comment, "\n": _paragraph_end, "-": _dash, "'": _quotes,
    }  # fmt: skip
    """What deals with a special sign, by its first character; each returns where reading goes on."""
