"""Pull plan: from the records of all sources to what will be written, and what a person has to know.

In: the site as it is, and a harvest. Out: every change, whole, and the report. Never touches a file: what is planned
is written by `recipe`, or shown by `--dry-run`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sitegen.errors import Problem, SitegenError
from sitegen.merge.likeness import author_name, initial_key, makers, name_key
from sitegen.pull import left_out, provenance
from sitegen.pull.answers import ALL, Answers, Question
from sitegen.pull.changes import NOTHING_SAID, Change, Day, create, restore, update
from sitegen.pull.decisions import Decisions
from sitegen.pull.fetch import Harvest
from sitegen.pull.matched_papers import MatchedPaper, survey
from sitegen.pull.naming import name
from sitegen.pull.people import NameCheck, PulledPerson, person, some
from sitegen.pull.profile import Others, profile
from sitegen.pull.report import Added, Disputed, PullReport, Settled, Suggestion, Updated, Withdrawn
from sitegen.pull.screening import admit, is_in
from sitegen.pull.site_snapshot import SiteSnapshot
from sitegen.records import dataclass

NOTHING_DECIDED = Decisions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A person's request of this run: whose papers, the answers to questions, the day, and the editor's schema.

    `earlier` are the decisions of earlier runs.
    """

    people: Sequence[PulledPerson]
    answers: Answers = NOTHING_SAID
    earlier: Decisions = NOTHING_DECIDED
    since: str = ""
    date: str
    schema_address: str = ""


@dataclass(frozen=True, slots=True)
class PullPlan:
    """Everything that a pull would do."""

    changes: tuple[Change, ...]
    decisions: Decisions
    report: PullReport


def plan(shelf: SiteSnapshot, harvest: Harvest, asked: Asked) -> PullPlan:
    """Match, admit, merge; `shelf` already holds the decisions of this run about papers.

    Raises `SitegenError` for an answer to what nobody asked.
    """
    shelf = _with_values(shelf, harvest, asked.answers)
    works = survey(shelf, harvest.finds)
    decisions = _renamed(_consistent(shelf.decisions, works, asked), works)
    day = Day(asked.date, harvest.answered)
    problems = [provenance.lost(file) for file in shelf.damaged]
    updates = _updates(works, decisions, asked.answers, day, problems)
    _check_answers(works, [change for _, change in updates], asked, harvest)
    decisions = _settled([change for _, change in updates], decisions)
    admitted = admit(works, asked.people, decisions, asked.since)
    additions = [*_additions(admitted.works, shelf, asked, day, problems), *_restored(works, shelf, asked)]
    done = [*updates, *additions]
    problems += [problem for work, change in done for problem in _noted(work, change)]
    problems += _unnamed([change.file for work, change in additions if work.finds and work.is_unnamed])
    profiles = _profiles(shelf, done, asked.people, day, problems)
    problems += _names(done, _respelled(asked.people, profiles))
    missed = (*admitted.incomplete, *left_out.unread(harvest.left_out))
    problems += [Problem(sentence=sentence, severity="warning") for sentence in missed]
    changes = [change for _, change in done]
    written = [*changes, *profiles]
    report = PullReport(
        papers=sum(1 for work in works if work.finds),
        added=tuple(
            Added(change.file, str(change.data["title"]), str(change.data.get("date", ""))) for _, change in additions
        ),
        updated=tuple(Updated(change.file, change.fields) for _, change in updates if change.is_new_text),
        people=tuple(Updated(change.file, change.fields) for change in profiles if change.is_new_text),
        conflicts=tuple(Disputed(change.file, conflict) for change in changes for conflict in change.conflicts),
        settled=tuple(Settled(change.file, conflict, side) for change in changes for conflict, side in change.settled),
        candidates=admitted.candidates,
        suggestions=tuple(suggestion for work, change in done for suggestion in _suggestions(work, change, decisions)),
        withdrawn=tuple(Withdrawn(change.file, change.status) for change in changes if change.status),
        left_out=admitted.left_out,
        refused=left_out.counted(harvest.left_out),
        problems=tuple(problems + [problem for change in changes for problem in change.problems]),
        failures=tuple(harvest.failures),
    )
    pulled = decisions.pulled | {change.slug for change in changes}
    return PullPlan(tuple(written), replace(decisions, pulled=pulled), report)


Done = tuple[MatchedPaper, Change]


def _consistent(decisions: Decisions, works: Sequence[MatchedPaper], asked: Asked) -> Decisions:
    """Let a decision of this run undo an earlier one about the same paper under another of its ids."""
    yes, no = asked.answers.accepted, asked.answers.rejected
    accepted, rejected = decisions.accepted, decisions.rejected
    for work in works:
        if is_in(work, yes):
            rejected -= work.identities | set(work.gone)
        elif is_in(work, no):
            accepted -= work.identities | set(work.gone)
    return replace(decisions, accepted=accepted, rejected=rejected)


def _with_values(shelf: SiteSnapshot, harvest: Harvest, answers: Answers) -> SiteSnapshot:
    """Let suggested values that were answered by `file:key` be decided about."""
    if not (answers.theirs or answers.yours):
        return shelf
    values = _questions(survey(shelf, harvest.finds))
    yes, no = (
        [values[question] for question in side if question in values] for side in (answers.theirs, answers.yours)
    )
    return replace(shelf, decisions=shelf.decisions.deciding(yes, no))


def _questions(works: Sequence[MatchedPaper]) -> Mapping[Question, str]:
    """The values that sources suggest for papers that are there, each by what it can be answered by."""
    return {
        question: value
        for work in works
        if work.paper
        for field, values in work.combined.suggested.items()
        for position, (value, _) in enumerate(values)
        for question in (_question(work.paper.slug, field, position), Question(work.paper.slug, field))
    }


def _question(slug: str, field: str, position: int) -> Question:
    """The word for a suggested value: `code` of this paper, `code2` for the second of several."""
    return Question(slug, field.rpartition(".")[2] + (str(position + 1) if position else ""))


def _renamed(decisions: Decisions, works: Sequence[MatchedPaper]) -> Decisions:
    """Let what was answered about a file hold for it under its new name."""
    moved = {
        str(Question(work.paper.slug, answer.removeprefix(f"{old}:")))
        for work in works
        for old in (work.gone if work.paper else ())
        for answer in decisions.rejected
        if work.paper and answer.startswith(f"{old}:")
    }
    return replace(decisions, rejected=decisions.rejected | moved)


def _settled(changes: Sequence[Change], decisions: Decisions) -> Decisions:
    """Remember whose side of a conflict stands: yours until you say otherwise; theirs is in the file, and no rule."""
    sides = [
        (str(Question(change.slug, conflict.field)), side) for change in changes for conflict, side in change.settled
    ]
    yours = {question for question, side in sides if side == "yours"}
    theirs = {question for question, side in sides if side == "theirs"}
    return replace(
        decisions,
        accepted=(decisions.accepted | theirs) - yours,
        rejected=(decisions.rejected | yours) - theirs,
    )


def _updates(
    works: Sequence[MatchedPaper], decisions: Decisions, answers: Answers, day: Day, problems: list[Problem]
) -> list[Done]:
    done = []
    for work in works:
        is_answered = answers and work.past and work.past.conflicts  # also where no source speaks of it today
        if work.paper is None or not (work.finds or is_answered):
            continue
        if is_in(work, decisions.rejected):
            problems.append(_rejected(work.paper.file))
            continue
        try:
            done.append((work, update(work.paper, work, day, answers=answers, rejected=decisions.rejected)))
        except SitegenError as error:
            problems += error.problems
    return done


def _additions(
    works: Sequence[MatchedPaper], shelf: SiteSnapshot, asked: Asked, day: Day, problems: list[Problem]
) -> list[tuple[MatchedPaper, Change]]:
    """Name and make the files of new papers: the oldest first, so that names do not depend on who answered first."""
    taken = {slug.casefold() for slug in (*(paper.slug for paper in shelf.papers), *shelf.pasts)}
    done = []
    for work in sorted(
        works, key=lambda new_paper: (str(new_paper.fields["date"]), str(new_paper.fields["title"]), new_paper.id)
    ):
        slug = work.gone[0] if work.gone else name(work.fields, taken)
        taken.add(slug.casefold())
        try:
            done.append((work, create(work, slug, day, schema_address=asked.schema_address)))
        except SitegenError as error:
            title = str(work.fields["title"])
            problems += [
                replace(problem, sentence=f'"{title}" is left out: {problem.sentence}') for problem in error.problems
            ]
    return sorted(done, key=lambda pair: pair[1].file)


def _restored(works: Sequence[MatchedPaper], shelf: SiteSnapshot, asked: Asked) -> Iterator[Done]:
    """Yield the accepted papers whose files a hand deleted and of which no source speaks, as they were last pulled."""
    for work in works:
        wanted = [slug for slug in work.gone if slug in asked.answers.accepted]
        if wanted and work.paper is None and not work.finds:
            yield work, restore(wanted[0], shelf.pasts[wanted[0]], schema_address=asked.schema_address)


def is_stored(shelf: SiteSnapshot, answers: Answers) -> bool:
    """Tell whether all answers are to questions that are remembered here, so that no source need be asked."""
    pasts = [(paper.slug, shelf.pasts[paper.slug]) for paper in shelf.papers if paper.slug in shelf.pasts]
    open_ = {str(Question(slug, field)) for slug, past in pasts for field in past.conflicts}
    stored = {*open_, *shelf.gone, *([ALL] if open_ else ())}
    return bool(answers) and stored.issuperset(answers.typed or ())


def _profiles(
    shelf: SiteSnapshot, done: Sequence[Done], people: Sequence[PulledPerson], day: Day, problems: list[Problem]
) -> list[Change]:
    """The changes of people's files that follow from the papers that are in."""
    changes = []
    crowd = _crowd([*(paper.data for paper in shelf.papers), *(change.data for _, change in done)])
    for pulled in people:
        person_file = shelf.people.get(pulled.slug)
        records = [
            find.record
            for work, change in done
            for find in work.finds
            if find.person == pulled.slug and find.record.reached == "id" and change.slug not in pulled.author.not_
        ]
        names = {key for author in shelf.authors if author.slug != pulled.slug for key in person(author).names}
        others = Others(frozenset(names), crowd)
        try:
            change = profile(pulled, person_file, records, others, day) if person_file else None
        except SitegenError as error:
            problems += [replace(problem, severity="warning") for problem in error.problems]
            continue
        changes += [change] if change else []
    return changes


def _crowd(papers: Iterable[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    """Every name on papers, by family name and initial."""
    spellings: dict[str, set[str]] = defaultdict(set)
    for spelled in {author_name(entry) for fields in papers for entry in makers(fields)}:
        spellings[initial_key(spelled)].add(spelled)
    return {key: frozenset(names) for key, names in spellings.items()}


def _respelled(people: Sequence[PulledPerson], profiles: Sequence[Change]) -> list[PulledPerson]:
    """The people with the spellings that this run has written into their files."""
    new = {change.slug: frozenset(map(name_key, change.data.get("names") or ())) for change in profiles}
    return [replace(pulled, names=pulled.names | new.get(pulled.slug, frozenset())) for pulled in people]


def _names(done: Sequence[Done], people: Sequence[PulledPerson]) -> list[Problem]:
    check = NameCheck()
    known: Mapping[str, PulledPerson] = {pulled.slug: pulled for pulled in people}
    for work, change in done:
        for slug in work.owners:
            if change.slug not in known[slug].author.not_:
                places = [
                    find.record.person for find in work.finds if find.person == slug and find.record.person is not None
                ]
                people_of = [*(change.data.get("authors") or ()), *(change.data.get("editors") or ())]
                check.look(known[slug], change.file, people_of, places[0] if places else None)
    return list(check.problems())


def _suggestions(work: MatchedPaper, change: Change, decisions: Decisions) -> list[Suggestion]:
    """The sources' suggestions for fields that the file leaves open, but for what was decided about."""
    suggestions = []
    for field, values in work.combined.suggested.items():
        top, _, rest = field.partition(".")
        inner = change.data.get(top)
        if (inner.get(rest) if rest and isinstance(inner, dict) else inner) is not None and (not rest or inner):
            continue
        decided = decisions.accepted | decisions.rejected
        suggestions += [
            Suggestion(change.file, field, value, source, str(_question(change.slug, field, position)))
            for position, (value, source) in enumerate(values)
            if value not in decided
        ]
    return suggestions


def _noted(work: MatchedPaper, change: Change) -> list[Problem]:
    """The notes of unsure sources, told once: when the field has a new value of theirs, or a new paper has none."""
    noted = [(find.record.source, note) for find in work.finds for note in find.record.notes]
    return [
        Problem(change.file, field=note.field, sentence=note.sentence, hint=note.hint, severity="warning")
        for source, note in dict.fromkeys(noted)
        if (note.field in change.fields and source in work.combined.origins.get(note.field, ()))
        or (change.old is None and note.field not in change.data)
    ]


def _check_answers(works: Sequence[MatchedPaper], changes: Sequence[Change], asked: Asked, harvest: Harvest) -> None:
    """Raise `SitegenError` for each answer to what is no question here."""
    values = _questions(works)
    known = {ALL, *values.values(), *map(str, values), *asked.earlier.accepted, *asked.earlier.rejected}
    known |= {str(Question(change.slug, conflict.field)) for change in changes for conflict, _ in change.settled}
    unknown = [
        typed
        for answer, typed in (asked.answers.typed or {}).items()
        if answer not in known and not any(is_in(work, frozenset({answer})) for work in works)
    ]
    if not unknown:
        return
    failed = ", ".join(dict.fromkeys(failure.source for failure in harvest.failures))
    hint = f"perhaps one that failed knows it ({failed}): pull again later" if failed else ""
    hint = hint or "`sitegen pull` names what can be answered: papers by id, conflicts and suggestions by FILE:KEY"
    sentence = 'there is nothing to answer under "{}"; nothing was changed'
    raise SitegenError([Problem(field=option, sentence=sentence.format(word), hint=hint) for option, word in unknown])


def _unnamed(files: Sequence[str]) -> list[Problem]:
    """One warning for all papers whose authors nobody knows."""
    sentence = f"no source names the authors of {some(files)}" if files else ""
    hint = "only the person under whose identifier it stands is listed; complete the list by hand"
    return [Problem(files[0], field="authors", sentence=sentence, hint=hint, severity="warning")] if files else []


def _rejected(file: str) -> Problem:
    sentence = "this paper was rejected, so nothing is pulled for it"
    return Problem(file, sentence=sentence, hint="delete the file, or --accept the paper", severity="warning")
