"""For every source and every kind of record: the facts that must arrive, in the shape a paper's file has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.merge.combine import clean
from sitegen.pull.query import NOTHING, AuthorQuery, PaperIds
from sitegen.pull.table import SOURCES, Gathered, ask, papers
from sitegen.pull.work_types import KINDS
from sitegen.web.client import Web
from tests.pull.sources.test_cases import assert_fits_a_paper
from tests.replay_server import Answer, data, document, replaying

ORCID = "0000-0002-1825-0097"
ACL = "raw.githubusercontent.com/acl-org/acl-anthology/master/data/xml"


def _crossref(record: Any) -> dict[str, Answer]:
    whole = {"DOI": "10.5555/x", "title": ["T"], "published": {"date-parts": [[2020, 5]]}, **record}
    return {"api.crossref.org/works": data({"message": {"total-results": 1, "items": [whole], "next-cursor": "c"}})}


def _openalex(record: Any) -> dict[str, Answer]:
    whole = {"id": "https://openalex.org/W1", "display_name": "T", "publication_date": "2020-05-06", **record}
    return {"api.openalex.org/works": data({"meta": {"count": 1, "next_cursor": None}, "results": [whole]})}


def _s2(record: Any) -> dict[str, Answer]:
    whole = {"paperId": "p1", "title": "T", "year": 2020, **record}
    return {"api.semanticscholar.org/graph/v1/author/1/papers": data({"data": [whole]})}


def _inspire(record: Any) -> dict[str, Answer]:
    whole = {"control_number": 7, "titles": [{"title": "T"}], "authors": [{"full_name": "Lovelace, Ada"}], **record}
    return {"inspirehep.net/api/literature": data({"hits": {"total": 1, "hits": [{"metadata": whole}]}})}


def _orcid(accounts: Any) -> dict[str, Answer]:
    base = {"title": {"title": {"value": "T"}}, "publication-date": {"year": {"value": "2020"}}}
    summaries = [{"put-code": at + 1, "display-index": str(-at), **base, **one} for at, one in enumerate(accounts)]
    for at, one in enumerate(summaries):
        one["display-index"] = str(len(summaries) - at)
    return {f"pub.orcid.org/v3.0/{ORCID}/works": data({"group": [{"work-summary": summaries}]})}


def _dblp(record: Any) -> dict[str, Answer]:
    page = f'<dblpperson name="Ada Lovelace" pid="1/2" n="1"><r>{record}</r></dblpperson>'
    return {"dblp.org/pid/1/2.xml": document(page)}


def _openreview(record: Any) -> dict[str, Answer]:
    content = {name: {"value": value} for name, value in {"title": "T", "authors": ["Ada Lovelace"], **record}.items()}
    note = {"id": "n1", "forum": "n1", "pdate": 1588723200000, "content": content}
    return {"api2.openreview.net/notes": data({"notes": [note]}), "api.openreview.net/notes": data({"notes": []})}


def _arxiv(record: Any) -> dict[str, Answer]:
    feed = (
        "<feed><entry><id>http://arxiv.org/abs/2005.00001v1</id><title>T</title><published>2020-05-06T00:00:00Z</published>"
        f"<author><name>Ada Lovelace</name></author>{record}</entry></feed>"
    )
    return {"arxiv.org/a/lovelace_a_1.atom2": document(feed, "application/atom+xml")}


def _acl(record: Any) -> dict[str, Answer]:
    name, volume = record
    return {f"{ACL}/{name}.xml": document(f'<collection id="{name}">{volume}</collection>', "text/plain")}


def _datacite(record: Any) -> dict[str, Answer]:
    whole = {"titles": [{"title": "T"}], "creators": [{"givenName": "Ada", "familyName": "Lovelace"}], **record}
    return {"api.datacite.org/dois/10.48550/arxiv.2005.00001": data({"data": {"attributes": whole}})}


def _zenodo(record: Any) -> dict[str, Answer]:
    whole = {"titles": [{"title": "T"}], "creators": [{"givenName": "Ada", "familyName": "Lovelace"}], **record}
    return {"api.datacite.org/dois/10.5281/zenodo.7": data({"data": {"attributes": whole}})}


def _europepmc(record: Any) -> dict[str, Answer]:
    whole = {"id": "1", "source": "MED", "title": "T.", "firstPublicationDate": "2020-05-06", **record}
    return {"www.ebi.ac.uk/europepmc/webservices/rest/search": data({"hitCount": 1, "resultList": {"result": [whole]}})}


def _ads(record: Any) -> dict[str, Answer]:
    whole = {"bibcode": "2020b", "title": ["T"], "author": ["Lovelace, Ada"], "pubdate": "2020-05-00", **record}
    return {"api.adsabs.harvard.edu/v1/search/query": data({"response": {"numFound": 1, "docs": [whole]}})}


def _hal(record: Any) -> dict[str, Answer]:
    whole = {
        "halId_s": "hal-1",
        "title_s": ["T"],
        "authFullName_s": ["Ada Lovelace"],
        "producedDate_s": "2020",
        **record,
    }
    return {"api.archives-ouvertes.fr/search/": data({"response": {"numFound": 1, "docs": [whole]}})}


def _zotero(record: Any) -> dict[str, Answer]:
    whole = {
        "title": "T",
        "creators": [{"creatorType": "author", "firstName": "Ada", "lastName": "Lovelace"}],
        **record,
    }
    items = "api.zotero.org/groups/1/items/top"
    page = data([{"key": "AAAA2345", "meta": {"parsedDate": "2020-05-06"}, "data": whole}])
    return {f"{items}?format=versions": data({"AAAA2345": 1}), f"{items}?format=json": page}


def _hf(record: Any) -> dict[str, Answer]:
    return {"huggingface.co/api/papers/2005.00001": data({"id": "2005.00001", **record})}


class Asked:
    """How a source is asked, and how its answer is made from one record."""

    def __init__(self, answers: Callable[[Any], dict[str, Answer]], works: PaperIds = NOTHING, **ids: str) -> None:
        self.answers = answers
        self.wanted = AuthorQuery(slug="ada", names=("Ada Lovelace",), ids=ids, works=works)


ASKED = {
    "crossref": Asked(_crossref, orcid=ORCID),
    "openalex": Asked(_openalex, openalex="A1"),
    "s2": Asked(_s2, s2="1"),
    "inspire": Asked(_inspire, inspire="A.Lovelace.1"),
    "orcid": Asked(_orcid, orcid=ORCID),
    "dblp": Asked(_dblp, dblp="1/2"),
    "openreview": Asked(_openreview, openreview="~Ada_Lovelace1"),
    "arxiv": Asked(_arxiv, arxiv="lovelace_a_1"),
    "acl": Asked(_acl, PaperIds(acl=("2020.eng-long.1", "L06-1001", "W19-0102"))),
    "datacite": Asked(_datacite, PaperIds(arxiv=("2005.00001",))),
    "hf": Asked(_hf, PaperIds(arxiv=("2005.00001",))),
    "europepmc": Asked(_europepmc, orcid=ORCID),
    "ads": Asked(_ads, orcid=ORCID),
    "hal": Asked(_hal, hal="ada-lovelace"),
    "zotero": Asked(_zotero, zotero="groups/1"),
}
ZENODO = Asked(_zenodo, PaperIds(doi=("10.5281/zenodo.7", "10.5555/not.theirs")))
"""How DataCite is asked for the work of a repository."""
_TABLE = yaml.safe_load((Path(__file__).parents[2] / "source_facts.yaml").read_text(encoding="utf-8"))
FACTS: dict[str, dict[str, dict[str, Any]]] = _TABLE["facts"]
"""By source and kind of record: what is sent, and which fields must arrive."""
REFUSED: dict[str, list[Any]] = _TABLE["refused"]
"""By source: records of what is no paper."""


def gather(name: str, record: Any, folder: Path) -> Gathered:
    """Ask a source whose answer holds this one record."""
    asked = ZENODO if name == "datacite" and "types" in record else ASKED[name]
    with (
        replaying(asked.answers(record)) as server,
        Web(folder, {"SITEGEN_GATEWAY": server.address}, sleep=lambda _: None) as web,
    ):
        return papers(ask(SOURCES[name], asked.wanted, web))


def test_every_source_has_its_facts() -> None:
    """No source is without a table."""
    assert set(FACTS) == set(ASKED) == set(SOURCES)


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name, kinds in FACTS.items() for kind in kinds])
def test_what_a_source_says_arrives(name: str, kind: str, tmp_path: Path) -> None:
    """Each fact of the record is in the fields, as a paper's file would hold it."""
    record, facts = FACTS[name][kind]["sent"], FACTS[name][kind]["arrives"]
    gathered = gather(name, record, tmp_path)
    assert not gathered.left_out
    (made,) = gathered.records
    assert_fits_a_paper(made)
    fields = clean(dict(made.fields))
    assert {key: fields.get(key) for key in facts} == facts


@pytest.mark.parametrize(("name", "at"), [(name, at) for name, kinds in REFUSED.items() for at in range(len(kinds))])
def test_what_is_no_paper_is_refused_by_name(name: str, at: int, tmp_path: Path) -> None:
    """It makes no record, and is left out as what it is."""
    gathered = gather(name, REFUSED[name][at], tmp_path)
    assert not gathered.records
    assert [one.refused is None for one in gathered.left_out] == [False]


UNKNOWN: dict[str, Any] = {
    "crossref": {"type": "mystery"},
    "openalex": {"type": "mystery"},
    "s2": {"publicationTypes": ["Mystery"]},
    "inspire": {"document_type": ["mystery"]},
    "orcid": [{"type": "mystery"}],
    "datacite": {"types": {"resourceTypeGeneral": "Mystery"}},
    "europepmc": {"pubTypeList": {"pubType": ["Mystery"]}},
    "ads": {"doctype": "mystery"},
    "hal": {"docType_s": "MYSTERY"},
    "zotero": {"itemType": "mystery"},
    "dblp": '<mystery key="x/y"><author>A B</author><title>T.</title></mystery>',
}
"""A record of a kind that nobody has mapped, of each source whose kinds are in `pull/work_types`."""


def test_every_vocabulary_has_its_unknown_kind() -> None:
    """Each source whose words are mapped is asked what it makes of a strange one."""
    assert not set(KINDS) ^ set(UNKNOWN), f"UNKNOWN of {Path(__file__).name} has a line for each vocabulary"


@pytest.mark.parametrize(("name", "record"), UNKNOWN.items(), ids=UNKNOWN)
def test_an_unknown_kind_is_told_and_no_article(name: str, record: Any, tmp_path: Path) -> None:
    """A word that nobody has mapped makes an `other`, and a note for a person."""
    (made,) = gather(name, record, tmp_path).records
    assert made.fields["type"] == "other"
    assert [note.field for note in made.notes] == ["type"]


@pytest.mark.parametrize("visibility", ["limited", "private", "LIMITED"])
def test_what_is_not_public_is_not_taken(visibility: str, tmp_path: Path) -> None:
    """A work of an ORCID record that only some may see is nobody's to publish; its public account is."""
    hidden = {"type": "journal-article", "visibility": visibility, "title": {"title": {"value": "Hidden"}}}
    assert gather("orcid", [hidden], tmp_path) == ((), ())
    folder = tmp_path / "other"
    folder.mkdir()
    (made,) = gather("orcid", [hidden, {"type": "report", "visibility": "public"}], folder).records
    assert (made.fields["title"], made.fields["type"]) == ("T", "report")
    folder = tmp_path / "third"
    folder.mkdir()
    assert gather("orcid", [{"type": "report", "visibility": None}], folder).records


def test_a_notice_tells_of_the_paper_that_it_retracts(tmp_path: Path) -> None:
    """A retraction is no paper, and the paper that it names is marked; one that cannot be read says nothing."""
    paper = {"DOI": "10.5555/x", "type": "journal-article", "title": ["T"]}
    notice = {"DOI": "10.5555/n", "type": "journal-article", "update-to": [{"DOI": "10.5555/X", "type": "retraction"}]}
    odd = {"DOI": "10.5555/o", "type": "journal-article", "title": ["T"], "update-to": 7}
    items = [paper, notice, odd]
    answers: dict[str, Answer] = {
        "api.crossref.org/works": data({"message": {"total-results": 3, "items": items, "next-cursor": "c"}})
    }
    with (
        replaying(answers) as server,
        Web(tmp_path, {"SITEGEN_GATEWAY": server.address}, sleep=lambda _: None) as web,
    ):
        gathered = ask(SOURCES["crossref"], ASKED["crossref"].wanted, web)
    assert [(one.source_id, one.fields.get("status")) for one in gathered.records] == [("10.5555/x", "retracted")]
    assert [one.refused is None for one in gathered.left_out] == [False, True]
