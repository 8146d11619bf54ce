"""Random lives of a paper file: hands that edit it, sources that change their minds, pulls in between.

`SEQUENCES=10000` in the environment asks for so many lives; without it a hundred are tried, at night more.
"""

from __future__ import annotations

import copy
import os
import re
from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from sitegen.content import schema, yaml_writer, yamlfile
from sitegen.content.document import Document, MappingNode
from sitegen.content.fields import KINDS, Part
from sitegen.content.spans import Extents
from sitegen.merge.combine import Combined
from sitegen.pull import provenance
from sitegen.pull.changes import Change, Day, create, update
from sitegen.pull.matched_papers import MatchedPaper
from sitegen.pull.provenance import PullState
from sitegen.pull.site_snapshot import PaperFile
from tests.handwriting import Writer, lost_lines, notes
from tests.sampling import amount

LIVES = int(os.environ.get("SEQUENCES", amount(100, 300)))
COUNTS: Counter[str] = Counter()
FILE = "content/papers/x.yaml"
MAPPINGS = ("ids", "links", "venue")

words = st.sampled_from(["Engines", "On engines: a study", "It's \\emph{so}", "a # b", "Größe", "No", "1.10"])
names = st.sampled_from(["Ada Lovelace", "Charles Babbage", "G. H. Hardy", "Nguyễn Văn A", "The X Collaboration"])
people = names | st.fixed_dictionaries(
    {"name": names}, optional={"affiliations": st.lists(words, min_size=1, max_size=2)}
)
pages = st.sampled_from(["https://a.example/1", "https://a.example/2?x=1&y=2", "http://b.example/#c"])
numbers = st.sampled_from("123")
posted = st.fixed_dictionaries({"version": numbers}, optional={"date": st.just("2022")})
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "title": words,
    "authors": st.lists(people, min_size=1, max_size=4),
    "date": st.sampled_from(["2021", "2021-04", "2022-04-29"]),
    "updated": st.sampled_from(["2023", "2023-01-02"]),
    "versions": st.lists(posted, max_size=3),
    "venue": words | st.fixed_dictionaries({"name": words}, optional={"volume": numbers, "pages": st.just("1--20")}),
    "abstract": st.sampled_from(["Short.", "Two lines\nof it.\n", "One.\n\nTwo: $x$.", "Long " * 30 + "end."]),
    "comments": words,
    "arxiv": st.sampled_from(["2203.15556", "hep-th/9901001"]),
    "doi": st.sampled_from(["10.1234/abc", "10.1234/def"]),
    "ids": st.dictionaries(st.sampled_from(["openalex", "s2", "dblp"]), st.sampled_from(["W1", "a/b"]), min_size=1),
    "links": st.dictionaries(st.sampled_from(["pdf", "code", "html"]), pages | st.lists(pages, min_size=1), min_size=1),
    "keywords": st.lists(words, max_size=3),
    "license": st.sampled_from(["CC-BY-4.0", "MIT"]),
    "status": st.sampled_from(["published", "withdrawn"]),
}  # fmt: skip
REQUIRED = frozenset({"title", "authors", "date"})
OWN: dict[str, st.SearchStrategy[Any]] = {
    **VALUES,
    "topics": st.lists(words, min_size=1, max_size=3),
    "note": st.sampled_from(["Mine.", "Two\n\nlines.\n"]),
    "extra": st.dictionaries(st.sampled_from(["grant", "a b"]), words | st.lists(words), min_size=1),
}


def said(theirs: dict[str, Any]) -> dict[str, Any]:
    """What a source says: an empty list is as good as silence."""
    return {name: copy.deepcopy(value) for name, value in theirs.items() if value}


def flat(data: dict[str, Any]) -> dict[str, Any]:
    """Fields as the merge sees them: mappings that merge key by key are taken apart."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        if name in MAPPINGS and isinstance(value, dict) and value:
            found |= {f"{name}.{key}": one for key, one in value.items()}
        else:
            found[name] = value
    return found


class Life(RuleBasedStateMachine):
    """One paper, from its first pull on."""

    def __init__(self) -> None:
        super().__init__()
        self.raw = b""
        self.past = PullState()
        self.theirs: dict[str, Any] = {}
        self.told: dict[str, Any] = {}
        COUNTS["lives"] += 1

    @property
    def document(self) -> Document:
        """The file as it is."""
        document = yamlfile.parse(self.raw, FILE)
        assert not document.problems or all(one.severity == "warning" for one in document.problems)
        return document

    @initialize(data=st.data(), pulled=st.booleans())
    def begin(self, data: st.DataObject, pulled: bool) -> None:
        """The file is made by a pull, or by hand before the first one."""
        names = data.draw(st.sets(st.sampled_from(sorted(VALUES)))) | REQUIRED
        self.theirs = {name: data.draw(VALUES[name]) for name in sorted(names)}
        if pulled:
            change = create(self.work(PullState()), "x", Day("2026-01-01", {"s"}))
            self.keep(change)
            self.told = flat(said(self.theirs))
        else:
            names = data.draw(st.sets(st.sampled_from(sorted(OWN)))) | REQUIRED
            own = {name: data.draw(OWN[name]) for name in sorted(names)}
            self.raw = self.written(data, own)

    def written(self, data: st.DataObject, own: dict[str, Any]) -> bytes:
        """The text of a file that says this, in somebody's hand if that can be read, else in ours."""
        writer = Writer(data.draw)
        text = "\n".join(["# note 0.", *writer.entries(own, "")]) + "\n"
        document = yamlfile.parse(text, FILE)
        if document.data != own:
            text = yaml_writer.document(own, Part(KINDS["paper"]))
        return text.encode()

    def work(self, past: PullState) -> MatchedPaper:
        """The paper, as one source tells of it."""
        fields = said(self.theirs)
        leaves = flat(fields)
        origins = {
            name if name.partition(".")[0] in ("ids", "links") else name.partition(".")[0]: ("s",) for name in leaves
        }
        combined = Combined(fields, origins, dict.fromkeys(origins, frozenset({"s"})), {})
        paper = PaperFile("x", FILE, self.raw, self.document.data) if self.raw else None
        return MatchedPaper(paper, (), past, (), combined, frozenset({"s:1"}))

    def keep(self, change: Change) -> None:
        """Write what a pull would write."""
        self.raw = change.new
        if change.past is not None:
            self.past = provenance._past(yamlfile.parse(change.past, "past").data) or PullState()

    @rule(data=st.data(), name=st.sampled_from(sorted(OWN)))
    def set_by_hand(self, data: st.DataObject, name: str) -> None:
        """Somebody writes a field anew, in whatever style, or adds it at the end."""
        lines = Writer(data.draw).entries({name: data.draw(OWN[name])}, "", gaps=False)
        self.replace(name, "\n".join(lines) + "\n")

    @rule(name=st.sampled_from(sorted(OWN)))
    def delete_by_hand(self, name: str) -> None:
        """Somebody deletes a field."""
        if name not in REQUIRED:
            self.replace(name, "")

    @rule(name=st.sampled_from(sorted(set(OWN) - REQUIRED)))
    def empty_by_hand(self, name: str) -> None:
        """Somebody leaves a key without a value."""
        if name in self.document.data:
            self.replace(name, f"{name}:\n")

    @rule(data=st.data())
    def comment_by_hand(self, data: st.DataObject) -> None:
        """Somebody puts a comment or a blank line anywhere."""
        lines = re.split(r"(?<=\n)", self.raw.decode())
        at = data.draw(st.integers(0, len(lines) - 1))
        note = f"# note {100 + len(notes(self.document)) + at}."
        if data.draw(st.booleans()):
            indent = " " * data.draw(st.integers(0, 5))
            lines.insert(at, data.draw(st.sampled_from([f"{indent}{note}\n", "\n"])))
        else:
            lines[at] = re.sub(r"(\r?\n)?$", lambda end: f"  {note}{end[0]}", lines[at], count=1)
        self.accept("".join(lines), self.document.data)

    @rule(data=st.data())
    def reorder_by_hand(self, data: st.DataObject) -> None:
        """Somebody moves a field to another place."""
        root = self.document.root
        assert isinstance(root, MappingNode)
        text = self.raw.decode()
        starts = [key.start for key, _ in root.entries.values()]
        pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
        if pieces[-1].endswith("\n"):
            self.accept(text[: starts[0]] + "".join(data.draw(st.permutations(pieces))), self.document.data)

    @rule(style=st.sampled_from(["crlf", "lf", "no end", "mark"]))
    def save_otherwise(self, style: str) -> None:
        """Another editor saves the file: with other line ends, without the last one, with a byte order mark."""
        text = self.raw.decode("utf-8-sig")
        data = self.document.data
        if style == "mark":
            self.raw = b"\xef\xbb\xbf" + text.encode()
        elif style == "no end":
            self.accept(text.rstrip("\r\n"), data)
        else:
            text = text.replace("\r\n", "\n")
            self.accept(text.replace("\n", "\r\n") if style == "crlf" else text, data)

    def replace(self, name: str, text: str) -> None:
        """Change the lines of a field, if the file can be read after that."""
        document = self.document
        assert isinstance(document.root, MappingNode)
        whole = document.text
        if name in document.root.entries:
            key, value = document.root.entries[name]
            end = Extents(whole).entry_end(value, 0, key)
            self.accept(whole[: key.start] + text + whole[end:], None)
        elif text:
            self.accept(whole + ("" if whole.endswith("\n") else "\n") + text, None)

    def accept(self, text: str, data: Any) -> None:
        """Take an edit that leaves a sound file, which says `data` if that is given."""
        document = yamlfile.parse(text, FILE)
        sound = isinstance(document.data, dict) and not any(one.severity == "error" for one in document.problems)
        if sound and not schema.check("paper", document)[1] and data in (None, document.data):
            self.raw = (b"\xef\xbb\xbf" if self.raw.startswith(b"\xef\xbb\xbf") else b"") + text.encode()
            COUNTS["edits"] += 1

    @rule(data=st.data(), name=st.sampled_from(sorted(VALUES)))
    def change_upstream(self, data: st.DataObject, name: str) -> None:
        """A source says something else."""
        self.theirs[name] = data.draw(VALUES[name])

    @rule(name=st.sampled_from(sorted(VALUES)))
    def fall_silent(self, name: str) -> None:
        """A source says nothing of a field any more."""
        self.theirs.pop(name, None)

    @rule()
    def lose_the_past(self) -> None:
        """The record of what was pulled is gone: the next pull takes all that stands in the file as written by hand."""
        self.pull(lost=True)

    @rule()
    def pull(self, lost: bool = False) -> None:
        """Pull, and see that nothing is lost; pull again, and see that nothing changes."""
        before = self.document
        change = self.update(None if lost else self.past)
        self.keep(change)
        after = self.document
        COUNTS["pulls"] += 1
        COUNTS["conflicts"] += len(change.conflicts)
        self.check_values(flat(before.data), flat(after.data), lost=lost)
        assert not notes(before) - notes(after), "a comment is lost"
        assert not lost_lines(before, after), "a line that nobody changed is not the same"
        assert before.text == after.text or before.data != after.data
        again = self.update(self.past)
        assert again.new == self.raw
        assert again.past is None

    def update(self, past: PullState | None) -> Change:
        """What a pull would do now; without a past, when what was pulled before is lost."""
        work = replace(self.work(PullState()), past=past)
        assert work.paper is not None
        return update(work.paper, work, Day("2026-01-02", {"s"}))

    def check_values(self, mine: dict[str, Any], now: dict[str, Any], *, lost: bool) -> None:
        """Whatever a hand wrote stays; what no hand touched follows the source; what a hand deleted stays away."""
        told = self.told
        for name, value in mine.items():
            if lost or name not in told or told[name] != value:
                assert now.get(name, "gone") == value, f"{name}, which a hand wrote, is lost"
        for name in now.keys() - mine.keys():
            assert not lost, f"{name} came in though nobody knows whether a hand deleted it"
            assert name not in told, f"{name}, which a hand deleted, is back"
        if lost:
            told.clear()  # of what the source does not say now, nobody knows that it ever did
        news = flat(said(self.theirs))
        for name, new in news.items():
            old = told.get(name)
            if isinstance(old, list) and isinstance(new, list) and len(new) < len(old):
                continue
            if not lost and name in mine and name in told and mine[name] == old:
                assert now[name] == new, f"{name} does not follow its source"
            self.told[name] = new


def test_no_sequence_of_edits_and_pulls_loses_an_edit() -> None:
    """No hand-made value, comment or untouched line is ever lost, and a second pull changes nothing."""
    COUNTS.clear()
    quiet = settings(max_examples=LIVES, deadline=None, stateful_step_count=12, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Life, settings=quiet)
    print(", ".join(f"{COUNTS[name]:,} {name}" for name in ("lives", "edits", "pulls", "conflicts")), "- 0 lost edits")
