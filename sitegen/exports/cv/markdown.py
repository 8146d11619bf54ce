"""A curriculum vitae in Markdown.

In: a `CvDocument`. Out: the document's text. Nothing of the content is markup.
"""

from __future__ import annotations

from sitegen.exports.cv.document import CvContact, CvDocument, CvPaperGroup, CvRow, CvSection, lines
from sitegen.exports.markdown import escaped, link, reference


def document(cv: CvDocument) -> str:
    """Return the whole document."""
    parts = [f"# {escaped(cv.name)}"]
    if cv.label:
        parts.append(escaped(cv.label))
    if cv.contacts:
        parts.append(" · ".join(map(_contact, cv.contacts)))
    parts += map(reference, lines(cv.summary))
    for section in cv.sections:
        parts += _section(section)
    return "\n\n".join(parts) + "\n"


def _contact(contact: CvContact) -> str:
    return link(contact.url, escaped(contact.text)) if contact.url else escaped(contact.text)


def _section(section: CvSection) -> list[str]:
    parts = [f"## {escaped(section.heading)}"]
    for group in section.groups:
        parts += _group(group)
    if section.rows:
        parts.append("\n".join(map(_row, section.rows)))
    return parts


def _group(group: CvPaperGroup) -> list[str]:
    papers = [f"{paper.number}. {reference(paper.reference.html)}" for paper in group.papers]
    return [f"### {escaped(group.heading)}", "\n".join(papers)]


def _row(row: CvRow) -> str:
    head = f"**{escaped(row.head)}**" if row.head else ""
    if head and row.url:
        head = link(row.url, head)
    first = ", ".join(filter(None, (head, escaped(row.where))))
    when = escaped(row.when)
    start = f"{when}: {first}" if when and first else when or first
    lines = [start, escaped(row.facts), *map(reference, row.lines)]
    text = "\\\n  ".join(filter(None, lines))
    return f"- {text}" + "".join(f"\n    - {reference(point.html)}" for point in row.points)
