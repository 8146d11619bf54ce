"""Combine the records of one paper: for each field, the source that knows it best.

In: the records of one work. Out: one mapping of fields, and for each of them (mappings key by key: `links.pdf`) the
sources it was made from. The order of sources is the contract's, not chance's. Never looks at what a person wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sitegen.content.requirements import NAMELESS
from sitegen.merge.appearance import Described, appearance
from sitegen.merge.likeness import author_name, author_parts, family_key, is_arxiv_doi, name_key, title_key
from sitegen.merge.ranks import rank
from sitegen.merge.record import IMPORT, Record
from sitegen.model import GONE, UNPUBLISHED
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex
from sitegen.text import names
from sitegen.text.repair import repair

_OF_PUBLICATION = frozenset({"venue", "type", "doi"})
"""Fields in which a record of the published version is believed before one of a preprint, whatever its source."""
_APPEARING = frozenset({"article", "inproceedings", "chapter", "book"})
_AS_PRINTED = frozenset({"arxiv", "crossref", "acl", "openreview", "inspire", "dblp", "datacite", "europepmc", IMPORT})
"""Who names authors as their papers do; others know people, and call them the same on every paper."""
_NAME = ("name", "given", "particle", "family", "suffix")
_WORD = regex(r"[^\W\d_]+")
_AFFILIATED = ("crossref", "openalex", "inspire", "europepmc", "ads")
"""Who adds ORCIDs and affiliations to names that another source gave, best first."""


@dataclass(frozen=True, slots=True)
class Combined:
    """One paper from all its records.

    `origins` names, for each field, the sources its value was made from, the leading one first; `told` is every source
    that said anything of the field. `suggested` maps a dotted field to values that a person should confirm, each with
    its source.
    """

    fields: Mapping[str, Any]
    origins: Mapping[str, tuple[str, ...]]
    told: Mapping[str, frozenset[str]]
    suggested: Mapping[str, tuple[tuple[str, str], ...]]


class _Statement(NamedTuple):
    """One record and its fields, cleaned."""

    record: Record
    fields: Mapping[str, Any]
    is_preprint: bool


def combine(records: Iterable[Record], accepted: Callable[[str], bool] = lambda _: False) -> Combined:
    """Choose for each field; suggested values that are `accepted` count as said."""
    statements = [_statement(record, accepted) for record in records]
    names = dict.fromkeys(name for statement in statements for name in statement.fields)
    fields: dict[str, Any] = {}
    origins: dict[str, tuple[str, ...]] = {}
    told: dict[str, frozenset[str]] = {}
    for name in names:
        ranked = sorted(
            (statement for statement in statements if name in statement.fields),
            key=lambda statement: _rank(statement, name),
        )
        fields[name] = _choose(name, ranked, origins, told)
    _name_venue(fields, statements, origins)
    if fields.get("status") in UNPUBLISHED and any(map(_has_appeared, statements)):
        for notes in (fields, origins, told):
            del notes["status"]  # which a record of its preprint says
    if is_arxiv_doi(fields.get("doi", "")) and fields.get("arxiv"):
        del fields["doi"]
    return Combined(fields, origins, told, _suggested(statements))


def _has_appeared(statement: _Statement) -> bool:
    kind, status = statement.fields.get("type"), statement.fields.get("status")
    return kind in _APPEARING and bool(statement.fields.get("venue")) and status not in UNPUBLISHED


def _statement(record: Record, accepted: Callable[[str], bool]) -> _Statement:
    fields = clean(dict(record.fields))
    for path, value in _leaves(record.suggested):
        if accepted(value):
            _put(fields, path, value)
    is_preprint = fields.get("type") == "preprint"
    return _Statement(record, fields, is_preprint)


def clean(value: Any) -> Any:
    """A value from a source without what no file can hold: control characters, empty texts, lists and mappings."""
    if isinstance(value, str):
        return value if value.isprintable() else repair(value)[0].strip()
    if isinstance(value, dict):
        cleaned = {str(name): clean(inner) for name, inner in value.items()}
        return {name: inner for name, inner in cleaned.items() if inner not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [inner for inner in map(clean, value) if inner not in (None, "", [], {})]
    return value if value is None else str(value)


def _rank(statement: _Statement, name: str) -> tuple[bool, bool, int]:
    """The order of belief: a publication before its preprint, a kind of work before "other", then who knows best."""
    is_vague = name == "type" and statement.fields[name] == "other"
    is_published_first = name in _OF_PUBLICATION or (name == "date" and statement.record.source == IMPORT)
    return (is_vague, statement.is_preprint and is_published_first, rank(statement.record.source, name))


def _choose(
    name: str,
    statements: Sequence[_Statement],
    origins: dict[str, tuple[str, ...]],
    told: dict[str, frozenset[str]],
) -> Any:
    """The value of a field, from those that say something of it, best first; notes where it is from."""
    told[name] = frozenset(statement.record.source for statement in statements)
    origins[name] = (statements[0].record.source,)
    if name == "status":
        statements = sorted(statements, key=lambda statement: statement.fields[name] not in GONE)
        origins[name] = (statements[0].record.source,)
    elif name == "date":
        value, origins[name] = _date(statements)
        return value
    elif name == "title":
        best = _title(statements)
        origins[name] = tuple(dict.fromkeys((best.record.source, statements[0].record.source)))
        return best.fields[name]
    elif name == "venue":
        value, origins[name] = appearance([_described(statement) for statement in statements])
        return value
    elif name == "authors":
        authors, spellers = _spelled_out(statements[0].fields[name], statements[1:])
        authors, tellers = _with_parts(authors, statements[1:])
        authors, helpers = _with_affiliations(authors, statements[1:])
        origins[name] = (statements[0].record.source, *dict.fromkeys((*spellers, *tellers, *helpers)))
        return authors
    elif name in {"ids", "links", "extra"}:
        return _key_by_key(name, statements, origins, told)
    return statements[0].fields[name]


def _name_venue(fields: dict[str, Any], statements: Sequence[_Statement], origins: dict[str, tuple[str, ...]]) -> None:
    """Take a venue that has a name, where this kind of work needs one and the best source knows only a publisher."""
    venue = fields.get("venue")
    if not isinstance(venue, Mapping) or venue.get("name") or fields.get("type") in NAMELESS:
        return
    named = [
        statement
        for statement in statements
        if isinstance(statement.fields.get("venue"), Mapping) and statement.fields["venue"].get("name")
    ]
    if named:
        best = sorted(named, key=lambda statement: _rank(statement, "venue"))
        fields["venue"], origins["venue"] = appearance([_described(statement) for statement in best])
    else:
        del fields["venue"], origins["venue"]


def _date(statements: Sequence[_Statement]) -> tuple[str, tuple[str, ...]]:
    """The earliest that the best source says; as exactly as any knows it that means the same year or month.

    A person's own list dates what appeared, beside the volume and the pages of that.
    """
    leader = statements[0].record.source
    first = min(str(statement.fields["date"]) for statement in statements if statement.record.source == leader)
    first = str(statements[0].fields["date"]) if leader == IMPORT else first
    exact = next((statement for statement in statements if str(statement.fields["date"]).startswith(f"{first}-")), None)
    sources = dict.fromkeys((exact.record.source, leader)) if exact else (leader,)
    return str(exact.fields["date"]) if exact else first, tuple(sources)


def _title(statements: Sequence[_Statement]) -> _Statement:
    """The best source's; where that lost its formulas, the first that has the same words with them."""
    title = str(statements[0].fields["title"])
    words = title_key(title).replace(" ", "")
    having = (statement for statement in statements if "$" in str(statement.fields["title"]))
    same = (statement for statement in having if title_key(str(statement.fields["title"])).replace(" ", "") == words)
    return statements[0] if "$" in title else next(same, statements[0])


def _described(statement: _Statement) -> Described:
    return Described(
        statement.record.source, statement.fields["venue"], str(statement.fields.get("doi", "")), statement.is_preprint
    )


def _key_by_key(
    name: str, statements: Sequence[_Statement], origins: dict[str, tuple[str, ...]], told: dict[str, frozenset[str]]
) -> dict[str, Any]:
    """A mapping whose keys stand for themselves: each from whoever knows it best, an id from its own source."""
    chosen: dict[str, Any] = {}
    del origins[name], told[name]
    for key in dict.fromkeys(key for statement in statements for key in statement.fields[name]):
        having = [statement for statement in statements if key in statement.fields[name]]
        best = next((statement for statement in having if statement.record.source == key), having[0])
        chosen[key] = best.fields[name][key]
        origins[f"{name}.{key}"] = (best.record.source,)
        told[f"{name}.{key}"] = frozenset(statement.record.source for statement in having)
    return chosen


def _with_affiliations(authors: Any, others: Sequence[_Statement]) -> tuple[list[Any], tuple[str, ...]]:
    """Authors with the ORCIDs and affiliations that other sources know of the person in the same place."""
    told = list(authors)
    helpers = []
    for source in _AFFILIATED:
        for other in (statement for statement in others if statement.record.source == source):
            filled = [_filled(author, *_at(other.fields["authors"], position)) for position, author in enumerate(told)]
            if filled != told:
                told = filled
                helpers.append(source)
    return told, tuple(dict.fromkeys(helpers))


def _spelled_out(authors: Any, others: Sequence[_Statement]) -> tuple[list[Any], tuple[str, ...]]:
    """Authors with whole given names, where the best source has initials and another names the same people in full."""
    told = list(authors)
    spellers = []
    for other in others:
        if other.record.source not in _AS_PRINTED or len(other.fields["authors"]) != len(told):
            continue
        spelled = [_fuller(*pair) for pair in zip(told, other.fields["authors"], strict=True)]
        if spelled != told:
            told = spelled
            spellers.append(other.record.source)
    return told, tuple(dict.fromkeys(spellers))


def _fuller(author: Any, other: Any) -> Any:
    """One author, by the other's name if that spells out the same initials."""
    own, known = names.split(author_name(author)), names.split(author_name(other))
    initials, full = _WORD.findall(own.given), _WORD.findall(known.given)
    is_short = bool(initials) and all(len(word) == 1 for word in initials)
    begins = [word[0].casefold() for word in full][: len(initials)] == [word.casefold() for word in initials]
    if not is_short or not begins or not any(len(word) > 1 for word in full) or own.is_group:
        return author
    if family_key(author_name(author)) != family_key(author_name(other)):
        return author
    more = {key: value for key, value in author.items() if key not in _NAME} if isinstance(author, dict) else {}
    whole = other if isinstance(other, dict) else {"name": other}
    spelled = {key: value for key, value in whole.items() if key in _NAME}
    return {**spelled, **more} if more or "name" not in spelled else spelled["name"]


def _with_parts(authors: Any, others: Sequence[_Statement]) -> tuple[list[Any], tuple[str, ...]]:
    """Authors with the parts of their names, where another source can tell them and a program could not."""
    told = list(authors)
    tellers = []
    for other in others:
        parted = [_parted(author, *_at(other.fields["authors"], position)) for position, author in enumerate(told)]
        if parted != told:
            told = parted
            tellers.append(other.record.source)
    return told, tuple(dict.fromkeys(tellers))


def _parted(author: Any, other: Any = None) -> Any:
    """One author with the parts of the name that another source states of the same name."""
    own, known = author_parts(author), author_parts(other)
    if own.family or own.group or not (known.family or known.group):
        return author
    more = {key: value for key, value in author.items() if key != "name"} if isinstance(author, dict) else {}
    if known.group:
        is_same = name_key(own.name) == name_key(known.name)
        return {"name": own.name, "group": "true", **more} if is_same else author
    spelled = names.as_stated(own.name, known)
    whole = names.parts(spelled)
    text = names.written(whole.given, whole.family, whole.suffix, whole.particle)
    is_other_person = bool(known.given) and not whole.given  # their family name is all of this one: a malformed entry
    if not spelled.family or text == own.name or is_other_person:
        return author
    if not text:
        stated = {"given": whole.given, "particle": whole.particle, "family": whole.family, "suffix": whole.suffix}
        return {**{part: value for part, value in stated.items() if value}, **more}
    return {"name": text, **more} if more else text


def _at(authors: Sequence[Any], position: int) -> tuple[Any, ...]:
    return tuple(authors[position : position + 1])


def _filled(author: Any, other: Any = None) -> Any:
    """One author with what another source knows besides, if the family names agree."""
    if not isinstance(other, dict) or family_key(author_name(author)) != family_key(author_name(other)):
        return author
    own = dict(author) if isinstance(author, dict) else {"name": author}
    known = {key: other[key] for key in ("orcid", "affiliations") if key in other and key not in own}
    return {**own, **known} if known else author


def _suggested(statements: Sequence[_Statement]) -> dict[str, tuple[tuple[str, str], ...]]:
    suggestions: dict[str, dict[str, str]] = {}
    for statement in statements:
        for path, value in _leaves(clean(dict(statement.record.suggested))):
            suggestions.setdefault(".".join(path), {}).setdefault(value, statement.record.source)
    return {name: tuple(values.items()) for name, values in suggestions.items()}


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterable[tuple[tuple[str, ...], str]]:
    """Every single text in a mapping of suggestions, with its path."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, (*path, str(name)))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner, path)
    elif value:
        yield path, str(value)


def _put(fields: dict[str, Any], path: Sequence[str], value: str) -> None:
    for name in path[:-1]:
        inner = fields.get(name)
        fields[name] = inner = dict(inner) if isinstance(inner, dict) else {}
        fields = inner
    old = fields.get(path[-1])
    if old and old != value:
        values = old if isinstance(old, list) else [old]
        fields[path[-1]] = values if value in values else [*values, value]
    else:
        fields[path[-1]] = value
