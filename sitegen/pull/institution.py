"""Candidates for the people of a site: who is at an institution, by its ROR id.

In: a ROR id, and the answers of a person. Out: the people that OpenAlex last saw there and the site does not know, each
with an id to accept or reject; a file in `content/authors/` for each who was accepted. Never asks for papers: the
pull that follows does, when they have a file.

Source: https://developers.openalex.org/api-reference/authors, https://ror.readme.io/docs/identifier.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sitegen.content import files, yaml_writer
from sitegen.content.fields import KINDS, Part
from sitegen.content.lock import alone, state_folder
from sitegen.errors import Problem, SitegenError
from sitegen.merge.likeness import name_key
from sitegen.pull import decisions, site_snapshot
from sitegen.pull.fields import kept, orcid
from sitegen.pull.left_out import LeftOut
from sitegen.pull.paging import ResultPage, collect, listed
from sitegen.pull.prose import words
from sitegen.pull.site_snapshot import SiteSnapshot
from sitegen.pull.sources.openalex import OPENALEX
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex
from sitegen.text import slugs
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.json_values import Data

MOST = 2000
"""People at one institution who can still be looked through; a larger one is chosen from by name."""
_API = "https://api.openalex.org"
_PAGE = 100
_ROR = regex(r"(?:https?://)?(?:ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})", re.IGNORECASE)


class Member(NamedTuple):
    """Somebody at the institution, as OpenAlex knows them; `papers` is how many it has of them."""

    openalex: str
    name: str
    orcid: str
    papers: int

    @property
    def id(self) -> str:
        """The id by which they are accepted or rejected: `openalex:A5023888391`."""
        return f"openalex:{self.openalex}"


@dataclass(frozen=True, slots=True)
class Members:
    """The outcome: the institution's name, who is still to be decided about, and the files that were added."""

    institution: str
    candidates: tuple[Member, ...]
    added: tuple[str, ...] = ()
    unreadable: int = 0


def ror_id(written: str) -> str:
    """The ROR id in an id or an address. Raises `SitegenError` for what is none."""
    match = _ROR.fullmatch(written.strip().rstrip("/"))
    if not match:
        raise SitegenError(
            [Problem(sentence=f'"{written}" is no ROR id', hint="it looks like https://ror.org/05gq02987")]
        )
    return match[1].lower()


def members(
    root: Path,
    ror: str,
    environment: Mapping[str, str],
    *,
    accept: Iterable[str] = (),
    reject: Iterable[str] = (),
    is_trial: bool = False,
) -> Members:
    """Ask who is at an institution, and act on the answers; a trial writes nothing.

    Raises `SitegenError` for content at fault and for an answer about nobody, `SourceError` when OpenAlex gave no whole
    answer.
    """
    site = site_snapshot.read(root)
    config = site.config
    number = ror_id(ror)
    with Web(state_folder(root), environment, home=config.base_url, mailto=config.pull.mailto or "") as web:
        institution = words(
            web.json(OPENALEX, f"{_API}/institutions/ror:{number}").need("display_name").text("display_name")
        )
        people, unreadable = _people(web, number)
    yes, no = _answered(people, accept), _answered(people, reject)
    strangers = [person for person in people if not _is_known(person, site)]
    added = [person for person in strangers if person in yes]
    decided = site.decisions.rejected - {person.id for person in yes} | {person.id for person in no}
    candidates = tuple(person for person in strangers if person not in yes and person.id not in decided)
    if is_trial:
        return Members(institution, candidates, unreadable=unreadable)
    with alone(root):
        paths = _write(root, added, institution)
        if decided != site.decisions.rejected:
            text = decisions.as_text(replace(site.decisions, rejected=decided))
            path = root / decisions.FILE
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write(path.resolve(), text.encode())
    return Members(institution, candidates, paths, unreadable)


def _people(web: Web, ror: str) -> tuple[list[Member], int]:
    """Everybody there, who has most papers first; and how many records could not be read."""

    def ask(cursor: str) -> ResultPage[Data, str]:
        query = {
            "filter": f"last_known_institutions.ror:https://ror.org/{ror}",
            "select": "id,display_name,orcid,works_count",
            "per_page": _PAGE,
            "cursor": cursor,
        }
        answer = web.json(OPENALEX, f"{_API}/authors", query).need("meta", "results")
        count = answer.part("meta").need("count").number("count") or 0
        if count > MOST:
            sentence = (
                f"{count:,} people are there, more than the {MOST:,} who can be looked through: name them yourself"
            )
            raise SourceError(OPENALEX.title, "limit", sentence)
        entries = listed(OPENALEX, answer.entries("results"), lambda person: person.need("id").text("id"))
        return ResultPage(
            entries.items, entries.sent, answer.part("meta").text("next_cursor") or None, count, entries.faults
        )

    entries = collect(OPENALEX, "*", ask).values()
    people = [member for entry in entries if (member := _member(entry)) is not None]
    return sorted(people, key=lambda person: (-person.papers, person.name, person.openalex)), len(entries) - len(people)


def _member(entry: Data | LeftOut) -> Member | None:
    """One of them; nothing for a record that cannot be read, which costs none of the others."""
    if isinstance(entry, LeftOut):
        return None
    try:
        name = words(entry.need("display_name").text("display_name"))
        number = entry.text("id").rpartition("/")[2]
        return Member(number, name, orcid(entry.text("orcid")), entry.number("works_count") or 0) if name else None
    except SourceError:
        return None


def _answered(people: Sequence[Member], typed: Iterable[str]) -> Collection[Member]:
    """The people that were named, by OpenAlex id or ORCID iD. Raises `SitegenError` for anybody else."""
    by_id = {key.casefold(): person for person in people for key in (person.id, person.openalex, person.orcid) if key}
    typed = [word.strip() for word in typed]
    unknown = [word for word in typed if word.casefold() not in by_id]
    if unknown:
        raise SitegenError([Problem(sentence=f'nobody at this institution has the id "{word}"') for word in unknown])
    return [by_id[word.casefold()] for word in typed]


def _is_known(person: Member, site: SiteSnapshot) -> bool:
    """Whether the site has a file of this person: by an id, or by a name."""
    return any(
        (author.openalex or "").upper().endswith(person.openalex)
        or (person.orcid and author.orcid == person.orcid)
        or name_key(person.name) in map(name_key, (author.name, *author.names, *author.formerly))
        for author in site.authors
    )


def _write(root: Path, people: Sequence[Member], institution: str) -> tuple[str, ...]:
    """Give each of them a file; a slug that is taken gets a number."""
    folder = root / "content" / "authors"
    folder.mkdir(parents=True, exist_ok=True)
    taken = {path.stem.casefold() for path in folder.iterdir()}
    written = []
    for person in people:
        stem, number = slugs.slug(person.name), 2
        while stem in taken:
            stem, number = f"{slugs.slug(person.name)}-{number}", number + 1
        taken.add(stem)
        fields = kept(name=person.name, affiliation=institution, orcid=person.orcid, openalex=person.openalex)
        files.write((folder / f"{stem}.yaml").resolve(), yaml_writer.document(fields, Part(KINDS["author"])).encode())
        written.append(f"content/authors/{stem}.yaml")
    return tuple(written)
