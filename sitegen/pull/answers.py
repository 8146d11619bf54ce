"""Answers, `--accept` and `--reject`: to papers by id, to conflicts and suggestions by `file:key`, to `all` of them.

In: the words as they were typed, and the slugs of the papers that are there. Out: the answers, sorted by what they are
about. Never decides whether there is such a question: whoever answers none is told by `plan`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from sitegen.pull.decisions import normal
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex

ALL = "all"
"""Answers every conflict; never a paper, for a stranger's paper is not let in unseen."""

Side = Literal["theirs", "yours"]

_FIELD = regex(r"(?:(?:content/)?papers/)?(?:[^:]*/)?([^/:]+?)(?:\.ya?ml)?:([A-Za-z][\w.-]*)")


class Question(NamedTuple):
    """A field of a paper that waits for a word: by its dotted key, a suggestion also by the last part of it."""

    slug: str
    key: str

    def __str__(self) -> str:
        """Write it as it can be typed: `2022-lovelace-engines:abstract`."""
        return f"{self.slug}:{self.key}"


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one run. `typed` maps the normal form of each to the option and the word that was typed."""

    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    theirs: frozenset[Question] = frozenset()
    yours: frozenset[Question] = frozenset()
    for_all: Side | None = None
    typed: Mapping[str, tuple[str, str]] | None = None

    def side(self, slug: str, key: str) -> Side | None:
        """Return which side of a conflict is to stand; nothing when nobody said so in this run."""
        question = Question(slug, key)
        if question in self.theirs:
            return "theirs"
        return "yours" if question in self.yours else self.for_all

    def __bool__(self) -> bool:
        """Tell whether anything was answered."""
        return bool(self.typed)


def read(accept: Iterable[str], reject: Iterable[str], slugs: Collection[str]) -> Answers:
    """Sort what was typed; of two answers to one question the last, a rejection, holds."""
    typed: dict[str, tuple[str, str]] = {}
    ids: dict[str, set[str]] = {"--accept": set(), "--reject": set()}
    fields: dict[str, set[Question]] = {"--accept": set(), "--reject": set()}
    for_all: Side | None = None
    for option, words in (("--accept", accept), ("--reject", reject)):
        for word in words:
            question = asked(word, slugs)
            if word.strip().casefold() == ALL:
                for_all = "theirs" if option == "--accept" else "yours"
                typed[ALL] = (option, word)
            elif question:
                fields[option].add(question)
                typed[str(question)] = (option, word)
            else:
                ids[option].add(normal(word))
                typed[normal(word)] = (option, word)
    return Answers(
        accepted=frozenset(ids["--accept"] - ids["--reject"]),
        rejected=frozenset(ids["--reject"]),
        theirs=frozenset(fields["--accept"] - fields["--reject"]),
        yours=frozenset(fields["--reject"]),
        for_all=for_all,
        typed=typed,
    )


def asked(word: str, slugs: Collection[str]) -> Question | None:
    """Return the field that a word names (`x:title`, `content/papers/x.yaml:title`); nothing without such a file."""
    match = _FIELD.fullmatch(word.strip())
    if not match or match[1] not in slugs:
        return None
    return Question(match[1], match[2])
