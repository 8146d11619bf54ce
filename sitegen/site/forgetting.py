"""What is remembered of a site, without the names that people gave up.

In: what is remembered, which papers that is now, the papers, and the people. Out: the same without former names: no
key, address or feed id that holds one is kept, for whoever gave up a name wants it published nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sitegen.model import Author, PaperFacts
from sitegen.model.published import Memory, PublishedNames, Remembered
from sitegen.records import NamedTuple
from sitegen.site.formerly import name_words
from sitegen.site.kept import Kept
from sitegen.site.people import same_name


class _Bearer(NamedTuple):
    """Somebody who gave up a name: the words of it that are in no name of now, and all their names by letters."""

    author: Author
    lost: frozenset[str]
    former: frozenset[str]
    present: frozenset[str]

    def is_in(self, slug: str) -> bool:
        """Tell whether a slug holds a word of the name."""
        return not self.lost.isdisjoint(slug.casefold().replace("_", "-").replace(".", "-").split("-"))

    def is_led(self, address: str) -> bool:
        """Tell whether an address that the settings lead elsewhere is one of a person or paper, and holds the name."""
        folder, _, slug = address.rpartition("/")
        return folder.rpartition("/")[2] in {"authors", "papers"} and self.is_in(slug)

    def is_in_key(self, key: str) -> bool:
        """Tell whether a citation key begins with a word of the name."""
        return any(key.casefold().startswith(word) for word in self.lost)

    def wrote(self, paper: PaperFacts) -> bool:
        """Tell whether a paper is theirs."""
        return any(
            authorship.author == self.author.slug or same_name(authorship.name) in self.present
            for authorship in paper.credited
        )

    def cleaned(self, remembered: Remembered) -> Remembered:
        """Return what is remembered of something of theirs, without the name."""
        return remembered._replace(
            key="" if self.is_in_key(remembered.key) else remembered.key,
            keys=tuple(key for key in remembered.keys if not self.is_in_key(key)),
            was=tuple(old for old in remembered.was if not self.is_in(old)),
            first="" if self.is_in(remembered.first) else remembered.first,
        )


def without_former_names(
    published: PublishedNames, kept: Kept, papers: Iterable[PaperFacts], authors: Iterable[Author]
) -> tuple[PublishedNames, Kept]:
    """Return what is remembered, and which papers it is of, without the names that people gave up."""
    bearers = [_bearer(author) for author in authors if author.formerly]
    if not bearers or published.feeds == "":
        return published, kept
    memory, kept, people = dict(published.papers), dict(kept), dict(published.people)
    by_slug = {paper.slug: paper for paper in papers}
    for bearer in bearers:
        people = dict(_people(people, bearer))
        theirs = {slug for slug, paper in by_slug.items() if bearer.wrote(paper)}
        for name in [name for name, now in kept.items() if now in theirs]:
            remembered, now = bearer.cleaned(memory.pop(name)), kept.pop(name)
            name_now = now if bearer.is_in(name) else name
            memory.setdefault(name_now, remembered)
            kept[name_now] = now
    led = {old: line for old, line in published.redirects.items() if not any(bearer.is_led(old) for bearer in bearers)}
    return replace(published, papers=memory, people=people, redirects=led), kept


def _bearer(author: Author) -> _Bearer:
    present = (author.name, *author.names)
    words = {word for name in present for word in name_words(name)}
    lost = {word for name in author.formerly for word in name_words(name)} - words
    return _Bearer(author, frozenset(lost), *(frozenset(map(same_name, names)) for names in (author.formerly, present)))


def _people(memory: Memory, bearer: _Bearer) -> Iterator[tuple[str, Remembered]]:
    """Yield what is remembered of people; of the bearer only what does not hold the name."""
    for name, remembered in memory.items():
        letters = same_name(remembered.name)
        if letters in bearer.former:
            continue
        if name != bearer.author.slug and letters not in bearer.present:
            yield name, remembered
        elif name == bearer.author.slug or not bearer.is_in(name):
            yield name, bearer.cleaned(remembered)
