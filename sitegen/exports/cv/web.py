"""A curriculum vitae in plain HTML, for word processors and pages of one's own.

In: a `CvDocument`. Out: a page, with a table for each section, which a word processor keeps as dates in a column.
"""

from __future__ import annotations

from html import escape

from sitegen.exports.cv.document import CvContact, CvDocument, CvPaperGroup, CvRow, CvSection

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
{body}
</body>
</html>
"""


def document(cv: CvDocument) -> str:
    """Return the whole page."""
    parts = [f"<h1>{escape(cv.name)}</h1>"]
    if cv.label:
        parts.append(f"<p>{escape(cv.label)}</p>")
    if cv.contacts:
        parts.append(f"<p>{' · '.join(map(_contact, cv.contacts))}</p>")
    parts += [cv.summary.html, *map(_section, cv.sections)]
    body = "\n".join(filter(None, parts))
    return _PAGE.format(language=escape(cv.language), title=escape(f"{cv.name}: {cv.title}"), body=body)


def _contact(contact: CvContact) -> str:
    text = escape(contact.text)
    return f'<a href="{escape(contact.url)}">{text}</a>' if contact.url else text


def _section(section: CvSection) -> str:
    rows = "".join(map(_row, section.rows))
    table = f"<table>\n<tbody>\n{rows}</tbody>\n</table>" if rows else ""
    return "\n".join([f"<h2>{escape(section.heading)}</h2>", *map(_group, section.groups), *([table] if table else [])])


def _group(group: CvPaperGroup) -> str:
    items = "".join(f"<li>{paper.reference.html}</li>\n" for paper in group.papers)
    first = group.papers[0].number
    return f'<h3>{escape(group.heading)}</h3>\n<ol start="{first}">\n{items}</ol>'


def _row(row: CvRow) -> str:
    head = f"<strong>{escape(row.head)}</strong>" if row.head else ""
    if head and row.url:
        head = f'<a href="{escape(row.url)}">{head}</a>'
    first = ", ".join(filter(None, (head, escape(row.where))))
    points = "".join(f"<li>{point.html}</li>" for point in row.points)
    whole = "<br>\n".join(filter(None, (first, escape(row.facts), *row.lines)))
    return f"<tr><td>{escape(row.when)}</td><td>{whole}{f'<ul>{points}</ul>' if points else ''}</td></tr>\n"
