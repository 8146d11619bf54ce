"""Exports of real papers, read back by programs that others wrote.

In: the corpus beside the checkout. Out: a table: for each format and reader, how many papers come back with the same
title, the same authors in the same order and the same year; for documents, how many titles stand in them (of a title
with formulas the words around them); whether the LaTeX compiles. What differs is named on standard error. A reader that
is not installed is named and left out.

    python bench/exports.py --papers 1000 --seed 7

Readers: bibtexparser, pybtex, rispy, csv, lxml (MODS, with --mods FILE its schema), pypdfium2; biber, pdflatex and
soffice where they are on the PATH; pandoc of the extra `styles`.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from sitegen.content.load import load  # noqa: E402 - the checkout comes before an installed sitegen
from sitegen.exports.recipe import ExportRequest, export  # noqa: E402 - see above
from sitegen.site.graph import connect  # noqa: E402 - see above
from sitegen.text import plain  # noqa: E402 - see above
from sitegen.text.names import parts, read, spelling  # noqa: E402 - see above
from sitegen.typeset import pandoc  # noqa: E402 - see above

MODS = "{http://www.loc.gov/mods/v3}"
BIBER = "{http://biblatex-biber.sourceforge.net/biblatexml}"
_FORMULA = re.compile(r"<math .*?</math>")
_TAG = re.compile(r"<[^<>]*>")
_ALIKE = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "⋅": "·", "’": "'", "‘": "'", "“": '"', "”": '"'})
_QUOTES = str.maketrans('"“”', "'''")
SHOWN = 5
"""Differences that are named, of each kind."""


class Cited(NamedTuple):
    """A paper as a reader has it: its title, its authors as (family with particle, given), its year.

    `words` is the longest part of the title without a formula.
    """

    title: str
    authors: tuple[tuple[str, str], ...]
    year: str
    words: str = ""


Papers = Mapping[str, Cited]
Reader = Callable[[Path], Papers]


class NotInstalledError(Exception):
    """A reader that this machine does not have."""


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 where a paper did not come back whole."""
    options = _options().parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        if options.site:
            (root / "site").symlink_to(options.site.resolve())
        else:
            _write_site(root / "site", options.papers, options.seed)
        papers = _expected(root / "site")
        print(f"{len(papers)} papers of {options.site.name if options.site else f'seed {options.seed}'}")
        print("| format | read by | titles | authors | years |\n|---|---|---|---|---|")
        are_well = [_records(root, name, reader, papers) for name in READERS for reader in READERS[name].items()]
        print("\n| document | read by | titles |\n|---|---|---|")
        are_well += [_document(root, name, reader, papers) for name in TEXTS for reader in TEXTS[name].items()]
        are_well.append(_compile(root))
        if options.mods:
            are_well.append(_validate(root, options.mods))
        return 0 if all(are_well) else 1


def _write_site(folder: Path, papers: int, seed: int) -> None:
    command = [sys.executable, str(CHECKOUT / "bench" / "corpus_site.py"), "--papers", str(papers)]
    subprocess.run([*command, "--seed", str(seed), str(folder)], check=True, stdout=sys.stderr)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Read exports of real papers back.")
    parser.add_argument("--papers", type=int, default=1000, metavar="N", help="how many papers")
    parser.add_argument("--seed", type=int, default=7, metavar="S", help="another seed, another choice")
    parser.add_argument("--site", type=Path, metavar="DIR", help="the papers of this site in place of the corpus's")
    parser.add_argument(
        "--mods", type=Path, metavar="FILE", help="the XML Schema of MODS, with what it imports beside it"
    )
    return parser


def _expected(root: Path) -> Papers:
    content, _ = load(root)
    site, _ = connect(content)
    keys: dict[str, int] = {}
    papers = {}
    for entry in site.papers:
        count = keys[entry.cite_key] = keys.get(entry.cite_key, 0) + 1
        names = [parts(spelling(place)) for place in entry.paper.authors]
        papers[entry.cite_key if count == 1 else f"{entry.cite_key}-{count}"] = Cited(
            entry.paper.title.plain,
            tuple((name.surname, name.given) for name in names),
            entry.paper.date.iso[:4],
            max(map(plain.from_html, _FORMULA.split(entry.paper.title.html)), key=len),
        )
    return papers


def _file(root: Path, name: str) -> Path:
    """Return the export of the site in a format, written once; LaTeX, HTML and Markdown as whole documents."""
    endings = {"latex": "tex", "markdown": "md", "typst": "typ", "bibtex": "bib", "biblatex": "bib", "csl-json": "json"}
    path = root / f"{name}.{endings.get(name, name)}"
    if not path.exists():
        path.write_bytes(export(root / "site", ExportRequest(name, number=True, document=True)).data)
    return path


def _records(root: Path, name: str, reader: tuple[str, Reader], papers: Papers) -> bool:
    try:
        found = reader[1](_file(root, name))
    except (NotInstalledError, ImportError) as error:
        print(f"| {name} | {reader[0]} | {error} | | |")
        return True
    counts = []
    for kind, same in (("title", _same_title), ("authors", _same_people), ("year", _same_year)):
        lost = [key for key, paper in papers.items() if key not in found or not same(paper, found[key])]
        for key in lost[:SHOWN]:
            got = getattr(found[key], kind) if key in found else "nothing"
            print(f"{name}, {reader[0]}: {key}: {getattr(papers[key], kind)!r} is {got!r}", file=sys.stderr)
        counts.append(len(papers) - len(lost))
    print(f"| {name} | {reader[0]} | {counts[0]} | {counts[1]} | {counts[2]} |")
    return set(counts) == {len(papers)} and len(found) == len(papers)


def _document(root: Path, name: str, reader: tuple[str, Callable[[Path], str]], papers: Papers) -> bool:
    try:
        text = _letters(reader[1](_file(root, name)))
    except (NotInstalledError, ImportError) as error:
        print(f"| {name} | {reader[0]} | {error} |")
        return True
    text = text.translate(_QUOTES)  # a style prints other quotes than people type
    lost = [paper.title for paper in papers.values() if _letters(paper.words).translate(_QUOTES) not in text]
    for title in lost[:SHOWN]:
        print(f"{name}, {reader[0]}: {title!r} is not in it", file=sys.stderr)
    print(f"| {name} | {reader[0]} | {len(papers) - len(lost)} |")
    return not lost


def _validate(root: Path, schema: Path) -> bool:
    from lxml import etree

    document = etree.parse(_file(root, "mods"))
    validator = etree.XMLSchema(etree.parse(schema))
    is_valid = bool(validator.validate(document))
    print(f"\nMODS is {'valid' if is_valid else 'not valid'} under {schema.name}")
    for error in list(validator.error_log)[:SHOWN]:
        print(error, file=sys.stderr)
    return is_valid


def _same_title(paper: Cited, found: Cited) -> bool:
    return _letters(paper.title) == _letters(found.title)


def _same_people(paper: Cited, found: Cited) -> bool:
    """Tell whether the people are the same; those who are not listed have a name of their own in most formats."""
    mine, theirs = ([tuple(map(_letters, name)) for name in cited.authors] for cited in (paper, found))
    return mine == [name for name in theirs if name not in {("others", ""), ("etal.", "")}]


def _same_year(paper: Cited, found: Cited) -> bool:
    return paper.year == found.year


def _letters(text: str) -> str:
    """Return a text with the signs that LaTeX writes alike as one, without spaces and the braces of formulas."""
    alike = re.sub(r"([_^])\(([^()]*)\)", r"\1\2", unicodedata.normalize("NFKC", text.translate(_ALIKE)))
    return re.sub(r"[\s_^{}\\\u2061\u200b]", "", unicodedata.normalize("NFC", alike)).casefold()


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise NotInstalledError(f"{name} is not installed")
    return found


def _run(command: Sequence[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=600)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout.decode()[-400:]} {done.stderr.decode()[-400:]}")
    return done.stdout.decode("utf-8", "replace")


def _xml(path: Path) -> ET.Element:
    return ET.parse(path).getroot()  # noqa: S314 - a file that this script has made


def _decoded(latex: str) -> str:
    """Return LaTeX as text, by pylatexenc, which bibtexparser uses as well."""
    from pylatexenc.latex2text import LatexNodes2Text

    return str(LatexNodes2Text(math_mode="text", keep_braced_groups=False).latex_to_text(latex))


def _bibtexparser(path: Path) -> Papers:
    import bibtexparser
    from bibtexparser import middlewares

    library = bibtexparser.parse_file(str(path), append_middleware=[middlewares.SeparateCoAuthors()])
    if library.failed_blocks:
        raise RuntimeError(f"bibtexparser refused {len(library.failed_blocks)} blocks")
    split = middlewares.names.parse_single_name_into_parts
    papers = {}
    for entry in library.entries:
        people = []
        for author in entry["author"] if "author" in entry.fields_dict else ():
            name = split(author)
            people.append(
                (
                    _decoded(" ".join((*name.von, *name.last))),
                    _decoded(" ".join(name.first)),
                )
            )
        date = entry.fields_dict.get("year") or entry.fields_dict.get("date")
        papers[entry.key] = Cited(_decoded(entry["title"]), tuple(people), str(date.value)[:4] if date else "")
    return papers


def _pybtex(path: Path) -> Papers:
    from pybtex.database import parse_file

    entries = parse_file(str(path), "bibtex").entries
    return {
        key: Cited(
            _decoded(entry.fields["title"]),
            tuple(
                (
                    _decoded(" ".join((*person.prelast_names, *person.last_names))),
                    _decoded(" ".join((*person.first_names, *person.middle_names))),
                )
                for person in entry.persons.get("author", ())
            ),
            (entry.fields.get("year") or entry.fields.get("date") or "")[:4],
        )
        for key, entry in entries.items()
    }


def _biber(path: Path) -> Papers:
    program = _program("biber")
    _run([program, "--tool", "--quiet", "--output-format=biblatexml", "--no-bltxml-schema", path.name], path.parent)
    papers = {}
    for entry in _xml(path.parent / f"{path.stem}_bibertool.bltxml").iter(f"{BIBER}entry"):
        people = []
        for name in entry.findall(f"{BIBER}names[@type='author']/{BIBER}name"):
            named = {part.get("type", ""): " ".join(part.itertext()) for part in name}
            family = f"{named.get('prefix', '')} {named.get('family', '')}"
            people.append((_decoded(family), _decoded(named.get("given", ""))))
        date = entry.find(f"{BIBER}date")
        year = entry.findtext(f"{BIBER}year") or ("".join(date.itertext()) if date is not None else "")
        title = entry.find(f"{BIBER}title")
        papers[entry.get("id", "")] = Cited(
            _decoded("".join(title.itertext()) if title is not None else ""), tuple(people), year.strip()[:4]
        )
    return papers


def _pandoc(source: str) -> Reader:
    def read(path: Path) -> Papers:
        if pandoc.find() is None:
            raise NotInstalledError("pandoc 3 is not installed")
        items = json.loads(pandoc.convert(path.read_text(encoding="utf-8"), source, "csljson"))
        return {item["id"]: _of_csl(item) for item in items}

    return read


def _of_csl(item: Mapping[str, Any]) -> Cited:
    people = []
    for name in item.get("author", ()):
        particle = name.get("dropping-particle") or name.get("non-dropping-particle") or ""
        people.append((f"{particle} {name.get('family') or name['literal']}", name.get("given", "")))
    title = unescape(_TAG.sub("", item["title"]))
    year = str(item["issued"]["date-parts"][0][0]) if "issued" in item else ""
    return Cited(_decoded(title) if "$" in title else title, tuple(people), year)


def _csl(path: Path) -> Papers:
    return {item["id"]: _of_csl(item) for item in json.loads(path.read_bytes())}


def _by_title(papers: Iterable[Cited], path: Path) -> Papers:
    """Return papers that have no key in their format under those of the others, in the order that all files share."""
    keys = [row["key"] for row in csv.DictReader(io.StringIO(_file(path.parent, "csv").read_text(encoding="utf-8")))]
    return dict(zip(keys, papers, strict=True))


def _inverted(name: str) -> tuple[str, str]:
    family, _, given = name.rstrip(",").partition(", ")
    return family, given.partition(", ")[0]


def _rispy(path: Path) -> Papers:
    import rispy

    with path.open(encoding="utf-8") as file:
        records = rispy.load(file)
    found = (
        Cited(
            record.get("title") or record["primary_title"],
            tuple(map(_inverted, record.get("authors", ()))),
            record.get("year", ""),
        )
        for record in records
    )
    return _by_title(found, path)


def _endnote(path: Path) -> Papers:
    return {
        record.findtext("label", ""): Cited(
            record.findtext("titles/title", ""),
            tuple(_inverted(name.text or "") for name in record.iterfind("contributors/authors/author")),
            record.findtext("dates/year", ""),
        )
        for record in _xml(path).iter("record")
    }


def _mods(path: Path) -> Papers:
    papers = {}
    for record in _xml(path).iterfind(f"{MODS}mods"):
        people = []
        for name in record.iterfind(f"{MODS}name"):
            if name.findtext(f"{MODS}role/{MODS}roleTerm") == "aut":
                named = {part.get("type", "family"): part.text or "" for part in name.iterfind(f"{MODS}namePart")}
                people.append((named["family"], named.get("given", "")))
        key = record.findtext(f"{MODS}recordInfo/{MODS}recordIdentifier", "")
        issued = record.findtext(f"{MODS}originInfo/{MODS}dateIssued", "")
        papers[key] = Cited(record.findtext(f"{MODS}titleInfo/{MODS}title", ""), tuple(people), issued[:4])
    return papers


def _csv(path: Path) -> Papers:
    papers = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = [parts(read(name)) for name in row["authors"].split("; ") if name]
            papers[row["key"]] = Cited(row["title"], tuple((name.surname, name.given) for name in names), row["year"])
    return papers


def _plain(source: str) -> Callable[[Path], str]:
    def text(path: Path) -> str:
        program = pandoc.find()
        if program is None:
            raise NotInstalledError("pandoc 3 is not installed")
        return _run([program, "-f", source, "-t", "plain", "--wrap=none", path.name], path.parent)

    return text


def _libreoffice(path: Path) -> str:
    program = _program("soffice")
    folder = path.parent / f"read-{path.suffix[1:]}"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [program, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    _run([*command, path.name], path.parent)
    return (folder / f"{path.stem}.txt").read_text(encoding="utf-8")


def _pdf(path: Path) -> str:
    from pypdfium2 import PdfDocument

    return "\n".join(page.get_textpage().get_text_bounded() for page in PdfDocument(path))


def _compile(root: Path) -> bool:
    """Tell whether LaTeX sets the document without an error, and every letter of it."""
    if shutil.which("pdflatex") is None:
        print("\npdflatex is not installed")
        return True
    path = _file(root, "latex")
    try:
        _run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", path.name], path.parent)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        print("\npdflatex stops at an error")
        return False
    said = path.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    missing = said.count("Missing character")
    pages = re.search(r"Output written on \S+ \((\d+) pages", said)
    print(f"\npdflatex sets {pages[1] if pages else 'no'} pages without an error, {missing} letters without a font")
    return not missing


READERS: Mapping[str, Mapping[str, Reader]] = {
    "bibtex": {
        "bibtexparser": _bibtexparser, "pybtex": _pybtex, "biber": _biber, "pandoc -f bibtex": _pandoc("bibtex"),
    },
    "biblatex": {
        "bibtexparser": _bibtexparser, "pybtex": _pybtex, "biber": _biber, "pandoc -f biblatex": _pandoc("biblatex"),
    },
    "ris": {"rispy": _rispy, "pandoc -f ris": _pandoc("ris")},
    "csl-json": {"json": _csl, "pandoc -f csljson": _pandoc("csljson")},
    "endnote-xml": {"ElementTree": _endnote},
    "mods": {"ElementTree": _mods},
    "csv": {"csv": _csv},
}  # fmt: skip
TEXTS: Mapping[str, Mapping[str, Callable[[Path], str]]] = {
    "markdown": {"pandoc -f markdown": _plain("markdown"), "pandoc -f commonmark_x": _plain("commonmark_x")},
    "html": {"pandoc -f html": _plain("html")},
    "latex": {"pandoc -f latex": _plain("latex")},
    "typst": {"pandoc -f typst": _plain("typst")},
    "docx": {"pandoc -f docx": _plain("docx"), "LibreOffice": _libreoffice},
    "odt": {"pandoc -f odt": _plain("odt"), "LibreOffice": _libreoffice},
    "pdf": {"pypdfium2": _pdf},
}

if __name__ == "__main__":
    sys.exit(main())
