"""A list of references by somebody's own template.

In: a template in Jinja and a `PublicationList`. Out: the text. Whatever the template shows of a paper is written in the
format at hand, so that no title is markup or code; the references and what is marked `|raw` are so already. In LaTeX,
whose braces Jinja's would hide among, the signs are `<< >>`, `<% %>` and `<# #>`. The template reaches nothing but what
it is given (Jinja's sandbox) and the files beside it.
Source: https://jinja.palletsprojects.com/en/stable/templates/.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from sitegen.cite.formats import Citation
from sitegen.cite.imprint import imprint
from sitegen.cite.links import address
from sitegen.errors import Problem, SitegenError
from sitegen.exports.listing import ListItem, PublicationList
from sitegen.model import Date, Text

_LATEX = {
    "variable_start_string": "<<", "variable_end_string": ">>", "block_start_string": "<%", "block_end_string": "%>",
    "comment_start_string": "<#", "comment_end_string": "#>",
}  # fmt: skip


class _Written(str):
    """Text that is in the format already."""

    __slots__ = ()


def fill(template: Path, listing: PublicationList, markup: ModuleType, cite: Callable[[ListItem], Citation]) -> str:
    """Return a list as a template writes it; `markup` is the format's module, `cite` gives a paper's key and page.

    Raises `SitegenError` with the line of the template where it cannot be read or filled.
    """
    environment = _environment(template.parent, markup)
    try:
        made = environment.get_template(template.name)
        sections = [
            {"heading": section.heading, "papers": [_item(item, markup, cite(item)) for item in section.items]}
            for section in listing.sections
        ]
        return made.render(
            title=listing.title,
            legend=listing.legend,
            sections=sections,
            papers=[paper for section in sections for paper in section["papers"]],
        )
    except jinja2.TemplateNotFound as error:
        raise SitegenError([Problem(field="--template", sentence=f"there is no file {error}")]) from error
    except (jinja2.TemplateError, UnicodeDecodeError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise SitegenError([_problem(error, template)]) from error


def _environment(folder: Path, markup: ModuleType) -> SandboxedEnvironment:
    signs: dict[str, Any] = _LATEX if markup.__name__.endswith(".latex") else {}
    environment = SandboxedEnvironment(
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        finalize=lambda value: _written(value, markup),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        **signs,
    )
    environment.filters["raw"] = _Written
    return environment


def _written(value: Any, markup: ModuleType) -> str:
    """Return a value in the format; what is not there is nothing."""
    if isinstance(value, _Written):
        return value
    if isinstance(value, Text):
        return str(markup.reference(value.html))
    if isinstance(value, Date):
        return value.iso
    return str(markup.escaped(str(value))) if value is not None and value is not False else ""


def _item(item: ListItem, markup: ModuleType, cited: Citation) -> Mapping[str, Any]:
    """Return what a template is told of one paper."""
    paper, where = cited.paper, imprint(cited.paper)
    venue = next((name for name in (where.container, where.event, where.institution, where.archive) if name.plain), "")
    return {
        "number": item.number or None,
        "reference": _Written(markup.reference(item.reference.html)),
        "key": cited.key,
        "page": cited.url,
        "url": address(paper) or cited.url,
        "title": paper.title,
        "authors": [author.name for author in paper.authors],
        "editors": [editor.name for editor in paper.editors],
        "date": paper.date,
        "year": paper.date.iso[:4],
        "type": paper.type,
        "status": paper.stated,
        "venue": venue,
        "volume": where.volume,
        "issue": where.issue,
        "pages": where.pages,
        "publisher": where.publisher,
        "doi": paper.doi,
        "arxiv": paper.arxiv,
        "awards": list(paper.awards),
        "paper": paper,
    }


def _problem(error: Exception, template: Path) -> Problem:
    """Return what is wrong with a template, at the line where it is."""
    line = getattr(error, "lineno", 0) or 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(template):
            line = trace.tb_lineno
        trace = trace.tb_next
    names = "a template has title, legend, sections (of heading and papers) and papers; see README.md"
    return Problem(str(template), line, sentence=f"the template failed: {error}", hint=names)
