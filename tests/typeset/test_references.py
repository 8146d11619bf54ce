"""References in other styles: what pandoc makes of a paper, as our own HTML. Skipped where the extra is missing."""

from __future__ import annotations

import argparse
import html
import re
from pathlib import Path
from typing import Any

import pytest

from bench import references as bench
from sitegen.cite import csljson
from sitegen.typeset import marked_names, pandoc, references, styles
from tests.cite import test_apa

pytestmark = pytest.mark.skipif(
    pandoc.find() is None or not styles.is_there(), reason="pandoc 3 and the files of styles are not installed"
)

FROST = {"family": "Frost", "given": "Ines Marie"}
VAN = {"family": "Berg", "given": "Jan-Peter", "non-dropping-particle": "van den"}
JUNIOR = {"family": "King", "given": "Al", "suffix": "Jr."}
GROUP = {"literal": "The Ice Group"}
ARTICLE: dict[str, Any] = {
    "id": "ice", "type": "article-journal", "title": "Slow ice", "author": [FROST],
    "issued": {"date-parts": [[2021, 4]]},
    "container-title": "Journal of Winters", "volume": "12", "issue": "3", "page": "45-67",
}  # fmt: skip
GOLDEN = {
    "ieee": "I. M. Frost, “Slow ice,” *Journal of Winters*, vol. 12, no. 3, pp. 45–67, Apr. 2021.",
    "chicago": "Frost, Ines Marie. 2021. “Slow Ice.” *Journal of Winters* 12 (3): 45–67.",
    "mla": "Frost, Ines Marie. “Slow Ice.” *Journal of Winters*, vol. 12, no. 3, Apr. 2021, pp. 45–67.",
    "acm": "Ines Marie Frost. 2021. Slow ice. *Journal of Winters* 12, 3 (April 2021), 45–67.",
    "vancouver": "Frost IM. Slow ice. Journal of Winters. 2021 Apr;12(3):45–67.",
    "harvard": "Frost, I.M. (2021) “Slow ice,” *Journal of Winters*, 12(3), pp. 45–67.",
}
KINDS: dict[str, dict[str, Any]] = {
    "names": {**ARTICLE, "author": [FROST, VAN, JUNIOR, GROUP]},
    "many": {**ARTICLE, "author": [{"family": f"Snow{chr(97 + at)}", "given": "Bo"} for at in range(25)]},
    "book": {**ARTICLE, "type": "book", "container-title": "", "publisher": "Cold Press", "volume": "2"},
    "thesis": {**ARTICLE, "type": "thesis", "publisher": "North", "genre": "Doctoral dissertation"},
    "dataset": {**ARTICLE, "type": "dataset", "publisher": "Zenodo", "DOI": "10.1234/a_b<c>"},
    "software": {**ARTICLE, "type": "software", "URL": "https://example.org/a?b=1&c=2"},
    "report": {**ARTICLE, "type": "report", "publisher": "Institute of Cold", "number": "TR-7"},
    "chapter": {**ARTICLE, "type": "chapter", "editor": [VAN, JUNIOR], "publisher": "Cold Press"},
    "in press": {**ARTICLE, "status": "in press"},
    "manuscript": {**ARTICLE, "type": "manuscript", "status": "submitted"},
    "preprint": {**ARTICLE, "type": "article", "publisher": "arXiv", "number": "arXiv:2104.00001"},
    "signs": {**ARTICLE, "title": "A < B & <script>alert(1)</script> \"so\" 'it' is $x_1$ שלום [y](javascript:z)"},
}


def _style(name: str) -> styles.Style:
    return styles.style(name, Path())


def _marked(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</?i>", "*", markup)))


@pytest.mark.parametrize("name", GOLDEN)
def test_an_article_in_each_style(name: str) -> None:
    """A style is what its guide says: the same article in six of them, in italics where they belong."""
    (made,) = references.references([ARTICLE], _style(name))
    assert _marked(made.html) == GOLDEN[name]
    assert made.plain == GOLDEN[name].replace("*", "")


@pytest.mark.parametrize("name", bench.STYLES)
@pytest.mark.sampled(3)
def test_one_run_gives_what_each_paper_alone_gives(name: str) -> None:
    """Of every kind of work and name: nothing depends on what is formatted with it, not even on the same paper."""
    items = [*KINDS.values(), *KINDS.values()]
    made = references.references(items, styles.from_library(name))
    assert [text.plain for text in made] == [bench.by_itself(item, name) for item in KINDS.values()] * 2


def test_nothing_is_markup_but_ours() -> None:
    """Whatever a title holds is text; elements are few and closed; a link leads to an address of the web only."""
    made = references.references(list(KINDS.values()), _style("ieee"))
    for text in made:
        elements = set(re.findall(r"</?(\w+)", text.html))
        assert elements <= {"i", "a", "bdi", "sup", "span"}
        assert re.findall(r'<a (?!href="https?://)', text.html) == []
        assert html.unescape(re.sub(r"<[^>]*>", "", text.html)) == text.plain
    assert "<script>" not in made[-1].html
    assert "alert(1)" in made[-1].plain
    assert '<a href="https://example.org/a?b=1&amp;c=2">' in made[list(KINDS).index("software")].html


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("ieee", "<b>I. M. Frost</b>*, J.-P. van den Berg, A. King Jr.*, and The Ice Group, “Slow ice,”"),
        ("chicago", "<b>Frost, Ines Marie</b>*, Jan-Peter van den Berg, Al King Jr.*, and The Ice Group. 2021."),
        ("vancouver", "<b>Frost IM</b>*, van den Berg JP, King A Jr.*, The Ice Group. Slow ice."),
    ],
)
def test_names_are_set_apart(name: str, wanted: str) -> None:
    """One's own name is in bold with its initials, a sign stands behind equal authors; no mark of ours is left."""
    item = marked_names.marked(KINDS["names"], {0}, {0, 2})
    (made,) = references.references([item], _style(name))
    apart = marked_names.set_apart(made, item, "*")
    assert apart.html.startswith(wanted)
    assert apart.plain.startswith(re.sub(r"</?b>", "", wanted))
    assert not re.search("[\ue000-\ue003]", apart.html + apart.plain)


@pytest.mark.parametrize("place", range(4))
def test_every_kind_of_name_is_set_apart(place: int) -> None:
    """With a particle, with a suffix, of a group: the whole of it is in bold, in every style."""
    item = marked_names.marked(KINDS["names"], {place}, ())
    shown = ("Frost", "van den Berg", "King", "The Ice Group")[place]
    for name in ("ieee", "chicago", "acm", "vancouver"):
        (made,) = references.references([item], _style(name))
        (bold,) = re.findall("<b>(.*?)</b>", marked_names.set_apart(made, item, "*").html)
        assert shown in bold
        assert not re.search("(Berg|King|Frost|Group).*(Berg|King|Frost|Group)", bold)


MANUAL = {
    "Pages that are not in one run keep their comma; a double issue has an en dash.": "a range has an en dash (6.6)",
    "A work that was accepted is in press until it has a place (9.14).": "in press stands where the year does (9.14)",
    "With arXiv's DOI it still is.": "in press stands where the year does (9.14)",
    "A master's thesis is one when its BibTeX type says so.": "the university stands in the brackets (10.6)",
    "A report has its number beside its title, and is published by its institution (10.4).": "`Report No.` (10.4)",
    "A preprint that is nowhere says what it is.": "a description tells what is not the usual (9.21)",
    "A patent has its number beside its title.": "one patent has one number (10.4)",
    "What was retracted says so beside its title.": "what a reader has to know of a work is described (9.21)",
    "So does what was withdrawn, after what it is.": "what a reader has to know of a work is described (9.21)",
}
"""Where ours is another than pandoc's, and what the Publication Manual (7th edition) says."""


def test_our_apa_is_pandocs_kind_by_kind() -> None:
    """Every hand-made case of our own APA is what pandoc makes of its CSL-JSON, but where the Manual says otherwise."""
    items = [csljson.item(paper, "k", "") for paper, _ in test_apa.CASES.values()]
    theirs = references.references(items, styles.from_library("apa"))
    different = {
        rule
        for (rule, (_, wanted)), their in zip(test_apa.CASES.items(), theirs, strict=True)
        if wanted.replace("*", "") != their.plain
    }
    assert different == set(MANUAL)


@pytest.mark.corpus
def test_our_apa_is_pandocs(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of real papers at least 95 of 100 references are pandoc's, and where they differ the Manual (9.8) says why."""
    options = argparse.Namespace(papers=300, seed=11, corpus=shared / "corpus" / "papers.jsonl.gz")
    papers = bench.published(tmp_path / "site", options)
    assert bench.compare_apa(papers) == 0, capsys.readouterr().out
    assert bench.compare_styles(papers, 3) == 0, capsys.readouterr().out
