"""The table of export formats, and what each format says of every kind of work, state and venue."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, get_args

import bibtexparser
import pytest

from sitegen.cite import apa, highwire, jsonld
from sitegen.cite.formats import FORMATS, RECORDS, Citation
from sitegen.model import EXPORT_FORMATS, NO_DATE, Authorship, Bibtex, Date, Paper, Venue
from sitegen.model.site import OutputFormat
from sitegen.text.convert import phrase
from tests.json_schemas import assert_fits
from tests.making import paper, text

URL = "https://example.org/papers/ice/"


def _venue(name: str = "", **more: Any) -> Venue:
    return Venue(name=phrase(name)[0], **more)


def _paper(*, is_edited: bool = False, **more: Any) -> Paper:
    made = paper("ice", "Ada King", title=text("Ice"), date=more.pop("date", Date(2021)), **more)
    return replace(made, authors=()) if is_edited else made


def _said(one: Paper) -> dict[str, dict[str, str]]:
    """What each format says, each as one mapping."""
    cited = Citation(one, "k", URL)
    bib, ris, csl = (RECORDS[name].many([RECORDS[name].one(cited)]) for name in ("bibtex", "ris", "csl-json"))
    (entry,) = bibtexparser.parse_string(bib).entries
    lines = [line.split("  - ") for line in ris.splitlines()]
    people = [(person.name, None, None) for person in one.credited]
    data = json.loads(jsonld.article(one, url=URL, people=people))
    for schema, value in (("scholarly-article", data), ("csl", json.loads(csl))):
        assert_fits(value, f"{schema}.json")
    part = data.get("isPartOf", {})
    while part.get("@type") in {"PublicationIssue", "PublicationVolume"}:
        part = part["isPartOf"]
    return {
        "bib": {"@": entry.entry_type, **{field.key: field.value for field in entry.fields}},
        "ris": dict(reversed(lines)),
        "csl": {
            key: json.dumps(value) if not isinstance(value, str) else value for key, value in json.loads(csl)[0].items()
        },
        "meta": {
            name.removeprefix("citation_"): value for name, value in highwire.tags(one, abstract_url=URL, pdf_url=None)
        },
        "ld": {
            "@": " ".join(data["@type"]) if isinstance(data["@type"], list) else data["@type"],
            "part": f"{part.get('@type', '')} {part.get('name', '')}".strip(),
            "publisher": data.get("publisher", {}).get("name", ""),
            "editor": ", ".join(person["name"] for person in data.get("editor", ())),
            "author": ", ".join(person["name"] for person in data.get("author", ())),
        },
        "apa": {"": apa.reference(one).plain},
    }


SNOW, HAIL = (Authorship(name="Bo Snow"),), Authorship(name="Al Hail")
ICE = "Proceedings of the 3rd Workshop on Ice"
PLACED: dict[str, Any] = {"volume": "7", "issue": "2", "pages": "3-9", "publisher": "Cold & Co", "place": "Oslo"}
WORKS: dict[str, tuple[Paper, dict[str, dict[str, str]]]] = {
    "an article": (
        _paper(venue=_venue("Winters", **PLACED)),
        {
            "bib": {"@": "article", "journal": "Winters", "volume": "7", "number": "2", "pages": "3--9",
                    "publisher": r"Cold \& Co", "address": "Oslo"},
            "ris": {"TY": "JOUR", "T2": "Winters", "VL": "7", "IS": "2", "SP": "3", "EP": "9", "PB": "Cold & Co"},
            "csl": {"type": "article-journal", "container-title": "Winters", "volume": "7", "page": "3-9"},
            "meta": {"journal_title": "Winters", "volume": "7", "firstpage": "3", "lastpage": "9"},
            "ld": {"@": "ScholarlyArticle", "part": "Periodical Winters", "publisher": "Cold & Co"},
            "apa": {"": "King, A. (2021). Ice. Winters, 7(2), 3–9."},
        },
    ),
    "an article in press": (
        _paper(venue=_venue("Winters"), status="accepted"),
        {
            "bib": {"@": "article", "journal": "Winters", "note": "In press"},
            "ris": {"TY": "JOUR", "T2": "Winters", "N1": "In press"},
            "csl": {"type": "article-journal", "status": "in press"},
            "apa": {"": "King, A. (in press). Ice. Winters."},
        },
    ),
    "an article that was accepted and has its place": (
        _paper(venue=_venue("Winters", volume="7"), status="accepted"),
        {"bib": {"@": "article", "note": ""}, "ris": {"N1": ""}, "csl": {"status": ""},
         "apa": {"": "King, A. (2021). Ice. Winters, 7."}},
    ),
    "an article that was submitted": (
        _paper(venue=_venue("Winters"), status="submitted"),
        {
            "bib": {"@": "unpublished", "journal": "", "note": "Submitted to Winters"},
            "ris": {"TY": "UNPB", "T2": "", "N1": "Submitted to Winters"},
            "csl": {"type": "manuscript", "container-title": "", "status": "submitted"},
            "meta": {"journal_title": ""},
            "ld": {"part": ""},
            "apa": {"": "King, A. (2021). Ice [Manuscript submitted for publication]."},
        },
    ),
    "an article in preparation, without a date": (
        _paper(date=NO_DATE, status="in preparation"),
        {
            "bib": {"@": "unpublished", "year": "", "note": "In preparation"},
            "ris": {"TY": "UNPB", "PY": "", "DA": "", "N1": "In preparation"},
            "csl": {"type": "manuscript", "issued": "", "status": "in preparation"},
            "meta": {"publication_date": "", "online_date": ""},
            "apa": {"": "King, A. (n.d.). Ice [Manuscript in preparation]."},
        },
    ),
    "a preprint that was submitted": (
        _paper(arxiv="2104.00001", type="preprint", status="submitted"),
        {
            "bib": {"@": "misc", "eprint": "2104.00001", "note": "Submitted"},
            "ris": {"TY": "UNPB", "PB": "arXiv", "AN": "arXiv:2104.00001", "N1": "Submitted"},
            "csl": {"type": "article", "publisher": "arXiv", "status": "submitted"},
        },
    ),
    "an article at arXiv, whatever its venue calls it": (
        _paper(arxiv="2104.00001", venue=_venue("CoRR", volume="abs/2104.00001")),
        {
            "bib": {"@": "misc", "journal": "", "howpublished": "", "volume": "", "eprint": "2104.00001"},
            "ris": {"TY": "UNPB", "T2": "", "PB": "arXiv", "VL": ""},
            "csl": {"type": "article", "container-title": "", "publisher": "arXiv"},
            "meta": {"journal_title": "", "publisher": "arXiv", "arxiv_id": "2104.00001"},
            "ld": {"part": "", "publisher": "arXiv"},
            "apa": {"": "King, A. (2021). Ice (arXiv:2104.00001). arXiv. https://arxiv.org/abs/2104.00001"},
        },
    ),
    "a preprint of which only arXiv's categories are known": (
        _paper(type="preprint", arxiv_categories=("cs.CV",)),
        {
            "bib": {"@": "misc", "howpublished": "arXiv", "eprint": ""},
            "ris": {"TY": "UNPB", "PB": "arXiv", "AN": ""},
            "csl": {"type": "article", "publisher": "arXiv"},
        },
    ),
    "a preprint at another server": (
        _paper(type="preprint", venue=_venue("bioRxiv"), doi="10.1101/1"),
        {
            "bib": {"@": "misc", "howpublished": "bioRxiv", "journal": ""},
            "ris": {"TY": "UNPB", "T2": "", "PB": "bioRxiv"},
            "csl": {"type": "article", "publisher": "bioRxiv", "container-title": ""},
            "meta": {"journal_title": "", "publisher": "bioRxiv"},
            "ld": {"part": "", "publisher": "bioRxiv"},
            "apa": {"": "King, A. (2021). Ice. bioRxiv. https://doi.org/10.1101/1"},
        },
    ),
    "a paper of proceedings": (
        _paper(type="inproceedings", editors=SNOW, venue=_venue(ICE, series="LNCS", **PLACED)),
        {
            "bib": {"@": "inproceedings", "booktitle": ICE, "editor": "Snow, Bo",
                    "series": "LNCS", "address": "Oslo", "journal": ""},
            "ris": {"TY": "CONF", "T2": ICE, "A2": "Snow, Bo", "T3": "LNCS"},
            "csl": {"type": "paper-conference", "collection-title": "LNCS", "event-place": "Oslo",
                    "editor": '[{"family": "Snow", "given": "Bo"}]'},
            "meta": {"conference_title": ICE, "editor": "Snow, Bo", "series_title": "LNCS"},
            "ld": {"part": f"Book {ICE}", "editor": "Bo Snow", "author": "Ada King"},
            "apa": {"": f"King, A. (2021). Ice. In B. Snow (Ed.), {ICE} (Vol. 7, pp. 3–9). Cold & Co."},
        },
    ),
    "a chapter": (
        _paper(type="chapter", editors=SNOW, venue=_venue("All Cold", **PLACED)),
        {
            "bib": {"@": "incollection", "booktitle": "All Cold", "editor": "Snow, Bo"},
            "ris": {"TY": "CHAP", "T2": "All Cold", "A2": "Snow, Bo", "PB": "Cold & Co"},
            "csl": {"type": "chapter", "container-title": "All Cold", "publisher-place": "Oslo"},
            "meta": {"inbook_title": "All Cold"},
            "ld": {"@": "ScholarlyArticle Chapter", "part": "Book All Cold"},
        },
    ),
    "a book": (
        _paper(
            type="book", ids={"isbn": "978-0"},
            venue=_venue(series="Cold Studies", publisher="Éditions “Nord”", place="Saint-Étienne", volume="4"),
        ),
        {
            "bib": {"@": "book", "series": "Cold Studies", "publisher": "Éditions “Nord”", "address": "Saint-Étienne",
                    "volume": "4", "isbn": "978-0"},
            "ris": {"TY": "BOOK", "T2": "Cold Studies", "PB": "Éditions “Nord”", "CY": "Saint-Étienne", "SN": "978-0"},
            "csl": {"type": "book", "collection-title": "Cold Studies", "publisher": "Éditions “Nord”"},
            "meta": {"publisher": "Éditions “Nord”", "series_title": "Cold Studies", "journal_title": ""},
            "ld": {"@": "ScholarlyArticle Book", "part": "Book Cold Studies", "publisher": "Éditions “Nord”"},
            "apa": {"": "King, A. (2021). Ice (Vol. 4). Éditions “Nord”."},
        },
    ),
    "an edited volume": (
        _paper(type="book", is_edited=True, editors=(*SNOW, HAIL), venue=_venue(publisher="Cold Press")),
        {
            "bib": {"@": "book", "author": "", "editor": "Snow, Bo and Hail, Al", "publisher": "Cold Press"},
            "ris": {"TY": "BOOK", "AU": "", "ED": "Snow, Bo"},
            "csl": {"type": "book", "author": ""},
            "meta": {"author": "", "editor": "Hail, Al"},
            "ld": {"author": "", "editor": "Bo Snow, Al Hail"},
            "apa": {"": "Snow, B., & Hail, A. (Eds.). (2021). Ice. Cold Press."},
        },
    ),
    "a doctoral thesis": (
        _paper(type="thesis", venue=_venue("PhD thesis, Universität des Nordens")),
        {
            "bib": {"@": "phdthesis", "school": "Universität des Nordens", "type": ""},
            "ris": {"TY": "THES", "PB": "Universität des Nordens", "M3": "PhD thesis", "T2": ""},
            "csl": {"type": "thesis", "publisher": "Universität des Nordens", "genre": "PhD thesis"},
            "meta": {"dissertation_institution": "Universität des Nordens"},
            "ld": {"@": "ScholarlyArticle Thesis", "publisher": "Universität des Nordens"},
            "apa": {"": "King, A. (2021). Ice [Doctoral dissertation, Universität des Nordens]."},
        },
    ),
    "a master's thesis": (
        _paper(type="thesis", venue=_venue("Master's thesis, TU Nord", place="Oslo")),
        {
            "bib": {"@": "mastersthesis", "school": "TU Nord", "address": "Oslo"},
            "csl": {"genre": "Master's thesis"},
            "apa": {"": "King, A. (2021). Ice [Master’s thesis, TU Nord]."},
        },
    ),
    "a habilitation": (
        _paper(type="thesis", venue=_venue("Habilitation thesis, TU Nord")),
        {"bib": {"@": "phdthesis", "school": "TU Nord", "type": "Habilitation thesis"}},
    ),
    "a thesis of a school alone": (
        _paper(type="thesis", venue=_venue(publisher="TU Nord"), bibtex=Bibtex(type="mastersthesis")),
        {"bib": {"@": "mastersthesis", "school": "TU Nord"}, "ris": {"PB": "TU Nord"},
         "apa": {"": "King, A. (2021). Ice [Master’s thesis, TU Nord]."}},
    ),
    "a report": (
        _paper(type="report", venue=_venue("Institute of Cold", issue="TR-7", place="Oslo")),
        {
            "bib": {"@": "techreport", "institution": "Institute of Cold", "number": "TR-7", "address": "Oslo"},
            "ris": {"TY": "RPRT", "PB": "Institute of Cold", "IS": "TR-7"},
            "csl": {"type": "report", "publisher": "Institute of Cold", "number": "TR-7", "issue": ""},
            "meta": {"technical_report_institution": "Institute of Cold", "technical_report_number": "TR-7"},
            "ld": {"@": "ScholarlyArticle Report", "publisher": "Institute of Cold"},
            "apa": {"": "King, A. (2021). Ice (Report No. TR-7). Institute of Cold."},
        },
    ),
    "data": (
        _paper(type="dataset", venue=_venue("Zenodo"), doi="10.5281/1"),
        {
            "bib": {"@": "misc", "howpublished": "Zenodo"},
            "ris": {"TY": "DATA", "PB": "Zenodo", "T2": ""},
            "csl": {"type": "dataset", "publisher": "Zenodo", "container-title": ""},
            "meta": {"publisher": "Zenodo", "journal_title": ""},
            "ld": {"@": "ScholarlyArticle Dataset", "publisher": "Zenodo", "part": ""},
            "apa": {"": "King, A. (2021). Ice [Data set]. Zenodo. https://doi.org/10.5281/1"},
        },
    ),
    "a patent": (
        _paper(type="patent", venue=_venue("European Patent Office", issue="EP 1")),
        {"ris": {"TY": "PAT"}, "csl": {"type": "patent", "number": "EP 1"}, "bib": {"number": "EP 1"}},
    ),
    "a talk": (
        _paper(type="talk", venue=_venue("Snow Days", place="Oslo"), date=Date(2021, 4, 3)),
        {
            "bib": {"@": "misc", "howpublished": "Snow Days", "address": "Oslo"},
            "ris": {"TY": "SLIDE", "T2": "Snow Days", "CY": "Oslo"},
            "csl": {"type": "speech", "event": "Snow Days", "event-place": "Oslo"},
            "meta": {"conference_title": "Snow Days"},
        },
    ),
    "a retracted article": (
        _paper(venue=_venue("Winters"), status="retracted"),
        {"bib": {"note": "Retracted"}, "ris": {"N1": "Retracted"}, "csl": {"status": "retracted"},
         "apa": {"": "King, A. (2021). Ice [Retracted]. Winters."}},
    ),
    "an article kept out of its journal": (
        _paper(venue=_venue("Winters"), status="preprint", arxiv="2104.00001"),
        {"bib": {"@": "misc", "journal": ""}, "ris": {"TY": "UNPB", "T2": ""}, "csl": {"container-title": ""},
         "meta": {"journal_title": ""}, "ld": {"part": ""}},
    ),
    "proceedings": (
        Paper(
            slug="ice", file="content/papers/ice.yaml", title=text("Proceedings of the Workshop on Ice"),
            editors=SNOW, date=Date(2021), type="book", venue=_venue(publisher="Cold Press"),
        ),
        {"bib": {"@": "proceedings", "editor": "Snow, Bo", "publisher": "Cold Press"}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WORKS)
def test_every_format_takes_a_work_for_what_it_is(name: str) -> None:
    """Each fact stands in the field that readers of the format look for it in; an empty one is not there."""
    one, wanted = WORKS[name]
    said = _said(one)
    found = {form: {key: said[form].get(key, "") for key in keys} for form, keys in wanted.items()}
    assert found == wanted


def test_the_table_names_every_format_once() -> None:
    """Names, endings and media types are told apart; each format writes a paper and joins papers."""
    assert [item.facts for item in FORMATS] == list(EXPORT_FORMATS)
    assert {item.facts.name for item in FORMATS} < set(get_args(OutputFormat)), "`formats` in site.yaml takes each"
    assert len({item.facts.ending for item in FORMATS}) == len({item.facts.name for item in FORMATS}) == len(FORMATS)
    for item in FORMATS:
        texts = [item.one(Citation(_paper(), key, URL)) for key in ("a", "b")]
        assert item.many(texts).count("King") == 2
        assert re.search("Ice", item.many(texts[:1]))


def test_bibtex_is_made_once() -> None:
    """The entry of a page has no abstract, that of a file has; both come from one making."""
    cited = Citation(_paper(abstract=text("Cold.")), "k", URL)
    short, abstract = cited.bibtex
    assert FORMATS[0].one(cited) == short.removesuffix("\n}\n") + f",\n{abstract}\n}}\n"
    assert "abstract" not in short
    assert cited.bibtex[0] is short


def test_a_short_title_is_told_only_where_it_is_shorter() -> None:
    """CSL-JSON has no second copy of the title."""
    assert "title-short" not in _said(_paper(short=text("Ice")))["csl"]
    assert _said(_paper(short=text("Ic")))["csl"]["title-short"] == "Ic"
