r"""The number of everything that a LaTeX document labels, counted as LaTeX counts.

In: a document without comments, its class, the numbers of its figures; LaTeX's own notes (`.aux`) where a source has
them. Out: for each label what it names (a section, an equation, a table …) and the number printed for it. Never
guesses: what only a class could tell has no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sitegen.pull.figures.tex import after_options, group
from sitegen.records import NamedTuple
from sitegen.regex import regex

_EQUATIONS = frozenset("equation multline dmath".split())
_ROWS = frozenset("align alignat flalign gather eqnarray IEEEeqnarray xalignat dgroup".split())
_CAPTIONED = frozenset({"table", "longtable", "deluxetable", "sidewaystable", "wraptable", "supertabular", "tabu"})
_ALGORITHMS = frozenset({"algorithm", "algorithm2e", "algo", "procedure"})
_PARTS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph")
_CHAPTERS = frozenset({"book", "report", "memoir", "scrbook", "scrreprt", "amsbook"})
_EVENT = regex(
    r"\\(?:(?P<edge>begin|end)\s*\{\s*(?P<environment>[A-Za-z@]+)(?P<starred>\*?)\s*\}"
    rf"|(?P<part>{'|'.join(_PARTS)})(?P<plain>\*?)(?=\s*[\[{{])"
    r"|(?P<label>label)\s*(?=\{)|(?P<caption>captionof|tablecaption|tbl|caption)(?P<uncounted>\*?)(?![A-Za-z@])"
    r"|(?P<item>item)(?![A-Za-z@])|(?P<appendix>appendix|appendices)(?![A-Za-z@])"
    r"|(?P<theorem>newtheorem|spnewtheorem|declaretheorem)(?P<unnumbered>\*?)(?![A-Za-z@])"
    r"|(?P<within>numberwithin|counterwithin|@addtoreset)\*?\s*(?=\{)"
    r"|(?P<counter>setcounter|addtocounter)\s*(?=\{)"
    r"|(?P<form>(?:(?:re)?newcommand\*?\s*\{?\s*|[gex]?def\s*)\\the(?P<of>[A-Za-z]+)\s*\}?))"
)
_INSIDE = regex(
    r"\\(?:(?P<edge>begin|end)\s*\{[^{}]{0,1000}\}|(?P<label>label)\s*(?=\{)|(?P<tag>tag)\*?\s*(?=\{)|(?P<none>nonumber|notag)(?![A-Za-z])"
    r"|(?P<row>\\)|.)|[{}]",
    re.DOTALL,
)
_SHOWN = regex(r"\\the([A-Za-z]+)|\\(arabic|Alph|alph|Roman|roman|@arabic)\s*(?:\{\s*(\w+)\s*\}|\\c@(\w+))")
_LEFT = regex(r"\\[A-Za-z@]+\*?\s*|[{}$]|\s(?=\s)")
_NEWLABEL = regex(r"\\newlabel\s*(?=\{)")
_MOST = 20_000
"""Labels and counted things of one paper."""
_DEEPEST = 60
KINDS = {"fig": "figure", "tab": "table", "tbl": "table", "eq": "equation", "eqn": "equation", "sec": "section",
         "ssec": "section", "subsec": "section", "sect": "section", "app": "appendix", "appendix": "appendix",
         "alg": "algorithm", "algo": "algorithm", "thm": "theorem", "theorem": "theorem", "lem": "lemma",
         "prop": "proposition", "cor": "corollary", "def": "definition", "defn": "definition", "rem": "remark",
         "ex": "example", "chap": "chapter", "ch": "chapter", "lst": "listing", "line": "line", "fn": "footnote",
         "figure": "figure", "table": "table", "equation": "equation", "section": "section", "lemma": "lemma",
         "asm": "assumption", "ass": "assumption", "assumption": "assumption", "suppfig": "figure",
         "sfig": "figure", "subfig": "figure", "f": "figure", "t": "table", "e": "equation"}  # fmt: skip
"""What the part of a label before its colon says of the thing."""


class LabelTarget(NamedTuple):
    """The target of a label: its kind (empty when nothing tells), and the number that LaTeX prints for it."""

    kind: str
    number: str


def kind_of(label: str) -> str:
    """The kind that a label's own name tells: `eq:loss` is an equation; empty for one that tells nothing."""
    start = re.match(r"([A-Za-z]+?)s?\d*[:._\-/ ]", label.strip())
    return KINDS.get(start[1].lower(), "") if start else ""


def read(
    text: str, figures: Mapping[str, str], document_class: str = "", notes: Iterable[str] = ()
) -> dict[str, LabelTarget]:
    """The target of each label of a document; what LaTeX itself noted wins over what is counted here."""
    targets = {label: _agreed(label, target) for label, target in _Count(document_class).read(text).items()}
    targets |= {label: LabelTarget("figure", number) for label, number in figures.items()}
    for note in notes:
        targets |= _noted(note, targets)
    return targets


def _agreed(label: str, target: LabelTarget) -> LabelTarget:
    """The target of a label, without a number where its own name says that it is something else that was not seen."""
    own = kind_of(label)
    is_strange = own in {"figure", "table", "equation", "algorithm"} and own != target.kind
    return LabelTarget(own, "") if is_strange else target


def _noted(note: str, counted: Mapping[str, LabelTarget]) -> dict[str, LabelTarget]:
    r"""The targets in `\newlabel` lines: the number, and with hyperref what kind of thing it is."""
    targets = {}
    for start in _NEWLABEL.finditer(note):
        label = group(note, start.end(), 2000)
        value = group(note, label[1], 4000) if label else None
        number = group(value[0], 0, 2000) if value else None
        if not label or not value or not number or label[0].endswith("@cref"):
            continue
        anchor = re.search(r"\{([a-z]+)[.*]?[^{}]*\}\s*\{[^{}]*\}\s*$", value[0])
        before = counted.get(label[0], LabelTarget("", ""))
        kind = before.kind or (anchor[1] if anchor else "") or kind_of(label[0])
        targets[label[0]] = LabelTarget("table" if kind == "longtable" else kind, _LEFT.sub("", number[0]).strip())
        if len(targets) > _MOST:
            break
    return targets


class _Count:
    """The counters of a document, and the targets of its labels so far."""

    def __init__(self, document_class: str) -> None:
        self._class = document_class
        self._counts: dict[str, int] = {}
        self._within: dict[str, str] = {}
        self._forms: dict[str, str] = {}
        self._shared: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._appendix = False
        self._now = LabelTarget("", "")
        self._outside: list[tuple[str, LabelTarget]] = []
        self._targets: dict[str, LabelTarget] = {}
        self._missing: set[str] = set()
        self._base = "chapter" if document_class in _CHAPTERS else "section"
        if self._base == "chapter":
            self._within |= dict.fromkeys(("equation", "table", "section"), "chapter")
        if document_class.startswith(("siamart", "siamltex")):
            self._within["equation"] = "section"
        if document_class.startswith(("revtex", "IEEEtran")):
            self._forms |= {
                "section": r"\Roman{section}",
                "table": r"\Roman{table}",
                "subsection": r"\thesection \Alph{subsection}",
            }
        if document_class.startswith("IEEEtran"):
            self._forms["subsection"] = r"\thesection-\Alph{subsection}"

    def read(self, text: str) -> dict[str, LabelTarget]:
        """The target of each label."""
        at = count = 0
        for event in _EVENT.finditer(text):
            if event.start() < at:
                continue
            count += 1
            if count > 10 * _MOST or len(self._targets) > _MOST:
                break
            at = max(event.end(), self._take(event, text))
        return self._targets

    def _take(self, event: re.Match[str], text: str) -> int:
        """Deal with one command; returns where reading goes on."""
        at = event.end()
        if event["environment"]:
            return self._edge(event, text)
        if event["part"]:
            if not event["plain"]:
                self._part(event["part"])
        elif event["label"]:
            if argument := group(text, at, 500):
                self._targets.setdefault(argument[0].strip(), self._now)
        elif event["caption"]:
            self._caption(event, text)
        elif event["item"]:
            self._item(text, at)
        elif event["appendix"]:
            self._begin_appendix()
        elif event["theorem"]:
            return self._theorem(event, text)
        else:
            self._set(event, text)
        return at

    def _edge(self, event: re.Match[str], text: str) -> int:
        environment, at = event["environment"], event.end()
        if event["edge"] == "end":
            if any(name == environment for name, _ in self._outside):
                while self._outside[-1][0] != environment:
                    self._outside.pop()
                self._now = self._outside.pop()[1]
            return at
        if environment in _EQUATIONS | _ROWS:
            return self._equations(environment, text, at, is_starred=bool(event["starred"]))
        if environment in {"appendices", "appendix"}:
            self._begin_appendix()
            return at
        if len(self._outside) > _DEEPEST:
            return at
        self._outside.append((environment, self._now))
        if environment == "subequations":
            number = self._step("equation")
            self._now = LabelTarget("equation", number)
            return self._subequations(text, at, number)
        if environment in self._titles and not event["starred"]:
            self._now = LabelTarget(self._titles[environment], self._step(environment))
        return at

    def _subequations(self, text: str, at: int, number: str) -> int:
        r"""Equations (3a), (3b) … up to `\end{subequations}`."""
        end = self._end(text, r"\end{subequations}", at)
        if end < 0:
            return at
        count_before, form = self._counts.get("equation", 0), self._forms.get("equation")
        self._counts["equation"], self._forms["equation"] = 0, rf"{number}\alph{{equation}}"
        position = at
        for event in _EVENT.finditer(text, at, end):
            if (
                event.start() >= position
                and event["environment"] != "subequations"
                and (event["edge"] or event["label"])
            ):
                position = max(event.end(), self._take(event, text))
        self._counts["equation"] = count_before
        self._forms.pop("equation")
        if form is not None:
            self._forms["equation"] = form
        return max(position, end)

    def _equations(self, environment: str, text: str, at: int, *, is_starred: bool) -> int:
        """Number the rows of an environment, each unless it says not to, and give the labels their numbers."""
        end = self._end(text, f"\\end{{{environment}{'*' if is_starred else ''}}}", at)
        if end < 0:
            return at
        has_rows = environment in _ROWS
        depth = nested = 0
        labels: list[str] = []
        tag, is_counted = "", not is_starred
        for token in _INSIDE.finditer(text, at, end):
            if token["edge"]:
                nested += 1 if token["edge"] == "begin" else -1
            elif token[0] in "{}":
                depth += 1 if token[0] == "{" else -1
            elif token["label"] and (argument := group(text, token.end(), 500)):
                labels.append(argument[0].strip())
            elif token["tag"] and (argument := group(text, token.end(), 200)):
                tag = argument[0].strip() or "?"
            elif token["none"]:
                is_counted = False
            elif token["row"] and has_rows and not nested and depth <= 0:
                self._row(labels, tag, is_counted=is_counted)
                labels, tag, is_counted = [], "", not is_starred
        self._row(labels, tag, is_counted=is_counted)
        return end

    def _end(self, text: str, command: str, at: int) -> int:
        """The next position of a command; what was looked for in vain once is not looked for again."""
        end = -1 if command in self._missing else text.find(command, at)
        if end < 0:
            self._missing.add(command)
        return end

    def _row(self, labels: list[str], tag: str, *, is_counted: bool) -> None:
        number = tag if tag and tag != "?" else self._step("equation") if is_counted and not tag else ""
        for label in labels:
            self._targets.setdefault(label, LabelTarget("equation", number))

    def _part(self, part: str) -> None:
        if part == "paragraph" or (part == "part" and self._class):
            return
        number = self._step(part)
        is_first = part == self._base
        kind = "appendix" if self._appendix and is_first else "section" if part.endswith("section") else part
        self._now = LabelTarget(kind, number)
        self._outside = []

    def _begin_appendix(self) -> None:
        self._appendix = True
        for part in _PARTS:
            self._counts.pop(part, None)
        self._forms[self._base] = rf"\Alph{{{self._base}}}"
        if self._class.startswith("revtex"):
            self._counts["equation"] = 0
            self._within["equation"] = "section"
            self._forms["equation"] = r"\thesection\arabic{equation}"

    def _caption(self, event: re.Match[str], text: str) -> None:
        at, kind = event.end(), ""
        if event["caption"] == "captionof":
            of = group(text, at, 200)
            kind = of[0].strip() if of else ""
        elif event["caption"] in {"tablecaption", "tbl"}:
            kind = "table"
        else:
            inside = next((name for name, _ in reversed(self._outside) if _floats(name)), "")
            kind = _floats(inside) if inside else ""
        if kind in {"table", "algorithm"} and not event["uncounted"]:
            self._now = LabelTarget(kind, self._step(kind))

    def _item(self, text: str, at: int) -> None:
        lists = [name for name, _ in self._outside if name in {"enumerate", "itemize", "description"}]
        if lists == ["enumerate"] and not re.match(r"\s*\[", text[at : at + 9]):
            key = f"item {len(self._outside)}"
            self._counts[key] = self._counts.get(key, 0) + 1
            self._now = LabelTarget("item", str(self._counts[key]))
        elif lists:
            self._now = LabelTarget("item", "")

    def _theorem(self, event: re.Match[str], text: str) -> int:
        """A new kind of theorem, which counts by itself, with another kind, or within a part."""
        at = after_options(text, event.end()) if event["theorem"] == "declaretheorem" else event.end()
        name = group(text, at, 200)
        if not name:
            return at
        shared = re.match(r"\s*\[\s*(\w+)\s*\]", text[name[1] : name[1] + 200])
        title = group(text, name[1] + (shared.end() if shared else 0), 400)
        if not title or event["unnumbered"]:
            return title[1] if title else name[1]
        within = re.match(r"\s*\[\s*(\w+)\s*\]", text[title[1] : title[1] + 200])
        environment = name[0].strip()
        self._titles[environment] = title[0].strip().lower()
        if shared:
            self._shared[environment] = shared[1]
        elif within:
            self._within[environment] = within[1]
        return title[1] + (within.end() if within else 0)

    def _set(self, event: re.Match[str], text: str) -> None:
        argument = group(text, event.end(), 300)
        if not argument:
            return
        if event["form"]:
            self._forms[event["of"]] = argument[0]
            return
        value = group(text, argument[1], 300)
        if not value:
            return
        name = argument[0].strip()
        if event["counter"] and re.fullmatch(r"\s*-?\d{1,6}\s*", value[0]):
            before = self._counts.get(name, 0) if event["counter"] == "addtocounter" else 0
            self._counts[name] = before + int(value[0])
        elif event["within"]:
            self._within[name] = value[0].strip()

    def _step(self, counter: str) -> str:
        """Count one and return its number."""
        counter = self._shared.get(counter, counter)
        self._counts[counter] = self._counts.get(counter, 0) + 1
        for other, within in self._within.items():
            if within == counter:
                self._counts[other] = 0
        if counter in _PARTS:
            for finer in _PARTS[_PARTS.index(counter) + 1 :]:
                self._counts.pop(finer, None)
            for other, within in self._within.items():
                if within in _PARTS and _PARTS.index(within) > _PARTS.index(counter):
                    self._counts[other] = 0
        return self._shown(counter, 0)

    def _shown(self, counter: str, depth: int) -> str:
        """The number of a counter as it is printed."""
        form = self._forms.get(counter) or self._usual(counter)
        if depth > 6:
            return ""

        def show(match: re.Match[str]) -> str:
            if match[1]:
                return self._shown(match[1], depth + 1)
            return _count(match[2], self._counts.get(match[3] or match[4], 0))

        return _LEFT.sub("", _SHOWN.sub(show, form)).strip()

    def _usual(self, counter: str) -> str:
        own = rf"\arabic{{{counter}}}"
        if counter in self._within:
            return rf"\the{self._within[counter]}.{own}"
        if counter in {"subsection", "subsubsection"}:
            above = _PARTS[_PARTS.index(counter) - 1]
            return rf"\the{above}.{own}"
        return own


def _floats(environment: str) -> str:
    """The kind that a caption in an environment counts; empty for one that counts nothing here."""
    if environment in _ALGORITHMS:
        return "algorithm"
    if environment in _CAPTIONED:
        return "table"
    return "figure" if "figure" in environment else ""


def _count(style: str, number: int) -> str:
    if style in {"Alph", "alph"} and 0 < number <= 26:
        letter = chr(64 + number)
        return letter if style == "Alph" else letter.lower()
    if style in {"Roman", "roman"} and 0 < number < 90:
        signs = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
        numeral = ""
        for value, sign in signs:
            numeral += sign * (number // value)
            number %= value
        return numeral if style == "Roman" else numeral.lower()
    return str(number)
