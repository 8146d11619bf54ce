"""A name that somebody gave up: where it is replaced by rule, and where it is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.check.formerly import formerly
from sitegen.check.links import links
from sitegen.check.people import people
from sitegen.model import ExportFormat
from sitegen.site.formerly import find, former_names
from tests.checking import examined
from tests.making import author

ADA = "name: Ada King\nformerly: [Ada Byron]\n"
PAPER = "title: A title\nauthors: [Ada Byron]\ndate: 2020\n"
GONE = former_names([author("ada-king", "Ada King", formerly=("Ada Byron",))])
WAYS = {
    "as it is": ("by Ada Byron, who", "Ada Byron", True),
    "family name first": ("Byron, Ada:", "Byron, Ada", True),
    "turned": ("BYRON ADA", "BYRON ADA", True),
    "as an address": ("see /people/ada-byron.html", "ada-byron", True),
    "quoted": ("Ada%20Byron.pdf", "Ada%20Byron", True),
    "in one word": ("@adabyron", "adabyron", True),
    "accents": ("Adá Bÿron", "Adá Bÿron", True),
    "over a line": ("Ada\n      Byron", "Ada\n      Byron", True),
    "initials": ("A. Byron said", "A. Byron", False),
    "initials behind": ("Byron, A. (1843)", "Byron, A", False),
}


@pytest.mark.parametrize(("text", "held", "is_sure"), WAYS.values(), ids=WAYS)
def test_a_name_is_found_however_it_is_written(text: str, held: str, is_sure: bool) -> None:
    """In any order and case, between any marks; initials only may be it."""
    (place,) = find(text, GONE)
    assert (text[place.start : place.end], place.is_sure) == (held, is_sure)


@pytest.mark.parametrize("text", ["Lord Byron", "Ada King", "Ada and Lord Byron", "Adaline Byron", "Ada Byronic"])
def test_another_name_is_another(text: str) -> None:
    """A part of it, or a longer word, is not the name."""
    assert list(find(text, GONE)) == []


def test_the_present_name_may_hold_it() -> None:
    """Who only added a name is found where the addition is missing; initials that both names share tell nothing."""
    names = former_names([author("a", "Ada Byron King", formerly=("Ada Byron",))])
    assert [one for one in ("Ada Byron King", "Byron King, Ada", "Ada Byron") if list(find(one, names))] == [
        "Ada Byron"
    ]
    names = former_names([author("a", "Jane Smith", formerly=("John Smith",))])
    texts = ("J. Smith", "Smith, J.", "Jane Smith", "John Smith")
    assert [one for one in texts if list(find(one, names))] == ["John Smith"]


@pytest.mark.parametrize("name", ["Ada Byron", "Byron, Ada", "Byron Ada", "ADA BYRON", "{name: Ada Byron}"])
def test_authors_have_the_present_name(tmp_path: Path, name: str) -> None:
    """As an author the name is replaced in every order, in every file of the site, and nothing is said of it."""
    text = f"title: A title\nauthors:\n  - {name if name[0] == '{' else repr(name)}\n  - Bob Mason\ndate: 2020\n"
    seen = examined(tmp_path, {"authors/ada-king.yaml": ADA, "papers/first.yaml": text})
    assert list(formerly(seen)) == []
    assert seen.site.people["ada-king"].papers == ("first",)
    for path in seen.files:
        if not path.endswith((".png", ".woff2")):
            assert "byron" not in seen.text(path).lower(), path


def test_a_namesake_keeps_the_name(tmp_path: Path) -> None:
    """Whom another file, another ORCID iD or `not` tells apart is not renamed."""
    other = "title: A title\nauthors: [{name: Ada Byron, author: other}]\ndate: 2020\n"
    files = {"authors/ada-king.yaml": ADA, "authors/other.yaml": "name: Ada Byron\n", "papers/first.yaml": other}
    seen = examined(tmp_path, files)
    assert [credit.name for credit in seen.site.entries["first"].credits] == ["Ada Byron"]


PLACES = {
    "abstract": ("papers/first.yaml", PAPER + "abstract: |\n  One.\n\n  By Ada Byron.\n", ":7:6"),
    "topic": ("papers/first.yaml", PAPER + "topics: [Byron Ada]\n", ":4:10"),
    "LaTeX": ("papers/first.yaml", PAPER + "comments: A{d}a Byron\n", ":4:11"),
    "affiliation": (
        "papers/first.yaml",
        "title: A\nauthors: [{name: Ada Byron, affiliation: Ada Byron House}]\ndate: 2020\n",
        ":2:42",
    ),
    "key": ("papers/first.yaml", PAPER + "bibtex: {key: adabyron2020}\n", ":4:15"),
    "extra": ("papers/first.yaml", PAPER + "extra: {ada-byron: 1}\n", ":4:9"),
    "news": ("news.yaml", "- date: 2020-01-01\n  text: Ada Byron wrote\n", ":2:9"),
    "page": ("pages/about.md", "---\ntitle: About\n---\nOf Ada\nByron.\n", ":4:4"),
    "biography": ("authors/ada-king.yaml", ADA + "bio: Once Ada Byron\n", ":3:11"),
    "file name": ("assets/ada-byron.txt", "x", ""),
    "text file": ("assets/cv.txt", "x\nAda Byron", ""),
    "picture": ("assets/p.png", "\x89PNG tEXtArtist\0Ada Byron", ""),
    "slug": ("papers/ada-byron-2020.yaml", PAPER, ""),
}


@pytest.mark.parametrize(("file", "text", "place"), PLACES.values(), ids=PLACES)
def test_what_no_rule_can_change_is_an_error(tmp_path: Path, file: str, text: str, place: str) -> None:
    """Each place is named with file and line, and no message repeats the name."""
    seen = examined(tmp_path, {"authors/ada-king.yaml": ADA, "papers/first.yaml": PAPER, file: text})
    found = list(formerly(seen))
    assert [(one.problem.place, one.problem.severity) for one in found] == [(f"content/{file}{place}", "error")]
    for one in found:
        assert "byron" not in f"{one.problem.sentence} {one.problem.hint}".lower()


def test_a_chosen_address_is_a_warning(tmp_path: Path) -> None:
    """Old slugs that a person keeps are theirs to keep."""
    files = {
        "authors/ada-king.yaml": ADA + "former_slugs: [ada-byron]\n",
        "papers/first.yaml": PAPER + "aliases: [ada-byron-2020]\n",
    }
    found = list(formerly(examined(tmp_path, files)))
    assert [(one.rule, one.problem.severity) for one in found] == [("chosen", "warning")] * 2


def test_no_message_proposes_it(tmp_path: Path) -> None:
    """A spelling like a former name is not suggested as another spelling of the person."""
    files = {
        "authors/ada-king.yaml": ADA,
        "papers/first.yaml": "title: A\nauthors: [A. Byron, Bob Mason]\ndate: 2020\n",
        "papers/next.yaml": "title: B\nauthors: [Byron Ada, Bob Mason]\ndate: 2020\n",
    }
    seen = examined(tmp_path, files)
    found = (*people(seen), *links(seen, everywhere=True).findings)
    assert "Byron" not in " ".join(f"{one.problem} {one.problem.hint}" for one in found)


@pytest.mark.parametrize("ending", ["bib", "ris", "json", "plg"])
def test_files_of_every_format_are_read(tmp_path: Path, ending: str) -> None:
    """Those that the site offers, with those of a plug-in that it names."""
    seen = examined(tmp_path, {"authors/ada-king.yaml": ADA, "papers/first.yaml": PAPER})
    plugged = (ExportFormat("institute.plg", "Plg", "plg", "application/x-plg"),)
    content = replace(seen.content, config=replace(seen.content.config, plugged=plugged))
    assert list(formerly(replace(seen, content=content))) == []
    (seen.output / f"written.{ending}").write_text("by Ada Byron", encoding="utf-8")
    (finding,) = formerly(replace(seen, content=content, files=seen.files | {f"written.{ending}"}))
    assert f"makes written.{ending}, which holds" in finding.problem.sentence
