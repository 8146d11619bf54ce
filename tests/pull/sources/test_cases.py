"""Every source against answers made by hand: what it says, and that it says nothing when an answer is not whole."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import pytest
import yaml

from sitegen.content import schema, yamlfile
from sitegen.merge.record import Record
from sitegen.pull.query import NOTHING, AuthorQuery, PaperIds
from sitegen.pull.table import SOURCES, ask
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.messages import HttpRequest
from sitegen.web.messages import HttpResponse as Received
from sitegen.web.retry import RequestLimits
from tests.replay_server import Answer, Replay, Reply, data, document, find, replaying

FOLDER = Path(__file__).parents[2] / "sources"
FAST = RequestLimits(connect=1, read=1, total=5, body=1 << 20)
KINDS = {".json": "application/json", ".xml": "application/xml", ".txt": "text/plain"}


class Case(NamedTuple):
    """One question to one source: who is wanted, and what the services answer."""

    source: str
    wanted: AuthorQuery
    answers: dict[str, Answer]

    def pull(self, web: Web) -> tuple[Record, ...]:
        """Ask the source."""
        return ask(SOURCES[self.source], self.wanted, web).records


def wanted(said: Mapping[str, Any]) -> AuthorQuery:
    """Return who is wanted, as a case file says it."""
    works = (
        PaperIds(**{kind: tuple(map(str, ids)) for kind, ids in said["works"].items()}) if "works" in said else NOTHING
    )
    return AuthorQuery(
        slug="ada", names=("Ada Lovelace",), ids=said.get("ids", {}), works=works, counted=said.get("counted", "")
    )


def cases() -> Iterator[tuple[str, int, Case]]:
    """Every case of every folder, with its number there."""
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        for number, said in enumerate(yaml.safe_load((folder / "asked.yaml").read_text(encoding="utf-8"))):
            answers: dict[str, Answer] = {
                place: Reply((folder / name).read_bytes(), kind=KINDS[Path(name).suffix])
                for place, name in said["answers"].items()
            }
            yield folder.name, number, Case(folder.name, wanted(said["wanted"]), answers)


CASES = [pytest.param(case, number, id=f"{name}-{number}") for name, number, case in cases()]
FULL = {name: case for name, number, case in cases() if number == 0}
"""The first case of each source: one in which every request is answered."""


def client(server: Replay, folder: Path, limits: RequestLimits = FAST) -> Web:
    """Return a client of this server that never waits."""
    return Web(folder, {"SITEGEN_GATEWAY": server.address}, limits=limits, sleep=lambda _: None)


def plain(record: Record) -> dict[str, Any]:
    """Return a record as it stands in `expected.yaml`."""
    more = {"person": record.person, "suggested": dict(record.suggested)}
    said = {"id": record.source_id, "reached": record.reached, "fields": dict(record.fields)}
    return said | {key: value for key, value in more.items() if value not in (None, {})}


def assert_fits_a_paper(record: Record) -> None:
    """Make sure that a paper's file may hold what the record says."""
    stand_in = {"title": "T", "authors": ["A B"], "date": "2000"}
    for fields in (record.fields, record.suggested):
        said = yaml.safe_dump({**stand_in, **fields}, allow_unicode=True, sort_keys=False)
        _, problems = schema.check("paper", yamlfile.parse(said, "content/papers/x.yaml"))
        assert not problems, (record.source, record.source_id, [str(problem) for problem in problems])


def test_every_source_has_its_folder() -> None:
    """Each source of the table has answers and what is expected of them, and nothing else does."""
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(SOURCES)
    missing = [name for name in SOURCES if not (FOLDER / name / "expected.yaml").is_file()]
    assert not missing, f"tests/pull/sources/test_cases.py, run with --update-golden, writes expected.yaml of {missing}"


def test_the_table_is_that_of_the_contract() -> None:
    """The names and their order are those that `pull.sources` may list; every host is one service's alone."""
    first, more = "arxiv openalex s2 crossref dblp orcid inspire openreview acl hf datacite", "europepmc ads hal zotero"
    assert " ".join(SOURCES) == f"{first} {more}"
    hosts = [host for source in SOURCES.values() for host in source.service.hosts]
    assert len(hosts) == len(set(hosts))
    assert [name for name, source in SOURCES.items() if source.only_describes] == ["acl", "hf", "datacite"]


@pytest.mark.parametrize(("case", "number"), CASES)
def test_a_source_says_what_it_should(case: Case, number: int, tmp_path: Path, update_golden: bool) -> None:
    """Its records are those expected, a paper's file may hold them, and asking again gives the same."""
    with replaying(case.answers) as server, client(server, tmp_path) as web:
        records = case.pull(web)
        assert case.pull(web) == records
    for record in records:
        assert_fits_a_paper(record)
    found = [plain(record) for record in records]
    path = FOLDER / case.source / "expected.yaml"
    expected = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if update_golden:
        expected[number] = found
        path.write_text(yaml.safe_dump(expected, allow_unicode=True, sort_keys=False, width=118), encoding="utf-8")
    assert found == expected.get(number), f"run with --update-golden, and read what it writes into {path}"


FAILURES: dict[str, Answer] = {
    "429": Reply(b"", 429),
    "429 with Retry-After": Reply(b"", 429, headers={"Retry-After": "1"}),
    "429 for a day": Reply(b"", 429, headers={"Retry-After": "86400"}),
    "500": Reply(b"oops", 500),
    "503": Reply(b"", 503),
    "403": Reply(b"no", 403),
    "empty body": Reply(b""),
    "cut body": Reply(b'{"hits": {"total": 1}, "results": [', cut=20),
    "half of JSON": Reply(b'{"hits": {"total": 1}, "results": ['),
    "half of XML": document('<?xml version="1.0"?><feed><entry><id>'),
    "slow body": Reply(b"x" * 100, drip=0.1),
    "wrong content type": Reply(b"GIF89a", kind="image/gif"),
    "web page with 200": Reply(b"<html><body>Too many requests", kind="text/html"),
    "web page as data": Reply(b"<!DOCTYPE html><title>x</title>"),
    "redirect loop": lambda asked: Reply(status=302, headers={"Location": f"https://{asked.host}{asked.path}?again"}),
    "redirect elsewhere": Reply(status=302, headers={"Location": "https://evil.example/"}),
    "another document": data({"hello": "world"}),
    "another XML document": document("<hello/>"),
    "XML with a document type": document('<!DOCTYPE feed [<!ENTITY a "b">]><feed>&a;</feed>'),
}


@pytest.mark.sampled(150)
@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("name", SOURCES)
def test_no_failure_of_a_service_becomes_an_answer(name: str, failure: str, tmp_path: Path) -> None:
    """Whatever a service does wrong is said, names the source, and leaves nothing that the next run would use."""
    case = FULL[name]
    limits = RequestLimits(connect=1, read=1, total=0.4, body=1 << 20) if failure == "slow body" else FAST
    with replaying(dict.fromkeys(_places(case), FAILURES[failure])) as server, client(server, tmp_path, limits) as web:
        with pytest.raises(SourceError) as caught:
            case.pull(web)
        assert caught.value.source == SOURCES[name].service.title
        assert str(caught.value).isprintable()
        assert not list((tmp_path / "web").iterdir())
        server.answers = case.answers
        assert case.pull(web)


def _places(case: Case) -> list[str]:
    return [place.partition("?")[0] for place in case.answers]


@pytest.mark.parametrize("name", SOURCES)
def test_one_request_of_many_that_fails_is_a_failure(name: str, tmp_path: Path) -> None:
    """Each request in turn is the one that fails: then there are no records at all."""
    case = FULL[name]
    with replaying(case.answers) as server, client(server, tmp_path) as web:
        case.pull(web)
        asked = len(server.log)
    for position in range(asked):
        folder = tmp_path / str(position)
        folder.mkdir()
        with replaying(case.answers) as server, client(server, folder) as web:
            server.failing_at = position
            with pytest.raises(SourceError):
                case.pull(web)


@pytest.mark.slow
@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.sampled(2)
def test_a_value_of_another_kind_never_surprises(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every value of every answer, dropped or replaced by one of another type, is taken as absent or is a failure."""
    case = FULL[name]
    taken = 0
    refused: list[str] = []
    with Web(tmp_path, {"SITEGEN_GATEWAY": "http://127.0.0.1:9"}) as web:
        for answers in _damaged(case):
            monkeypatch.setattr(Web, "_insist", _answering(answers))
            try:
                for record in case.pull(web):
                    assert_plain(record.fields)
                taken += 1
            except SourceError as error:
                refused.append(error.kind)
    print(f"{name}: {taken + len(refused)} damaged answers, {len(refused)} of them refused")
    assert set(refused) <= {"schema", "incomplete", "paging", "denied", "missing", "limit"}
    assert taken
    assert refused


def assert_plain(value: Any) -> None:
    """Make sure that there is nothing but text, and nothing empty, in lists and mappings."""
    if isinstance(value, dict):
        assert value
        for item in value.values():
            assert_plain(item)
    elif isinstance(value, list):
        assert value
        for item in value:
            assert_plain(item)
    else:
        assert isinstance(value, str)
        assert value.strip()


def _answering(answers: Mapping[str, Reply]) -> Callable[..., Received]:
    def insist(_web: Web, _service: object, request: HttpRequest, *_: object) -> Received:
        place, _mark, query = request.url.removeprefix("https://").partition("?")
        reply = find(answers, place, dict(parse_qsl(query)))
        if reply is None:
            return Received(404, {"Content-Type": "text/plain"}, b"no")
        return Received(reply.status, {"Content-Type": reply.kind}, reply.body)

    return insist


def _damaged(case: Case) -> Iterator[dict[str, Reply]]:
    whole: dict[str, Reply] = {place: reply for place, reply in case.answers.items() if isinstance(reply, Reply)}
    for place, reply in whole.items():
        bodies = _damaged_json(reply.body) if reply.kind == KINDS[".json"] else _damaged_xml(reply.body)
        for body in bodies:
            yield {**whole, place: Reply(body, kind=reply.kind)}


def _damaged_json(body: bytes) -> Iterator[bytes]:
    document = json.loads(body)
    for path in list(_paths(document)):
        for value in (None, 7, -1.5, "x\x00\ud800", True, [], {}, [None], [7], {"x": 7}, ...):
            changed = copy.deepcopy(document)
            holder = changed
            for step in path[:-1]:
                holder = holder[step]
            if value is ...:
                del holder[path[-1]]
            else:
                holder[path[-1]] = value
            yield json.dumps(changed).encode("utf-8")


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in steps:
        yield (*path, step)
        yield from _paths(item, (*path, step))


def _damaged_xml(body: bytes) -> Iterator[bytes]:
    root = ElementTree.fromstring(re.sub(rb"&Uuml;", b"U", body))
    count = len(list(root.iter()))
    for number in range(count):
        for change in ("empty", "words", "rename", "twice", "attributes"):
            changed = copy.deepcopy(root)
            element = list(changed.iter())[number]
            if change == "empty":
                element[:] = []
                element.text = None
            elif change == "words":
                element.text = "what? 7"
            elif change == "rename" and element is not changed:
                element.tag = "else"
            elif change == "attributes":
                element.attrib = dict.fromkeys(element.attrib, "what? 7")
            elif len(element):
                element.append(copy.deepcopy(element[0]))
            yield ElementTree.tostring(changed)


def test_a_page_of_several_people_is_refused(tmp_path: Path) -> None:
    """DBLP's page of a name that people share is nobody's list."""
    page = '<dblpperson name="X" pid="1/2" n="0"><person publtype="disambiguation"/></dblpperson>'
    case = Case("dblp", wanted({"ids": {"dblp": "1/2"}}), {"dblp.org/pid/1/2.xml": document(page)})
    with (
        replaying(case.answers) as server,
        client(server, tmp_path) as web,
        pytest.raises(SourceError, match="several"),
    ):
        case.pull(web)


def test_papers_that_nobody_knows_are_no_failure(tmp_path: Path) -> None:
    """Semantic Scholar answers a batch of which it knows nothing with HTTP 400; any other 400 is a failure."""
    place = "api.semanticscholar.org/graph/v1/paper/batch"
    case = Case(
        "s2",
        wanted({"works": {"doi": ["10.5555/x"]}}),
        {place: data({"error": "No valid paper ids given"}, status=400)},
    )
    with replaying(case.answers) as server, client(server, tmp_path) as web:
        assert case.pull(web) == ()
        server.answers[place] = data({"error": "Unrecognized or unsupported fields: [x]"}, status=400)
        with pytest.raises(SourceError, match="unsupported fields"):
            case.pull(web)


def test_older_papers_are_left_out(tmp_path: Path) -> None:
    """What is older than wanted goes, as far as its date tells; what has no date stays."""
    case = FULL["crossref"]
    late = case._replace(wanted=replace(case.wanted, since="2024-06-01"))
    with replaying(case.answers) as server, client(server, tmp_path) as web:
        assert [record.source_id for record in late.pull(web)] == ["10.5555/thesis", "10.5555/post"]
