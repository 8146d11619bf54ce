r"""LaTeX text, with the HTML and JATS that sources mix into it, to nodes.

In: repaired characters and the macros that hold for them. Out: nodes, and what could not be understood. Every backslash
is accounted for: a command is done, or reads as a word and is reported. Reads once from left to right, so time is
linear; never raises.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache

from sitegen.text import jats, maths, textmode
from sitegen.text.addresses import bare_address, link
from sitegen.text.commands import command, mend
from sitegen.text.dollars import Dollars
from sitegen.text.draft import DEEPEST, Draft, Group
from sitegen.text.macros import LONGEST, MOST_EXPANSIONS, braces
from sitegen.text.nodes import Break, Link, Nodes, Trouble, Words
from sitegen.text.tags import HEADINGS, HIDDEN, ITEMS, LISTS, PARAGRAPHS, STYLES, Tag, tag_at

_SPECIAL = re.compile(
    r"[\\${}~`]|''|(?<![-!])-{2,3}(?![->])|\n[ ]*\n\s*|https?://|<(?=[/!?A-Za-z])|\]\]>|[\^_](?=\{)|(?m:^%[% ][^\n]*\n)"
)
_SYNTAX = re.compile(r"[\\${}]")
_CODE = re.compile(r"`([^`'’\n]{1,200}(?:\n[^`'’\n]{1,200})?)`(?![`\w])")
_QUOTED = re.compile(r"(?<![`\\])`([^`\n]{1,80}(?:\n[^`\n]{1,80})?)(?<!\\)'(?![\w'])")
_SET = re.compile(r"[-+\w.…()⋯]{1,6}(?:\s?,\s?[-+\w.…()⋯]{1,6})+")
_SIGNS = {"''": "”", "--": "–", "---": "—", "~": "\u00a0"}


@lru_cache(maxsize=256)
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</(?:[A-Za-z]{{1,8}}:)?{re.escape(name)}\s{{0,9}}>", re.IGNORECASE)


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


class Reader:
    """A text being read, and what has been made of it so far."""

    def __init__(self, text: str, macros: Mapping[str, str], draft: Draft, budget: Budget, depth: int = 0) -> None:
        text = mend(text, macros) if "\\" in text else text
        self.text = _QUOTED.sub(r"‘\1’", text) if "`" in text else text
        self.macros = macros
        self.draft = draft
        self.budget = budget
        self.depth = depth
        self.troubles: list[Trouble] = []
        self.pairs = braces(self.text) if "{" in self.text else {}
        self.dollars = Dollars(self.text)
        self._closing_tags: dict[str, list[tuple[int, int]]] = {}
        self._endless: set[str] = set()

    def read(self) -> None:
        """Read the whole text into the draft."""
        position = 0
        while found := _SPECIAL.search(self.text, position):
            self.draft.write(self.text[position : found.start()])
            position = self._special(found[0], found.start(), found.end())
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

    def _special(self, sign: str, start: int, end: int) -> int:
        """Deal with what may be more than a character; returns where reading goes on."""
        first = sign[0]
        if first == "\\":
            return command(self, start)
        if first == "$":
            return self._dollar(start)
        if first in "{}":
            return self._brace(first, start)
        if first in "<]":
            return self._tag(start, end)
        if first == "h":
            return self._address(start, end)
        if first in "^_":
            return self._script(first, end)
        if first == "`":
            return self._backtick(start)
        if first == "\n":
            self.draft.add(Break(paragraph=True))
        else:
            self.draft.write(_SIGNS.get(sign, ""))
        return end

    def _dollar(self, start: int) -> int:
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

    def _brace(self, sign: str, start: int) -> int:
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

    def _script(self, sign: str, brace: int) -> int:
        if brace in self.pairs:
            self.draft.open(Group("style", "sup" if sign == "^" else "sub", self.pairs[brace]))
            return brace + 1
        self.draft.write(sign)
        return brace

    def _backtick(self, start: int) -> int:
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

    def _address(self, start: int, end: int) -> int:
        address = bare_address(self.text, start)
        if not address or self.draft.last.isalnum():
            self.draft.write(self.text[start:end])
            return end
        target = link(address)
        self.draft.add(Link(target, (Words(address, literal=True),)) if target else Words(address, literal=True))
        return start + len(address)

    def _tag(self, start: int, end: int) -> int:
        if self.text[start] == "]":
            return end
        tag = tag_at(self.text, start)
        if not tag:
            self.draft.write("<", literal=True)
            return start + 1
        if tag.name == "!":
            return tag.end
        if not tag.closes and (formula := self._formula_element(tag)):
            return formula
        if tag.name in HIDDEN and not tag.closes:
            return self._end_of(tag.name, tag.end) or tag.end
        self._apply(tag)
        return tag.end

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
        elif self._end_of(tag.name, tag.end):
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
            self.draft.open(Group("style", "strong", name=tag.name))

    def _link(self, tag: Tag) -> None:
        if tag.closes:
            self.draft.close_named("a")
        elif target := link(tag.address):
            self.draft.open(Group("link", name="a", address=target))
