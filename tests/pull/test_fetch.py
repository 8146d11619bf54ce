"""Which sources are asked: all that a person's ids fit, some of them only where somebody wants them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from sitegen.errors import SitegenError
from sitegen.merge.record import Record
from sitegen.plugins import Offered, Plugin
from sitegen.pull import table
from sitegen.pull.decisions import Decisions
from sitegen.pull.fetch import Asking, Harvest, chosen
from sitegen.pull.query import AuthorQuery
from sitegen.pull.table import SOURCES, Source, ask
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.service import Service
from tests.replay_server import Answer, Reply, data, replaying

ORCID = {"orcid": "0000-0002-1825-0097"}
PAPER = {"title": "On engines", "doi": "10.5555/gears.1"}


def asked(
    folder: Path, ids: Mapping[str, str], *named: str, sources: tuple[str, ...] = (), **environment: str
) -> tuple[list[str], list[str]]:
    """The hosts that are asked for a person's papers, and for more on a known one, where nothing is there."""
    with (
        replaying({}) as server,
        Web(folder, {"SITEGEN_GATEWAY": server.address, **environment}, sleep=lambda _: None) as web,
    ):
        asking = Asking(chosen(named, sources, "").sources, web, None, bool(named or sources), lambda _: None)
        asking.people([AuthorQuery(slug="ada", names=("Ada Lovelace",), ids=ids)], Harvest())
        listing = [request.host for request in server.log]
        asking.papers([PAPER], Decisions(), Harvest())
        describing = [request.host for request in server.log[len(listing) :]]
    return sorted(set(listing)), sorted(set(describing))


def test_an_orcid_alone_asks_no_special_library(tmp_path: Path) -> None:
    """By default neither Europe PMC nor NASA ADS is asked, and DataCite and HAL list nobody's works by ORCID iD."""
    listing, describing = asked(tmp_path, ORCID)
    assert listing == ["api.crossref.org", "api.openalex.org", "arxiv.org", "inspirehep.net", "pub.orcid.org"]
    assert describing == ["api.crossref.org"]


def test_what_is_chosen_is_asked(tmp_path: Path) -> None:
    """Named on the command line or in the site's file, each source lists by every key that it knows."""
    special = ("europepmc", "ads", "hal", "datacite")
    hosts = ["api.adsabs.harvard.edu", "api.archives-ouvertes.fr", "api.datacite.org", "www.ebi.ac.uk"]
    by_name = tmp_path / "named"
    by_name.mkdir()
    assert asked(by_name, ORCID, *special)[0] == hosts
    assert asked(tmp_path, ORCID, sources=special) == (hosts, ["api.adsabs.harvard.edu", "www.ebi.ac.uk"])


def test_a_token_is_a_choice(tmp_path: Path) -> None:
    """Whoever has a token for NASA ADS in the environment means it to be used; elsewhere nothing changes."""
    listing, describing = asked(tmp_path, ORCID, ADS_API_TOKEN="abc")  # noqa: S106 - a stand-in
    assert "api.adsabs.harvard.edu" in listing
    assert "api.adsabs.harvard.edu" in describing
    assert "www.ebi.ac.uk" not in listing


def test_an_id_of_their_own_asks_a_library(tmp_path: Path) -> None:
    """An idHAL and a Zotero library are asked without being chosen, for they lead nowhere else."""
    assert asked(tmp_path, {"hal": "ada-lovelace"})[0] == ["api.archives-ouvertes.fr"]
    folder = tmp_path / "zotero"
    folder.mkdir()
    assert asked(folder, {"zotero": "groups/12345"})[0] == ["api.zotero.org"]


def test_ads_without_a_token_says_what_it_needs(tmp_path: Path) -> None:
    """It answers nobody without one: the failure names the variable, and a wrong token is called so."""
    answers: dict[str, Answer] = {"api.adsabs.harvard.edu/v1/search/query": Reply(b"{}", 401)}
    wanted = AuthorQuery(slug="ada", names=("Ada Lovelace",), ids=ORCID)
    for token, sentence in (("", "ADS_API_TOKEN"), ("wrong", "does not accept the key in ADS_API_TOKEN")):
        folder = tmp_path / f"state{token}"
        folder.mkdir()
        with replaying(answers) as server:
            environment = {"SITEGEN_GATEWAY": server.address, "ADS_API_TOKEN": token}
            with (
                Web(folder, environment, sleep=lambda _: None) as web,
                pytest.raises(SourceError, match=sentence) as caught,
            ):
                ask(SOURCES["ads"], wanted, web)
        assert caught.value.kind == "key"
        assert "wrong" not in str(caught.value)


@pytest.mark.parametrize(
    "library", ["475425", "users/me", "groups/1/collections/short", "https://other.example/groups/1"]
)
def test_a_library_that_is_none_is_named(library: str, tmp_path: Path) -> None:
    """What is no Zotero library is said, with how one is written; nothing is asked."""
    with replaying({}) as server, Web(tmp_path, {"SITEGEN_GATEWAY": server.address}, sleep=lambda _: None) as web:
        with pytest.raises(SourceError, match="users/475425"):
            ask(SOURCES["zotero"], AuthorQuery(slug="ada", names=("Ada",), ids={"zotero": library}), web)
        assert not server.log


def test_a_library_shorter_than_its_keys_is_no_answer(tmp_path: Path) -> None:
    """Zotero's pages do not say how many items there are; its list of keys does."""
    items = "api.zotero.org/groups/1/items/top"
    answers: dict[str, Answer] = {f"{items}?format=versions": data({"AAAA2345": 1, "BBBB2345": 1}), items: data([])}
    with (
        replaying(answers) as server,
        Web(tmp_path, {"SITEGEN_GATEWAY": server.address}, sleep=lambda _: None) as web,
        pytest.raises(SourceError, match="announced 2") as caught,
    ):
        ask(SOURCES["zotero"], AuthorQuery(slug="ada", names=("Ada",), ids={"zotero": "groups/1"}), web)
    assert caught.value.kind == "incomplete"


@pytest.mark.parametrize(
    ("typed", "meant"), [("pubmed", "europepmc"), ("Zenodo", "datacite"), ("Semantic Scholar", "s2")]
)
def test_a_source_by_another_name_is_answered(typed: str, meant: str) -> None:
    """What a service is called elsewhere is answered by the name that it has here."""
    with pytest.raises(SitegenError) as caught:
        chosen((typed,), (), "")
    assert caught.value.problems[0].hint == f"write {meant}"


@pytest.mark.parametrize(
    ("harvest", "is_offline"),
    [
        (Harvest(asked={"arxiv", "dblp"}, lost={"arxiv", "dblp"}), True),
        (Harvest(asked={"arxiv", "dblp", "acl"}, lost={"arxiv", "dblp"}), True),  # `acl` had nothing to ask for
        (Harvest(asked={"arxiv", "dblp", "orcid"}, lost={"arxiv", "dblp"}, is_heard=True), False),
        (Harvest(asked={"arxiv"}, lost={"arxiv"}), False),
        (Harvest(asked={"arxiv", "acl"}, lost={"arxiv"}), False),
    ],
)
def test_a_machine_is_offline_when_nobody_answers_over_the_network(harvest: Harvest, is_offline: bool) -> None:
    """Whoever was asked and needed no network says nothing about it; one source alone may have moved."""
    assert harvest.is_offline is is_offline


def _raise(*_: object) -> tuple[Record, ...]:
    raise ValueError("no number")


RECORD = Record(source="institute.library", source_id="1", reached="id", fields={"title": "T", "colour": "red"})


@pytest.mark.parametrize(
    ("pull", "fault"),
    [
        (_raise, "ValueError: no number"),
        (lambda *_: None, "TypeError: "),
        (lambda *_: ("x",), "it gives something else than records"),
        (lambda *_: (RECORD,), "its records have colour, which no paper has"),
    ],
)
def test_a_source_of_a_package_that_breaks_is_a_failure_of_it(
    pull: Callable[..., Any], fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it does instead of giving records, its package is named, and the others are asked."""
    service = Service(name="institute.library", title="Library", hosts=("library.example",), pace=0)
    plugin = Plugin("institute.library", "institute 1", Source(service, pull, ("extra.library",)))
    monkeypatch.setattr(table, "offered", lambda *_, **__: Offered((plugin,)))
    harvest = Harvest()
    with replaying({}) as server, Web(tmp_path, {"SITEGEN_GATEWAY": server.address}, sleep=lambda _: None) as web:
        asking = Asking(chosen(("institute.library", "dblp"), (), "").sources, web, None, True, lambda _: None)
        ids = {"extra.library": "7", "dblp": "1/2"}
        asking.people([AuthorQuery(slug="ada", names=("Ada Lovelace",), ids=ids)], harvest)
    failures = {failure.source: failure.sentence for failure in harvest.failures}
    assert failures.keys() == {"institute.library", "dblp"}
    assert f'the plug-in "institute.library" of institute 1 does not work: {fault}' in failures["institute.library"]
