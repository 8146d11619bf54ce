"""A list of references in HTML.

In: a `Listing`. Out: headings and lists to be put into a page, or a page of its own without script or style sheet from
elsewhere. What a title holds is escaped, as on the pages of the site.
"""

from __future__ import annotations

import re
from html import escape, unescape

from sitegen.cite.characters import one_line
from sitegen.exports.listing import ListItem, ListSection, PublicationList
from sitegen.exports.runs import formula_text
from sitegen.regex import regex

_FORMULA = regex(r'<math\b[^>]*\balttext="(?P<tex>[^"]*)"[^>]*>.*?</math>', re.DOTALL)
_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 serif}}li{{margin:.4rem 0}}</style>
</head>
<body>
<h1>{title}</h1>
{body}</body>
</html>
"""


def fragment(listing: PublicationList) -> str:
    """Return the list, with headings of the second level."""
    parts = [_section(section) for section in listing.sections]
    if listing.legend:
        parts.append(f"<p>{escaped(listing.legend)}</p>\n")
    return "".join(parts)


def document(listing: PublicationList) -> str:
    """Return a page that holds the list under its title."""
    return _PAGE.format(language=listing.language, title=escaped(listing.title), body=fragment(listing))


def reference(html: str) -> str:
    """Return phrasing content of ours, as it is."""
    return html


def escaped(text: str) -> str:
    """Return plain text as HTML."""
    return escape(one_line(text), quote=True)


def with_plain_formulas(html: str) -> str:
    """Return HTML with the formulas as words that a line of Unicode can say: `ε`, `L₂`, `O(n log n)`.

    Whoever reads a document aloud, copies it or takes its words has them; an equation is an object of its own there.
    """
    return _FORMULA.sub(_in_words, html)


def _in_words(match: re.Match[str]) -> str:
    plain = formula_text(unescape(match["tex"]))
    return match[0] if "^" in plain or "_" in plain else escape(plain, quote=False)


def _section(section: ListSection) -> str:
    head = f"<h2>{escaped(section.heading)}</h2>\n" if section.heading else ""
    first = section.items[0].number
    opening = f'<ol start="{first}">' if first > 1 else "<ol>" if first else "<ul>"
    items = "".join(map(_item, section.items))
    return f"{head}{opening}\n{items}</{'ol' if first else 'ul'}>\n"


def _item(item: ListItem) -> str:
    return f"<li>{item.reference.html}</li>\n"
