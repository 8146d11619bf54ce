"""Entries as the programs and indexes of the field write them, and what a person finds in the file of a paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sitegen.importers.people import people
from tests.importers.bringing import Desk

BASE = "author = {Doe, Jane}, year = {2020}"
TITLES = {
    r"{Stars at z {\ensuremath{\sim}} 6 with M\textsubscript{\ensuremath{\odot}} {and {nested {braces}}}}": (
        r"Stars at z ∼ 6 with M\textsubscript{⊙} and nested braces"
    ),
    r"{{On {\textless}i{\textgreater}E. coli{\textless}/i{\textgreater} in {\$}\backslashbeta{\$}-cells {\&} more}}": (
        r"On \emph{E. coli} in β-cells & more"
    ),
    r"{Tides \& \textit{all} --- of 100\% ``salt''}": r"Tides & \emph{all} — of 100% “salt”",
    r"{The \mkbibquote{deep} sea}": "The “deep” sea",
    r"{A multigrid method (AVM^4) and mc^2}": "A multigrid method (AVM⁴) and mc²",
    r"{The world`s ice}": "The world’s ice",
    r"{Lewis{\&}{\#}x2013;Mogridge points}": "Lewis–Mogridge points",
    r"{{A} and {B}}": "A and B",
    r"{Ice{\;} and salt}": "Ice; and salt",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A site without papers, and a folder beside it."""
    return Desk(tmp_path)


@pytest.mark.parametrize("written", TITLES)
def test_a_title_reads_as_it_was_meant(desk: Desk, written: str) -> None:
    """Braces around braces, escaped HTML, BibLaTeX's quotes, powers, apostrophes: what remains is what people read."""
    desk.bib(f"@article{{a, title = {written}, {BASE}, journal = {{Sea}}}}")
    assert desk.only()["title"] == TITLES[written]


def test_a_semicolon_that_was_escaped_is_one_in_an_abstract(desk: Desk) -> None:
    """LaTeX would make a space of it, and the export lose it."""
    desk.bib(f"@article{{a, title = {{Ice}}, {BASE}, journal = {{Sea}}, abstract = {{It melts{{\\;}} it drips.}}}}")
    assert desk.only()["abstract"] == "It melts; it drips."


def test_an_abstract_keeps_no_escaped_html(desk: Desk) -> None:
    """Tags and character references that a program has escaped are read, and braces around a sign go."""
    abstract = r"{\textless}p{\textgreater}Ice {\&} salt: {\&}{\#}x3bc;.{\textless}/p{\textgreater}"
    desk.bib(f"@article{{a, title = {{Ice}}, {BASE}, journal = {{Sea}}, abstract = {{{abstract}}}}}")
    assert desk.only()["abstract"] == "Ice & salt: μ."


FIELDS: dict[str, dict[str, Any]] = {
    r"howpublished = {\url{https://example.org/ice}}": {"venue": None, "links": {"html": "https://example.org/ice"}},
    r"howpublished = {Available at: \url{https://example.org/ice}}": {
        "venue": None, "links": {"html": "https://example.org/ice"},
    },
    r"howpublished = {Blog of the sea, \url{https://example.org/ice}}": {
        "venue": {"name": "Blog of the sea, https://example.org/ice"},
    },
    "note = {DOI: 10.1234/Ice.5}": {"doi": "10.1234/ice.5", "comments": None},
    "note = {https://doi.org/10.1234/ice}, doi = {10.1234/ice}": {"doi": "10.1234/ice", "comments": None},
    "note = {doi:10.1234/other}, doi = {10.1234/ice}": {"doi": "10.1234/ice", "comments": "doi:10.1234/other"},
    "note = {PMID: 32000000}": {"ids": {"pubmed": "32000000"}, "comments": None},
    "journal = {J.~Phys.~{A}}": {"venue": {"name": "J. Phys. A"}},
    "note = {arXiv: 1902.12345 [cs]}": {"arxiv": "1902.12345", "comments": None},
    "note = {arXiv:1902.99999}, eprint = {1902.12345}, archiveprefix = {arXiv}": {
        "arxiv": "1902.12345", "comments": "arXiv:1902.99999",
    },
    "journal = {arXiv:2104.04184}, archivePrefix = {arXiv}, primaryClass = {cs.CV}": {
        "arxiv": "2104.04184", "arxiv_categories": ["cs.CV"], "bibtex": {"key": "a"}, "extra": None,
    },
    "journal = {arXiv preprint arXiv:2104.04184}, abbr = {arXiv}": {"arxiv": "2104.04184", "venue": None},
    "journal = {Available at SSRN 3456789}": {
        "venue": {"name": "SSRN"}, "links": {"html": "https://ssrn.com/abstract=3456789"},
    },
    r"journal = {\textit{Journal of Ice}}, volume = {Vol. 3}, number = {no.~2}": {
        "venue": {"name": "Journal of Ice", "volume": "3", "issue": "2"},
    },
    r"pdf = {\href{https://example.org/x.pdf}{PDF}}": {"links": {"pdf": "https://example.org/x.pdf"}},
    "eprint = {2020/567}, eprinttype = {iacr}": {
        "bibtex": {"key": "a", "fields": {"eprint": "2020/567", "eprinttype": "iacr"}}, "extra": None,
    },
    r"editor = {Jane Roe \& Kim Poe and Lee Day}": {"editors": ["Jane Roe", "Kim Poe", "Lee Day"]},
    "editor = {{Smith & Sons}}": {"editors": [{"name": "Smith & Sons", "group": "true"}]},
    "collaboration = {ATLAS}": {"bibtex": {"key": "a", "fields": {"collaboration": "ATLAS"}}, "extra": None},
}  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_a_value_goes_where_it_belongs(desk: Desk, field: str) -> None:
    """Addresses are links and no venues, DOIs in notes are DOIs, and a collaboration stays in the paper's entry."""
    desk.bib(f"@misc{{a, title = {{Ice}}, {BASE}, {field}}}")
    paper = desk.only()
    assert {name: paper.get(name) for name in FIELDS[field]} == FIELDS[field]


def test_names_have_all_their_accents_and_no_numbers(desk: Desk) -> None:
    """Two accents on one letter, and DBLP's numbers for people of one name."""
    desk.bib(
        r"@article{a, title = {Ice}, author = {Nguy{\~{\^e}}n Th{\d{i}} and L\d{\^e} Tr{\`{\^a}}n and Jane Doe 0002},"
        " year = 2020, journal = {Sea}}"
    )
    assert desk.only()["authors"] == ["Nguyễn Thị", "Lệ Trần", "Jane Doe"]


def test_names_of_html_and_of_the_east(desk: Desk) -> None:
    """Character references are read before marks are; a short name in braces in an eastern script is a person's."""
    desk.bib("@article{a, title={Ice}, author={O&#39;Neil, Sea and {山田 太郎}}, year=2020, journal={Sea}}")
    assert desk.only()["authors"] == ["Sea O'Neil", "山田 太郎"]


def test_a_forgotten_brace_costs_one_value(desk: Desk) -> None:
    """The fields behind a title that never ends are read, and so is the entry below."""
    report = desk.bib(
        "@article{a, title={Ice {of} Mars, journal={Sea},\n year=2001, author={Doe, Jane}}\n\n"
        "@article{b, title={Salt}, author={Doe, Jane}, journal={Sea}, year=2002}"
    )
    papers = desk.papers().values()
    assert [(paper["title"], paper["date"], paper["venue"]["name"]) for paper in papers] == [
        ("Ice of Mars", "2001", "Sea"),
        ("Salt", "2002", "Sea"),
    ]
    assert [problem.line for problem in report.problems] == [1]


PROCEEDINGS = """@inproceedings{a, title={Ice}, author={Doe, Jane}, crossref={p}}
@proceedings{p, title={Proceedings of the 5th Sea Conference}, editor={Roe, Kim%s}, year=2020, publisher={Shore}}
"""


def test_proceedings_that_only_hold_a_paper_are_none(desk: Desk) -> None:
    """They are named with their line; whoever edited them and wrote in them has both."""
    report = desk.bib(PROCEEDINGS % "")
    paper = desk.only()
    assert (paper["title"], paper["venue"]["name"]) == ("Ice", "Proceedings of the 5th Sea Conference")
    assert [(problem.line, problem.field) for problem in report.problems] == [(2, "p")]
    desk.bib(PROCEEDINGS % " and Jane Doe")
    assert len(desk.papers()) == 2


ENCODINGS = ("utf-8", "utf-8-sig", "latin-1", "utf-16", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_end_of_line(desk: Desk, encoding: str, end: str) -> None:
    """With a mark of byte order or without, by any system."""
    text = "@article{a,\n title = {Eis über Åland},\n author = {Müller, Jörg},\n year = 2020,\n journal = {Sée}\n}\n"
    desk.bib(text.replace("\n", end).encode(encoding))
    paper = desk.only()
    assert (paper["title"], paper["authors"], paper["venue"]["name"]) == ("Eis über Åland", ["Jörg Müller"], "Sée")


def test_an_abstract_comes_back_from_its_export(desk: Desk) -> None:
    """Emphasis, and letters and digits that an export writes as formulas, are as a person types them."""
    written = r"The $\sim$4 \emph{salts} of $\mu$-ice, \emph{$\alpha$} and 10\textsuperscript{2} of $x^2$"
    desk.bib(f"@article{{a, title = {{Ice}}, {BASE}, journal = {{Sea}}, abstract = {{{written}}}}}")
    assert desk.only()["abstract"] == "The ∼4 *salts* of μ-ice, *α* and 10² of $x^2$"


def test_entries_of_endnote_have_no_key(desk: Desk) -> None:
    """Nor a fault for that; its `type`, and what the Web of Science counts, are no facts of a paper."""
    report = desk.bib(
        "@article{\n   author = {Stern, Ida B. and Moss, K., Jr.},\n   title = {Ice},\n   journal = {J. Ice},\n"
        "   note = {Kf5xy\nTimes Cited:12\nCited References Count:40},\n   year = {2020},\n"
        "   type = {Journal Article}\n}\n"
        "@misc{\n   author = {Stern, Ida},\n   title = {Fog},\n   publisher = {Fog Days},\n   year = {2019},\n"
        "   type = {Conference Paper}\n}\n"
    )
    fog, ice = desk.papers().values()
    assert ice["authors"] == ["Ida B. Stern", "K. Moss Jr."]
    assert ice.keys() == {"title", "authors", "date", "type", "venue"}
    assert (fog["type"], fog["venue"]) == ("inproceedings", {"name": "Fog Days"})
    assert not report.problems
    assert not report.losses


def test_vietnamese_letters(desk: Desk) -> None:
    """The hook above, and letters with a horn."""
    desk.bib(r"@misc{a, author={{\~{\^e}}n, H{\h{o}}a and Tr\uhorn{}ng, \h a}, title={Ph\ohorn}, year=2020}")
    assert desk.only()["authors"] == ["Hỏa ễn", "ả Trưng"]
    assert desk.only()["title"] == "Phơ"


def test_a_collaboration_is_the_author_before_its_laboratory(desk: Desk) -> None:
    """INSPIRE leaves out the word behind its name."""
    desk.bib("@techreport{a, collaboration={ATLAS}, institution={CERN}, title={Luminosity}, year=2019}")
    assert desk.only()["authors"] == ["ATLAS Collaboration"]
    assert desk.only()["venue"] == {"name": "CERN"}


def test_what_a_program_says_twice_is_no_loss(desk: Desk) -> None:
    """A conference beside the title of its proceedings, an article's number beside its pages; a day of access stays."""
    report = desk.bib(
        "@inproceedings{a, author={Stern, Ida}, title={Ice}, booktitle={{ICE} Conference}, conference={ICE Conference},"
        " pages={L42}, eid={L42}, url={https://a.example/x}, urldate={2020-01-02}, year=2020}"
    )
    assert not report.losses
    assert desk.only()["bibtex"] == {"key": "a", "fields": {"urldate": "2020-01-02"}}


def test_patents_of_google_scholar(desk: Desk) -> None:
    """Their note tells what they are."""
    desk.bib(
        "@misc{a, author={Stern, Ida}, title={A pump}, publisher={Google Patents}, note={US Patent 9,123}, year=2018}"
    )
    assert (desk.only()["type"], desk.only()["comments"]) == ("patent", "US Patent 9,123")
    assert "venue" not in desk.only()


def test_a_collection_is_there_for_its_chapters(desk: Desk) -> None:
    """As proceedings are for their papers, unless somebody edited it and wrote in it."""
    desk.bib(
        "@incollection{a, author={Stern, Ida}, title={Ice}, crossref={b}, pages={1--9}}\n"
        "@collection{b, editor={Moss, Kim}, title={Handbook}, year=2019, publisher={Sea}}\n"
    )
    assert desk.only()["venue"] == {"name": "Handbook", "pages": "1-9", "publisher": "Sea"}


@pytest.mark.parametrize(
    ("note", "venue", "kind", "comments"),
    [
        ("Submitted to J. Tides", "J. Tides", "article", None),
        ("Submitted to the Journal of Tides. 9 pages", "Journal of Tides", "article", "9 pages"),
        ("Submitted to International Conference on Ice.", "International Conference on Ice", "inproceedings", None),
    ],
)
def test_a_manuscript_says_where_it_was_sent(
    desk: Desk, note: str, venue: str, kind: str, comments: str | None
) -> None:
    """As our own exports do."""
    desk.bib(f"@unpublished{{a, author={{Stern, Ida}}, title={{Ice}}, year=2020, note={{{note}}}}}")
    paper = desk.only()
    assert (paper["type"], paper["status"], paper["venue"]) == (kind, "submitted", {"name": venue})
    assert paper.get("comments") == comments
    assert paper["bibtex"] == {"key": "a"}


def test_braces_around_some_people_make_no_groups() -> None:
    """Names with hyphens, initials without a dot and `Mc` are those of people."""
    assert people("{Yu-Lin Wei} and {Nancy L McElwain} and Doe, J") == ["Yu-Lin Wei", "Nancy L McElwain", "J Doe"]
    assert people("{OpenAI Research} and Doe, J")[0] == {"name": "OpenAI Research", "group": "true"}
