"""A curriculum vitae in Typst: dates in a column, papers numbered through; compiles without a package.

In: a `CvDocument`. Out: the document's text. Nothing of the content is markup or code.
Source: https://typst.app/docs/reference/.
"""

from __future__ import annotations

from sitegen.exports.cv.document import CvContact, CvDocument, CvPaperGroup, CvRow, CvSection, lines
from sitegen.exports.typst import escaped, reference, string

_PREAMBLE = """\
#set document(title: {title}, author: {author}, date: none)
#set page(paper: "a4", margin: (x: 2.2cm, top: 2cm, bottom: 2.2cm), footer: context align(center, text(
  8.5pt, fill: luma(45%), [#{name} · #counter(page).display("1 / 1", both: true)],
)))
#set text(size: 10pt, lang: {language})
#set par(justify: false, leading: 0.58em, spacing: 0.7em)
#set list(marker: text(fill: luma(45%), [•]), indent: 0pt, body-indent: 0.5em)
#show link: it => text(fill: rgb("#1a4f8b"), it)
#show heading.where(level: 1): it => block(below: 0.6em, text(21pt, weight: 600, it.body))
#show heading.where(level: 2): it => block(above: 1.6em, below: 0.8em, sticky: true, width: 100%, {{
  text(11pt, weight: 600, tracking: 0.04em, it.body)
  v(-0.55em)
  line(length: 100%, stroke: 0.5pt + luma(70%))
}})
#show heading.where(level: 3): it => block(
  above: 1.1em, below: 0.7em, sticky: true, text(10pt, style: "italic", weight: 400, it.body),
)
#let row(when, what) = block(above: 1em, below: 1em, grid(
  columns: (2.9cm, 1fr), column-gutter: 0.5cm, text(9.5pt, fill: luma(35%), when), what,
))
#let paper(number, what) = block(above: 0.9em, below: 0.9em, grid(
  columns: (2.9cm, 1fr), column-gutter: 0.5cm, align(right, text(9.5pt, fill: luma(35%), number)), what,
))
"""


def document(cv: CvDocument) -> str:
    """Return the whole document."""
    primary = cv.language.partition("-")[0].lower()
    language = primary if primary.isalpha() and len(primary) in {2, 3} else "en"
    preamble = _PREAMBLE.format(
        title=string(f"{cv.title}: {cv.name}"), author=string(cv.name), name=string(cv.name), language=string(language)
    )
    head = [f"= {escaped(cv.name)}\n"]
    if cv.label:
        head.append(f"#text(11pt)[{escaped(cv.label)}]\n")
    if cv.contacts:
        contacts = " #h(0.4em)·#h(0.4em) ".join(map(_contact, cv.contacts))
        head.append(f"#text(9.5pt)[{contacts}]\n")
    head += [f"{line}\n" for line in map(reference, lines(cv.summary))]
    return "\n".join([preamble, *head, *map(_section, cv.sections)])


def _contact(contact: CvContact) -> str:
    return f"#link({string(contact.url)})[{escaped(contact.text)}];" if contact.url else escaped(contact.text)


def _section(section: CvSection) -> str:
    parts = [f"== {escaped(section.heading)}\n", *map(_group, section.groups), *map(_row, section.rows)]
    return "\n".join(parts)


def _group(group: CvPaperGroup) -> str:
    papers = [f"#paper[{paper.number}.][{reference(paper.reference.html)}]\n" for paper in group.papers]
    return "\n".join([f"=== {escaped(group.heading)}\n", *papers])


def _row(row: CvRow) -> str:
    head = f"#strong[{escaped(row.head)}];" if row.head else ""
    if head and row.url:
        head = f"#link({string(row.url)})[{head}];"
    first = ", ".join(filter(None, (head, escaped(row.where))))
    lines = [line for line in (first, escaped(row.facts), *map(reference, row.lines)) if line]
    points = "".join(f"\n- {reference(point.html)}" for point in row.points)
    whole = " \\\n".join(lines) + ("\n" + points if points else "")
    return f"#row[{escaped(row.when)}][{whole}]\n"
