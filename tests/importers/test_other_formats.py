"""RIS, CSL-JSON, EndNote XML and ORCID's files, and what papers come of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from tests.importers.bringing import Desk

TIDES = {
    "title": "Tides of Mars: a study",
    "authors": ["Jane Doe", "Ana de la Cruz"],
    "date": "2020-03-05",
    "type": "article",
    "venue": {"name": "Journal of Tides", "volume": "3", "issue": "2", "pages": "11-20"},
    "abstract": "Wet.",
    "doi": "10.1234/abc",
    "ids": {"issn": "1234-5678"},
    "keywords": ["water", "sand"],
}

RIS = """\
Some words of a database.

TY  - JOUR
T1  - Tides of Mars:
a study
A1  - Doe,Jane
A1  - de la Cruz, Ana
PY  - 2020/03/05/
JF  - Journal of Tides
VL  - 3
IS  - 2
SP  - 11
EP  - 20
AB  - Wet.
KW  - water
KW  - sand
DO  - https://doi.org/10.1234/ABC
SN  - 1234-5678
C7  - Moon
ER  -
TY  - CHAP
TI  - No end
"""

ENDNOTE = """\
<?xml version="1.0" encoding="UTF-8"?><xml><records>
<record><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Doe, Jane</style></author><author>de la Cruz, Ana</author></authors>
</contributors><titles><title><style>Tides of Mars: a study</style></title>
<secondary-title>Journal of Tides</secondary-title></titles>
<pages>11-20</pages><volume>3</volume><number>2</number><isbn>1234-5678</isbn>
<keywords><keyword>water</keyword><keyword>sand</keyword></keywords>
<dates><year>2020</year><pub-dates><date>5 March</date></pub-dates></dates>
<electronic-resource-num>10.1234/abc</electronic-resource-num><abstract>Wet.</abstract>
<custom1>Moon</custom1></record></records></xml>
"""

CSL = """\
[
  {"id": "tide20", "type": "article-journal", "title": "Tides of Mars: a study",
   "author": [{"family": "Doe", "given": "Jane"}, {"family": "Cruz", "given": "Ana", "non-dropping-particle": "de la"}],
   "issued": {"date-parts": [[2020, "3", 5]]}, "container-title": "Journal of Tides", "volume": 3, "issue": "2",
   "page": "11-20", "abstract": "Wet.", "DOI": "10.1234/ABC", "ISSN": "1234-5678", "keyword": "water, sand"},
  {"id": "broken", "title": nothing},
  {"id": "storm", "type": "chapter", "title": "Storms", "author": [{"literal": "The Storm Team"}],
   "issued": {"raw": "1999"}}
]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A site without papers, and a folder beside it."""
    return Desk(tmp_path)


def test_ris_is_read_tag_by_tag(desk: Desk) -> None:
    """Lines that go on, dates with slashes, a record without an end; a tag without a home is a loss with its line."""
    report = desk.bring(desk.put("x.ris", RIS))
    paper = desk.only()
    assert paper == {**TIDES, "extra": {"C7": "Moon"}}
    assert [(loss.line, loss.field, loss.value) for loss in report.losses] == [(19, "C7", "Moon")]
    assert "it has no authors" in str(report.problems[-1])


def test_endnote_is_read_with_its_lines(desk: Desk) -> None:
    """Styles within texts are taken off; what has no home is a loss."""
    report = desk.bring(desk.put("x.xml", ENDNOTE))
    assert desk.only() == {**TIDES, "extra": {"custom1": "Moon"}}
    assert [(loss.line, loss.field) for loss in report.losses] == [(10, "custom1")]


def test_a_document_type_is_refused(desk: Desk) -> None:
    """No entity of an XML file is ever read."""
    bomb = ENDNOTE.replace("<xml>", '<!DOCTYPE xml [<!ENTITY a "b">]><xml>').replace("Wet.", "&a;")
    with pytest.raises(SitegenError, match="document type"):
        desk.bring(desk.put("x.xml", bomb))


def test_csl_json_is_read_item_by_item(desk: Desk) -> None:
    """A broken item is named with its line, and costs no other."""
    report = desk.bring(desk.put("x.json", CSL))
    papers = desk.papers()
    assert papers["2020-doe-tides-mars"] == {**TIDES, "bibtex": {"key": "tide20"}}
    assert [paper["authors"] for paper in papers.values() if paper["title"] == "Storms"] == [["The Storm Team"]]
    assert [problem.line for problem in report.problems] == [6]


def test_a_particle_that_hangs_on_the_family_name_is_one_word_with_it(desk: Desk) -> None:
    """Zotero splits `al-` and `d'` off; no other program would write a space behind them."""
    people = [
        {"family": "Zahra", "given": "Layla", "non-dropping-particle": "al-"},
        {"family": "Orme", "given": "Luc", "dropping-particle": "d'"},
    ]
    desk.bring(desk.put("x.json", json.dumps([{"type": "article", "title": "Tides", "author": people}])))
    assert desk.only()["authors"] == ["Layla al-Zahra", "Luc d'Orme"]


def test_a_particle_with_a_capital_is_told_apart_from_the_family_name(desk: Desk) -> None:
    """A program would take it for the beginning of the family name; it is written back as it was stated."""
    person = {"family": "Zee", "given": "Ina", "non-dropping-particle": "Van der"}
    desk.bring(desk.put("x.json", json.dumps([{"type": "book", "title": "Tides", "author": [person]}])))
    assert desk.only()["authors"] == [{"given": "Ina", "particle": "Van der", "family": "Zee"}]


def test_what_zotero_keeps_in_notes_comes_home(desk: Desk) -> None:
    """Citation keys, arXiv ids and PubMed numbers that CSL has no field for."""
    note = "arXiv:1901.00001 [astro-ph]\nCitation Key: tide19\nPMID: 123\nBest paper"
    item = {"id": "http://zotero.org/x", "type": "article", "title": "Tides", "note": note.replace("arXiv:", "arXiv: ")}
    desk.bring(desk.put("x.json", json.dumps([{**item, "author": [{"family": "Doe", "given": "J"}]}])))
    paper = desk.only()
    assert (paper["arxiv"], paper["bibtex"], paper["ids"]) == ("1901.00001", {"key": "tide19"}, {"pubmed": "123"})
    assert (paper["type"], paper["date"], paper["comments"]) == ("preprint", "2019-01", "Best paper")


def test_orcid_s_works_have_the_person_for_author(desk: Desk) -> None:
    """The preferred description of each group; the name is that of the person here with this ORCID iD."""
    summary = {
        "put-code": 7,
        "display-index": "1",
        "type": "journal-article",
        "title": {"title": {"value": "Tides of Mars"}},
        "publication-date": {"year": {"value": "2020"}, "month": {"value": "03"}, "day": None},
        "journal-title": {"value": "Journal of Tides"},
        "external-ids": {
            "external-id": [
                {"external-id-type": "doi", "external-id-value": "10.1234/abc", "external-id-relationship": "self"}
            ]
        },
        "path": "/0000-0002-1825-0097/work/7",
    }
    other = {**summary, "put-code": 8, "display-index": "0", "title": {"title": {"value": "TIDES OF MARS"}}}
    path = desk.put("works.json", json.dumps({"group": [{"work-summary": [other, summary]}]}))
    assert "no authors" in str(desk.bring(path).problems[0])
    person = desk.root / "content" / "authors" / "jane.yaml"
    person.parent.mkdir(exist_ok=True)
    person.write_text("name: Jane Doe\norcid: 0000-0002-1825-0097\n")
    desk.bring(path)
    assert desk.only() == {
        "title": "Tides of Mars",
        "authors": ["Jane Doe"],
        "date": "2020-03",
        "type": "article",
        "venue": {"name": "Journal of Tides"},
        "doi": "10.1234/abc",
    }


def test_a_format_is_known_by_what_a_file_holds(desk: Desk) -> None:
    """A wrong ending does no harm."""
    for name, content in (("a.txt", RIS), ("b.txt", CSL), ("c.txt", ENDNOTE), ("d.txt", "@misc{a, title={B}}\n")):
        desk.put(name, content)
    titles = [desk.bring(desk.folder / name).sources[0][1] for name in ("a.txt", "b.txt", "c.txt", "d.txt")]
    assert titles == ["RIS", "CSL-JSON", "EndNote XML", "BibTeX"]


def test_our_own_records_tell_preprints_from_documents(desk: Desk) -> None:
    """RIS has the number of arXiv in `AN`; a CSL `article` that is on no server may be anything."""
    desk.bring(
        desk.put(
            "x.ris",
            "TY  - UNPB\nTI  - Ice\nAU  - Stern, Ida\nPY  - 2020\nPB  - arXiv\nAN  - arXiv:2001.00001\nER  - \n\n"
            "TY  - UNPB\nTI  - Rain\nAU  - Stern, Ida\nPY  - 2021\nPB  - bioRxiv\nER  - \n\n"
            "TY  - JOUR\nTI  - Fog\nAU  - Stern, Ida\nPY  - 2022\nT2  - J. Fog\nAN  - arXiv:2201.00001\nER  - \n",
        ),
        desk.put(
            "x.json",
            '[{"id": "a", "type": "article", "title": "Hail", "author": [{"family": "Stern"}],'
            ' "issued": {"raw": "2023"}},'
            ' {"id": "b", "type": "article", "title": "Mud", "author": [{"family": "Stern"}],'
            ' "issued": {"raw": "2024"}, "publisher": "HAL"}]',
        ),
    )
    known = [(paper["title"], paper["type"], paper.get("arxiv")) for paper in desk.papers().values()]
    assert known == [
        ("Ice", "preprint", "2001.00001"),
        ("Rain", "preprint", None),
        ("Fog", "article", "2201.00001"),
        ("Hail", "other", None),
        ("Mud", "preprint", None),
    ]
