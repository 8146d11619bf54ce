"""`llms.txt`: what the site holds, in Markdown, for assistants that read a site for somebody.

In: a connected site and its addresses. Out: the text: whose site it is, its people, every paper with who, when and
where, and where the same is for programs. Everything is told in words of the papers; nothing in them is active.
Source: https://llmstxt.org/.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.cite.characters import name_of, one_line
from sitegen.cite.links import homes
from sitegen.model import PaperFacts
from sitegen.regex import regex
from sitegen.site.graph import Person, Site, SitePaper
from sitegen.site.pages import Addresses
from sitegen.text.names import spelling

_MARKS = regex(r"[\\`*_{}\[\]<>#|~]")
_NAMED = 8
"""Authors that are named of a paper; of the others how many there are."""


def llms(site: Site, at: Addresses) -> str:
    """Return the text of `llms.txt`."""
    config = site.config
    about = config.description or (f"Publications of {site.owner.name}" if site.owner else "Publications")
    parts = [f"# {_words(config.title)}\n\n> {_words(about)}\n"]
    people = [person for person in site.members if person.has_page]
    parts += [_section("People", (_person(person, at) for person in people))] if people else []
    parts += [_section("Papers", (_paper(entry, at) for entry in site.papers))] if site.papers else []
    made = config.exports
    files = (f"- [All papers as {item.label}]({_file(at, f'papers.{item.ending}')})" for item in made)
    parts += [_section("Data", files)] if made else []
    parts.append(_section("Optional", [f"- [Every page]({_file(at, 'sitemap.xml')})"]))
    return "\n".join(parts)


def _section(title: str, lines: Iterator[str] | list[str]) -> str:
    return f"## {title}\n\n" + "".join(f"{line}\n" for line in lines)


def _person(person: Person, at: Addresses) -> str:
    author = person.author
    about = ", ".join(filter(None, (author.position, author.affiliation))) if author else ""
    return f"- [{_words(person.name)}]({at.absolute(at.author(person.slug))}){_remark(about)}"


def _paper(entry: SitePaper, at: Addresses) -> str:
    """Return one line: the title, its page, its authors, year and venue, its state, and its DOI or arXiv address."""
    facts = entry.facts
    parts = [_authors(facts), facts.date.iso[:4], one_line(facts.venue.name.plain) if facts.venue else ""]
    parts += [facts.status or "" if facts.is_gone or facts.state.is_unpublished else ""]
    page = at.absolute(at.paper(entry.slug))
    line = f"- [{_words(facts.title.plain)}]({page}){_remark(' '.join(map(_stopped, filter(None, parts))))}"
    home = next(iter(homes(facts)), "")
    return f"{line} <{home}>" if home else line


def _authors(facts: PaperFacts) -> str:
    names = [authorship.name or name_of(spelling(authorship)).shown for authorship in facts.credited[:_NAMED]]
    total = max(len(facts.credited), facts.authors_total or 0)
    more = f" and {total - len(names)} more" if total > len(names) else " and others" if facts.and_others else ""
    return ", ".join(names) + more


def _stopped(words: str) -> str:
    return words if words.endswith(".") else f"{words}."


def _remark(text: str) -> str:
    return f": {_words(text)}" if text else ""


def _words(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", one_line(text))


def _file(at: Addresses, path: str) -> str:
    return at.absolute(at.file(path))
