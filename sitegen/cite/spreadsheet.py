"""One paper as a row of a table (CSV), for spreadsheets and statistics.

In: a paper, its citation key, the address of its page. Out: a row; rows below a line of column names. Every value is
clean Unicode on one line. Source: RFC 4180, with line feeds alone.
A cell that a spreadsheet would take for a formula has an apostrophe before it, which makes it a text there.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.cite.characters import name_of, one_line
from sitegen.cite.frame import Frame
from sitegen.cite.imprint import imprint
from sitegen.cite.links import address
from sitegen.cite.pagination import with_dash
from sitegen.model import Authorship, Paper
from sitegen.regex import regex
from sitegen.text.names import Name, parts, read, spelling, written

COLUMNS = (
    "key", "slug", "type", "title", "authors", "editors", "year", "date", "venue", "volume", "issue", "pages",
    "publisher", "doi", "arxiv", "status", "selected", "topics", "url", "abstract",
)  # fmt: skip
_BETWEEN = "; "
_FORMULA = regex(r"[=+\-@\t]")
"""What makes a formula of a cell: https://owasp.org/www-community/attacks/CSV_Injection."""
_NUMBER = regex(r"[+-]?\d+(?:[.,]\d+)?")
_QUOTED = regex(r'[",\n]')


def row(paper: Paper, key: str, url: str) -> str:
    """Return the row, ending in a line break; `url` is the paper's page, given where it has no home elsewhere."""
    where = imprint(paper)
    names = (where.container, where.event, where.institution, where.archive)
    values = {
        "key": key,
        "slug": paper.slug,
        "type": paper.type,
        "title": paper.title.plain,
        "authors": _BETWEEN.join(_names(paper.authors) + (["et al."] if paper.has_more_authors else [])),
        "editors": _BETWEEN.join(_names(paper.editors)),
        "year": paper.date.iso[:4],
        "date": paper.date.iso,
        "venue": next((name.plain for name in names if name.plain), where.series),
        "volume": where.volume,
        "issue": where.issue,
        "pages": with_dash(where.pages, "-"),
        "publisher": where.publisher.plain,
        "doi": paper.doi or "",
        "arxiv": paper.arxiv or "",
        "status": paper.status or "",
        "selected": "true" if paper.selected else "",
        "topics": _BETWEEN.join(dict.fromkeys(paper.topics)),
        "url": address(paper) or url,
        "abstract": paper.abstract.plain if paper.abstract else "",
    }
    return ",".join(_cell(one_line(values[name])) for name in COLUMNS) + "\n"


joined = Frame(",".join(COLUMNS) + "\n")
"""Makes a file of many."""


def _names(people: Sequence[Authorship]) -> list[str]:
    return [_name(person.name, name_of(spelling(person))) for person in people]


def _name(typed: str, name: Name) -> str:
    """Return the name as typed; `Family, Given` where only that is read back in the same parts."""
    if name.is_group or name.written or parts(read(typed)) == name:
        return typed or name.shown
    return written(name.given, name.surname, name.suffix) or name.inverted


def _cell(value: str) -> str:
    if _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        value = f"'{value}"
    return '"' + value.replace('"', '""') + '"' if _QUOTED.search(value) else value
