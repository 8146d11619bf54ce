"""Every source against answers that services really gave; they lie beside the checkout and are never copied here."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitegen.merge.record import Record
from sitegen.pull.query import NOTHING, AuthorQuery, PaperIds
from sitegen.pull.table import SOURCES, ask
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.retry import RequestLimits
from tests.pull.sources.test_cases import assert_fits_a_paper, assert_plain
from tests.replay_server import Answer, Asked, Reply, data, document, replaying

Pull = Callable[..., tuple[Record, ...]]
JSON = "application/json"


@pytest.fixture
def recordings(shared: Path) -> Path:
    """The folder of recorded answers."""
    folder = shared / "fixtures"
    if not folder.is_dir():
        pytest.skip("no recordings beside the checkout")
    return folder


@pytest.fixture
def pull(tmp_path: Path) -> Pull:
    """Ask a source twice: both times it says the same, in shapes that a paper's file may have."""

    def run(name: str, answers: dict[str, Answer], *, works: PaperIds = NOTHING, **ids: str) -> tuple[Record, ...]:
        wanted = AuthorQuery(slug="x", names=("Some One",), ids=ids, works=works, counted="2026-01-31")
        with replaying(answers) as server:
            environment = {"SITEGEN_GATEWAY": server.address}
            with Web(tmp_path, environment, limits=RequestLimits(total=20), sleep=lambda _: None) as web:
                records = ask(SOURCES[name], wanted, web).records
                assert ask(SOURCES[name], wanted, web).records == records
        for record in records:
            assert_plain(dict(record.fields))
        for record in records[:40]:
            assert_fits_a_paper(record)
        return records

    return run


def _reply(path: Path, kind: str = JSON, status: int = 200) -> Reply:
    return Reply(path.read_bytes(), status, kind)


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.corpus
def test_arxiv_search_pages(recordings: Path, pull: Pull) -> None:
    """Three recorded pages of ten are thirty candidates; names, comments, journals and DOIs are there."""

    def answer(asked: Asked) -> Reply:
        page = (recordings / "arxiv_api" / f"query_testing_start{asked.query['start']}_max10.atom.xml").read_bytes()
        return document(re.sub(rb"(totalResults)>\d+", rb"\1>30", page), "application/atom+xml")

    records = pull("arxiv", {"export.arxiv.org/api/query": answer})
    assert len({record.source_id for record in records}) == 30
    assert {record.reached for record in records} == {"name"}
    assert sum("doi" in record.fields for record in records) > 5
    assert all(record.fields["authors"] and record.fields["abstract"] for record in records)


@pytest.mark.corpus
def test_arxiv_old_and_new_layout(recordings: Path, pull: Pull) -> None:
    """An author feed in the layout of 2025, with a large page of the layout of 2026, old ids and affiliations."""
    folder = recordings / "arxiv_api"
    old = pull("arxiv", {"arxiv.org/a/x_y_1.atom2": _reply(folder / "query_csRO_neural_2025.atom.xml", "text/xml")},
               arxiv="x_y_1")  # fmt: skip
    assert [record.source_id for record in old] == ["2510.14968", "2510.14827"]
    large = _reply(folder / "query_testing_start0_max100.atom.xml", "text/xml")
    new = pull("arxiv", {"arxiv.org/a/x_y_2.atom2": large}, arxiv="x_y_2")
    assert len(new) == 100
    one = pull("arxiv", {"export.arxiv.org/api/query": _reply(folder / "id_astro-ph_0601001.atom.xml", "text/xml")},
               works=PaperIds(arxiv=("astro-ph/0601001",)))  # fmt: skip
    assert one[0].fields["authors"][0] == {"name": "Andrew Gould", "affiliations": ["Ohio State"]}


@pytest.mark.corpus
def test_arxiv_errors_and_unknown_ids(recordings: Path, pull: Pull) -> None:
    """An error that poses as an entry is one, at HTTP 200 and 400; an unknown id is no paper."""
    folder = recordings / "arxiv_api"
    empty = {"export.arxiv.org/api/query": _reply(folder / "id_0000.0000_empty.atom.xml", "application/atom+xml")}
    assert pull("arxiv", dict(empty), works=PaperIds(arxiv=("2301.00001",))) == ()
    for status in (200, 400):
        error = _reply(folder / "id_abc_error.atom.xml", "application/atom+xml", status)
        with pytest.raises(SourceError, match="incorrect id format for abc"):
            pull("arxiv", {"export.arxiv.org/api/query": error}, works=PaperIds(arxiv=("2301.00001",)))


@pytest.mark.corpus
def test_arxiv_licence(recordings: Path, pull: Pull) -> None:
    """The licence comes by OAI-PMH; an error there, in HTTP 200, is an unknown paper."""
    feed = re.sub(rb"2202\.12139", b"1607.06746", (recordings / "arxiv_api" / "id_1605.08386.atom.xml").read_bytes())
    feed = feed.replace(b"1605.08386", b"1607.06746")
    answers: dict[str, Answer] = {
        "export.arxiv.org/api/query": document(feed, "application/atom+xml"),
        "oaipmh.arxiv.org/oai": _reply(recordings / "arxiv_oai" / "getrecord_1607.06746.xml", "text/xml"),
    }
    (paper,) = pull("arxiv", answers, works=PaperIds(arxiv=("1607.06746",)))
    assert paper.fields["license"] == "https://arxiv.org/licenses/nonexclusive-distrib/1.0/"
    answers["oaipmh.arxiv.org/oai"] = _reply(recordings / "arxiv_oai" / "getrecord_0000.0000_error.xml", "text/xml")
    (paper,) = pull("arxiv", answers, works=PaperIds(arxiv=("1607.06746",)))
    assert "license" not in paper.fields


@pytest.mark.corpus
def test_openalex_works(recordings: Path, pull: Pull) -> None:
    """Twelve recorded works as one list; those with a hundred authors are fetched by themselves."""
    folder = recordings / "openalex"
    many = _read(folder / "works_list_2026.json")["results"]
    works = [_read(path) for path in sorted(folder.glob("work_1*.json"))] + many
    answers: dict[str, Answer] = {f"api.openalex.org/works/{one['id'].rpartition('/')[2]}": data(one) for one in many}
    answers["api.openalex.org/works"] = data({"meta": {"count": len(works), "next_cursor": None}, "results": works})
    records = pull("openalex", answers, openalex="A5023888391")
    assert len(records) == len(works)
    assert all(record.fields["title"] and record.fields["date"] for record in records)
    assert any(len(record.fields["abstract"]) > 500 for record in records if "abstract" in record.fields)
    answers["api.openalex.org/works"] = _reply(folder / "work_404.html", "text/html", 404)
    with pytest.raises(SourceError):
        pull("openalex", answers, openalex="A5023888391")


@pytest.mark.corpus
def test_semantic_scholar_pages_and_batch(recordings: Path, pull: Pull) -> None:
    """Nine pages of an author with 875 papers; full papers; a batch with unknown ids; a refused key."""
    folder = recordings / "semanticscholar"
    graph = "api.semanticscholar.org/graph/v1"
    answers: dict[str, Answer] = {
        f"{graph}/author/1723755/papers": lambda asked: _reply(
            folder / f"author_1723755_papers_offset{asked.query['offset']}.json"
        ),
        f"{graph}/author/2262347/papers": data({"data": _read(folder / "author_2262347_full.json")["papers"]}),
        f"{graph}/paper/batch": _reply(folder / "paper_batch_with_nulls.json"),
    }
    assert len(pull("s2", answers, s2="1723755")) == 875
    turing = pull("s2", answers, s2="2262347")
    assert len(turing) == 60
    assert all(record.person is not None for record in turing)
    assert len(pull("s2", answers, works=PaperIds(doi=("10.1/a", "10.1/b", "10.1/c", "10.1/d")))) == 3
    answers[f"{graph}/paper/batch"] = _reply(folder / "paper_batch_403.json", status=403)
    with pytest.raises(SourceError, match="403"):
        pull("s2", answers, works=PaperIds(doi=("10.1/a",)))


@pytest.mark.corpus
def test_crossref_pages_and_works(recordings: Path, pull: Pull) -> None:
    """Two recorded pages with a cursor, single works by DOI, and a DOI that is not Crossref's."""
    folder = recordings / "crossref"

    def page(asked: Asked) -> Reply:
        said = _read(folder / f"works_cursor_{'first' if asked.query['cursor'] == '*' else 'next'}.json")
        said["message"]["total-results"] = 40
        return data(said)

    answers: dict[str, Answer] = {"api.crossref.org/works": page}
    assert len(pull("crossref", answers, orcid="0000-0003-1444-9135")) == 40
    works = {said["message"]["DOI"].lower(): said for path in folder.glob("work_10*.json")
             if "message" in (said := _read(path))}  # fmt: skip
    answers |= {f"api.crossref.org/works/{doi}": data(said) for doi, said in works.items()}
    records = pull("crossref", answers, works=PaperIds(doi=(*works, "10.48550/arxiv.2301.00001")))
    assert {record.source_id for record in records} == set(works)
    elife = next(record for record in records if record.source_id == "10.7554/elife.01567")
    assert (elife.fields["date"], elife.fields["license"]) == ("2014-02-11", "CC-BY-3.0")
    preprint = next(record for record in records if record.source_id.startswith("10.1101/"))
    assert preprint.fields["type"] == "preprint"
    bad = {"api.crossref.org/works": _reply(folder / "works_500.txt", "text/plain", 500)}
    with pytest.raises(SourceError, match="500"):
        pull("crossref", bad, orcid="0000-0003-1444-9135")


@pytest.mark.corpus
def test_dblp_person_and_search(recordings: Path, pull: Pull) -> None:
    """A person with homonyms has eight publications without the number in the name; a search finds one."""
    folder = recordings / "dblp"
    answers: dict[str, Answer] = {
        "dblp.org/pid/95/7448-1.xml": _reply(folder / "pid_95_7448-1.xml", "application/xml"),
        "dblp.org/search/publ/api": _reply(folder / "search_publ_jsai.json"),
    }
    records = pull("dblp", answers, dblp="95/7448-1")
    assert len(records) == 8
    assert {record.fields["authors"][record.person or 0] for record in records} == {"Di Xu"}
    (found,) = pull("dblp", answers)
    assert found.reached == "name"


@pytest.mark.corpus
def test_orcid_records(recordings: Path, pull: Pull) -> None:
    """A long record, an empty one and an iD that does not exist."""
    folder, host = recordings / "orcid", "pub.orcid.org/v3.0"
    answers: dict[str, Answer] = {
        f"{host}/0000-0003-1444-9135/works": _reply(folder / "0000-0003-1444-9135_works.json"),
        f"{host}/0000-0003-1620-1408/works": _reply(folder / "0000-0003-1620-1408_works_empty.json"),
        f"{host}/0000-0002-1825-0097/works": _reply(folder / "bad_orcid_404.json", status=404),
    }
    records = pull("orcid", answers, orcid="0000-0003-1444-9135")
    assert len(records) == 111
    assert sum("doi" in record.fields for record in records) > 60
    assert pull("orcid", answers, orcid="0000-0003-1620-1408") == ()
    with pytest.raises(SourceError, match="knows nothing"):
        pull("orcid", answers, orcid="0000-0002-1825-0097")


@pytest.mark.corpus
def test_inspire_literature(recordings: Path, pull: Pull) -> None:
    """Recorded papers, wrapped as a list of results; and one by its arXiv id."""
    papers = [_read(path) for path in sorted((recordings / "inspire").glob("literature_*.json"))]
    hits = [{"id": str(paper["control_number"]), "metadata": paper} for paper in papers]
    answers: dict[str, Answer] = {
        "inspirehep.net/api/literature": data({"hits": {"total": len(hits), "hits": hits}}),
        "inspirehep.net/api/arxiv/1901.03061": data(next(hit for hit in hits if hit["id"] == "1713040")),
    }
    records = pull("inspire", answers, inspire="J.Ebadi.1")
    assert len(records) == len(papers)
    (alp,) = pull("inspire", answers, works=PaperIds(arxiv=("1901.03061", "1901.00001")))
    assert alp.fields["title"] == "New Probes for Axion-like Particles at Hadron Colliders"
    assert (alp.fields["license"], alp.fields["doi"]) == ("CC-BY-4.0", "10.1103/physrevd.100.015016")


@pytest.mark.corpus
def test_openreview_first_version(recordings: Path, pull: Pull) -> None:
    """Two submissions of 2018 from version 1; their reviews, comments and revisions are no papers."""
    (venue,) = _read(recordings / "openreview" / "api1_notes_nips2018_workshop.json")
    replies = [note for paper in venue["submissions"] for note in paper.get("notes", [])]
    answers: dict[str, Answer] = {
        "api.openreview.net/notes": data({"notes": venue["submissions"] + replies}),
        "api2.openreview.net/notes": data({"notes": []}),
    }
    records = pull("openreview", answers, openreview="~Aidan_N._Gomez1")
    titles = [record.fields["title"] for record in records]
    assert titles == ["Targeted Dropout", "Rethinking the Value of Network Pruning"]


@pytest.mark.corpus
def test_acl_volumes(recordings: Path, pull: Pull) -> None:
    """Every paper of two recorded collections, by its id; one has awards, attachments and formulas."""
    folder = recordings / "acl_anthology"
    place = "raw.githubusercontent.com/acl-org/acl-anthology/master/data/xml"
    answers: dict[str, Answer] = {
        f"{place}/{name}.xml": _reply(folder / f"{name}.xml", "text/plain") for name in ("2022.acl", "J89")
    }
    ids = re.findall(r">(2022\.acl-[a-z]+\.[1-9]\d*|J89-\d{4})<", "".join(
        (folder / f"{name}.xml").read_text(encoding="utf-8") for name in ("2022.acl", "J89")))  # fmt: skip
    records = pull("acl", answers, works=PaperIds(acl=tuple(ids)))
    assert len(records) == 774 + 58
    assert sum("awards" in record.fields for record in records) > 5
    assert any("$" in record.fields["abstract"] for record in records if "abstract" in record.fields)


@pytest.mark.corpus
def test_hugging_face_links(recordings: Path, pull: Pull) -> None:
    """Of thirty recorded papers sixteen name a repository; nothing of it is more than a suggestion."""
    papers = [said["paper"] for said in _read(recordings / "huggingface" / "daily_papers_2026-06.json")]
    answers: dict[str, Answer] = {f"huggingface.co/api/papers/{paper['id']}": data(paper) for paper in papers}
    records = pull("hf", answers, works=PaperIds(arxiv=tuple(paper["id"] for paper in papers)))
    assert sum("code" in record.suggested["links"] for record in records) == 16
    assert {key for record in records for key in record.fields} == {"arxiv"}


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.nightly
def test_two_thousand_papers_are_quick(recordings: Path, pull: Pull) -> None:
    """A person with two thousand papers costs seconds of our own time, and nobody is left out of three thousand."""
    work = _read(recordings / "openalex" / "work_2026.json")
    crowd = {**work, "id": "https://openalex.org/W0", "authorships": work["authorships"][:1] * 3000}
    works = [{**work, "id": f"https://openalex.org/W{n}"} for n in range(1, 2000)] + [crowd]

    def page(asked: Asked) -> Reply:
        start = 0 if asked.query["cursor"] == "*" else int(asked.query["cursor"])
        following = str(start + 100) if start + 100 < len(works) else None
        return data({"meta": {"count": len(works), "next_cursor": following}, "results": works[start : start + 100]})

    start = time.process_time()
    records = pull("openalex", {"api.openalex.org/works": page}, openalex="A5023888391")
    print(f"2,000 papers twice, the server's time included: {time.process_time() - start:.1f} s")
    assert len(records) == 2000
    assert len(records[-1].fields["authors"]) == 3000
    assert time.process_time() - start < 20
