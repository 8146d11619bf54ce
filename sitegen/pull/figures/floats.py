r"""The figures of a LaTeX document, one after another.

In: a document without comments, with the macros that draw in place. Out: for each figure its number, its caption and
those of its panels as written, and its pictures. A figure environment with two captions is two figures; `\captionof`
makes one outside of any environment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sitegen.pull.figures import definitions
from sitegen.pull.figures.definitions import Definition
from sitegen.pull.figures.graphics import COMMANDS, ImageIndex, described, names
from sitegen.pull.figures.numbering import Counter
from sitegen.pull.figures.tex import after_options, group, option
from sitegen.records import NamedTuple
from sitegen.regex import regex

_EVENT = regex(
    r"\\(?:(?P<edge>begin|end)\s*\{\s*(?P<environment>[A-Za-z@]+)\*?\s*\}"
    r"|(?P<caption>captionof|caption|figcaption|subcaption)(?P<starred>\*?)(?![A-Za-z@])"
    r"|(?P<panel>subfloat|subfigure|subcaptionbox|subbottom)\*?(?![A-Za-z@])"
    rf"|(?P<picture>{'|'.join(COMMANDS)})(?![A-Za-z@])"
    r"|(?P<drawn>tikz|xymatrix|chemfig|psset|pgfimage|feynmandiagram|schemestart|chemscheme)(?![A-Za-z@])"
    r"|(?P<label>label)\s*(?=\{)|(?P<described>Description)\s*(?:\[[^\[\]]*\])?\s*(?=\{)"
    r"|(?P<counter>setcounter|addtocounter)\s*\{\s*figure\s*\}"
    r"|(?P<form>(?:(?:re)?newcommand\*?\s*\{?\s*|[gex]?def\s*)\\thefigure\s*\}?)"
    r"|(?P<part>chapter|section)(?P<plain>\*?)(?=\s*[\[{])"
    r"|(?P<within>numberwithin|counterwithin|@addtoreset)\*?\s*(?=\{)"
    r"|(?P<given>figurenum)\s*(?=\{)"
    r"|(?P<appendix>appendix)(?![A-Za-z@])|(?P<continued>ContinuedFloat)(?![A-Za-z@]))"
)
_FIGURE = regex(r"(?:wrap|SC|floating|margin|sideways|teaser|wide|full|cut)?figure(?:here)?|wrapfloat")
_DRAWINGS = {
    "tikzpicture": "TikZ", "tikz": "TikZ", "tikzcd": "TikZ", "axis": "TikZ (pgfplots)",
    "semilogyaxis": "TikZ (pgfplots)", "semilogxaxis": "TikZ (pgfplots)", "loglogaxis": "TikZ (pgfplots)",
    "polaraxis": "TikZ (pgfplots)",
    "groupplot": "TikZ (pgfplots)", "pgfpicture": "TikZ", "circuitikz": "TikZ", "forest": "TikZ (forest)",
    "feynman": "TikZ (feynman)", "feynmandiagram": "TikZ (feynman)", "fmffile": "feynmp", "fmfgraph": "feynmp",
    "pspicture": "PSTricks", "psset": "PSTricks", "picture": "LaTeX's picture commands", "xy": "Xy-pic",
    "xymatrix": "Xy-pic", "chemfig": "chemfig", "schemestart": "chemfig", "quantikz": "TikZ (quantikz)",
    "asy": "Asymptote", "pgfimage": "TikZ", "chemscheme": "chemfig",
}  # fmt: skip
"""Environments and commands with which LaTeX draws a picture itself."""
_PANELS = frozenset({"subfigure", "subcaptionblock", "subcaptiongroup", "subtable"})
_LABEL = regex(r"\\label\s*\{([^{}]{0,1000})\}")
_NEAR = 4000
r"""How many characters before `\captionof` its picture may stand."""


class Float(NamedTuple):
    """One figure, as written."""

    number: str
    caption: str
    panels: tuple[tuple[str, str], ...]
    locations: tuple[str, ...]
    alt: str = ""
    drawn: str = ""
    is_continued: bool = False


class _Item(NamedTuple):
    """A caption (with its number) or a picture, and where it stands."""

    kind: str
    text: str
    number: str = ""
    at: int = 0
    is_continued: bool = False


class Scan:
    """One reading of a document; afterwards `labels` tells the number of each figure's label."""

    def __init__(
        self, macros: Mapping[str, Definition], shelf: ImageIndex, environments: frozenset[str], document_class: str
    ) -> None:
        self.labels: dict[str, str] = {}
        self._macros = macros
        self._shelf = shelf
        self._environments = environments
        self._counter = Counter(document_class)
        self._floats: list[Float] = []
        self._items: list[_Item] = []
        self._loose: list[_Item] = []
        self._waiting: list[tuple[str, str]] = []
        self._figures = self._panels = 0
        self._panel_count = 0
        self._continues = False
        self._set_number = ""

    def read(self, text: str) -> tuple[Float, ...]:
        """The figures of a document."""
        at = 0
        for event in _EVENT.finditer(text):
            if event.start() >= at:
                at = max(at, self._take(event, text))
        self._close()
        return tuple(self._floats)

    def _take(self, event: re.Match[str], text: str) -> int:
        """Deal with one command; returns where reading goes on."""
        end = event.end()
        if event["environment"]:
            self._edge(event["edge"] == "begin", event["environment"])
            if event["environment"].lower() == "overpic" and event["edge"] == "begin":
                self._picture(text, "includegraphics", end)
        elif event["caption"]:
            return self._caption(event, text)
        elif event["panel"]:
            return self._panel(event["panel"], text, end)
        elif event["picture"]:
            self._picture(text, event["picture"], end)
        elif event["drawn"]:
            self._drawing(event["drawn"])
        elif event["label"]:
            self._label(text, end)
        elif event["described"]:
            argument = group(text, end)
            self._items += [_Item("description", argument[0])] if argument and self._figures else []
        else:
            self._count(event, text)
        return end

    def _drawing(self, name: str) -> None:
        if self._figures and name in _DRAWINGS:
            self._items.append(_Item("drawing", _DRAWINGS[name]))

    def _edge(self, begins: bool, environment: str) -> None:
        if begins:
            self._drawing(environment)
        if environment in _PANELS and self._figures:
            self._panels += 1 if begins else -1
            if begins:
                self._panel_count += 1
                self._items.append(_Item("panel", "", self._letter))
        elif _FIGURE.fullmatch(environment) or environment in self._environments:
            if begins:
                self._figures += 1
            elif self._figures:
                self._figures -= 1
                self._close()

    @property
    def _letter(self) -> str:
        return chr(96 + self._panel_count) if 0 < self._panel_count <= 26 else ""

    def _close(self) -> None:
        """A figure environment is at its end."""
        if self._items and not self._figures:
            self._floats += _split(self._items)
            self._items, self._waiting = [], []
        if not self._figures:
            self._panels = self._panel_count = 0
            self._continues, self._set_number = False, ""

    def _caption(self, event: re.Match[str], text: str) -> int:
        at = event.end()
        command = event["caption"]
        if command == "captionof":
            of = group(text, at, 200)
            if not of or of[0].strip() != "figure":
                return at
            at = of[1]
        elif not self._figures:
            return at
        argument = group(text, after_options(text, at))
        if not argument:
            return at
        if command == "subcaption" or (self._panels > 0 and command == "caption"):
            self._items.append(_Item("panel caption", argument[0], self._letter))
        else:
            self._number(argument[0], is_numbered=not event["starred"], at=event.start())
        # Labels stand in captions too: reading goes on inside.
        return at

    def _number(self, caption: str, *, is_numbered: bool, at: int) -> None:
        number = ""
        if is_numbered:
            number = self._set_number or (self._counter.number if self._continues else self._counter.step())
            for label, letter in self._waiting:
                self.labels.setdefault(label, number + letter)
            self._waiting = []
        items = self._items
        if not self._figures:  # outside of any environment: the pictures shortly before belong to it
            items = [item for item in self._loose if at - item.at < _NEAR]
            self._loose = []
            self._floats += _split([*items, _Item("caption", caption, number)])
            return
        items.append(_Item("caption", caption, number, is_continued=self._continues))

    def _panel(self, command: str, text: str, at: int) -> int:
        """A panel made by a command: its caption is an option, or the first argument of `subcaptionbox`."""
        if not self._figures:
            return at
        self._panel_count += 1
        argument = group(text, after_options(text, at)) if command == "subcaptionbox" else _last_option(text, at)
        if argument:
            self._items.append(_Item("panel caption", argument[0], self._letter))
            for label in _LABEL.findall(argument[0]):
                self._name(label)
        return argument[1] if argument else at

    def _picture(self, text: str, command: str, at: int) -> None:
        for written in names(text, command, at):
            path = self._shelf.find(definitions.expand(written, self._macros))
            if path:
                if (description := described(text, at)) and self._figures:
                    self._items.append(_Item("description", description))
                (self._items if self._figures else self._loose).append(_Item("picture", path, at=at))

    def _label(self, text: str, at: int) -> None:
        argument = group(text, at, 500)
        if argument and self._figures:
            self._name(argument[0])

    def _name(self, label: str) -> None:
        """Give a label to the figure, or to the panel, that is being read."""
        letter = self._letter if self._panels or not self._items or self._items[-1].kind == "panel caption" else ""
        if any(item.kind == "caption" for item in self._items):
            self.labels.setdefault(label.strip(), self._counter.number + letter)
        else:
            self._waiting.append((label.strip(), letter))

    def _count(self, event: re.Match[str], text: str) -> None:
        at = event.end()
        argument = group(text, at, 200)
        if event["counter"] and argument:
            self._counter.set(argument[0], by=event["counter"] == "addtocounter")
        elif event["form"] and argument:
            self._counter.set_form(argument[0])
        elif event["part"] and not event["plain"]:
            self._counter.begin_part(event["part"])
            self._loose = []
        elif event["within"] and argument and argument[0].strip() == "figure":
            part = group(text, argument[1], 200)
            if part and part[0].strip() in {"chapter", "section"}:
                count = self._counter.reset_within if event["within"] == "@addtoreset" else self._counter.count_within
                count(part[0].strip())
        elif event["given"] and argument:
            self._set_number = argument[0].strip()
        elif event["appendix"]:
            self._counter.begin_appendix()
        elif event["continued"]:
            self._continues = True


def _last_option(text: str, at: int) -> tuple[str, int] | None:
    """The last of the options that begin here: of two, the first is for the list of figures."""
    last = None
    while next_option := option(text, at):
        last, at = next_option, next_option[1]
    return last


def _split(items: list[_Item]) -> list[Float]:
    """The figures of one environment: one, unless it has several captions."""
    items = _with_notes(items)
    captions = [item for item in items if item.kind == "caption"]
    if len(captions) < 2:
        caption = captions[0] if captions else _Item("caption", "")
        made = _float(caption, items)
        return [made] if captions or made.locations else []
    ordered = [item for item in items if item.kind in {"caption", "picture"}]
    is_above = ordered[0].kind == "caption"
    made_all: list[Float] = []
    share: list[_Item] = []
    open_caption: _Item | None = None
    for item in items:
        if item.kind != "caption":
            share.append(item)
        elif is_above:
            made_all += [_float(open_caption, share)] if open_caption else []
            open_caption, share = item, []
        else:
            made_all.append(_float(item, share))
            share = []
    if open_caption:
        made_all.append(_float(open_caption, share))
    elif share:
        last = made_all[-1]
        made_all[-1] = last._replace(locations=last.locations + _float(captions[-1], share).locations)
    return made_all


def _with_notes(items: list[_Item]) -> list[_Item]:
    r"""The items, captions without a number (`\caption*{Note: …}`) joined to the numbered one before or after them."""
    numbered = [at for at, item in enumerate(items) if item.kind == "caption" and item.number]
    notes = [at for at, item in enumerate(items) if item.kind == "caption" and not item.number]
    if not numbered or not notes:
        return items
    joined = list(items)
    for at in notes:
        owner = max((position for position in numbered if position < at), default=numbered[0])
        joined[owner] = joined[owner]._replace(text=f"{joined[owner].text} {items[at].text}")
    return [item for at, item in enumerate(joined) if at not in notes]


def _float(caption: _Item, items: list[_Item]) -> Float:
    panels = tuple((item.number, item.text) for item in items if item.kind == "panel caption")
    locations = tuple(dict.fromkeys(item.text for item in items if item.kind == "picture"))
    alt = " ".join(dict.fromkeys(item.text for item in items if item.kind == "description"))
    drawings = [item.text for item in items if item.kind == "drawing"]
    drawn = "" if locations else max(drawings, key=len, default="")
    return Float(caption.number, caption.text, panels, locations, alt, drawn, caption.is_continued)
