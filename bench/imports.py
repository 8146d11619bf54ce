"""How well bibliographies of other people are imported: everything that arrives, and every entry that does not.

In: .bib files, and recorded BibTeX, RIS and CSL-JSON (`../shared/corpus/bib` and `../shared/fixtures` beside the
checkout, or the files named on the command line). Out: figures on standard output, a line for each entry that did not
arrive with the same title, authors in order and year, and exit 1 when there was a traceback or fewer than 99 % arrived.
What a .bib file says is read by bibtexparser's own middlewares and pylatexenc, not by the importer; letters and digits
are compared, names without regard to whether the family comes first. Of an entry that was joined with another of its
file, a name may be spelled out and the year be the other's. Each file goes into an empty site of its own, twice: the
second time must write nothing.

    python bench/imports.py [--show] [FILE...]

`--show` prints what the importer said of each file.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
import traceback
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import bibtexparser
from bibtexparser.middlewares.names import split_multiple_persons_names
from bibtexparser.model import DuplicateBlockKeyBlock, Entry
from pylatexenc.latex2text import LatexNodes2Text

sys.path.insert(0, str(Path(__file__).parents[1]))

from sitegen.content import yamlfile
from sitegen.errors import SitegenError
from sitegen.importers.recipe import ImportRequest, import_into
from sitegen.merge.likeness import author_name
from sitegen.text import convert

SHARED = Path(__file__).parents[2] / "shared"
ENOUGH = 0.99
_SITE = "title: Papers\nbase_url: https://example.org/\n"
_DATE = "2026-01-31"


class Expected(NamedTuple):
    """An entry as bibtexparser reads it: its line, and what has to arrive."""

    line: int
    key: str
    title: str
    authors: tuple[str, ...]
    year: str


@dataclass(slots=True)
class Figures:
    """What is counted."""

    files: int = 0
    papers: int = 0
    entries: int = 0
    arrived: int = 0
    tracebacks: int = 0
    rewritten: int = 0
    differences: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def main() -> int:
    """Import every file, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("files", nargs="*", type=Path)
    arguments = parser.parse_args()
    figures = Figures()
    for path in arguments.files or sorted(_recorded()):
        _measure(path, figures, show=arguments.show)
    share = figures.arrived / figures.entries if figures.entries else 1.0
    print(f"{figures.files} files, {figures.papers:,} papers, {figures.seconds:.1f} s of the processor")
    print(f"tracebacks: {figures.tracebacks}; files that a second import changed: {figures.rewritten}")
    print(f"entries that bibtexparser reads: {figures.entries:,}; arrived the same: {figures.arrived:,} ({share:.2%})")
    print(
        "not the same: " + (", ".join(f"{what} {count}" for what, count in figures.differences.most_common()) or "none")
    )
    return int(bool(figures.tracebacks or figures.rewritten or share < ENOUGH))


def _recorded() -> Iterator[Path]:
    yield from (SHARED / "corpus" / "bib").glob("*.bib")
    for folder, pattern in (("bibtex", "*.bib"), ("ris", "*.ris"), ("csljson", "*.json")):
        yield from (SHARED / "fixtures" / folder).glob(pattern)


def _measure(path: Path, figures: Figures, *, show: bool) -> None:
    figures.files += 1
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content").mkdir()
        (root / "content" / "site.yaml").write_text(_SITE)
        started = time.process_time()
        told: list[str] = []
        try:
            report = import_into(root, ImportRequest(paths=(path,), date=_DATE))
            told = [str(problem) for problem in report.problems]
            before = _stamps(root)
            import_into(root, ImportRequest(paths=(path,), date="2026-02-28"))
            figures.rewritten += _is_rewritten(path, before, _stamps(root))
        except SitegenError as error:
            told = [str(error)]
        except Exception:  # noqa: BLE001 - a traceback is what is counted here
            figures.tracebacks += 1
            print(f"{path}: TRACEBACK\n{traceback.format_exc()}")
        figures.seconds += time.process_time() - started
        papers = [_paper(file) for file in sorted((root / "content" / "papers").rglob("*.yaml"))]
    figures.papers += len(papers)
    if show:
        print(f"{path.name}: {len(papers)} papers", *told, sep="\n  ")
    if path.suffix == ".bib":
        _compare(path, papers, figures)


def _stamps(root: Path) -> Mapping[str, tuple[bytes, int]]:
    content = root / "content"
    return {
        str(path.relative_to(content)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(content.rglob("*"))
        if path.is_file()
    }


def _is_rewritten(path: Path, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    if changed:
        print(f"{path.name}: a second import changes {len(changed)} files: {', '.join(changed[:4])}")
    return bool(changed)


def _paper(file: Path) -> dict[str, Any]:
    data = yamlfile.read(file.read_bytes(), file.name).data
    return dict(data) if isinstance(data, dict) else {}


def _compare(path: Path, papers: list[dict[str, Any]], figures: Figures) -> None:
    by_key: dict[str, list[dict[str, Any]]] = {}
    by_title: dict[str, list[dict[str, Any]]] = {}
    for paper in papers:
        by_key.setdefault(str((paper.get("bibtex") or {}).get("key", "")), []).append(paper)
        by_title.setdefault(_letters(convert.phrase(str(paper["title"]))[0].plain), []).append(paper)
    for entry in _expected(path):
        figures.entries += 1
        own = by_key.get(re.sub(r"[\s,{}()\"#%~\\'=@^$&]+", "", entry.key), [])
        others = by_title.get(entry.title, [])
        differences = [_difference(entry, paper, is_joined=paper not in own) for paper in (*own, *others)]
        differences += [_difference(entry, paper, is_joined=True) for paper in own if _is_repeated(entry, path)]
        best = min(differences, key=len, default=["absent"])
        if not best:
            figures.arrived += 1
            continue
        figures.differences.update(what.partition(":")[0] for what in best)
        print(f"{path.name}:{entry.line}: {entry.key}: {'; '.join(best)}")


@cache
def _titles(path: Path) -> Counter[str]:
    return Counter(entry.title for entry in _expected(path))


def _is_repeated(entry: Expected, path: Path) -> bool:
    """Whether its file has another entry of this title."""
    return _titles(path)[entry.title] > 1


def _difference(entry: Expected, paper: Mapping[str, Any], *, is_joined: bool) -> list[str]:
    """What is not the same, in words."""
    authors = [author_name(person) for person in paper.get("authors") or []]
    title = _letters(convert.phrase(str(paper["title"]))[0].plain)
    found = []
    if title != entry.title:
        found.append(f"title: {paper['title']!r}")
    pairs = zip(entry.authors, authors, strict=False)
    wrong = next((pair for pair in pairs if not _is_same_name(*pair, may_be_longer=is_joined)), None)
    if wrong or len(authors) != len(entry.authors):
        found.append(f"authors: {wrong[1]} for {wrong[0]}" if wrong else f"authors: {len(authors)}")
    year = str(paper.get("date", ""))[:4]
    if entry.year and entry.year != year and not (is_joined and year and abs(int(year) - int(entry.year)) <= 1):
        found.append(f"year: {year or 'none'} for {entry.year or 'none'}")
    return found


def _is_same_name(wanted: str, got: str, *, may_be_longer: bool) -> bool:
    letters, known = sorted(_letters(wanted)), sorted(_letters(got))
    return letters == known or (may_be_longer and not Counter(letters) - Counter(known))


def _expected(path: Path) -> Iterator[Expected]:
    raw = path.read_bytes()
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    library = bibtexparser.parse_string(text.replace("\r\n", "\n"))
    repeated = [
        block.ignore_error_block for block in library.failed_blocks if isinstance(block, DuplicateBlockKeyBlock)
    ]
    for entry in (*library.entries, *(block for block in repeated if isinstance(block, Entry))):
        fields = {name.lower(): _bare(str(field.value)) for name, field in entry.fields_dict.items()}
        if any(re.search(r"[\w}\"] *#|# *[\w{\"]", fields.get(name, "")) for name in ("author", "title", "year")):
            continue  # values that are joined are not read by bibtexparser
        title = fields.get("title", "")
        if fields.get("subtitle"):
            title = f"{title}: {fields['subtitle']}"
        people = split_multiple_persons_names(" ".join(fields.get("author", "").split()))
        if not title or not people:
            continue
        year = re.findall(r"(?<!\d)[12]\d{3}(?!\d)", re.sub(r"\\noopsort\{.*?\}", "", fields.get("year", "")))
        year = re.findall(r"(?<!\d)[12]\d{3}(?!\d)", fields.get("date", "")) or year
        names = [_decoded(re.sub(r"^and ", "", name)) for name in people]
        line = (entry.start_line or 0) + 1
        yield Expected(line, entry.key, _letters(_decoded(title)), tuple(names), year[0] if year else "")


def _bare(value: str) -> str:
    """A value without the braces or quotes around it, which entries that are there twice still have."""
    value = re.sub(r"\\(?:textbf|relax)\b", "", value.strip())
    return value[1:-1] if re.fullmatch(r"\{[^{}]*(?:\{.*\}[^{}]*)*\}|\".*\"", value, re.DOTALL) else value


def _decoded(latex: str) -> str:
    return str(LatexNodes2Text(math_mode="text").latex_to_text(unescape(latex)))


def _letters(text: str) -> str:
    """Letters and digits without accents and case."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(character for character in folded if character.isalnum())


if __name__ == "__main__":
    sys.exit(main())
