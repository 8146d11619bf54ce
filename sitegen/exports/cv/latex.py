r"""A curriculum vitae in LaTeX, for every engine, with packages that every TeX has.

In: a `CvDocument`. Out: the document's text. Nothing of the content is a command but what `text.field` writes.
"""

from __future__ import annotations

from sitegen.exports.cv.document import CvContact, CvDocument, CvPaperGroup, CvRow, CvSection, lines
from sitegen.exports.latex import BEGIN, END, PREAMBLE, address, escaped, reference

_LAYOUT = r"""\usepackage[a4paper,margin=2.2cm]{geometry}
\usepackage{array}
\setlength{\parindent}{0pt}
\newlength{\cvdates}\setlength{\cvdates}{3cm}
\newlength{\cvwhat}\setlength{\cvwhat}{\dimexpr\textwidth-\cvdates-1em\relax}
\newcommand{\cvsection}[1]{\par\bigskip{\large\bfseries #1}\par\vspace{-.6\baselineskip}\hrulefill\par\smallskip}
\newcommand{\cvgroup}[1]{\par\medskip{\itshape #1}\par\smallskip}
\newcommand{\cvrow}[2]{\par\smallskip\begin{minipage}[t]{\cvdates}\raggedright\small #1\end{minipage}\hspace{1em}%
\begin{minipage}[t]{\cvwhat}\raggedright #2\end{minipage}\par}
\newcommand{\cvpaper}[2]{\par\smallskip\begin{minipage}[t]{\cvdates}\raggedleft\small #1\end{minipage}\hspace{1em}%
\begin{minipage}[t]{\cvwhat}\raggedright #2\end{minipage}\par}
"""


def document(cv: CvDocument) -> str:
    """Return the whole document."""
    head = [f"{{\\LARGE\\bfseries {escaped(cv.name)}}}\\par"]
    if cv.label:
        head.append(f"{{\\large {escaped(cv.label)}}}\\par")
    if cv.contacts:
        contacts = " $\\cdot$ ".join(map(_contact, cv.contacts))
        head.append(f"\\smallskip{{\\small {contacts}}}\\par")
    head += [f"\\smallskip {reference(line)}\\par" for line in lines(cv.summary)]
    return "\n".join([f"{PREAMBLE}{_LAYOUT}{BEGIN}", *head, *map(_section, cv.sections), END])


def _contact(contact: CvContact) -> str:
    return f"\\href{{{address(contact.url)}}}{{{escaped(contact.text)}}}" if contact.url else escaped(contact.text)


def _section(section: CvSection) -> str:
    parts = [f"\\cvsection{{{escaped(section.heading)}}}", *map(_group, section.groups), *map(_row, section.rows)]
    return "\n".join(parts)


def _group(group: CvPaperGroup) -> str:
    papers = [f"\\cvpaper{{{paper.number}.}}{{{reference(paper.reference.html)}}}" for paper in group.papers]
    return "\n".join([f"\\cvgroup{{{escaped(group.heading)}}}", *papers])


def _row(row: CvRow) -> str:
    head = f"\\textbf{{{escaped(row.head)}}}" if row.head else ""
    if head and row.url:
        head = f"\\href{{{address(row.url)}}}{{{head}}}"
    first = ", ".join(filter(None, (head, escaped(row.where))))
    lines = [line for line in (first, escaped(row.facts), *map(reference, row.lines)) if line]
    lines += [f"\\textbullet\\ {reference(point.html)}" for point in row.points]
    whole = "\\par ".join(lines)
    return f"\\cvrow{{{escaped(row.when)}}}{{{whole}}}"
