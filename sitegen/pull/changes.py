"""Changes of a pull: for each paper the new bytes of its file, and of what is remembered of it.

In: works, and the day. Out: changes, each whole, with what a person should know of them. Never touches a file, and
never makes one that the site could not be built from: a value that does not fit its field is left out and named.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sitegen.content import schema, yaml_writer, yamlfile
from sitegen.content.fields import KINDS, Part
from sitegen.content.form_error import FormError
from sitegen.content.web_addresses import is_local, target
from sitegen.errors import Problem, SitegenError
from sitegen.merge.threeway import Conflict, Merged, merge
from sitegen.model import GONE
from sitegen.pull import provenance
from sitegen.pull.answers import Answers, Question, Side
from sitegen.pull.matched_papers import MatchedPaper
from sitegen.pull.provenance import PullState
from sitegen.pull.site_snapshot import PaperFile
from sitegen.records import NamedTuple, dataclass

NOTHING_SAID = Answers()
_PAPER = Part(KINDS["paper"])
_MODELINE = "# yaml-language-server: $schema={schema}\n"


class Day(NamedTuple):
    """The day of a pull (`2026-11-23`), and the sources that were asked and answered whole."""

    date: str
    answered: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One paper after this pull.

    `old` and `new` are the bytes of its file (`old` is None for a new one), `past` the text of what is remembered (in
    `past_file`), or None where that stays. `fields` have new values in the file; `status` is one that is new and has to
    be marked.
    `conflicts` are those that wait for a person, `settled` those that were answered in this run, and for whom.
    """

    slug: str
    file: str
    old: bytes | None
    new: bytes
    past: str | None
    past_file: str
    fields: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    settled: tuple[tuple[Conflict, Side], ...] = ()
    problems: tuple[Problem, ...] = ()
    status: str = ""
    data: Mapping[str, Any]

    @property
    def is_new_text(self) -> bool:
        """Whether the paper's own file changes."""
        return self.old != self.new


def update(
    paper: PaperFile,
    work: MatchedPaper,
    day: Day,
    *,
    answers: Answers = NOTHING_SAID,
    rejected: Collection[str] = (),
    own_files: Container[str] = (),
    may_shrink: bool = False,
) -> Change:
    """Merge what sources say into a paper's file. Raises `SitegenError` when the file cannot be changed in place.

    `rejected` are answers of earlier runs: conflicts, as `slug:field`, of which nobody wants to hear again. `own_files`
    are paths below `content/` that links may name: no source knows any, an import brings them.
    `may_shrink` as in `threeway.merge`.
    """
    past = work.past if work.past is not None else PullState(base=work.combined.fields)
    theirs = provenance.settled(work.combined, past)
    merged, problems = _merged(past, paper.data, theirs, paper.file, own_files, may_shrink=may_shrink)
    open_ = provenance.standing(past, merged)
    sides = [(conflict, answers.side(paper.slug, conflict.field)) for conflict in open_]
    taken = [conflict for conflict, side in sides if side == "theirs"]
    if taken:
        mine = _with_theirs(paper.data, taken)
        merged, problems = _merged(past, mine, theirs, paper.file, own_files, may_shrink=may_shrink)
        merged = merged._replace(changed=(*merged.changed, *(conflict.field for conflict in taken)))
    new = paper.raw
    if merged.data != paper.data:
        new = paper.edited(merged.data)
    kept = provenance.remember(past, merged, work.combined, day=day.date, answered=day.answered)
    kept = replace(kept, identities=past.identities | work.identities)
    status = str(merged.data.get("status")) if "status" in merged.changed else ""
    return Change(
        slug=paper.slug,
        file=paper.file,
        old=paper.raw,
        new=new,
        past=provenance.as_text(kept) if work.past is None or kept != past else None,
        past_file=provenance.path(paper.slug),
        fields=merged.changed,
        conflicts=tuple(
            conflict
            for conflict, side in sides
            if side is None and str(Question(paper.slug, conflict.field)) not in rejected
        ),
        settled=tuple((conflict, side) for conflict, side in sides if side is not None),
        problems=problems,
        status=status if status in GONE else "",
        data=merged.data,
    )


def _with_theirs(data: Mapping[str, Any], conflicts: Sequence[Conflict]) -> dict[str, Any]:
    """Return a paper's data in which the sources' side of some conflicts stands."""
    new = dict(data)
    for conflict in conflicts:
        top, _, key = conflict.field.partition(".")
        inner = new.get(top)
        new[top] = {**inner, key: conflict.theirs} if key and isinstance(inner, dict) else conflict.theirs
    return new


def create(
    work: MatchedPaper, slug: str, day: Day, *, schema_address: str = "", own_files: Container[str] = ()
) -> Change:
    """Make the file of a new paper; `own_files` as in `update`.

    Raises `SitegenError` when what the sources say does not make one.
    """
    file = f"content/papers/{slug}.yaml"
    merged, problems = _merged(PullState(), {}, dict(work.combined.fields), file, own_files)
    text = _text(merged.data, file, schema_address)
    kept = provenance.remember(PullState(), merged, work.combined, day=day.date, answered=day.answered)
    status = str(merged.data.get("status", ""))
    return Change(
        slug=slug,
        file=file,
        old=None,
        new=text.encode(),
        past=provenance.as_text(replace(kept, identities=work.identities)),
        past_file=provenance.path(slug),
        fields=merged.changed,
        problems=problems,
        status=status if status in GONE else "",
        data=merged.data,
    )


def restore(slug: str, past: PullState, *, schema_address: str = "") -> Change:
    """Make the file of a paper that a hand deleted anew, as it was last pulled; what is remembered of it stays.

    Raises `SitegenError` when what is remembered does not make one.
    """
    file = f"content/papers/{slug}.yaml"
    data = dict(past.base)
    if faults := _faults(data, file):
        raise SitegenError(faults)
    text = _text(data, file, schema_address).encode()
    path = provenance.path(slug)
    return Change(slug=slug, file=file, old=None, new=text, past=None, past_file=path, fields=tuple(data), data=data)


def _text(data: Mapping[str, Any], file: str, schema_address: str) -> str:
    text = (_MODELINE.format(schema=schema_address) if schema_address else "") + yaml_writer.document(data, _PAPER)
    if yamlfile.parse(text, file).data != data:
        raise SitegenError([Problem(file, sentence="what the sources say cannot be written as YAML")])
    return text


def _merged(
    past: PullState,
    mine: Mapping[str, Any],
    theirs: dict[str, Any],
    file: str,
    own_files: Container[str],
    *,
    may_shrink: bool = False,
) -> tuple[Merged, tuple[Problem, ...]]:
    """Merge, leaving out values of theirs that do not fit their fields; each of those is a warning."""
    problems = _without_local_links(theirs, file, own_files)
    while True:
        merged = merge(past.base, mine, theirs, may_shrink=may_shrink)
        faults = _faults(merged.data, file) if merged.changed else ()
        unfit = {_part(fault.field) for fault in faults}
        gone = [name for name in sorted(unfit) if _remove(theirs, name)]
        problems += [replace(fault, severity="warning", hint="") for fault in faults if _part(fault.field) in gone]
        if not faults:
            return merged, tuple(problems)
        if not gone:
            raise SitegenError(faults)


def _faults(data: Mapping[str, Any], file: str) -> tuple[Problem, ...]:
    """The errors that a file with this data would have; their lines are left out, for there is no such file."""
    document = yamlfile.parse(yaml_writer.document(data, _PAPER), file)
    faults = [*document.problems, *schema.check("paper", document)[1]]
    return tuple(replace(problem, line=0, column=0) for problem in faults if problem.severity == "error")


def _part(dotted: str) -> str:
    """The field that goes when something within it does not fit: a key of the top, or of `ids` and `links`."""
    top, _, rest = dotted.partition(".")
    key = rest.partition(".")[0].partition("[")[0]
    return f"{top}.{key}" if top in {"ids", "links"} and key else top.partition("[")[0]


def _remove(fields: dict[str, Any], name: str) -> bool:
    top, _, key = name.partition(".")
    inner = fields.get(top)
    if not key:
        return fields.pop(top, None) is not None
    if not isinstance(inner, dict) or key not in inner:
        return False
    fields[top] = {other: value for other, value in inner.items() if other != key}
    return True


def _without_local_links(theirs: dict[str, Any], file: str, own_files: Container[str]) -> list[Problem]:
    """Take out links that are neither an address nor a file that is known to be there."""
    links = theirs.get("links")
    problems = []
    for kind, value in links.items() if isinstance(links, dict) else ():
        for entry in value if isinstance(value, list) else [value]:
            link = entry.get("url", "") if isinstance(entry, dict) else str(entry)
            if link not in own_files and not _is_address(link):
                sentence = f"a source gives {link[:80]!r}, which is not an address; it is left out"
                problems.append(Problem(file, field=f"links.{kind}", sentence=sentence, severity="warning"))
    for problem in problems:
        _remove(theirs, problem.field)
    return problems


def _is_address(link: str) -> bool:
    try:
        return not is_local(target(link))
    except (FormError, ValueError):
        return False
