"""Contacts: the links under a person's name.

In: what the site knows of a person. Out: (label, address) pairs, in a fixed order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from sitegen.cite.links import orcid_url
from sitegen.model import Author
from sitegen.site.graph import Person
from sitegen.site.pages import Addresses, is_address
from sitegen.text.accounts import ACCOUNTS, parts


def contacts(person: Person, at: Addresses, words: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return every way to reach a person that the site knows: e-mail, profiles, links of their own."""
    author = person.author
    mail = ((str(words["email"]), f"mailto:{author.email}"),) if author and author.email else ()
    website = ((str(words["website"]), author.website),) if author and author.website else ()
    orcid = (("ORCID", orcid_url(person.orcid)),) if person.orcid else ()
    own = tuple((link.label, at.target(link.url)) for link in author.links) if author else ()
    return (*mail, *website, *orcid, *(_profiles(author) if author else ()), *own)


def same_as(person: Person) -> tuple[str, ...]:
    """Return the addresses of a person's pages elsewhere, for machines."""
    author = person.author
    website = (author.website,) if author and author.website else ()
    return (*website, *(address for _, address in _profiles(author))) if author else ()


def _profiles(author: Author) -> Iterator[tuple[str, str]]:
    for field, form in ACCOUNTS.items():
        written = getattr(author, field)
        if written:
            written = parts(field, written)[0]
            address = form.address.format(quote(written.lstrip("@"), safe="/~-._"))
            yield form.label, written if is_address(written) else address
    if author.mastodon:
        user, _, host = author.mastodon.removeprefix("@").partition("@")
        yield "Mastodon", f"https://{quote(host, safe='.:-')}/@{quote(user)}"
