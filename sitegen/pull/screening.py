"""Screening of new papers: those under a person's own identifier come in, unless they look like somebody else's.

In: works without a file, and what was decided about them. Out: those to be written, and candidates with the evidence
for them. Never forgets a "no", and never lets in what only a name speaks for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.merge.likeness import author_name, makers
from sitegen.merge.namesakes import Traits, shared, strangers, traits
from sitegen.merge.record import BIBTEX
from sitegen.pull.decisions import Decisions
from sitegen.pull.matched_papers import MatchedPaper
from sitegen.pull.people import PulledPerson
from sitegen.pull.report import Candidate
from sitegen.records import dataclass

_KINDS = {"with": "co-authors", "at": "institutions", "on": "fields", "in": "venue"}
_EVIDENCE = 3
BY_HAND = frozenset({BIBTEX, "zotero"})
"""Lists that a person keeps by hand, in which no program has put a namesake's paper."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """New works to be written, works that wait for a person, why others stay out, and what lacks what a paper has."""

    works: tuple[MatchedPaper, ...]
    candidates: tuple[Candidate, ...]
    left_out: tuple[str, ...]
    incomplete: tuple[str, ...] = ()


def admit(works: Sequence[MatchedPaper], people: Sequence[PulledPerson], decisions: Decisions, since: str) -> Admitted:
    """Decide about every new work; `since` is an ISO date before which nothing comes in."""
    ours = [work for work in works if work.paper]
    new = [work for work in works if not work.paper and work.finds]
    left_out = []
    incomplete = []
    asked: list[MatchedPaper] = []
    taken: list[MatchedPaper] = []
    for work in new:
        if lack := _lack(work, decisions):
            incomplete.append(lack)
        elif reason := _refusal(work, decisions, since):
            left_out.append(reason)
        elif is_in(work, decisions.accepted) or (work.owners and not work.looks_like and not _is_nobodys(work)):
            taken.append(work)
        elif not is_in(work, decisions.rejected):
            asked.append(work)
    apart = _apart(ours, taken, people, decisions)
    inside = [work for at, work in enumerate(taken) if at not in apart]
    circles = {person.slug: _circle(person, [*ours, *inside]) for person in people}
    candidates = [_candidate(work, "namesake", circles, people) for at, work in enumerate(taken) if at in apart]
    candidates += [_candidate(work, _why(work), circles, people) for work in asked]
    counted = sum(is_in(work, decisions.rejected) for work in new)
    left_out += [f"{counted} rejected before"] if counted else []
    candidates.sort(key=_by_evidence)
    return Admitted(tuple(inside), tuple(candidates), tuple(left_out), tuple(incomplete))


def is_in(work: MatchedPaper, ids: frozenset[str]) -> bool:
    """Whether somebody named a work, by any of its ids or by the slug its file had."""
    return bool(ids & work.identities) or bool(ids & set(work.gone))


def _lack(work: MatchedPaper, decisions: Decisions) -> str:
    """The sentence about a field that every paper has and no source gives of this work; empty for a rejected one."""
    missing = [name for name in ("title", "date") if not work.fields.get(name)]
    missing += [] if makers(work.fields) else ["authors"]
    if not missing or is_in(work, decisions.rejected):
        return ""
    return f"{_named(work)}: no source gives its {' and '.join(missing)}"


def _named(work: MatchedPaper) -> str:
    return f"{work.id}  {work.fields.get('title', 'without a title')}"


def _refusal(work: MatchedPaper, decisions: Decisions, since: str) -> str:
    """Why a work cannot come in, whoever wrote it; nothing when it can. What was rejected is only counted."""
    if is_in(work, decisions.rejected) or is_in(work, decisions.accepted):
        return ""
    title = _named(work)
    if work.gone:
        return f"{title}: its file {work.gone[0]}.yaml was deleted by hand; --accept {work.gone[0]} brings it back"
    if since and str(work.fields["date"]) < since[: len(str(work.fields["date"]))]:
        return f"{title}: older than {since}"
    return ""


def _is_nobodys(work: MatchedPaper) -> bool:
    """Whether no source names its authors, and it does not stand in a record that the person keeps (ORCID's)."""
    return work.is_unnamed and not any(find.record.source == "orcid" for find in work.finds)


def _apart(
    ours: Sequence[MatchedPaper], taken: Sequence[MatchedPaper], people: Sequence[PulledPerson], decisions: Decisions
) -> set[int]:
    """The places of works that share nothing with the rest of anybody under whose identifier they were found."""
    suspected: set[int] = set()
    cleared: set[int] = set()
    for person in people:
        own = [work for work in ours if _is_of(work, person)]
        owned = [at for at, work in enumerate(taken) if person.slug in work.owners]
        known = {at for at, work in enumerate(own) if work.fields.get("draft") != "true"}  # `new` writes an example
        known |= {len(own) + at for at, index in enumerate(owned) if _is_known(taken[index], decisions)}
        papers = [traits(work.fields, person.is_named) for work in [*own, *(taken[at] for at in owned)]]
        strange = {index for cluster in strangers(papers, known) for index in cluster}
        suspected |= {owned[index - len(own)] for index in strange if index >= len(own)}
        cleared |= {at for index, at in enumerate(owned) if index + len(own) not in strange}
    return suspected - cleared


def _is_known(work: MatchedPaper, decisions: Decisions) -> bool:
    """Whether somebody has said that a work is theirs: here, or by the list in which it stands."""
    return is_in(work, decisions.accepted) or any(find.record.source in BY_HAND for find in work.finds if find.person)


def _circle(person: PulledPerson, works: Sequence[MatchedPaper]) -> list[Traits]:
    return [traits(work.fields, person.is_named) for work in works if _is_of(work, person)]


def _is_of(work: MatchedPaper, person: PulledPerson) -> bool:
    """Whether a work stands under an identifier of a person, or names them."""
    return person.slug in work.owners or any(map(person.is_named, makers(work.fields)))


def _why(work: MatchedPaper) -> str:
    if work.looks_like:
        return "alike"
    return "unnamed" if work.owners and _is_nobodys(work) else "name"


def _candidate(
    work: MatchedPaper, why: str, circles: Mapping[str, Sequence[Traits]], people: Sequence[PulledPerson]
) -> Candidate:
    asked = {find.person for find in work.finds}
    common = [
        (kind, trait)
        for person in people
        if person.slug in asked
        for kind, trait in shared(traits(work.fields, person.is_named), circles[person.slug])
    ]
    parts = []
    for kind, name in _KINDS.items():
        same = list(dict.fromkeys(trait.title() for trait_kind, trait in common if trait_kind == kind))
        if same:
            more = f" and {len(same) - _EVIDENCE} more" if len(same) > _EVIDENCE else ""
            parts.append(f"{name} in common: {', '.join(same[:_EVIDENCE])}{more}")
    evidence = f"perhaps {work.looks_like}" if why == "alike" else "; ".join(parts) or "nothing in common"
    return Candidate(work.id, str(work.fields.get("title", "")), _about(work), why, evidence)  # type: ignore[arg-type] # one of four words


def _about(work: MatchedPaper) -> str:
    authors = [author_name(entry) for entry in makers(work.fields)]
    names = ", ".join(authors[:2]) + (f" and {len(authors) - 2} more" if len(authors) > 2 else "")
    return f"{names}, {str(work.fields['date'])[:4]}"


def _by_evidence(candidate: Candidate) -> tuple[str, bool, str]:
    return candidate.why, candidate.evidence == "nothing in common", candidate.id
