"""Feed item: the part of a paper that every kind of feed shows.

In: an entry of the site and its addresses. Out: identity, links and texts, clean but not yet escaped for a format.
"""

from __future__ import annotations

from html import escape

from sitegen.cite.characters import clean, one_line
from sitegen.cite.links import homes
from sitegen.model import Paper, Text
from sitegen.site.graph import Credit, SitePaper
from sitegen.site.pages import Addresses


def identity(entry: SitePaper, at: Addresses) -> str:
    """Return the lasting id of a paper: made of the slug that it was first published under."""
    return at.feed_id(f"papers/{entry.first or entry.slug}/")


def title(paper: Paper) -> str:
    """Return the title; that of a paper which is gone says so first."""
    plain = one_line(paper.title.plain)
    return f"[{paper.state.cited}] {plain}" if paper.is_gone else plain


def summary(paper: Paper) -> str:
    """Return the paper in short: its one-line summary, else its abstract; empty without either."""
    text = paper.summary or paper.abstract
    return clean(text.plain) if text else ""


def one_line_summary(paper: Paper) -> str:
    """Return what a feed says in short, beside what it shows in full: the one-line summary, where there is one."""
    return clean(paper.summary.plain) if paper.summary else ""


def html(paper: Paper) -> str:
    """Return what a feed reader shows: the abstract, and the author's comment.

    A text with formulas is given in plain Unicode: most readers drop the marks of MathML, and its fractions and
    exponents with them.
    """
    body = _readable(paper.abstract, "{}") if paper.abstract else ""
    return clean(body + (_readable(paper.comments, "<p>{}</p>") if paper.comments else ""))


def readable(text: Text | None) -> str:
    """Return a text as a feed reader shows it; empty for none."""
    return clean(_readable(text, "{}")) if text else ""


def _readable(text: Text, form: str) -> str:
    if not text.has_maths:
        return form.format(text.html)
    blocks = (escape(block, quote=False).replace("\n", "<br>") for block in text.plain.split("\n\n"))
    return "".join(f"<p>{block}</p>" for block in blocks if block)


def author_page(credit: Credit, at: Addresses) -> str:
    """Return the absolute address of an author's page; empty for one who has none."""
    person = credit.person
    return at.absolute(at.author(person.slug)) if person and person.has_page else ""


def related(paper: Paper, at: Addresses) -> tuple[tuple[str, str], ...]:
    """Return where else the paper is, as (media type, absolute address): PDFs, then its DOI's page and arXiv's."""
    pdfs = () if paper.is_gone else paper.links.pdf
    files = [("application/pdf", at.absolute(at.target(target))) for target in pdfs if not target.startswith("mailto:")]
    return (*files, *(("text/html", address) for address in homes(paper)))


def words(paper: Paper) -> tuple[str, ...]:
    """Return the paper's topics and arXiv categories, each once."""
    return tuple(dict.fromkeys(one_line(word) for word in (*paper.topics, *paper.arxiv_categories)))
