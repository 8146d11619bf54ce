"""How well, and how fast, the text room reads a corpus of real titles and abstracts.

In: a corpus (`../shared/corpus/papers.jsonl.gz` beside the checkout, or the file named on the command line), one JSON
object a line with `title` and `abstract`. Out: figures on standard output, and exit 1 when one is not good enough.
Every word of a source has to be on the page, in the plain text and in the .bib entry, and no other word: `words.py`
reads the source by rules of its own, `differences.py` says which differences have a reason. Writes nothing.

    python bench/text.py [--show] [--sample N] [--seed N] [--formulas N] [CORPUS]

`--show` prints every trouble and every difference; `--sample` takes so many papers, drawn by `--seed`; `--formulas`
prints nothing but a table of so many formulas, drawn by that seed, and what they read as.
"""

from __future__ import annotations

import argparse
import gzip
import json
import platform
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.differences import EXPLAINED, Difference, differences
from bench.words import Word, html_words, plain_words, words
from sitegen.text import mathml
from sitegen.text.convert import Converted, abstract, latex, latex_blocks, phrase
from sitegen.text.latex import read
from sitegen.text.nodes import Formula, Link, Listing, Node, Nodes, Styled
from sitegen.text.repair import repair, unescape
from sitegen.text.tags import ITEMS, LISTS, PARAGRAPHS, STYLES

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "papers.jsonl.gz"
LEFTOVERS = {
    "command": re.compile(r"\\[A-Za-z@]+|\\\W"),
    "dollars": re.compile(r"(?<!\w)\$(?![\d\s])[^$]+(?<!\s)\$(?!\d)"),
    "tag": re.compile(rf"</?(?:{'|'.join(sorted(set(STYLES) | PARAGRAPHS | LISTS | ITEMS))})(?:\s[^<>]*)?>"),
    "entity": re.compile(r"&(?:[A-Za-z]+|#\w+);"),
    "marks": re.compile(r"\*\*\w[^*]*\w\*\*|\]\(\w+:|``|\ufdd0|\ufdd1"),
}
EXPLANATIONS = {
    "dollars": "the source opens a formula and never closes it, so the sign stays as written",
    "marks": "the source closes a link that it never opened, so the marks stay as written",
}
ELEMENTS = {
    "p", "ul", "ol", "li", "em", "strong", "code", "sub", "sup", "a", "br", "bdi", "span", "pre", "blockquote", "table",
    "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"p": {"dir"}, "a": {"href"}, "span": {"class"}, "code": {"class"}, "th": {"class"}, "td": {"class"}}
MOST_UNEXPLAINED = 0


def main(arguments: list[str]) -> int:
    """Run everything; 1 when a figure misses its mark."""
    asked = _asked(arguments)
    papers = _papers(asked.corpus)
    if asked.sample:
        papers = random.Random(asked.seed).sample(papers, min(asked.sample, len(papers)))
    titles = [paper["title"] for paper in papers]
    abstracts = [paper["abstract"] for paper in papers if paper.get("abstract")]
    if asked.formulas:
        _print_formulas(titles + abstracts, asked.formulas, asked.seed)
        return 0

    failures: list[str] = []
    seconds, slowest, made = _time(abstracts, failures)
    started = time.process_time()
    made += _convert(phrase, titles, failures)
    title_seconds = time.process_time() - started

    leftovers = list(_leftovers(made))
    invalid = [fault for one, _ in made if (fault := _fault(one.html))]
    different = [*_compare(made[: len(abstracts)], latex_blocks), *_compare(made[len(abstracts) :], latex)]
    unknown = Counter(
        found[1]
        for _, troubles in made
        for trouble in troubles
        if (found := re.match(r"unknown macro \\(\S+)", trouble.sentence))
    )
    shown = sum(
        1
        for one, troubles in made
        for trouble in troubles
        if trouble.sentence.startswith("unknown") and "\\" in one.plain
    )
    formulas = Counter(_kinds(titles + abstracts))
    _list(leftovers, unknown, invalid, made if asked.show else [])
    unexplained = _list_differences(different, everything=asked.show)

    total = sum(formulas.values())
    share = 100 * (total - formulas["raw"]) / max(total, 1)
    rate = len(abstracts) / seconds
    figures = (
        (f"texts: {len(titles)} titles, {len(abstracts)} abstracts", True),
        (f"exceptions: {len(failures)}", not failures),
        (
            f"words lost, added, changed, joined, split: {unexplained} (explained: {len(different) - unexplained})",
            unexplained <= MOST_UNEXPLAINED,
        ),
        (f"plain texts with a leftover command, dollar pair or markup: {len(leftovers)}", len(leftovers) <= 10),
        (f"formulas: {total}; {_mix(formulas)}: {share:.2f} % rendered", share >= 99.9),
        (
            f"unknown macros: {len(unknown)} different, {sum(unknown.values())} uses, shown with a backslash: {shown}",
            not shown,
        ),
        (f"HTML that does not parse or is not on the list: {len(invalid)}", not invalid),
        (
            f"abstracts per second on one core, cold: {rate:.0f} (titles: {len(titles) / title_seconds:.0f})",
            rate >= 2000,
        ),
        (f"slowest abstract: {slowest * 1000:.1f} ms", slowest < 0.05),
        (f"machine: {_machine()}, Python {platform.python_version()}", True),
    )
    for figure, good in figures:
        print(figure if good else f"{figure}   NOT GOOD ENOUGH")
    return 0 if all(good for _, good in figures) else 1


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--show", action="store_true", help="print every trouble and every difference")
    parser.add_argument("--sample", type=int, default=0, help="take so many papers")
    parser.add_argument("--seed", type=int, default=1, help="what samples are drawn by")
    parser.add_argument("--formulas", type=int, default=0, help="print so many formulas and what they read as")
    return parser.parse_args(arguments)


def _compare(made: Iterable[Converted], in_latex: Callable[[str], str]) -> Iterator[tuple[str, str, Difference]]:
    """Where each text is different, what it is, and the difference."""
    for text, _ in made:
        source, is_raw = words(text.source), "math-raw" in text.html
        forms = {
            "plain": [Word(word) for word in plain_words(text.plain)],
            "page": [Word(word) for word in html_words(text.html)],
            ".bib": words(in_latex(text.source)),
        }
        for form, written in forms.items():
            for difference in differences(source, written, is_raw=is_raw):
                yield form, text.source, difference


def _list_differences(different: list[tuple[str, str, Difference]], *, everything: bool) -> int:
    """Print the differences by class; returns how many have no explanation."""
    counts = Counter((difference.kind, form) for form, _, difference in different)
    for (kind, form), count in sorted(counts.items()):
        print(f"   {kind} ({form}): {count}; {EXPLAINED.get(kind, 'a fault')}")
    for form, _, difference in different:
        if everything or difference.kind not in EXPLAINED:
            source, made = " ".join(difference.source), " ".join(difference.made)
            print(f"      {difference.kind} ({form}): “{source}” → “{made}” in …{difference.around}…")
    return sum(count for (kind, _), count in counts.items() if kind not in EXPLAINED)


def _print_formulas(sources: list[str], count: int, seed: int) -> None:
    """A table of formulas and what they read as, each formula once."""
    found = sorted({(node.latex, node.plain) for node in _formulas(sources)})
    print("| formula | reads |\n|---|---|")
    for tex, plain in random.Random(seed).sample(found, min(count, len(found))):
        print(f"| `{' '.join(tex.split())}` | {plain} |".replace("\n", " "))


def _papers(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _time(abstracts: list[str], failures: list[str]) -> tuple[float, float, list[Converted]]:
    """Seconds for all abstracts, seconds for the slowest (timed again, without imports), and the results."""
    made, times = [], []
    for source in abstracts:
        started = time.process_time()
        made += _convert(abstract, [source], failures)
        times.append(time.process_time() - started)
    slowest = sorted(range(len(times)), key=times.__getitem__)[-30:]
    return sum(times), max(_again(abstracts[index]) for index in slowest), made


def _again(source: str) -> float:
    started = time.process_time()
    _convert(abstract, [source], [])
    return time.process_time() - started


def _convert(convert: object, sources: Iterable[str], failures: list[str]) -> list[Converted]:
    made = []
    for source in sources:
        try:
            made.append(convert(source))  # type: ignore[operator]  # phrase or abstract
        except Exception as fault:  # noqa: BLE001 - the figure counts them all
            failures.append(f"{fault!r}: {source[:80]!r}")
    return made


def _leftovers(made: Iterable[Converted]) -> Iterator[str]:
    for one, _ in made:
        for kind, pattern in LEFTOVERS.items():
            if found := pattern.search(one.plain):
                around = one.plain[max(0, found.start() - 40) : found.end() + 40]
                yield f"{kind}: …{' '.join(around[:240].split())}…\n      {EXPLANATIONS.get(kind, 'a fault of ours')}"
                break


def _fault(html: str) -> str:
    """What is wrong with the HTML; empty when nothing is."""
    try:
        tree = ElementTree.fromstring(f"<div>{html.replace('<br>', '<br/>')}</div>")  # noqa: S314 - we made it
    except ElementTree.ParseError as fault:
        return f"{fault}: {html[:200]}"
    inside = {element for formula in tree.iter("math") for element in formula.iter()}
    for element in tree.iter():
        if element in inside:
            good = element.tag in mathml.ELEMENTS and set(element.attrib) <= mathml.ATTRIBUTES | {"class", "alttext"}
        else:
            good = element.tag in ELEMENTS and set(element.attrib) <= ATTRIBUTES.get(element.tag, set())
        if not good and element is not tree:
            return f"<{element.tag}> with {sorted(element.attrib)}"
    return ""


def _kinds(sources: Iterable[str]) -> Iterator[str]:
    for node in _formulas(sources):
        yield "MathML" if node.is_maths else "raw" if "math-raw" in node.html else "text"


def _formulas(sources: Iterable[str]) -> Iterator[Formula]:
    for source in sources:
        if "$" in source or "\\" in source:
            yield from _walk(read(unescape(repair(source)[0]), {})[0])


def _walk(nodes: Iterable[Node | Nodes]) -> Iterator[Formula]:
    for node in nodes:
        if isinstance(node, Formula):
            yield node
        elif isinstance(node, tuple):
            yield from _walk(node)
        elif isinstance(node, Listing):
            yield from _walk(node.items)
        elif isinstance(node, Styled | Link):
            yield from _walk(node.children)


def _mix(formulas: Counter[str]) -> str:
    made, numbers, raw = formulas["MathML"], formulas["text"], formulas["raw"]
    return f"as MathML {made}, as numbers in the text {numbers}, left as TeX {raw}"


def _list(leftovers: list[str], unknown: Counter[str], invalid: list[str], made: list[Converted]) -> None:
    """The cases behind the figures."""
    for line in (*leftovers, *invalid[:10]):
        print("  ", line)
    for _, troubles in made:
        for trouble in troubles:
            print("  ", trouble.sentence)
    print("   unknown macros:", ", ".join(f"{name} {count}" for name, count in unknown.most_common(40)))


def _machine() -> str:
    try:
        cpu = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    names = re.findall(r"model name\s*:\s*(.*)", cpu)
    return f"{names[0]}, {len(names)} cores" if names else platform.machine()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
