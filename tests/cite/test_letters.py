"""A table of letters and signs, in titles and in names, read back from BibTeX by programs that others wrote."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import bibtexparser
import pybtex.database
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from pybtex.richtext import Text as RichText

from sitegen.cite import bibtex
from sitegen.text.convert import phrase
from sitegen.text.field import escaped
from tests.making import paper
from tests.sampling import amount, some

RANGES = ((0xA1, 0x17F), (0x180, 0x24F), (0x1E00, 0x1EF9), (0x2010, 0x203A), (0x386, 0x3CE), (0x410, 0x44F))
LETTERS = [
    chr(code)
    for first, last in RANGES
    for code in range(first, last + 1)
    if unicodedata.category(chr(code))[0] in "LPS" and unicodedata.name(chr(code), "") != ""
]
GREEK = frozenset(letter for letter in LETTERS if "\u0370" <= letter <= "\u03ff")
"""These stand in titles as formulas, which readers hand on as such."""
SIGNS = '−≤₂⁻"′″‴'
FOLDED = frozenset("‐‑′″‴")
"""Hyphens of other kinds are hyphens; primes are formulas."""
DOUBLED = frozenset(
    letter for letter in LETTERS if re.fullmatch(r"..{2,}|[^a-zA-Z].", unicodedata.normalize("NFD", letter))
)
"""Letters with two accents, and accents on `æ` and `ø`: pybtex and biber do not put them together."""
HOOKS = frozenset(letter for letter in LETTERS if re.search("[\u0309\u031b]", unicodedata.normalize("NFD", letter)))
"""Vietnamese hooks and horns, which plain LaTeX does not have."""
PACKAGES = HOOKS | frozenset(map(chr, range(0x410, 0x450))) | frozenset("ĄąĘęĮįŲųĐđÐðÞþŊŋĦħŦŧĸŉĿŀſ„‚«»‹›‗‛‟‣․‥‧‰‱‴‵‶‷‸")
"""What plain pdfLaTeX has only with `\\usepackage[T1]{fontenc}`, or not at all, however it is written."""

Read = Callable[[str, Path], Mapping[str, tuple[str, str]]]
"""Reads a .bib file: title and first author's family name of each key."""


def _entries(letters: Sequence[str]) -> str:
    """Entries with each letter in the title and, but for what only formulas have, in the name."""
    names = {letter: "Ada Ke" if letter in GREEK or letter in SIGNS else f"Ada Ka{letter}e" for letter in letters}
    papers = (paper(f"p{ord(letter)}", names[letter], title=phrase(f"ba{letter}e")[0]) for letter in letters)
    return bibtex.joined(bibtex.entry(one, one.slug) for one in papers)


def _pandoc(bib: str, folder: Path) -> Mapping[str, tuple[str, str]]:
    (folder / "a.bib").write_text(bib, encoding="utf-8")
    command = ["pandoc", "-f", "bibtex", "-t", "csljson", str(folder / "a.bib")]
    items = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=120).stdout)
    return {item["id"]: (item["title"], item["author"][0]["family"]) for item in items}


def _pybtex(bib: str, _: Path) -> Mapping[str, tuple[str, str]]:
    def title(entry: Any) -> str:
        return str(RichText.from_latex(entry.fields["title"]).render_as("text"))

    def family(entry: Any) -> str:
        return str(entry.persons["author"][0].rich_last_names[0].render_as("text"))

    entries = pybtex.database.parse_string(bib, "bibtex").entries
    return {key: (title(entry), family(entry)) for key, entry in entries.items()}


def _bibtexparser(bib: str, _: Path) -> Mapping[str, tuple[str, str]]:
    library = bibtexparser.parse_string(bib, append_middleware=[LatexDecodingMiddleware()])
    return {key: (entry["title"], entry["author"].split(",")[0]) for key, entry in library.entries_dict.items()}


def _biber(bib: str, folder: Path) -> Mapping[str, tuple[str, str]]:
    (folder / "a.bib").write_text(bib, encoding="utf-8")
    command = ["biber", "--tool", "--quiet", "--output-fieldcase=lower", "--output-file=b.bib", "a.bib"]
    subprocess.run(command, check=True, capture_output=True, timeout=300, cwd=folder)
    library = bibtexparser.parse_string((folder / "b.bib").read_text(encoding="utf-8"))
    bare = str.maketrans("", "", "{}")
    return {
        key: (entry["title"].translate(bare), entry["author"].split(",")[0].translate(bare))
        for key, entry in library.entries_dict.items()
    }


def _wrong(read: Read, letters: Sequence[str], folder: Path) -> set[str]:
    """The letters that a program reads otherwise, in the title or in the name."""
    found = read(_entries(letters), folder)

    def is_right(letter: str) -> bool:
        title, family = found.get(f"p{ord(letter)}", ("", ""))
        wanted = unicodedata.normalize("NFC", f"a{letter}e").casefold()
        said = (unicodedata.normalize("NFC", text).casefold()[1:] for text in (title, family))
        return all(text == wanted for text in said)

    return {letter for letter in letters if not is_right(letter)}


def _of_all(programs: Sequence[str]) -> None:
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        pytest.skip(f"no {' and no '.join(missing)} here")


def test_the_table_has_800_letters() -> None:
    """Latin with all its accents, Vietnamese, Greek, Cyrillic, and the signs of running text."""
    assert len(LETTERS) >= 800


def test_bibtexparser_reads_every_letter(tmp_path: Path) -> None:
    """In titles and names."""
    assert _wrong(_bibtexparser, [letter for letter in LETTERS if letter not in GREEK], tmp_path) <= FOLDED


def test_pybtex_reads_the_letters_of_europe(tmp_path: Path) -> None:
    """All of Latin-1 and Latin Extended-A, and the signs of running text; of the others those that it knows itself."""
    words = [letter for letter in LETTERS if letter not in GREEK]
    wrong = _wrong(_pybtex, some(words, amount(200, len(words))), tmp_path)
    assert {letter for letter in wrong if letter < "\u0180" or letter > "\u2000"} <= FOLDED
    assert {letter for letter in wrong if len(unicodedata.normalize("NFD", letter)) == 1} <= FOLDED


@pytest.mark.slow
def test_pandoc_reads_every_letter(tmp_path: Path) -> None:
    """In titles and names."""
    _of_all(["pandoc"])
    assert _wrong(_pandoc, [letter for letter in LETTERS if letter not in GREEK], tmp_path) <= FOLDED


@pytest.mark.slow
def test_biber_reads_every_letter_with_one_accent(tmp_path: Path) -> None:
    """In titles and names; long dashes stay as LaTeX has them."""
    _of_all(["biber"])
    wrong = _wrong(_biber, [letter for letter in LETTERS if letter not in GREEK], tmp_path)
    assert wrong <= FOLDED | DOUBLED | frozenset("–—")


@pytest.mark.slow
@pytest.mark.parametrize("style", ["plain", "abbrv"])
def test_plain_latex_sets_the_table(tmp_path: Path, style: str) -> None:
    """With no package: letters of Europe and Vietnam, Greek, quotes, dashes, primes, minus, raised and lowered."""
    _of_all(["pdflatex", "bibtex"])
    wanted = [
        letter
        for letter in (
            *sorted(set(LETTERS) - GREEK),
            *(letter for letter in GREEK if escaped(letter) != letter),
            *SIGNS[:5],
        )
        if letter not in PACKAGES and not "\u0180" <= letter < "\u0386" and not "\u1e00" <= letter < "\u1ea0"
    ]
    (tmp_path / "a.bib").write_text(_entries(wanted), encoding="utf-8")
    body = rf"\begin{{document}}\nocite{{*}}\bibliographystyle{{{style}}}\bibliography{{a}}\end{{document}}"
    (tmp_path / "a.tex").write_text(rf"\documentclass{{article}}{body}", encoding="utf-8")
    for program in ("pdflatex", "bibtex", "pdflatex"):
        arguments = ["-interaction=nonstopmode"] if program == "pdflatex" else []
        subprocess.run([program, *arguments, "a"], check=False, capture_output=True, timeout=300, cwd=tmp_path)
    log = (tmp_path / "a.log").read_text(encoding="latin-1")
    assert re.findall(r"^! .*(?:\n.*){0,4}", log, re.MULTILINE)[:3] == []
    assert re.findall(r"(?i)error message|warning--(?!empty)", (tmp_path / "a.blg").read_text(encoding="latin-1")) == []
