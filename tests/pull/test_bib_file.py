"""BibTeX by URL: a person's .bib file is a source like any other, and what is no such file is a failure."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen.importers.bibtex import read
from sitegen.pull.bib_file import bib_file
from sitegen.pull.query import AuthorQuery
from sitegen.pull.table import Gathered, ask
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from tests.making import write_site
from tests.replay_server import Answer, Replay, Reply, document, replaying

Run = Callable[..., subprocess.CompletedProcess[str]]
ADDRESS = "https://ada.example/papers.bib"
PLACE = "ada.example/papers.bib"
BIB = r"""
@string{je = "Journal of {E}ngines"}
@article{ada43, author = {Lovelace, Ada and Babbage, Charles}, title = {Notes on {\'e}ngines}, journal = je,
  year = 1843, month = sep, volume = 3, pages = {666--731}, doi = {10.5555/notes}, file = {notes.pdf}}
@inproceedings{ada44, author = {Ada Lovelace}, title = {On $n$ tables}, booktitle = {Proceedings of Engines},
  year = {1844}}
"""


@contextmanager
def asked(folder: Path, answer: Answer, address: str = ADDRESS) -> Iterator[tuple[Replay, Callable[[], Gathered]]]:
    """A server with one file, and the question for it."""
    wanted = AuthorQuery(slug="ada", names=("Ada Lovelace",), ids={"bibtex": address})
    with replaying({PLACE: answer}) as server:
        environment = {"SITEGEN_GATEWAY": server.address}
        with Web(folder, environment, sleep=lambda _: None) as web:
            yield server, lambda: ask(bib_file(read), wanted, web)


def test_each_entry_is_a_record(tmp_path: Path) -> None:
    """With its key as id, strings put in, LaTeX as it stands; nothing that only lies beside the file."""
    with asked(tmp_path, document(BIB, "text/plain")) as (_, question):
        records, left_out = question()
    assert not left_out
    assert [(record.source, record.source_id, record.reached) for record in records] == [
        ("bibtex", "ada43", "id"), ("bibtex", "ada44", "id"),
    ]  # fmt: skip
    first, second = (record.fields for record in records)
    assert first["authors"] == ["Ada Lovelace", "Charles Babbage"]
    assert (first["date"], first["doi"], first["type"]) == ("1843-09", "10.5555/notes", "article")
    assert first["venue"] == {"name": "Journal of Engines", "volume": "3", "pages": "666-731"}
    assert "pdf" not in first.get("links", {})
    assert (second["title"], second["type"]) == ("On $n$ tables", "inproceedings")


def test_a_damaged_entry_costs_no_other(tmp_path: Path) -> None:
    """It is named with its line; the entries around it arrive."""
    with asked(tmp_path, document(BIB + "@article{broken, title = {no end\n", "text/plain")) as (_, question):
        records, left_out = question()
    assert {"ada43", "ada44"} <= {record.source_id for record in records}
    assert left_out
    assert all(entry.id.startswith("line ") and entry.sentence for entry in left_out)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (document("<!DOCTYPE html><title>Log in</title>", "text/html"), "html"),
        (document("nothing of the kind", "text/plain"), "schema"),
        (Reply(b""), "empty"),
        (Reply(b"", 404), "missing"),
        (Reply(BIB.encode(), kind="text/plain", cut=40), "cut"),
        (Reply(status=302, headers={"Location": "https://elsewhere.example/x.bib"}), "redirect"),
    ],
)
def test_what_is_no_file_of_theirs_is_a_failure(answer: Reply, kind: str, tmp_path: Path) -> None:
    """A page, an empty or a cut file, and a redirect to another host give no records at all."""
    with asked(tmp_path, answer) as (_, question), pytest.raises(SourceError) as caught:
        question()
    assert caught.value.kind == kind


@pytest.mark.parametrize(
    "address", ["papers.bib", "file:///etc/passwd", "https://[", "https://me:secret@ada.example/x.bib"]
)
def test_what_is_no_address_is_not_asked(address: str, tmp_path: Path) -> None:
    """Nothing but an http(s) address of a host, without a password in it."""
    with asked(tmp_path, document(BIB), address) as (server, question), pytest.raises(SourceError):
        question()
    assert not server.log


def test_pull_takes_it_in(sitegen: Run, tmp_path: Path) -> None:
    """A person's file names the address; a second pull with nothing new writes nothing."""
    root = write_site(tmp_path, {"authors/ada.yaml": f"name: Ada Lovelace\nbibtex: {ADDRESS}\n"})
    with replaying({PLACE: document(BIB, "text/plain")}) as server:
        command = ("pull", "--no-figures", "--source", "bibtex")
        done = sitegen(*command, cwd=root, SITEGEN_GATEWAY=server.address)
        assert done.returncode == 0, done.stdout + done.stderr
        written = {path: path.read_bytes() for path in (root / "content").rglob("*.yaml")}
        again = sitegen(*command, cwd=root, SITEGEN_GATEWAY=server.address)
    assert (root / "content/papers/1843-lovelace-notes-engines.yaml").is_file(), done.stdout
    assert again.returncode == 0
    assert {path: path.read_bytes() for path in (root / "content").rglob("*.yaml")} == written
    assert sitegen("build", "--strict", cwd=root).returncode == 0
