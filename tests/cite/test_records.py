"""BibLaTeX, EndNote XML, MODS and CSV: what each says of every kind of work, of odd names and of odd titles."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import bibtexparser
import pytest

from sitegen.cite import biblatex
from sitegen.cite.formats import RECORDS, Citation
from sitegen.model import NO_DATE, Authorship, Bibtex, Date, Paper, Venue
from sitegen.text.convert import abstract, phrase

URL = "https://example.org/papers/ice/"
MODS = "{http://www.loc.gov/mods/v3}"
NAMES = (
    Authorship(name="George van den Driessche", orcid="0000-0002-1825-0097", affiliations=("TU Nord",)),
    Authorship(name="Martin Luther King, Jr."),
    Authorship(name="The ICE Collaboration", group=True),
    Authorship(name="Zoë Łódź"),
    Authorship(name="山田 太郎"),
)
TITLE = r"Ice & “snow” at 50\%: \emph{the} $\alpha_i^2$ of <b> \"Ol #1"
PLAIN = "Ice & “snow” at 50%: the α_i² of <b> Öl #1"


def _paper(**more: Any) -> Paper:
    ice = phrase("Ice")[0]
    made = Paper(slug="ice", file="content/papers/ice.yaml", title=ice, authors=NAMES[:1], date=Date(2021, 3))
    return replace(made, **more)


def _venue(name: str, **more: Any) -> Venue:
    return Venue(name=phrase(name)[0], **more)


def _written(paper: Paper, name: str, key: str = "k") -> str:
    form = RECORDS[name]
    return form.many([form.one(Citation(paper, key, URL))])


def _biblatex(paper: Paper) -> dict[str, str]:
    (entry,) = bibtexparser.parse_string(_written(paper, "biblatex")).entries
    return {"@": entry.entry_type, **{field.key: field.value for field in entry.fields}}


def _endnote(paper: Paper) -> ET.Element:
    record = ET.fromstring(_written(paper, "endnote-xml")).find("records/record")
    assert record is not None
    return record


def _mods(paper: Paper) -> ET.Element:
    record = ET.fromstring(_written(paper, "mods")).find(f"{MODS}mods")
    assert record is not None
    return record


def _row(paper: Paper) -> dict[str, str]:
    (row,) = csv.DictReader(io.StringIO(_written(paper, "csv")))
    return row


def test_a_title_that_is_not_plain_is_the_same_everywhere() -> None:
    """LaTeX, formulas and signs that mean something in XML are Unicode in XML and CSV, and safe LaTeX in BibLaTeX."""
    paper = _paper(title=phrase(TITLE)[0], abstract=abstract(r"One: $x < y$.\n\nTwo & three.")[0])
    assert _endnote(paper).findtext("titles/title") == PLAIN
    assert _mods(paper).findtext(f"{MODS}titleInfo/{MODS}title") == PLAIN
    assert _row(paper)["title"] == PLAIN
    assert _biblatex(paper)["title"] == (
        r"Ice \& “snow” at 50\%: \emph{the} $\alpha_i^2$ of \textless{}b\textgreater{} Öl \#1"
    )
    assert "x < y" in str(_mods(paper).findtext(f"{MODS}abstract"))


def test_names_keep_their_parts() -> None:
    """Particles, suffixes, groups, Unicode, and names that begin with the family's, in the way of each format."""
    paper = _paper(authors=NAMES)
    assert _biblatex(paper)["author"] == (
        "van den Driessche, George and King, Jr., Martin Luther and {The ICE Collaboration}"
        " and Łódź, Zoë and 山田, 太郎"
    )
    assert [name.text for name in _endnote(paper).iterfind("contributors/authors/author")] == [
        "van den Driessche, George", "King, Martin Luther, Jr.", "The ICE Collaboration,", "Łódź, Zoë", "山田, 太郎",
    ]  # fmt: skip
    assert _row(paper)["authors"] == (
        "George van den Driessche; Martin Luther King, Jr.; The ICE Collaboration; Zoë Łódź; 山田 太郎"
    )
    names = list(_mods(paper).iterfind(f"{MODS}name"))
    assert [name.get("type") for name in names] == ["personal", "personal", "corporate", "personal", "personal"]
    assert names[0].get("valueURI") == "https://orcid.org/0000-0002-1825-0097"
    assert names[0].findtext(f"{MODS}affiliation") == "TU Nord"
    assert [part.text for part in names[1].iterfind(f"{MODS}namePart")] == ["King", "Martin Luther", "Jr."]
    assert [part.text for part in names[2].iterfind(f"{MODS}namePart")] == ["The ICE Collaboration"]


def test_authors_who_are_not_listed_are_said() -> None:
    """A list that goes on says so in every format."""
    paper = _paper(and_others=True)
    assert _biblatex(paper)["author"].endswith(" and others")
    assert _row(paper)["authors"] == "George van den Driessche; et al."
    assert [name.text for name in _endnote(paper).iterfind("contributors/authors/author")][1:] == ["et al.,"]
    assert len(list(_mods(paper).iterfind(f"{MODS}name"))) == 2


WORKS: dict[str, tuple[Paper, dict[str, str], str, str]] = {
    "an article": (
        _paper(venue=_venue("Winters", volume="7", issue="2", pages="3--9")),
        {"@": "article", "journaltitle": "Winters", "volume": "7", "number": "2", "pages": "3--9", "date": "2021-03"},
        "Journal Article", "journal article",
    ),
    "in press": (
        _paper(venue=_venue("Winters"), status="accepted"),
        {"@": "article", "pubstate": "inpress", "note": ""},
        "Journal Article", "journal article",
    ),
    "submitted to a journal": (
        _paper(venue=_venue("Winters"), status="submitted"),
        {"@": "unpublished", "pubstate": "submitted", "note": "Submitted to Winters"},
        "Unpublished Work", "manuscript",
    ),
    "in preparation, without a date": (
        _paper(date=NO_DATE, status="in preparation"),
        {"@": "unpublished", "date": "", "pubstate": "inpreparation"},
        "Unpublished Work", "manuscript",
    ),
    "a preprint": (
        _paper(type="preprint", arxiv="2104.00001", arxiv_categories=("cs.CL",)),
        {"@": "online", "eprint": "2104.00001", "eprinttype": "arxiv", "eprintclass": "cs.CL", "organization": ""},
        "Unpublished Work", "preprint",
    ),
    "withdrawn": (
        _paper(type="preprint", arxiv="2104.00001", status="withdrawn"),
        {"@": "online", "note": "Withdrawn"},
        "Unpublished Work", "preprint",
    ),
    "a preprint elsewhere": (
        _paper(type="preprint", venue=_venue("bioRxiv")),
        {"@": "online", "organization": "bioRxiv"},
        "Unpublished Work", "preprint",
    ),
    "proceedings": (
        _paper(type="inproceedings", venue=_venue("Proc. Ice", series="LNCS", place="Oslo"), editors=NAMES[3:4]),
        {"@": "inproceedings", "booktitle": "Proc. Ice", "series": "LNCS", "location": "Oslo", "editor": "Łódź, Zoë"},
        "Conference Proceedings", "conference paper",
    ),
    "a chapter": (
        _paper(type="chapter", venue=_venue("All Cold", publisher="Cold & Co")),
        {"@": "incollection", "booktitle": "All Cold", "publisher": r"Cold \& Co"},
        "Book Section", "book chapter",
    ),
    "a book": (
        _paper(type="book", venue=Venue(publisher="Nord", series="Cold Studies"), ids={"isbn": "978-0"}),
        {"@": "book", "publisher": "Nord", "series": "Cold Studies", "isbn": "978-0"},
        "Book", "book",
    ),
    "an edited book": (
        _paper(type="book", authors=(), editors=NAMES[:1], venue=Venue(publisher="Nord")),
        {"@": "collection", "editor": "van den Driessche, George", "author": ""},
        "Edited Book", "book",
    ),
    "a thesis": (
        _paper(type="thesis", venue=_venue("PhD thesis, TU Nord")),
        {"@": "thesis", "type": "phdthesis", "institution": "TU Nord"},
        "Thesis", "PhD thesis",
    ),
    "a master's thesis": (
        _paper(type="thesis", venue=_venue("Master's thesis, TU Nord")),
        {"@": "thesis", "type": "mathesis", "institution": "TU Nord"},
        "Thesis", "Master's thesis",
    ),
    "a report": (
        _paper(type="report", venue=_venue("Institute of Cold", issue="TR-7")),
        {"@": "report", "institution": "Institute of Cold", "number": "TR-7"},
        "Report", "technical report",
    ),
    "data": (
        _paper(type="dataset", venue=_venue("Zenodo")),
        {"@": "dataset", "publisher": "Zenodo"},
        "Dataset", "dataset",
    ),
    "software": (
        _paper(type="software", venue=_venue("Zenodo")),
        {"@": "software", "organization": "Zenodo"},
        "Computer Program", "computer program",
    ),
    "a patent": (
        _paper(type="patent", venue=_venue("Patent Office", issue="EP 1")),
        {"@": "patent", "holder": "{Patent Office}", "number": "EP 1"},
        "Patent", "patent",
    ),
    "a talk": (
        _paper(type="talk", venue=_venue("Winter School")),
        {"@": "misc", "howpublished": "Winter School"},
        "Generic", "presentation",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WORKS)
def test_every_kind_of_work_has_its_type_and_fields(name: str) -> None:
    """A work is what it is in each format, and its venue stands where that format looks for it."""
    paper, fields, endnote, genre = WORKS[name]
    entry = _biblatex(paper)
    assert {key: entry.get(key, "") for key in fields} == fields
    kind = _endnote(paper).find("ref-type")
    assert kind is not None
    assert (kind.get("name"), kind.tail) == (endnote, None)
    assert _mods(paper).findtext(f"{MODS}genre") == genre
    assert _row(paper)["type"] == paper.type


def test_what_a_person_wrote_for_bibtex_holds_in_biblatex() -> None:
    """Fields of BibTeX are taken under BibLaTeX's names; the year that the date says already is no second one."""
    fields = {"journal": "My {J}ournal", "year": "2021", "month": "mar", "address": "Oslo", "custom": r"\emph{x}"}
    entry = _biblatex(_paper(bibtex=Bibtex(type="periodical", fields=fields)))
    assert entry == {
        "@": "periodical", "title": "Ice", "author": "van den Driessche, George", "journaltitle": "My {J}ournal",
        "date": "2021-03", "location": "Oslo", "url": URL, "custom": r"\emph{x}",
    }  # fmt: skip
    other = _biblatex(_paper(bibtex=Bibtex(fields={"year": "in press"})))
    assert other["date"] == "in press"


def test_endnote_elements_stand_in_its_order() -> None:
    """EndNote's document type is a sequence: no element comes before one that it puts first."""
    order = (
        "ref-type contributors titles periodical pages volume number keywords dates pub-location publisher isbn "
        "accession-num electronic-resource-num abstract label notes work-type language urls"
    ).split()
    for paper, *_ in WORKS.values():
        places = [order.index(child.tag) for child in _endnote(paper)]
        assert places == sorted(set(places))


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=1+2", "'=1+2"),
        ("+plus", "'+plus"),
        ("-omics of ice", "'-omics of ice"),
        ("@home", "'@home"),
        ("-7", "-7"),
        ('a "b", c', 'a "b", c'),
    ],
)
def test_no_cell_is_a_formula(title: str, cell: str) -> None:
    """A spreadsheet takes no title for a formula; numbers and quotes are what they are."""
    assert _row(_paper(title=phrase(title)[0]))["title"] == cell


def _texts(paper: Paper) -> Iterator[str]:
    for name in RECORDS:
        yield _written(paper, name)


def test_characters_that_no_file_may_hold_are_in_none() -> None:
    """Control characters and lone surrogates are left out; line breaks end no record, cell or line."""
    paper = _paper(title=phrase("a\x00b\x0bc\ud800d\nTY  - BOOK\n@book{x,")[0])
    for text in _texts(paper):
        assert not {"\x00", "\x0b", "\ud800"} & set(text)
        text.encode()
    assert _endnote(paper).findtext("titles/title") == _row(paper)["title"]
    assert len(bibtexparser.parse_string(_written(paper, "biblatex")).entries) == 1


def test_letters_of_names_are_unicode_in_biblatex_alone() -> None:
    """BibTeX has commands, which its styles can shorten; BibLaTeX has the letters."""
    paper = _paper(authors=(Authorship(name="Ấn Đặng"), Authorship(name="Íñigo Ørsted")), title=phrase("Über Ærø")[0])
    assert "author = {Đặng, Ấn and Ørsted, Íñigo}" in biblatex.entry(paper, "k")
    assert "title = {Über Ærø}" in biblatex.entry(paper, "k")
    assert r"{\O}rsted, {\'{I}}{\~{n}}igo" in _written(paper, "bibtex")


def test_mods_holds_what_its_schema_knows() -> None:
    """Every element of a record, and of what it is in, is one of MODS's own; none is empty."""
    top = (
        "abstract accessCondition classification extension genre identifier language location name note originInfo "
        "part physicalDescription recordInfo relatedItem subject tableOfContents targetAudience titleInfo "
        "typeOfResource"
    ).split()
    for paper, *_ in WORKS.values():
        record = _mods(replace(paper, authors=NAMES, and_others=True))
        for parent in (record, *record.iter(f"{MODS}relatedItem")):
            assert {child.tag.removeprefix(MODS) for child in parent} <= set(top)
        assert all(part.get("type") != "" and (part.text or len(part)) for part in record.iter())


def test_names_in_small_letters_are_no_particles() -> None:
    """Somebody who writes no capital at all keeps a family name, which biber would take for a particle."""
    paper = _paper(authors=(Authorship(name="ada king"), Authorship(name="bell hooks"), Authorship(name="ada King")))
    assert _biblatex(paper)["author"] == "{king}, ada and {hooks}, bell and King, ada"


def test_ris_has_the_key() -> None:
    """Programs that name references by a key find the paper's own in RIS."""
    assert _written(_paper(), "ris", "king2021ice").splitlines()[:2] == ["TY  - JOUR", "ID  - king2021ice"]


def test_two_apostrophes_in_a_name_are_no_quote() -> None:
    """LaTeX makes one sign of two apostrophes, which somebody's nickname stands between."""
    paper = _paper(authors=(Authorship(name="Ada ''Io'' King"),))
    assert _biblatex(paper)["author"] == "King, Ada '{}'Io'{}'"
    assert "author = {King, Ada '{}'Io'{}'}" in _written(paper, "bibtex")


def test_names_in_a_table_come_back_in_their_parts() -> None:
    """A family name of several words stands first there, as nobody could tell it from the given names otherwise."""
    names = (
        Authorship(name="Maria Delle Monache", given="Maria", family="Delle Monache"),
        Authorship(name="Ada King"),
        Authorship(name="Gabriel García Márquez", family="García Márquez"),
    )
    assert _row(_paper(authors=names))["authors"] == "Maria Delle Monache; Ada King; García Márquez, Gabriel"
