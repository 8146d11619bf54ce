"""Hugging Face papers: where the code of an arXiv paper may be, and its project's page.

In: ids of papers. Out: Records that hold nothing but suggestions, for the links there are found by machines or added by
readers. Its own summaries are never taken for abstracts.

Source: https://huggingface.co/docs/hub/api.
"""

from __future__ import annotations

from sitegen.merge.record import Record
from sitegen.pull.fields import arxiv_id, kept, newest, web_address
from sitegen.pull.left_out import Outcome, unreadable
from sitegen.pull.query import AuthorQuery
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.json_values import Data
from sitegen.web.service import ApiKey, Service

HF = Service(
    name="hf",
    title="Hugging Face",
    hosts=("huggingface.co",),
    pace=0.5,
    key=ApiKey("HF_TOKEN", "Authorization", "Bearer {}"),
)
_MOST = 200
"""Papers asked for in one run, the newest: one request each."""


def hf(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return what is suggested for the papers wanted; those of which it knows no link are left out."""
    return tuple(
        record for paper_id in newest(wanted.works.arxiv, _MOST) if (record := _suggestions(web, paper_id)) is not None
    )


def _suggestions(web: Web, wanted: str) -> Outcome | None:
    try:
        answer = web.json(HF, f"https://huggingface.co/api/papers/{wanted}")
    except SourceError as error:
        if error.kind != "missing":
            raise
        return None
    try:
        return _record(answer.part("paper") if "paper" in answer else answer, wanted)  # lists wrap it
    except SourceError as error:
        return unreadable("hf", wanted, error)


def _record(paper: Data, wanted: str) -> Record | None:
    if "id" not in paper:
        raise paper.foreign("id is missing")
    identifier = paper.text("id")
    if not identifier:
        raise paper.wrong("id is empty")
    if arxiv_id(identifier) != wanted:
        raise paper.foreign(f"it was asked for {wanted} and sent {identifier}")
    links = kept(code=web_address(paper.text("githubRepo")), project=web_address(paper.text("projectPage")))
    if not links:
        return None
    return Record(source="hf", source_id=wanted, reached="id", fields={"arxiv": wanted}, suggested={"links": links})
