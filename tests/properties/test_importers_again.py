"""Importing again changes nothing, and what is exported as BibTeX comes back as it was."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.cite import biblatex, bibtex
from sitegen.content.load import read_paper
from sitegen.text.symbols import ACCENTS, LETTERS, MATHS, SYMBOLS
from tests.importers.bringing import Desk
from tests.sampling import amount, some

_TITLES = ("Tides of Mars", "Tides of mars: a study", "Storms of Venus", r"\"Uber $x^2$ and {DNA} \& more", "Editorial")
_PEOPLE = (
    "Doe, Jane",
    "J. Doe",
    "{The Tide Team}",
    r"Garc{\'i}a M{\'a}rquez, Ana",
    "van den Berg, Jan",
    "others",
    "王, 伟",
)
_FIELDS = {
    "journal": ("Journal of Tides", "arXiv preprint arXiv:1901.00001", "J. Tides"),
    "booktitle": ("Proceedings of the 3rd Tide Conference", ""),
    "year": ("2019", "2020", "2021", ""),
    "month": ("jan", "{March}", ""),
    "doi": ("10.1234/a", "10.1234/b", "https://doi.org/10.1234/A", "not one", ""),
    "eprint": ("1901.00001", "2001.00001", ""),
    "pages": ("1--20", "e17", ""),
    "volume": ("3", "4", ""),
    "keywords": ("water, sand", ""),
    "note": ("to appear", "Best paper", ""),
    "mood": ("blue", ""),
}


@st.composite
def entries(draw: st.DrawFn) -> str:
    """An entry; keys, titles and identifiers meet each other often."""
    fields = {"title": draw(st.sampled_from(_TITLES))}
    fields["author"] = " and ".join(draw(st.lists(st.sampled_from(_PEOPLE), min_size=1, max_size=3)))
    for name in draw(st.sets(st.sampled_from(sorted(_FIELDS)), max_size=7)):
        fields[name] = draw(st.sampled_from(_FIELDS[name]))
    kind = draw(st.sampled_from(("article", "inproceedings", "misc", "book", "phdthesis")))
    key = draw(st.sampled_from(("KEY", "KEY", "KEY", "same", "")))
    return f"@{kind}{{{key}" + "".join(f",\n {name} = {{{value}}}" for name, value in fields.items() if value) + "\n}\n"


@settings(max_examples=amount(15, 40))
@given(listed=st.lists(entries(), min_size=1, max_size=6))
def test_a_second_import_writes_nothing(listed: list[str]) -> None:
    """Whatever a list holds, titles and identifiers that meet included: the same list again has no news."""
    text = "".join(written_entry.replace("{KEY", f"{{k{number}") for number, written_entry in enumerate(listed))
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.bib(text)
        before = desk.files()
        desk.bib(text)
        assert desk.files() == before


_KEPT = ("title", "authors", "editors", "type", "status", "doi", "arxiv", "comments", "keywords", "abstract", "bibtex")


def _content(paper: Mapping[str, Any]) -> dict[str, Any]:
    """What a .bib file can say of a paper: no links, no day, no short name of a venue, no equal contribution."""
    kept = {name: paper[name] for name in _KEPT if name in paper}
    kept["authors"] = [
        person["name"] if isinstance(person, dict) and set(person) == {"name", "equal"} else person
        for person in paper.get("authors", ())
    ]
    kept["abstract"] = " ".join(str(paper.get("abstract", "")).split())
    kept["date"] = str(paper.get("date", ""))[:7]
    venue = paper.get("venue") or {}
    kept["venue"] = {
        name: venue[name]
        for name in ("name", "series", "volume", "issue", "pages", "publisher", "place")
        if name in venue
    }
    return kept


def _entries(desk: Desk, dialect: ModuleType) -> str:
    """The entries of a site's dated papers."""
    made = []
    for path in sorted((desk.root / "content" / "papers").rglob("*.yaml")):
        paper, _ = read_paper(desk.root, str(path.relative_to(desk.root)), macros={})
        if paper and paper.bibtex.key and not paper.draft:
            made.append(dialect.entry(paper, paper.bibtex.key))
    return "\n".join(made)


def _round(desk: Desk, text: str, name: str, dialect: ModuleType = bibtex) -> tuple[dict[str, Any], dict[str, Any]]:
    """What papers say after an import, and after the import of their own entries into another site."""
    desk.bib(text, name)
    other = Desk(desk.folder.parent / f"other-{dialect.__name__}")
    other.bib(_entries(desk, dialect), name)
    first, second = (
        {
            paper["bibtex"]["key"]: _content(paper)
            for paper in each.papers().values()
            if "key" in paper.get("bibtex", {})
        }
        for each in (desk, other)
    )
    return first, second


def _spellings() -> Iterator[str]:
    """Everything that may stand between two letters: characters, and commands with braces and without."""
    ranges = itertools.chain(range(0x21, 0x7F), range(0xA0, 0x180))
    yield from (sign for sign in map(chr, ranges) if sign not in "\\{}%$")
    yield from "‐‑‒–—―‘’‚‛“”„†‡•…‰′″‹›⁄€™−×∼≈≤≥→←⇒∞√∂∑∏∫αβγδσωΩ♭♯✓ﬁº№ℓ∗★½ạếữơưșțẽ"
    yield from (rf"\{sign}" for sign in "%$&#_{}-/, ")
    yield from (rf"{{\{sign}}}" for sign in "%$&#_")
    yield from ("--", "---", "''", "``", "{--}", "{---}", "~", r"\~{}", r"\^{}", "`a'", "``a''", "*a*", "_a_", "`a`")
    yield from (r"\emph{x}", r"{\em x}", r"\textbf{x}", r"\texttt{x}", r"\textsc{x}", r"\textsuperscript{2}")
    yield from ("[a](b)", "[1]", "<b", "&lt;", "{A}", "{ABc}", "{{A}}", "$-$", r"$\alpha$-x", r"\'{\i}", r"\~{\^e}")
    commands = [command for command in ACCENTS if command not in "’”"]
    yield from (rf"\{command}{{{letter}}}" for command in commands for letter in "ceos")
    yield from (rf"{{\{command}{{c}}}}" for command in commands if command.isalpha())
    yield from (form % command for command in commands if command.isalpha() for form in (r"\%s a", r"{\%s a}"))
    yield from (form % command for command in commands if not command.isalpha() for form in (r"\%so", r"{\%so}"))
    names = [name for name in (*LETTERS, *SYMBOLS) if name.isalpha()]
    yield from (form % name for name in names for form in (r"\%s{}", r"{\%s}"))
    yield from (f"$\\{name}$" for name in MATHS.values())


@pytest.mark.parametrize("dialect", [bibtex, biblatex])
def test_every_sign_comes_back_in_every_field(tmp_path: Path, dialect: ModuleType) -> None:
    """Each character and each spelling of it is the same after import, export, import, wherever it stands."""
    entries = []
    for number, sign in enumerate(some(_spellings(), amount(150, 10_000))):
        words = f"Tides {sign} of a{sign}b {sign}5 and x{sign} end {sign}"
        entries.append(
            f"@article{{k{number}, title={{{words} number {number}n}}, author={{Q{number}oe, Jane}}, year=2020,\n"
            f" journal={{J. {words}}}, note={{N {words}}}, abstract={{A {words}.}}, keywords={{k {sign} w}},\n"
            f" publisher={{P {sign} s}}, series={{S a{sign}b}}, address={{T {sign}}}}}\n"
        )
    first, second = _round(Desk(tmp_path / "site"), "".join(entries), "x.bib", dialect)
    assert len(first) == len(entries)
    assert second == first


def test_an_export_comes_back_as_it_was(tmp_path: Path) -> None:
    """Letters, formulas, people in all forms, kinds of works: import, export, import gives the same content."""
    text = r"""@article{a, title={{\"U}ber $x^2$, {DNA} and K$^+$: {\'E}tude \& more},
 author={Doe, Jane and {The Tide Team} and Garc{\'i}a M{\'a}rquez, Ana and King, Jr., Martin and
 van den Berg, Jan and others}, journal={Tides \& Sand}, year=2020,
 month=mar, volume=3, number=4, pages={11--20}, doi={10.1234/a}, keywords={water, sand},
 abstract={A 5\% rise -- so.}}
@inproceedings{b, title={Storms}, author={J. Doe}, booktitle={Proc.\ of the 3rd Storm Conf.},
 year=2021, publisher={Sea}}
@mastersthesis{c, title={Sand}, author={Doe, Jane}, school={ETH Z{\"u}rich}, year=2012}
@patent{d, title={A pump}, author={Doe, Jane}, year=2013, number={US 123}}
@misc{e, title={Dust}, author={Doe, Jane}, year=2022, eprint={2201.00001}, archiveprefix={arXiv}}
@article{g, title={Fog}, author={Doe, Jane}, journal={arXiv}, year=2023}
@book{f, title={Water}, editor={Roe, Kim}, year=2011, publisher={Sea}, edition={2nd}}
"""
    first, second = _round(Desk(tmp_path), text, "x.bib")
    assert list(first) == sorted("abcdefg", key=list(first).index)
    assert second == first


@pytest.mark.corpus
@pytest.mark.slow
def test_lists_of_other_people_come_back_as_they_were(tmp_path: Path, shared: Path) -> None:
    """Every dated paper of a list of the corpus has the same content after import, export, import."""
    count, others = 0, []
    for number, path in enumerate(sorted(some((shared / "corpus" / "bib").glob("*.bib"), amount(5, 1000)))):
        folder = tmp_path / str(number)
        folder.mkdir()
        first, second = _round(Desk(folder), path.read_text(encoding="utf-8", errors="replace"), path.name)
        first = {key: paper for key, paper in first.items() if paper["date"]}
        count += len(first)
        others += [f"{path.name} {key}" for key, paper in first.items() if second.get(key) != paper]
    print(f"{count - len(others)} of {count} papers came back as they were")
    assert not others
