"""arXiv by OAI-PMH: a paper's licence, and when each version was posted.

In: ids of papers and the version that is known of each. Out: licence and versions by id. Answers are kept until there
is a new version. Belongs to the source `arxiv`, and keeps its pace.

Source: https://info.arxiv.org/help/oa/index.html, formats `arXivRaw` and `arXiv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element

from sitegen.pull.fields import Fields, day, kept, licence
from sitegen.records import NamedTuple
from sitegen.web.cache import DAY
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.messages import Terms
from sitegen.web.service import Service
from sitegen.web.xmltree import child_text

ARXIV = Service(
    name="arxiv", title="arXiv", hosts=("export.arxiv.org", "arxiv.org", "oaipmh.arxiv.org"), pace=3.05, first_wait=30
)
_ADDRESS = "https://oaipmh.arxiv.org/oai"
_WITHDRAWN = "I"
"""The type of source of a version that has none: how arXiv's own records show a withdrawal."""


class Details(NamedTuple):
    """Licence of a paper, its versions, oldest first, and whether the newest of them is a withdrawal."""

    licence: str = ""
    versions: tuple[Fields, ...] = ()
    is_withdrawn: bool = False


NOTHING = Details()


def details(web: Web, papers: Mapping[str, int]) -> dict[str, Details]:
    """Return what is known of these papers (id to version); one that OAI-PMH does not know yet is left out."""
    known = {}
    for paper, version in papers.items():
        query = {"verb": "GetRecord", "identifier": f"oai:arXiv.org:{paper}", "metadataPrefix": "arXivRaw"}
        try:
            answer = web.xml(ARXIV, _ADDRESS, query, terms=Terms(fresh=90 * DAY, tag=f"v{version}"))
        except SourceError as error:
            if error.kind != "missing":
                raise
            continue
        if (paper_details := _details(answer, paper)) is not None:
            known[paper] = paper_details
    return known


def _details(answer: Element, paper: str) -> Details | None:
    if answer.tag != "OAI-PMH":
        raise SourceError(ARXIV.title, "schema", f"its answer is <{answer.tag}> where <OAI-PMH> was expected")
    for error in answer.iterfind("error"):
        if error.get("code") in {"idDoesNotExist", "noRecordsMatch", "cannotDisseminateFormat"}:
            return None
        raise SourceError(ARXIV.title, "denied", f"it does not accept the question ({error.get('code')})")
    record = next((element for name in ("arXivRaw", "arXiv") for element in answer.iter(name)), None)
    if record is None:
        return None  # a record that arXiv has deleted has no more than a header
    if child_text(record, "id") != paper:
        raise SourceError(ARXIV.title, "schema", f"it was asked for {paper} and sent {child_text(record, 'id')}")
    posted = sorted(record.iterfind("version"), key=_number)
    versions = tuple(
        kept(version=str(_number(version) or ""), date=_day(child_text(version, "date"))) for version in posted
    )
    is_withdrawn = bool(posted) and child_text(posted[-1], "source_type") == _WITHDRAWN
    return Details(licence(child_text(record, "license")), tuple(filter(None, versions)), is_withdrawn)


def _number(version: Element) -> int:
    """The number of a version, whatever the order they come in."""
    number = version.get("version", "").removeprefix("v")
    return int(number) if number.isdecimal() and len(number) < 5 else 0


def _day(text: str) -> str:
    """The day of `Tue, 29 Mar 2022 13:38:34 GMT`."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC).date().isoformat()
    except ValueError:
        return day(text)
