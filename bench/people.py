"""Who is who on real papers: what is joined, and what is suggested, against the ids that the papers came with.

In: the corpus (one JSON object a line, gzip), in which some papers have `extra.author_ids`, one for each author. Those
ids are the truth and are never shown to the program. Out: how many joins are wrong, how many are missed, and for each
strength of a suggestion how many so strong are right, and how many of the true ones they are; and what it all cost.
Where two ids are only the names that they stand beside (`/w/walter-chang/`, `/w/walter-w-chang/`), nobody has said that
they are two people: such pairs count as wrong in one column, and as open in the other.

    python bench/people.py [--all] [--list wrong|missed|suggested|split]
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from sitegen.check.identities import ASK, Crowd, Pair, crowds, every_pair  # noqa: E402 - the checkout comes before an installed sitegen
from sitegen.model import Authorship, Content, Date, Paper, SiteConfig, Text, Venue  # noqa: E402 - see above
from sitegen.site.graph import Site, connect  # noqa: E402 - see above
from sitegen.text.slugs import slug  # noqa: E402 - see above

CORPUS = CHECKOUT.parent / "shared" / "corpus" / "papers.jsonl.gz"
Truth = Mapping[str, Sequence[str | None]]
"""Of each paper, the id of each of its authors, where it is known."""


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 without a corpus."""
    options = _options().parse_args(arguments)
    if not options.corpus.is_file():
        print(f"no corpus at {options.corpus}; name one with --corpus", file=sys.stderr)
        return 1
    papers, truth = _papers(options.corpus, everything=options.all)
    start = time.process_time()
    site, _ = connect(_content(papers))
    print(
        f"{len(papers):,} papers, {len(truth):,} with ids; {len(site.people):,} people connected in "
        f"{time.process_time() - start:.1f} s of the processor"
    )
    ids = _ids(site, truth)
    _joins(site, ids, truth, show=options.list)
    start = time.process_time()
    found = sorted(every_pair(site), key=lambda pair: (-pair.strength, pair.rare.slug, pair.known.slug))
    print(f"{len(found):,} pairs compared in {time.process_time() - start:.1f} s of the processor")
    _suggestions(found, ids, show=options.list)
    _mixed(crowds(site), ids, show=options.list)
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure joins and suggestions of people against known ids.")
    parser.add_argument("--corpus", type=Path, default=CORPUS, metavar="FILE")
    parser.add_argument("--all", action="store_true", help="with the papers that have no ids")
    parser.add_argument("--list", choices=("wrong", "missed", "suggested", "split"), help="name these, one a line")
    return parser


def _papers(corpus: Path, *, everything: bool) -> tuple[tuple[Paper, ...], Truth]:
    papers, truth = [], {}
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            ids = record["extra"].get("author_ids")
            names = [_name(author) for author in record["authors"] or ()]
            if not names or not all(names) or not record["year"] or not (ids or everything):
                continue
            slug = f"p{number}"
            if ids and len(ids) == len(names):
                truth[slug] = ids
            papers.append(_paper(slug, record, names))
    return tuple(papers), truth


def _name(author: str | Mapping[str, str]) -> str:
    if isinstance(author, str):
        return " ".join(author.split())
    return " ".join(author[part] for part in ("given", "prefix", "family", "suffix") if author.get(part))


def _paper(slug: str, record: Mapping[str, Any], names: Iterable[str]) -> Paper:
    title, venue = (Text(text, text, text) for text in (record["title"], record["venue"] or ""))
    return Paper(
        slug=slug,
        file=f"content/papers/{slug}.yaml",
        title=title,
        authors=tuple(Authorship(name=name) for name in names),
        date=Date(int(record["year"])),
        type="inproceedings",
        venue=Venue(name=venue) if venue.plain else None,
        keywords=tuple(record["keywords"] or ()),
        arxiv_categories=tuple(record["extra"].get("categories") or ()),
    )


def _content(papers: tuple[Paper, ...]) -> Content:
    config = SiteConfig(file="content/site.yaml", title="Site", base_url="https://example.org/")
    return Content(config=config, papers=papers, authors=(), pages=(), news=(), files=())


def _ids(site: Site, truth: Truth) -> dict[str, Counter[str]]:
    """Return how often each id stands on each person's page."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for paper, ids in truth.items():
        for credit, identity in zip(site.entries[paper].credits, ids, strict=True):
            if credit.person and identity:
                found[credit.person.slug][identity] += 1
    return found


def _joins(site: Site, ids: Mapping[str, Counter[str]], truth: Truth, *, show: str | None) -> None:
    """Print how well pages and people agree."""
    pages = {slug: counts for slug, counts in ids.items() if counts}
    mixed = {slug: counts for slug, counts in pages.items() if len(counts) > 1}
    same = sum(_pairs(counts.values()) for counts in pages.values())
    together = sum(_pairs([sum(counts.values())]) for counts in pages.values())
    total = Counter(identity for row in truth.values() for identity in row if identity)
    joined, wrong = _spellings(site, truth)
    print(f"pages: {len(pages):,}, of which {len(mixed):,} hold several ids")
    print(f"pairs of places on one page that are one person: {same / max(together, 1):.2%} of {together:,}")
    print(f"pairs of places of one person that are on one page: {same / max(_pairs(total.values()), 1):.2%}")
    print(f"spellings joined: {joined:,}; wrong by the ids: {len(wrong):,}, {len(wrong) / len(pages):.2%} of the pages")
    if show == "wrong":
        print(*wrong, sep="\n")
    if show == "split":
        for slug, counts in mixed.items():
            print(site.people[slug].name, dict(counts))


def _suggestions(found: Sequence[Pair], ids: Mapping[str, Counter[str]], *, show: str | None) -> None:
    """Print how many suggestions from each strength on are right, and how many of the true pairs are among them."""
    pages: dict[str, set[str]] = defaultdict(set)
    for page, counts in ids.items():
        for identity in counts:
            pages[identity].add(page)
    true = {pair for slugs in pages.values() for pair in combinations(sorted(slugs), 2)}
    verdicts = {True: "right", False: "WRONG", None: "open"}
    judged = [
        (pair, True if _key(pair) in true else None if _is_open(pair, ids) else False)
        for pair in _likeliest(found)
        if pair.rare.slug in ids and pair.known.slug in ids
    ]
    print(f"pairs of pages of one person: {len(true):,}")
    print("strength  asked  right  wrong   open  right of asked  right of judged  recall")
    for strength in (7, 6, 5.5, 5, 4.5, 4, 3.5, ASK, 2.5, 2, 1, 0):
        tally: Counter[bool | None] = Counter(right for pair, right in judged if pair.strength >= strength)
        if number := tally.total():
            shares = (
                tally[True] / number,
                tally[True] / max(tally[True] + tally[False], 1),
                tally[True] / len(true),
            )
            columns = f"{number:7,}{tally[True]:7,}{tally[False]:7,}{tally[None]:7,}"
            mark = "  <- from here on" if strength == ASK else ""
            print(f"{strength:8}{columns}{shares[0]:16.1%}{shares[1]:17.1%}{shares[2]:8.1%}{mark}")
    if show == "suggested":
        for pair, right in judged:
            print(_line(pair, verdicts[right]))
    if show == "missed":
        known = {_key(pair): pair for pair in found}
        asked = {_key(pair) for pair, _ in judged if pair.strength >= ASK}
        for key in sorted(true - asked):
            print(_line(known[key], "weak") if key in known else f"never {key[0]} | {key[1]}")


def _mixed(found: Sequence[Crowd], ids: Mapping[str, Counter[str]], *, show: str | None) -> None:
    """Print how many of the pages that hold several ids are asked about, and of how many others."""
    judged = [crowd for crowd in found if crowd.person.slug in ids]
    several = {page for page, counts in ids.items() if len(counts) > 1}
    asked = {crowd.person.slug for crowd in judged}
    print(
        f"pages asked about: {len(found):,}, {len(judged):,} with ids; of {len(several)} that hold several ids "
        f"{len(asked & several)}"
    )
    if show == "split":
        for crowd in judged:
            print(
                f"{crowd.strength:.2f} {crowd.person.name} ({len(crowd.person.papers)}): {len(crowd.groups)} groups, "
                f"{len(ids[crowd.person.slug])} ids"
            )


def _is_open(pair: Pair, ids: Mapping[str, Counter[str]]) -> bool:
    """Tell whether nobody has said that two are two: each id is the name that it stands beside, and no more."""
    return all(
        identity.strip("/").rpartition("/")[2] in {slug(name) for name in person.spellings}
        for person in (pair.rare, pair.known)
        for identity in ids[person.slug]
    )


def _key(pair: Pair) -> tuple[str, str]:
    first, last = sorted((pair.rare.slug, pair.known.slug))
    return first, last


def _likeliest(found: Iterable[Pair]) -> Iterator[Pair]:
    """Yield of each person's pairs the strongest, as `check` does."""
    seen: set[str] = set()
    for pair in found:
        if pair.rare.slug not in seen:
            seen.add(pair.rare.slug)
            yield pair


def _line(pair: Pair, verdict: str) -> str:
    return (
        f"{verdict} {pair.strength:.2f} {pair.rare.name} ({len(pair.rare.papers)}) | {pair.known.name} "
        f"({len(pair.known.papers)}): {pair.likeness}, {len(pair.common)} in common"
    )


def _pairs(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def _spellings(site: Site, truth: Truth) -> tuple[int, list[str]]:
    """Return how many spellings stand on a page besides its commonest, and those that share no id with that one."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for paper, row in truth.items():
        for credit, identity in zip(site.entries[paper].credits, row, strict=True):
            if credit.person and identity:
                found[credit.person.slug][credit.name].add(identity)
    joined, wrong = 0, []
    for person, page in found.items():
        shown = site.people[person].name
        joined += len(page) - 1
        wrong += [f"{name} is not {shown}" for name, known in page.items() if known.isdisjoint(page.get(shown, known))]
    return joined, wrong


if __name__ == "__main__":
    sys.exit(main())
