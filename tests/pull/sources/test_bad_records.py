"""One bad record never costs the others: every source, every value of a record damaged in every way."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sitegen.pull.query import AuthorQuery, PaperIds
from sitegen.pull.table import SOURCES, Gathered, ask
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.messages import HttpRequest
from sitegen.web.messages import HttpResponse as Received
from tests.replay_server import Reply, data, document

ORCID = "0000-0002-1825-0097"
AUTHORS = {"crossref": [{"family": "Lovelace", "given": "Ada", "affiliation": [{"name": "London"}]}]}
RECORDS: dict[str, Any] = {
    "crossref": {
        "DOI": "10.5555/b", "type": "book-chapter", "title": ["T"], "author": AUTHORS["crossref"],
        "editor": AUTHORS["crossref"], "container-title": ["Series in X", "Book"], "abstract": "<p>x</p>",
        "published": {"date-parts": [[2020, 5]]}, "license": [{"URL": "https://x.example", "content-version": "vor"}],
        "publisher": "P", "page": "1-2", "update-to": [], "relation": {"has-preprint": [{"id": "x", "id-type": "doi"}]},
    },
    "openalex": {
        "id": "https://openalex.org/W2", "display_name": "T", "type": "article", "publication_date": "2020-05-06",
        "authorships": [{"author": {"id": "A1", "display_name": "Ada", "orcid": ORCID},
                         "institutions": [{"display_name": "London"}]}],
        "abstract_inverted_index": {"x": [0]}, "primary_location": {"source": {"display_name": "E", "type": "journal"}},
        "biblio": {"volume": "1"}, "best_oa_location": {"pdf_url": "https://x.example/1.pdf", "license": "cc-by"},
        "keywords": [{"display_name": "k"}], "ids": {"pmid": "1"}, "locations": [{"pdf_url": "x"}], "doi": "10.5555/b",
    },
    "s2": {
        "paperId": "b", "title": "T", "year": 2020, "abstract": "x", "authors": [{"authorId": "1", "name": "Ada"}],
        "publicationDate": "2020-05-06",
        "publicationTypes": ["JournalArticle"], "journal": {"name": "E", "volume": "1"},
        "publicationVenue": {"name": "E", "type": "journal", "alternate_names": ["e"]}, "venue": "E",
        "externalIds": {"DOI": "10.5555/b"}, "openAccessPdf": {"url": "https://x.example/1.pdf"}, "citationCount": 1,
    },
    "inspire": {"metadata": {
        "control_number": 2, "titles": [{"title": "T", "source": "x"}], "document_type": ["article"],
        "authors": [{"full_name": "Lovelace, Ada", "ids": [{"schema": "ORCID", "value": ORCID}],
                     "affiliations": [{"value": "London"}], "inspire_roles": ["author"]}],
        "publication_info": [{"journal_title": "E", "year": 2020}], "abstracts": [{"value": "x"}], "author_count": 1,
        "dois": [{"value": "10.5555/b"}], "arxiv_eprints": [{"value": "2005.00001", "categories": ["hep-th"]}],
        "imprints": [{"date": "2020"}], "keywords": [{"value": "k"}], "license": [{"url": "https://x.example"}],
        "public_notes": [{"value": "n", "source": "arXiv"}], "preprint_date": "2020-05",
    }},
    "orcid": {
        "external-ids": {"external-id": [{"external-id-type": "doi", "external-id-value": "10.5555/b",
                                          "external-id-relationship": "self"}]},
        "work-summary": [{"put-code": 2, "title": {"title": {"value": "T"}, "subtitle": {"value": "S"}},
                          "type": "book", "visibility": "public", "display-index": "1",
                          "publication-date": {"year": {"value": "2020"}, "month": {"value": "05"}},
                          "journal-title": {"value": "P"}, "url": {"value": "https://x.example"}}],
    },
    "openreview": {
        "id": "b", "forum": "b", "pdate": 1588723200000, "license": "CC BY 4.0",
        "content": {"title": {"value": "T"}, "authors": {"value": ["Ada"]}, "authorids": {"value": ["~Ada_Lovelace1"]},
                    "venue": {"value": "ENG 2020"}, "venueid": {"value": "ENG"}, "abstract": {"value": "x"},
                    "keywords": {"value": ["k"]}, "pdf": {"value": "/pdf/1.pdf"}},
    },
    "datacite": {
        "titles": [{"title": "T"}], "creators": [{"givenName": "Ada", "familyName": "L", "affiliation": ["London"],
                    "nameIdentifiers": [{"nameIdentifier": ORCID, "nameIdentifierScheme": "ORCID"}]}],
        "dates": [{"dateType": "Submitted", "date": "2020", "dateInformation": "v1"}], "publicationYear": 2020,
        "descriptions": [{"description": "x", "descriptionType": "Abstract"}],
        "rightsList": [{"rightsUri": "https://x.example"}],
        "relatedIdentifiers": [{"relationType": "IsVersionOf", "relatedIdentifier": "10.5555/b",
                                "relatedIdentifierType": "DOI"}],
    },
    "hf": {"id": "2005.00002", "githubRepo": "https://github.com/a/b", "projectPage": "https://x.example"},
    "europepmc": {
        "id": "b", "source": "MED", "title": "T", "pubTypeList": {"pubType": ["Journal Article"]}, "pmid": "7",
        "authorList": {"author": [{"firstName": "Ada", "lastName": "L", "authorId": {"type": "ORCID", "value": ORCID},
            "authorAffiliationDetailsList": {"authorAffiliation": [{"affiliation": "London"}]}}]},
        "journalInfo": {"volume": "1", "journal": {"title": "E", "isoabbreviation": "e"}}, "abstractText": "x",
        "keywordList": {"keyword": ["k"]}, "doi": "10.5555/b", "firstPublicationDate": "2020-05-06", "license": "cc by",
        "fullTextUrlList": {"fullTextUrl": [{"availabilityCode": "OA", "documentStyle": "pdf", "url": "https://x.example"}]},
    },
    "ads": {
        "bibcode": "b", "title": ["T"], "author": ["L, Ada"], "aff": ["London"], "orcid_pub": [ORCID], "pub": "E",
        "doi": ["10.5555/b"], "identifier": ["arXiv:2005.00002"], "volume": "1", "page": ["2"], "pubdate": "2020-05-00",
        "doctype": "article", "abstract": "x", "keyword": ["k"], "citation_count": 1, "arxiv_class": ["hep-th"],
    },
    "hal": {
        "halId_s": "b", "title_s": ["T"], "docType_s": "ART", "authFullNameIdHal_fs": ["Ada L_FacetSep_ada-l"],
        "authLastName_s": ["L"], "abstract_s": ["x"], "producedDate_s": "2020", "journalTitle_s": "E", "volume_s": "1",
        "issue_s": ["2"], "keyword_s": ["k"], "fileMain_s": "https://x.example", "licence_s": "https://x.example/l",
    },
    "zotero": {"key": "BBBB2345", "meta": {"parsedDate": "2020-05-06"}, "data": {
        "itemType": "journalArticle", "title": "T", "creators": [{"creatorType": "author", "name": "Ada L"}],
        "publicationTitle": "E", "volume": "1", "DOI": "10.5555/b", "abstractNote": "x", "extra": "PMID: 7",
        "url": "https://x.example",
    }},
    "arxiv": "<entry><id>http://arxiv.org/abs/2005.00002v1</id><title>T</title><updated>2020-05-06</updated><published>"
    "2020-05-06</published><summary>x</summary><author><name>Ada</name><affiliation>London</affiliation></author>"
    "<comment>9 pages</comment><journal_ref>E 1 (2020) 2</journal_ref><category term='cs.CL'/></entry>",
    "dblp": "<r><article key='b'><author pid='1/2'>Ada</author><title>T.</title><year>2020</year><journal>E</journal>"
    "<volume>1</volume><ee>https://doi.org/10.5555/b</ee></article></r>",
    "acl": "<paper id='2'><title>T</title><author><first>Ada</first><last>L</last><affiliation>London</affiliation>"
    "</author><abstract>x</abstract><url>2020.eng-long.2</url><doi>10.5555/b</doi><pages>1-2</pages></paper>",
}  # fmt: skip
GOOD = {"10.5555/a", "W1", "a", "1", "2005.00001", "2020.eng-long.1", "MED/a", "AAAA2345"}
WANTED = {
    "crossref": {"orcid": ORCID}, "openalex": {"openalex": "A1"}, "s2": {"s2": "1"}, "inspire": {"inspire": "A.L.1"},
    "orcid": {"orcid": ORCID}, "openreview": {"openreview": "~Ada_Lovelace1"}, "arxiv": {"arxiv": "lovelace_a_1"},
    "dblp": {"dblp": "1/2"}, "europepmc": {"orcid": ORCID}, "ads": {"orcid": ORCID}, "hal": {"hal": "ada-l"},
    "zotero": {"zotero": "groups/1"},
}  # fmt: skip
WORKS = {
    "acl": PaperIds(acl=("2020.eng-long.1", "2020.eng-long.2")),
    "datacite": PaperIds(arxiv=("2005.00001", "2005.00002")),
    "hf": PaperIds(arxiv=("2005.00001", "2005.00002")),
}
ANSWERS: dict[str, Callable[[list[Any], str], Reply]] = {
    "crossref": lambda records, _: data(
        {"message": {"total-results": len(records), "items": records, "next-cursor": "c"}}
    ),
    "openalex": lambda records, _: data({"meta": {"count": len(records), "next_cursor": None}, "results": records}),
    "s2": lambda records, _: data({"data": records}),
    "inspire": lambda records, url: data(
        records["/2?" in url] if "/literature/" in url else {"hits": {"total": len(records), "hits": records}}
    ),
    "orcid": lambda records, _: data({"group": records}),
    "openreview": lambda records, url: data({"notes": records if "api2" in url else []}),
    "datacite": lambda records, url: data({"data": {"attributes": records["00002" in url]}}),
    "hf": lambda records, url: data(records["00002" in url]),
    "europepmc": lambda records, _: data({"hitCount": len(records), "resultList": {"result": records}}),
    "ads": lambda records, _: data({"response": {"numFound": len(records), "docs": records}}),
    "hal": lambda records, _: data({"response": {"numFound": len(records), "docs": records}}),
    "zotero": lambda records, url: data(
        {f"AAAA234{at}": 1 for at in range(2, 2 + len(records))} if "versions" in url else records
    ),
    "arxiv": lambda records, _: document(f"<feed>{''.join(records)}</feed>", "application/atom+xml"),
    "dblp": lambda records, _: document(f'<dblpperson pid="1/2" n="{len(records)}">{"".join(records)}</dblpperson>'),
    "acl": lambda records, _: document(
        "<collection id='2020.eng'><volume id='long'><meta><booktitle>E</booktitle><year>2020</year></meta>"
        f"{''.join(records)}</volume></collection>"
    ),
}


def _good(name: str) -> Any:
    """The same record under another id."""
    record = RECORDS[name]
    if isinstance(record, str):
        return record.replace("2005.00002", "2005.00001").replace("'b'", "'a'").replace("id='2'", "id='1'").replace(
            "long.2", "long.1"
        )  # fmt: skip
    other = copy.deepcopy(record)
    for path, value in list(_paths(other)):
        if path[-1] in {
            "DOI",
            "id",
            "paperId",
            "forum",
            "control_number",
            "put-code",
            "bibcode",
            "halId_s",
            "key",
        } and path[-2:-1] != ("author",):
            new = {"10.5555/b": "10.5555/a", "https://openalex.org/W2": "https://openalex.org/W1", "b": "a",
                   "2005.00002": "2005.00001", "BBBB2345": "AAAA2345", 2: 1}.get(value, value)  # fmt: skip
            _put(other, path, new)
    return other


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in steps:
        yield (*path, step), item
        yield from _paths(item, (*path, step))


def _put(record: Any, path: tuple[Any, ...], value: Any) -> None:
    for step in path[:-1]:
        record = record[step]
    if value is ...:
        del record[path[-1]]
    else:
        record[path[-1]] = value


def _damaged(name: str) -> Iterator[Any]:
    """The record as something else, and each of its values as something else or gone."""
    record = RECORDS[name]
    if isinstance(record, str):
        yield from _damaged_xml(record)
        return
    if name not in WORKS:
        yield from (None, 7, "x", [], {}, [None], True)
    for path, _ in list(_paths(record)):
        for value in (None, 7, -1.5, "", "x", True, [], {}, [None], [7], {"x": 7}, ...):
            if name == "hf" and path == ("id",) and value in (None, "x", ...):  # none, or another: another answer
                continue
            changed = copy.deepcopy(record)
            _put(changed, path, value)
            yield changed


def _damaged_xml(record: str) -> Iterator[str]:
    root = ElementTree.fromstring(record)
    for number in range(len(list(root.iter()))):
        for change in ("empty", "words", "gone", "attributes"):
            changed = copy.deepcopy(root)
            elements = list(changed.iter())
            element = elements[number]
            parent = next((one for one in elements if element in list(one)), None)
            if change == "empty":
                element[:], element.text = [], None
            elif change == "words":
                element.text = "what? 7"
            elif change == "attributes":
                element.attrib = dict.fromkeys(element.attrib, "what? 7")
            elif parent is not None:
                parent.remove(element)
            yield ElementTree.tostring(changed, encoding="unicode")


def _ask(name: str, bad: Any, web: Web, monkeypatch: pytest.MonkeyPatch) -> Gathered:
    records = [_good(name), bad]

    def insist(_web: Web, _service: object, request: HttpRequest, *_: object) -> Received:
        if "oaipmh" in request.url:
            return Received(404, {"Content-Type": "text/plain"}, b"no")
        reply = ANSWERS[name](records, request.url)
        return Received(reply.status, {"Content-Type": reply.kind}, reply.body)

    monkeypatch.setattr(Web, "_insist", insist)
    works = WORKS.get(name, PaperIds())
    return ask(SOURCES[name], AuthorQuery(slug="a", names=("Ada L",), ids=WANTED.get(name, {}), works=works), web)


@pytest.mark.parametrize("table", ["RECORDS", "ANSWERS", "WANTED or WORKS"])
def test_every_source_has_its_records(table: str) -> None:
    """None is left out of what follows."""
    names = set().union(*(globals()[name] for name in table.split(" or ")))
    assert not set(SOURCES) ^ names, f"{table} of {Path(__file__).name} has a line for each source"


@pytest.mark.parametrize("name", RECORDS)
def test_a_bad_record_costs_no_other(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The good record always arrives; the bad one arrives as well, or is named with what is wrong."""
    kinds = taken = 0
    with Web(tmp_path, {"SITEGEN_GATEWAY": "http://127.0.0.1:9"}) as web:
        both = _ask(name, RECORDS[name], web, monkeypatch)
        assert (len(both.records), both.left_out) == (2, ())
        good = next(one for one in both.records if one.source_id in GOOD)
        for bad in _damaged(name):
            web.forget(SOURCES[name].service)
            gathered = _ask(name, bad, web, monkeypatch)
            kinds += 1
            taken += len(gathered.records) == 2
            assert good in gathered.records, bad
            assert len(gathered.records) + len(gathered.left_out) <= 2
            assert all(one.sentence or one.refused for one in gathered.left_out), bad
    print(f"{name}: {kinds} kinds of bad record, {taken} of them taken without what was bad")
    assert kinds >= 30


@pytest.mark.parametrize("name", [name for name in RECORDS if name not in {"hf", "acl", "datacite"}])
def test_an_answer_of_nothing_but_rubbish_is_a_failure(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no record can be read it is the answer that is foreign: the source contributes nothing, and says so."""
    rubbish = {"arxiv": "<entry><id>x</id></entry>", "dblp": "<r><article/></r>"}.get(name, {"hello": "world"})

    def insist(_web: Web, _service: object, request: HttpRequest, *_: object) -> Received:
        reply = ANSWERS[name]([rubbish] * 4, request.url)
        return Received(reply.status, {"Content-Type": reply.kind}, reply.body)

    monkeypatch.setattr(Web, "_insist", insist)
    with (
        Web(tmp_path, {"SITEGEN_GATEWAY": "http://127.0.0.1:9"}) as web,
        pytest.raises(SourceError, match="none of the"),
    ):
        ask(SOURCES[name], AuthorQuery(slug="a", names=("Ada L",), ids=WANTED[name]), web)


@pytest.mark.parametrize("body", [b"7", b'"busy"', b"null", b"[]", b"{}", b'{"metadata": {"control_number": 9}}'])
def test_a_foreign_answer_for_one_record_is_no_bad_record(
    body: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where all authors of a paper are asked for and something else comes, the source is at fault, not the paper."""
    many = copy.deepcopy(RECORDS["inspire"])
    many["metadata"]["author_count"] = 3

    def insist(_web: Web, _service: object, request: HttpRequest, *_: object) -> Received:
        reply = ANSWERS["inspire"]([_good("inspire"), many], request.url)
        return Received(200, {"Content-Type": reply.kind}, body if "/literature/" in request.url else reply.body)

    monkeypatch.setattr(Web, "_insist", insist)
    wanted = AuthorQuery(slug="a", names=("Ada L",), ids=WANTED["inspire"])
    with (
        Web(tmp_path, {"SITEGEN_GATEWAY": "http://127.0.0.1:9"}) as web,
        pytest.raises(SourceError, match=r"form that it has had|asked for 2 and sent another"),
    ):
        ask(SOURCES["inspire"], wanted, web)
