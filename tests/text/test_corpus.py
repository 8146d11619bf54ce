"""Real titles and abstracts read well, and what we write of them into .bib files is read alike by two readers."""

from __future__ import annotations

import gzip
import json
import random
import re
from pathlib import Path
from typing import Any

import bibtexparser
import pybtex.database
import pytest

from sitegen.text.convert import abstract, latex, phrase

pytestmark = pytest.mark.corpus

LEFTOVER = re.compile(
    r"\\[A-Za-z]+|(?<!\w)\$(?![\d\s])[^$]+(?<!\s)\$(?!\d)|</?(?:i|b|em|p|sub|sup)>|&(?:amp|lt|gt);|``"
)


@pytest.fixture(scope="module")
def papers(shared: Path) -> list[dict[str, Any]]:
    """Seven hundred papers of the corpus, half of them with LaTeX."""
    with gzip.open(shared / "corpus/papers.jsonl.gz", "rt", encoding="utf-8") as lines:
        known = [json.loads(line) for line in lines]
    marked = [paper for paper in known if "\\" in f"{paper['title']}{paper['abstract']}"]
    chance = random.Random(7)  # noqa: S311 - a sample, always the same
    return chance.sample(marked, 350) + chance.sample(known, 350)


def test_real_texts_read_clean(papers: list[dict[str, Any]]) -> None:
    """No command, dollar pair, tag or entity is left in plain text, but where the source itself is cut short."""
    left = [paper["id"] for paper in papers if LEFTOVER.search(abstract(paper["abstract"] or "")[0].plain)]
    left += [paper["id"] for paper in papers if LEFTOVER.search(phrase(paper["title"])[0].plain)]
    assert len(left) <= 1, left


def test_two_readers_read_our_fields_alike(papers: list[dict[str, Any]]) -> None:
    """Two readers find the same title and abstract in each of five hundred entries: those we wrote."""
    sample = papers[100:600]
    written = {
        f"k{number}": {"title": latex(paper["title"]), "abstract": latex(paper["abstract"] or "none")}
        for number, paper in enumerate(sample)
    }
    source = "\n".join(
        f"@article{{{key},\n" + ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items()) + "\n}\n"
        for key, fields in written.items()
    )
    one = bibtexparser.parse_string(source)
    assert not one.failed_blocks
    by_one = {entry.key: {name: field.value for name, field in entry.fields_dict.items()} for entry in one.entries}
    two = pybtex.database.parse_string(source, "bibtex")
    by_two = {key: {name: entry.fields[name] for name in written[key]} for key, entry in two.entries.items()}
    assert by_one == by_two == written


def test_latex_of_latex_says_the_same(papers: list[dict[str, Any]]) -> None:
    """What we write for .bib files reads, letter for letter, as the text it was made from."""
    different = []
    for paper in papers:
        once, again = phrase(paper["title"])[0].plain, phrase(latex(paper["title"]))[0].plain
        if _letters(once) != _letters(again):
            different.append((once, again))
    assert different == []


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
