"""A site of real papers, taken at random from the corpus beside the checkout.

In: the corpus (one JSON object a line, gzip), how many papers, a seed, a folder that does not hold a site yet.
Out: `content/` with one YAML file a paper, and a line on standard error for everything that a file cannot hold.
Never repairs a value: one that does not fit is left out and named; a paper without title, author or year is skipped.
The same corpus, number and seed give the same bytes.

    python bench/corpus_site.py --papers 2000 --seed 1 DIR
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from sitegen.text.slugs import slug  # noqa: E402 - the checkout comes before an installed sitegen

CORPUS = CHECKOUT.parent / "shared" / "corpus" / "papers.jsonl.gz"
SITE = """\
title: Papers of the corpus
description: Real papers, to measure with
base_url: https://example.org/
"""
UNHELD = re.compile(
    "[^\\t\\n\\r -~\u00a0-\u2027\u202a-\u202c\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What a YAML file of ours cannot hold: control characters, marks that reverse text, YAML's other line breaks."""

Record = dict[str, Any]
Faults = list[str]


def main(arguments: list[str] | None = None) -> int:
    """Write the site and say what was left out; 1 when it cannot be written."""
    options = _options().parse_args(arguments)
    content = options.site / "content"
    if content.exists():
        return _refuse(f"{content} is there already; name a new folder")
    if not options.corpus.is_file():
        return _refuse(f"no corpus at {options.corpus}; name one with --corpus")
    records = _sample(options.corpus, options.papers, options.seed)
    if len(records) < options.papers:
        return _refuse(f"the corpus has {len(records)} papers, not {options.papers}")
    faults: Faults = []
    files = dict(_files(records, faults))
    (content / "papers").mkdir(parents=True)
    (content / "site.yaml").write_text(SITE, encoding="utf-8")
    for name, text in files.items():
        (content / "papers" / f"{name}.yaml").write_text(text, encoding="utf-8", newline="\n")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(files)} papers written, {len(records) - len(files)} skipped, {len(faults)} faults named")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Write a site of random papers of the corpus.")
    parser.add_argument("--papers", type=int, required=True, metavar="N", help="how many papers")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another seed, another choice")
    parser.add_argument("--corpus", type=Path, default=CORPUS, metavar="FILE")
    parser.add_argument("site", type=Path, metavar="DIR")
    return parser


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def _sample(corpus: Path, papers: int, seed: int) -> list[Record]:
    """Return `papers` records in the corpus's order, or all of them when there are fewer."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        everything = list(lines)
    chosen = random.Random(seed).sample(range(len(everything)), min(papers, len(everything)))
    return [json.loads(everything[number]) for number in sorted(chosen)]


def _files(records: Iterable[Record], faults: Faults) -> Iterator[tuple[str, str]]:
    """Yield slug and YAML text of each paper that has what a paper needs."""
    taken: set[str] = set()
    for record in records:
        found: Faults = []
        paper = _paper(record, found)
        missing = [key for key in ("title", "authors", "date") if not paper[key]]
        if missing:
            found.append(f"no {' and no '.join(missing)}, paper skipped")
        else:
            yield _name(paper, _family(record["authors"][0]), taken), _yaml(paper)
        faults.extend(f"{record['id']}: {fault}" for fault in found)


def _paper(record: Record, faults: Faults) -> Record:
    """Return the record under the keys of a paper's file, in their order there."""
    extra = record["extra"]
    links = {"pdf": record["pdf"], "html": record["url"], "code": extra.get("code")}
    on_arxiv_only = extra["source"] == "arxiv"  # the list it was found in is no venue
    return {
        "title": _line("title", record["title"], faults),
        "authors": _lines("authors", [_full_name(author) for author in record["authors"]], faults),
        "date": record["date"] or str(record["year"] or ""),
        "type": None if on_arxiv_only else "inproceedings",
        "venue": None if on_arxiv_only else _line("venue", record["venue"], faults),
        "abstract": _held("abstract", (record["abstract"] or "").strip(), faults),
        "comments": _line("comments", extra.get("comment"), faults),
        "arxiv": record["arxiv_id"],
        "doi": record["doi"],
        "links": {kind: _address(kind, url, faults) for kind, url in links.items() if url},
        "arxiv_categories": extra.get("categories"),
        "keywords": _lines("keywords", record["keywords"] or (), faults),
    }


def _full_name(author: str | dict[str, str]) -> str:
    if isinstance(author, str):
        return author
    return " ".join(author[part] for part in ("given", "prefix", "family", "suffix") if author.get(part))


def _family(author: str | dict[str, str]) -> str:
    return author.split()[-1] if isinstance(author, str) else author["family"]


def _line(field: str, text: str | None, faults: Faults) -> str | None:
    return _held(field, re.sub(r"\s*[\r\n]\s*", " ", text or "").strip(), faults)


def _lines(field: str, texts: Iterable[str], faults: Faults) -> list[str]:
    """Return all of the texts, or none when one of them cannot be held: a list with a gap would be wrong."""
    lines = [_line(field, text, faults) for text in texts]
    return [line for line in lines if line] if all(lines) else []


def _held(field: str, text: str, faults: Faults) -> str | None:
    unheld = UNHELD.search(text)
    if unheld:
        faults.append(f"{field}: character {unheld.start() + 1} is U+{ord(unheld[0]):04X}, field left out")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") or None


def _address(kind: str, url: str, faults: Faults) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme in {"http", "https"} and parts.hostname and not re.search(r"[\s;,<>\"]", url):
        return url
    faults.append(f"links.{kind}: {url!a} is not an address, left out")
    return None


def _name(paper: Record, family: str, taken: set[str]) -> str:
    """Return `<year>-<first-author>-<title-words>`, numbered when another paper has it already."""
    words = slug(paper["title"].split(":")[0]).split("-")[:4]
    wanted = slug("-".join([paper["date"][:4], family, *words]))
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


def _yaml(paper: Record) -> str:
    return "".join(_entry(key, value) for key, value in paper.items() if value)


def _entry(key: str, value: Any) -> str:
    if isinstance(value, dict):
        inner = "".join(f"  {kind}: {_quoted(url)}\n" for kind, url in value.items() if url)
        return f"{key}:\n{inner}" if inner else ""
    if isinstance(value, list):
        return f"{key}:\n" + "".join(f"  - {_quoted(item)}\n" for item in value)
    if key == "abstract":
        return f"{key}: |-\n" + "".join(f"  {line}\n" if line else "\n" for line in value.split("\n"))
    return f"{key}: {_quoted(value)}\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    sys.exit(main())
