"""How like pandoc's our references are, on papers of a corpus.

In: a corpus, as `corpus_site.py` reads it, and the extra `styles`. Out: figures on standard output; exit 1 when one is
not good enough. Our own APA is compared with pandoc's, made of the CSL-JSON that the site publishes: at least 95 of 100
are to be equal, and every other has a reason, which is printed. What pages show in other styles has to be what pandoc
makes of each paper alone, in all of them. Writes to a temporary folder only.

    python bench/references.py [--papers N] [--seed S] [--corpus FILE] [--alone N]
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from bench import corpus_site  # noqa: E402 - the checkout comes before an installed sitegen
from sitegen.cite import apa, csljson  # noqa: E402
from sitegen.content.load import load  # noqa: E402
from sitegen.model import Paper  # noqa: E402
from sitegen.site.graph import connect  # noqa: E402
from sitegen.site.pages import addresses  # noqa: E402
from sitegen.typeset import pandoc, references, styles  # noqa: E402

STYLES = ("apa", "ieee", "chicago", "mla", "acm", "vancouver", "harvard")
LEAST_EQUAL = 0.95
_WHEN = re.compile(r" \((?:\d{4}|n\.d\.)")
_QUOTES = str.maketrans(dict.fromkeys("\"'“”‘’", "'"))
REASONS = (
    ("lower-case part behind a hyphen: the Manual (9.8) keeps the hyphen, with a full stop behind each initial",
     re.compile(r"-[a-z]")),
    ("given name written small: it is initialled as any other (9.8)", re.compile(r"(?<![\w-])[a-z][\w’'-]*(?:$|[ -])")),
    ("nickname or aside: no part of the given name (9.8)", re.compile(r"[()\"“]")),
    ("two or more capitals without a full stop: initials of as many names (9.8)", re.compile(r"\b[A-Z]{2,}\b")),
)  # fmt: skip
"""Why the initials of a given name may differ: the first that holds."""
SHORT = "pandoc keeps more than a letter of a given name that looks cut short; the Manual wants its initial (9.8)"


class Published(NamedTuple):
    """A paper and the CSL-JSON item that its site publishes."""

    paper: Paper
    item: dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Compare, print, and return 1 when a figure misses its mark."""
    options = _options().parse_args(arguments)
    if pandoc.find() is None or not styles.is_there():
        print('pandoc or the styles are missing: pip install "authorpages[styles]"', file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        papers = published(Path(folder) / "site", options)
    return max(compare_apa(papers), compare_styles(papers, options.alone))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Compare our references with pandoc's.")
    parser.add_argument("--papers", type=int, default=300, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another seed, another choice")
    parser.add_argument("--corpus", type=Path, default=corpus_site.CORPUS, metavar="FILE")
    parser.add_argument("--alone", type=int, default=300, metavar="N", help="how many are compared in every style")
    return parser


def published(site: Path, options: argparse.Namespace) -> list[Published]:
    """Return papers of the corpus as a site publishes them."""
    chosen = ["--papers", str(options.papers), "--seed", str(options.seed), "--corpus", str(options.corpus), str(site)]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        if corpus_site.main(chosen):
            raise SystemExit(f"no site could be made of {options.corpus}")
    content, _ = load(site)
    connected, _ = connect(content)
    at = addresses(connected.config.base_url)
    return [
        Published(entry.paper, csljson.item(entry.paper, entry.cite_key, at.absolute(at.paper(entry.slug))))
        for entry in connected.papers
    ]


def compare_apa(papers: Sequence[Published]) -> int:
    """Compare our own APA with pandoc's; return 1 when too few are equal, or one differs without a reason."""
    theirs = references.references([each.item for each in papers], styles.from_library("apa"))
    reasons: Counter[str] = Counter()
    unexplained = 0
    for each, their in zip(papers, theirs, strict=True):
        our = apa.reference(each.paper, page=each.item.get("URL", "")).plain
        if our == their.plain:
            continue
        why = reason(each, our, their.plain)
        unexplained += not why
        reasons[why or "no reason"] += 1
        print(f"  {why or 'NO REASON'}\n    ours:   {our}\n    pandoc: {their.plain}")
    equal = len(papers) - reasons.total()
    print(
        f"apa: {equal} of {len(papers)} equal to pandoc's ({equal / len(papers):.1%}), {unexplained} without a reason"
    )
    for why, count in reasons.most_common():
        print(f"  {count:4}  {why}")
    return int(equal < LEAST_EQUAL * len(papers) or unexplained > 0)


def reason(published: Published, ours: str, theirs: str) -> str:
    """Return why two references of a paper may differ; empty where nothing says why."""
    if ours.translate(_QUOTES) == theirs.translate(_QUOTES):
        return "quotes of the source that have no partner, or single ones: both ways are guesses"
    our_names, our_rest = _cut(ours)
    their_names, their_rest = _cut(theirs)
    if our_rest.translate(_QUOTES) != their_rest.translate(_QUOTES):
        return ""
    if [name for name in _families(our_names) if name not in their_names]:
        return ""
    given = [author.name for author in published.paper.credited]
    more = SHORT if re.search(r" [A-Z][a-z]+\.", their_names) else ""
    return next((why for why, sign in REASONS if any(sign.search(name) for name in given)), more)


def _cut(reference: str) -> tuple[str, str]:
    """Cut a reference before its date."""
    date = _WHEN.search(reference)
    return (reference[: date.start()], reference[date.start() :]) if date else ("", reference)


def _families(names: str) -> Iterator[str]:
    """Yield the words of names that are no initials."""
    for word in re.split(r"[\s,&]+", names):
        if word and not re.fullmatch(r"(?:\w\.?-?)+|…", word):
            yield word


def compare_styles(papers: Sequence[Published], alone: int) -> int:
    """Compare what one run gives for all papers with what pandoc gives for each alone; 1 when any differs."""
    worst = 0
    for name in STYLES:
        started = time.perf_counter()
        together = references.references([each.item for each in papers], styles.from_library(name))
        seconds = time.perf_counter() - started
        pairs = list(zip(papers, together, strict=True))[:alone]
        different = [(text.plain, lone) for each, text in pairs if text.plain != (lone := by_itself(each.item, name))]
        for ours, lone in different[:5]:
            print(f"    ours:   {ours}\n    pandoc: {lone}")
        print(
            f"{name}: {len(pairs) - len(different)} of {len(pairs)} are pandoc's own; {seconds:.2f} s for {len(papers)}"
        )
        worst = max(worst, int(bool(different)))
    return worst


def by_itself(item: dict[str, Any], name: str) -> str:
    """Return what pandoc makes of one paper with the style as it was published, without the number of a list."""
    style = str(styles.file_of(name))
    html = pandoc.convert(json.dumps([item]), "csljson", "html", ("--wrap=none", "--citeproc", "--csl", style)).decode()
    html = re.sub(r'<div class="csl-left-margin">.*?</div>', "", html)
    text = re.sub(r"<[^>]*>", "", html)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit(main())
