"""A source: the papers of a library, by the number that a person has there.

A person's file names the number as `extra: {library: "7"}`. What gives no complete answer raises `SourceError`.
"""

from __future__ import annotations

from sitegen.merge.record import Record
from sitegen.pull.left_out import Outcome
from sitegen.pull.query import AuthorQuery
from sitegen.pull.table import Source
from sitegen.web.client import Web
from sitegen.web.service import Service

_SERVICE = Service(name="example.library", title="Example library", hosts=("library.example",), pace=1.0)


def _papers(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return the papers behind the person's numbers."""
    records: list[Outcome] = []
    for number in wanted.own("extra.library"):
        answer = web.json(_SERVICE, f"https://library.example/people/{number}")
        for paper in answer.need("papers").parts("papers"):
            paper.need("id", "title", "year")
            fields = {"title": paper.text("title"), "authors": list(paper.texts("authors")), "date": paper.text("year")}
            records.append(Record(source=_SERVICE.name, source_id=paper.text("id"), reached="id", fields=fields))
    return tuple(records)


LIBRARY = Source(_SERVICE, _papers, ("extra.library",))
