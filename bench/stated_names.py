"""Names whose parts a source states, followed from the source to every output of the site.

In: the corpus beside the checkout (the BibTeX entries of its papers, PMLR's given and family names), the .bib files of
other people, recorded BibTeX, RIS and CSL-JSON files, and recorded answers of Crossref, INSPIRE and the ACL Anthology.
Out: for each way in how many names had their parts stated, how many of them plain splitting would get wrong (the last
word taken for the family name), and for each output how many are not as stated; every one of those by name, and exit 1.
What a source states is read here by bibtexparser, pylatexenc and json, not by the importers: of BibTeX and RIS only
names with a comma count. Files are imported; answers are read by the source's own reader over a gateway, and what it
returns is written as an import is. The outputs are read back by other programs where there are some. Letters are
compared without accents and signs; a border between given names, particle, family name and suffix may not move.

    python bench/stated_names.py [--share 0.1] [--seed 7] [--only bibtex crossref …]
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import tempfile
import time
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import bibtexparser
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import DuplicateBlockKeyBlock, Entry
from pylatexenc.latex2text import LatexNodes2Text

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from sitegen.cite import apa, coins, highwire, jsonld  # noqa: E402 - the checkout comes before an installed sitegen
from sitegen.content.load import load  # noqa: E402 - see above
from sitegen.exports.recipe import ExportRequest, export  # noqa: E402 - see above
from sitegen.importers import formats, recipe  # noqa: E402 - see above
from sitegen.importers.reading import PaperEntry, Reading  # noqa: E402 - see above
from sitegen.merge.record import IMPORT, Record  # noqa: E402 - see above
from sitegen.pull.query import AuthorQuery, PaperIds  # noqa: E402 - see above
from sitegen.pull.table import SOURCES, ask  # noqa: E402 - see above
from sitegen.site.graph import Person, Site, SitePaper, connect  # noqa: E402 - see above
from sitegen.text import convert, names  # noqa: E402 - see above
from sitegen.text.slugs import slug  # noqa: E402 - see above
from sitegen.web.client import Web  # noqa: E402 - see above
from tests.replay_server import Answer, Asked, Reply, data, document, replaying  # noqa: E402 - see above

SHARED = CHECKOUT.parent / "shared"
SITE = "title: Papers\nbase_url: https://example.org/\n"
DATE = "2026-11-30"
_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv|2nd|3rd", re.IGNORECASE)
_NOT_OF_A_NAME = re.compile(r"[*†‡§¶∗$\d@;&~]|\\(?:thanks|dag|textsuperscript)|Ph\.? ?D|\bet al\b", re.IGNORECASE)
"""Marks and degrees that importers take off a name: what is stated is then no name alone."""
_MODS = "{http://www.loc.gov/mods/v3}"


class Name(NamedTuple):
    """A name in its parts, as a source states it or an output has it; `particle` is none where it is not told apart."""

    given: str
    family: str
    suffix: str = ""
    particle: str | None = None

    @property
    def surname(self) -> str:
        """Particle and family name; a particle that ends in a sign is one word with what follows."""
        return f"{self.particle or ''} {self.family}".strip()

    def __str__(self) -> str:
        return " | ".join((self.given, *([self.particle] if self.particle else []), self.family, self.suffix))


class Work(NamedTuple):
    """A paper of a source: its title, and its authors; nothing stands for one whose parts are not stated."""

    title: str
    authors: tuple[Name | None, ...]


class Way(NamedTuple):
    """A way in: what its sources state, and what brings it into a site of its own."""

    works: Sequence[Work]
    bring: Callable[[Path], object]


class Measured(NamedTuple):
    """What came of one way in: the papers whose titles arrived, their names."""

    papers: int
    names: int
    compound: int
    wrong: Mapping[str, Sequence[str]]


def main(arguments: list[str] | None = None) -> int:
    """Bring everything in, print the figures; 1 where a name is not as it was stated."""
    options = _options().parse_args(arguments)
    started = time.process_time()
    chance = random.Random(options.seed)
    print("| way in | papers | names with their parts | that plain splitting gets wrong | not as stated |")
    print("|---|---|---|---|---|")
    wrong: dict[str, list[str]] = {output: [] for output in (*EXPORTS, *OF_PAPERS, "index of people")}
    total: Counter[str] = Counter()
    for name, make in WAYS.items():
        if options.only and name not in options.only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            way = make(Path(folder), chance, options.share)
            measured = _measure(way, Path(folder) / "site")
        total.update(papers=measured.papers, names=measured.names, compound=measured.compound)
        for output, differences in measured.wrong.items():
            wrong[output] += (f"{output}: {name}: {difference}" for difference in differences)
        count = sum(map(len, measured.wrong.values()))
        row = f"{measured.papers:,} of {len(way.works):,} | {measured.names:,} | {measured.compound:,} | {count}"
        print(f"| {name} | {row} |", flush=True)
    count = sum(map(len, wrong.values()))
    print(f"| all | {total['papers']:,} | {total['names']:,} | {total['compound']:,} | {count} |")
    print("\n| output | not as stated |\n|---|---|")
    for output, differences in wrong.items():
        print(f"| {output} | {len(differences)} |")
    print(f"\n{time.process_time() - started:.0f} s of the processor\n")
    for difference in (difference for differences in wrong.values() for difference in differences):
        print(difference)
    return int(any(wrong.values()))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Follow names whose parts a source states to every output.")
    parser.add_argument("--share", type=float, default=1.0, metavar="S", help="of the corpus's papers, by chance")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="another seed, another choice")
    parser.add_argument("--only", nargs="+", metavar="WAY", help="these ways in alone")
    return parser


def _measure(way: Way, root: Path) -> Measured:
    (root / "content").mkdir(parents=True)
    (root / "content" / "site.yaml").write_text(SITE, encoding="utf-8")
    way.bring(root)
    content, _ = load(root)
    site, _ = connect(content)
    stated = _by_title(way.works)
    written = {output: read(root, site) for output, read in EXPORTS.items()}
    of_people: dict[str, list[Name]] = {}
    wrong: dict[str, list[str]] = {}
    for number, entry in enumerate(site.papers):
        works = stated.get(_words(entry.paper.title.plain), ())
        authors = {output: papers[number] for output, papers in written.items()}
        authors |= {output: read(entry) for output, read in OF_PAPERS.items()}
        for output, made in authors.items():
            wrong.setdefault(output, []).extend(_differences(works, made, entry.paper.slug))
        for position, credit in enumerate(entry.credits):
            alike = [work.authors[position] for work in works if len(work.authors) == len(entry.credits)]
            if credit.person:
                of_people.setdefault(credit.person.slug, []).extend(filter(None, alike))
    wrong["index of people"] = [
        difference
        for slug, stated_names in of_people.items()
        for difference in _misplaced(site.people[slug], stated_names)
    ]
    arrived = {_words(entry.paper.title.plain) for entry in site.papers} & stated.keys()
    known = [name for title in arrived for work in stated[title] for name in work.authors if name]
    return Measured(sum(len(stated[title]) for title in arrived), len(known), sum(map(_is_compound, known)), wrong)


def _by_title(works: Iterable[Work]) -> Mapping[str, Sequence[Work]]:
    by_title: dict[str, list[Work]] = {}
    for work in works:
        by_title.setdefault(_words(work.title), []).append(work)
    return by_title


def _is_compound(name: Name) -> bool:
    """Whether taking the last word for the family name gets it wrong."""
    words = f"{name.given} {name.surname} {name.suffix}".split()
    return words[-1] != name.surname or not name.given


def _differences(works: Iterable[Work], made: Sequence[Name | None], slug: str) -> list[str]:
    """How the authors of an output differ from what is stated; of several entries of one work from the nearest."""
    found = [_different(work.authors, made, slug) for work in works]
    return min(found, key=len, default=[])


def _different(stated: Sequence[Name | None], made: Sequence[Name | None], slug: str) -> list[str]:
    if len(stated) != len(made):
        return [f"{slug}: {len(made)} authors for {len(stated)}"]
    pairs = zip(stated, made, strict=True)
    return [f"{slug}: {got} for {name}" for name, got in pairs if name and got and not _is_same(name, got)]


def _is_same(stated: Name, got: Name) -> bool:
    if got.given == INITIAL:
        return _words(got.family).startswith(_words(f"{stated.surname} {stated.given[:1]}"))
    are_same = [_words(stated.surname) == _words(got.surname), _words(stated.given) == _words(got.given)]
    are_same.append(got.suffix == UNTOLD or _words(stated.suffix) == _words(got.suffix))
    if stated.particle and got.particle is not None:
        are_same.append(_words(stated.particle) == _words(got.particle))
    return all(are_same)


def _misplaced(person: Person, stated: Sequence[Name]) -> list[str]:
    """Somebody who stands in the index of people under no word with which a family name stated of them begins."""
    key = person.sort_key[0].replace(" ", "")
    is_wrong = bool(stated) and not any(key in _places(name) for name in stated)
    return [f"{person.slug}: {key} for {stated[0]}"] if is_wrong else []


def _places(name: Name) -> set[str]:
    """The words under which a family name may stand in an index: as it is, and without particles that are small."""
    words = name.family.split()
    starts = [at for at in range(len(words)) if all(word[:1].islower() or "'" in word for word in words[:at])]
    whole = [" ".join(words[at:]) for at in starts] or [name.given]
    attached = [re.sub(r"^(?:[ae][ldnrstz]h?-|ul-|[dl]['’])", "", text) for text in whole]
    return {slug(text).replace("-", "") for text in whole + attached}


def _words(text: str) -> str:
    """Letters and digits without accents and case, what stands between them as one space."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    folded = "".join(character for character in folded if not unicodedata.combining(character))
    return " ".join("".join(character if character.isalnum() else " " for character in folded).split())


UNTOLD = "?"
"""The suffix of a name in an output that has no place for one."""
INITIAL = "*"
"""The given names of a name in an output that has initials: the whole of it is the family name."""

# What sources state


def _stated(given: str, family: str, suffix: str = "", particle: str | None = None) -> Name | None:
    """A name as stated; a suffix that stands behind the family name is one. Nothing for what is no name alone."""
    given, family, suffix = (" ".join(part.split()) for part in (given, family, suffix))
    if not _words(family) or "\\" in given + family or _NOT_OF_A_NAME.search(f"{given} {family} {suffix}"):
        return None
    rest, _, last = family.rpartition(" ")
    if rest and not suffix and _SUFFIX.fullmatch(last):
        family, suffix = rest.rstrip(","), last
    return Name(given, family, suffix, particle)


def _decoded(latex: str) -> str:
    return str(LatexNodes2Text(math_mode="text").latex_to_text(unescape(latex)))


def _bib_works(text: str) -> Iterator[Work]:
    library = bibtexparser.parse_string(text)
    repeated = [
        block.ignore_error_block for block in library.failed_blocks if isinstance(block, DuplicateBlockKeyBlock)
    ]
    for entry in (*library.entries, *(block for block in repeated if isinstance(block, Entry))):
        fields = {name.lower(): str(field.value).strip() for name, field in entry.fields_dict.items()}
        authors = " ".join(_bare(fields.get("author", "")).split())
        people = [_bib_name(name) for name in split_multiple_persons_names(authors)]
        if any(people) and fields.get("title") and "#" not in fields["author"]:
            title = ": ".join(_bare(fields[part]) for part in ("title", "subtitle") if fields.get(part))
            yield Work(convert.phrase(title)[0].plain, tuple(people))


def _bare(value: str) -> str:
    """A value without the braces or quotes around it, which entries that are there twice still have."""
    return value[1:-1] if re.fullmatch(r"\{[^{}]*(?:\{.*\}[^{}]*)*\}|\".*\"", value, re.DOTALL) else value


def _bib_name(text: str) -> Name | None:
    """The parts of a name with a comma outside of braces; without one BibTeX itself only splits."""
    if "," not in re.sub(r"\{[^{}]*\}", "", text) or "=" in text:
        return None
    # bibtexparser takes the `~` of `\\~{n}` for a space
    text = re.sub(r"\\~(?:\{(\w)\}|(\w))", lambda match: f"{match[1] or match[2]}\u0303", text)
    parts = parse_single_name_into_parts(text, strict=False)
    family = _decoded(" ".join((*parts.von, *parts.last)))
    given, suffix = _decoded(" ".join(parts.first)), _decoded(" ".join(parts.jr))
    if _SUFFIX.fullmatch(given) or (suffix and not _SUFFIX.fullmatch(suffix)):
        return None  # `Jones, A., Jr.` and `Bell, B., PhD`, against BibTeX's order
    return _stated(given, family, suffix)


def _of_corpus(share: float, chance: random.Random) -> Iterator[dict[str, Any]]:
    with gzip.open(SHARED / "corpus" / "papers.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if chance.random() < share:
                yield json.loads(line)


def _entries(folder: Path, chance: random.Random, share: float) -> Way:
    """The BibTeX entries that the sites of conferences give for their papers."""
    texts = [record["extra"].get("bibtex") for record in _of_corpus(share, chance)]
    text = "\n\n".join(filter(None, texts))
    path = folder / "entries.bib"
    path.write_text(text, encoding="utf-8")
    return Way(tuple(_bib_works(text)), lambda root: _import(root, [path]))


def _libraries(_folder: Path, _chance: random.Random, _share: float) -> Way:
    """The .bib files of other people, and recorded ones."""
    paths = [*(SHARED / "corpus" / "bib").glob("*.bib"), *(SHARED / "fixtures" / "bibtex").glob("*.bib")]
    works: list[Work] = []
    for path in sorted(paths):
        raw = path.read_bytes()
        encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        works += _bib_works(raw.decode(encoding, "replace").replace("\r\n", "\n"))
    return Way(works, lambda root: _import(root, sorted(paths)))


def _csl(folder: Path, chance: random.Random, share: float) -> Way:
    """PMLR's papers as CSL-JSON, with the particles that it states, and recorded files."""
    items = []
    for number, record in enumerate(_of_corpus(share, chance)):
        if record["extra"]["source"] == "pmlr":
            items.append(
                {
                    "id": f"paper{number}",
                    "type": "paper-conference",
                    "title": record["title"],
                    "issued": {"date-parts": [[record["year"]]]},
                    "container-title": record["venue"],
                    "author": [
                        {PMLR_IN_CSL.get(part, part): text for part, text in author.items()}
                        for author in record["authors"]
                    ],
                }
            )
    path = folder / "pmlr.json"
    path.write_text(json.dumps(items), encoding="utf-8")
    paths = [path, *sorted((SHARED / "fixtures" / "csljson").glob("*.json"))]
    works = [work for recorded in paths for work in _csl_works(recorded)]
    return Way(works, lambda root: _import(root, paths))


PMLR_IN_CSL = {"prefix": "non-dropping-particle"}


def _csl_works(path: Path) -> Iterator[Work]:
    values = json.loads(path.read_bytes())
    for item in values if isinstance(values, list) else values.get("items", [values]):
        title = item.get("title")
        people = [person for person in item.get("author", ()) if any(person.values())]
        if title and people:
            title = title[0] if isinstance(title, list) else title
            subtitle = item.get("subtitle") or ""
            subtitle = subtitle[0] if subtitle and isinstance(subtitle, list) else subtitle
            whole = f"{title}: {subtitle}" if subtitle else title
            yield Work(convert.phrase(whole)[0].plain, tuple(map(_csl_name, people)))


def _csl_name(person: Mapping[str, Any]) -> Name | None:
    particles = (person.get("dropping-particle"), person.get("non-dropping-particle"))
    particle = " ".join(filter(None, particles)) or None
    if not person.get("given"):
        return None
    return _stated(person["given"], person.get("family") or "", person.get("suffix") or "", particle)


def _ris(_folder: Path, _chance: random.Random, _share: float) -> Way:
    """Recorded RIS files."""
    paths = sorted((SHARED / "fixtures" / "ris").glob("*.ris"))
    works = [work for path in paths for work in _ris_works(path.read_text(encoding="utf-8-sig", errors="replace"))]
    return Way(works, lambda root: _import(root, paths))


def _ris_works(text: str) -> Iterator[Work]:
    for record in re.split(r"^ER\s+-.*$", text, flags=re.MULTILINE):
        lines = re.findall(r"^(AU|A1|TI|T1)\s+-\s*(.*?)\s*$", record, re.MULTILINE)
        titles = [value for tag, value in lines if tag in {"TI", "T1"} and value]
        people = [value for tag, value in lines if tag in {"AU", "A1"} and value]
        if titles and people:
            yield Work(convert.phrase(titles[0])[0].plain, tuple(map(_ris_name, people)))


def _ris_name(text: str) -> Name | None:
    family, comma, rest = text.partition(",")
    given, _, suffix = rest.partition(",")
    if not comma or not given.strip() or (suffix.strip() and not _SUFFIX.fullmatch(suffix.strip())):
        return None
    return _stated(re.sub(r"(?<=[A-Z]\.)(?=[A-Z])", " ", given), family, suffix)


def _import(root: Path, paths: Iterable[Path]) -> object:
    known = tuple(path for path in paths if formats.recognise(path))
    return recipe.import_into(root, recipe.ImportRequest(paths=known, date=DATE))


# Answers of sources


def _crossref(folder: Path, chance: random.Random, share: float) -> Way:
    """PMLR's papers as Crossref has papers of proceedings, and recorded works."""
    works: list[dict[str, Any]] = [
        {
            "DOI": f"10.5555/{record['id'].lower()}",
            "type": "proceedings-article",
            "title": [record["title"]],
            "issued": {"date-parts": [[record["year"]]]},
            "author": [
                {
                    "given": author["given"],
                    "family": " ".join(filter(None, (author.get("prefix"), author["family"]))),
                    "suffix": author.get("suffix"),
                }
                for author in record["authors"]
            ],
        }
        for record in _of_corpus(share, chance)
        if record["extra"]["source"] == "pmlr"
    ]
    for path in sorted((SHARED / "fixtures" / "crossref").glob("work*.json")):
        message = json.loads(path.read_bytes()).get("message") or {}
        works += message.get("items", [message] if "title" in message else []) if isinstance(message, dict) else []
    works = list({work["DOI"].lower(): work for work in works if "DOI" in work}.values())

    def answer(asked: Asked) -> Reply:
        start = int(asked.query["cursor"].strip("*") or 0)
        items, following = works[start : start + 100], str(start + 100)
        message = {"items": items, "total-results": len(works), "next-cursor": following}
        return data({"status": "ok", "message": message})

    records = _asked("crossref", {"api.crossref.org/works": answer}, folder, orcid="0000-0002-1825-0097")
    by_id = {work["DOI"].lower(): work for work in works}
    people = [tuple(map(_csl_name, by_id[record.source_id].get("author", ()))) for record in records]
    return _answered(records, people)


def _acl(folder: Path, _chance: random.Random, _share: float) -> Way:
    """Recorded collections of the ACL Anthology."""
    answers: dict[str, Answer] = {}
    people: dict[str, tuple[Name | None, ...]] = {}
    for path in sorted((SHARED / "fixtures" / "acl_anthology").glob("*.xml")):
        address = f"raw.githubusercontent.com/acl-org/acl-anthology/master/data/xml/{path.name}"
        answers[address] = document(path.read_bytes())
        for volume in _xml(path).iterfind("volume"):
            for paper in volume.iterfind("paper"):
                name, number = f"{path.stem}-{volume.get('id')}", int(paper.get("id", "0"))
                identity = f"{name}.{number}" if "." in path.stem else f"{name}{number:03d}"
                people[identity] = tuple(map(_acl_name, paper.iterfind("author")))
    records = _asked("acl", answers, folder, works=PaperIds(acl=tuple(people)))
    return _answered(records, [people[record.source_id] for record in records])


def _acl_name(author: ET.Element) -> Name | None:
    given, family = ("".join(part.itertext()) for name in ("first", "last") for part in author.iterfind(name))
    return _stated(given, family) if given else None


def _xml(path: Path) -> ET.Element:
    return ET.parse(path).getroot()  # noqa: S314 - our own files, and recorded ones that lie beside the checkout


def _inspire(folder: Path, _chance: random.Random, _share: float) -> Way:
    """Recorded records of INSPIRE, which writes every name `Family, Given`."""
    hits, people = [], {}
    for path in sorted((SHARED / "fixtures" / "inspire").glob("*literature_*.json")):
        value = json.loads(path.read_bytes())
        metadata = value.get("metadata", value)
        if "titles" in metadata and "control_number" in metadata:
            hits.append({"id": str(metadata["control_number"]), "metadata": metadata})
            listed = [
                person for person in metadata.get("authors", ()) if "supervisor" not in person.get("inspire_roles", ())
            ]
            people[str(metadata["control_number"])] = tuple(_ris_name(person["full_name"]) for person in listed)
    answers: dict[str, Answer] = {
        "inspirehep.net/api/literature": data({"hits": {"total": len(hits), "hits": hits}}),
        **{f"inspirehep.net/api/literature/{hit['id']}": data(hit) for hit in hits},
    }
    records = _asked("inspire", answers, folder, inspire="A.Lovelace.1")
    return _answered(records, [people[record.source_id] for record in records])


def _asked(
    source: str, answers: dict[str, Answer], folder: Path, works: PaperIds | None = None, **ids: str
) -> tuple[Record, ...]:
    wanted = AuthorQuery(slug="ada", names=("Ada Lovelace",), ids=ids, works=works or PaperIds())
    with (
        replaying(answers) as server,
        Web(folder, {"SITEGEN_GATEWAY": server.address}, sleep=lambda _: None) as web,
    ):
        return ask(SOURCES[source], wanted, web).records


def _answered(records: Sequence[Record], people: Sequence[tuple[Name | None, ...]]) -> Way:
    """The records of a source as a way in: they are merged and written as an import's are."""
    entries = [
        PaperEntry(
            Record(source=IMPORT, source_id=record.source_id, reached="id", fields=record.fields), "answers.json"
        )
        for record in records
        if record.fields.get("authors")
    ]
    works = [
        Work(convert.phrase(record.fields["title"])[0].plain, authors)
        for record, authors in zip(records, people, strict=True)
        if record.fields.get("authors")
    ]

    def bring(root: Path) -> object:
        request = recipe.ImportRequest(paths=(), date=DATE)
        return recipe.write(root, Reading(papers=tuple(entries)), (), request)

    return Way(works, bring)


WAYS: Mapping[str, Callable[[Path, random.Random, float], Way]] = {
    "bibtex": _entries, "libraries": _libraries, "csl-json": _csl, "ris": _ris, "crossref": _crossref, "acl": _acl,
    "inspire": _inspire,
}  # fmt: skip

# What outputs have


def _export(root: Path, name: str) -> Path:
    path = root.parent / f"export.{name}"
    path.write_bytes(export(root, ExportRequest(name)).data)
    return path


def _keyed(papers: Mapping[str, list[Name | None]], site: Site) -> list[list[Name | None]]:
    """The papers of a file in the order of the site."""
    counts: Counter[str] = Counter()
    ordered = []
    for entry in site.papers:
        counts[entry.cite_key] += 1
        count = counts[entry.cite_key]
        ordered.append(papers[entry.cite_key if count == 1 else f"{entry.cite_key}-{count}"])
    return ordered


def _bibtex(root: Path, site: Site) -> list[list[Name | None]]:
    from pybtex.database import Person as Author
    from pybtex.database import parse_file

    def name(person: Author) -> Name:
        given = _decoded(" ".join((*person.first_names, *person.middle_names)))
        family = _decoded(" ".join((*person.prelast_names, *person.last_names)))
        return Name(given, family, _decoded(" ".join(person.lineage_names)))

    entries = parse_file(str(_export(root, "bibtex")), "bibtex").entries
    papers: dict[str, list[Name | None]] = {
        key: [name(person) for person in entry.persons.get("author", ())] for key, entry in entries.items()
    }
    return _keyed(papers, site)


def _biblatex(root: Path, site: Site) -> list[list[Name | None]]:
    papers: dict[str, list[Name | None]] = {}
    for entry in bibtexparser.parse_file(str(_export(root, "biblatex"))).entries:
        field = entry.fields_dict.get("author")
        parts = map(parse_single_name_into_parts, split_multiple_persons_names(str(field.value)) if field else ())
        papers[entry.key] = [
            Name(*(_decoded(" ".join(part)) for part in (name.first, (*name.von, *name.last), name.jr)))
            for name in parts
        ]
    return _keyed(papers, site)


def _inverted(text: str) -> Name:
    family, _, given = text.rstrip(",").partition(", ")
    given, _, suffix = given.partition(", ")
    return Name(given, family, suffix) if not _SUFFIX.fullmatch(given) else Name("", family, given)


def _ris_file(root: Path, _site: Site) -> list[list[Name | None]]:
    import rispy

    with _export(root, "ris").open(encoding="utf-8") as file:
        return [[_inverted(name) for name in record.get("authors", ())] for record in rispy.load(file)]


def _csl_file(root: Path, site: Site) -> list[list[Name | None]]:
    papers: dict[str, list[Name | None]] = {}
    for item in json.loads(_export(root, "csl-json").read_bytes()):
        papers[item["id"]] = [
            Name(
                name.get("given", ""),
                name.get("family") or name.get("literal", ""),
                name.get("suffix", ""),
                name.get("non-dropping-particle", ""),
            )
            for name in item.get("author", ())
        ]
    return _keyed(papers, site)


def _endnote(root: Path, _site: Site) -> list[list[Name | None]]:
    return [
        [_inverted(name.text or "") for name in record.iterfind("contributors/authors/author")]
        for record in _xml(_export(root, "endnote-xml")).iter("record")
    ]


def _mods(root: Path, _site: Site) -> list[list[Name | None]]:
    papers = []
    for record in _xml(_export(root, "mods")).iterfind(f"{_MODS}mods"):
        people: list[Name | None] = []
        for name in record.iterfind(f"{_MODS}name"):
            if name.findtext(f"{_MODS}role/{_MODS}roleTerm") == "aut":
                part = {part.get("type", "family"): part.text or "" for part in name.iterfind(f"{_MODS}namePart")}
                people.append(Name(part.get("given", ""), part["family"], part.get("termsOfAddress", "")))
        papers.append(people)
    return papers


def _highwire(entry: SitePaper) -> list[Name | None]:
    tags = highwire.tags(entry.paper, abstract_url="https://example.org/", pdf_url=None)
    return [_with_suffix(content.replace("\u00a0", " ")) for name, content in tags if name == "citation_author"]


def _coins(entry: SitePaper) -> list[Name | None]:
    from urllib.parse import parse_qsl

    fields = parse_qsl(unescape(coins.context_object(entry.paper, "https://example.org/")))
    listed: list[Name | None] = [_with_suffix(value) for key, value in fields if key in {"rft.au", "rft.creator"}]
    return [*listed, *[None] * (len(entry.paper.authors) - len(listed))]


def _with_suffix(text: str) -> Name:
    """A name in tags, where the suffix stands behind the family name: `King Jr., Martin`."""
    family, _, given = text.partition(", ")
    rest, _, last = family.rpartition(" ")
    return Name(given, rest, last) if rest and _SUFFIX.fullmatch(last) else Name(given, family)


def _json_ld(entry: SitePaper) -> list[Name | None]:
    people = [(credit.name, None, None) for credit in entry.credits]
    item = json.loads(jsonld.article(entry.paper, url="https://example.org/", people=people))
    listed = item.get("author", [])
    return [
        Name(name.get("givenName", ""), name.get("familyName", name["name"]), name.get("honorificSuffix", UNTOLD))
        for name in (listed if isinstance(listed, list) else [listed])
    ]


def _apa(entry: SitePaper) -> list[Name | None]:
    """The authors of a reference, one by one, each with what follows them there; nobody of more than 20."""
    text = f" {_words(apa.reference(entry.paper).plain.partition('(')[0])} "
    people: list[Name | None] = []
    for credit in entry.credits if len(entry.credits) <= 20 else ():
        known = _words(names.parts(names.spelling(credit.authorship)).surname)
        _, _, after = text.partition(f" {known} ")
        people.append(Name(INITIAL, f"{known} {after}"))
        text = f" {after}"
    return [*people, *[None] * (len(entry.credits) - len(people))]


def _page(entry: SitePaper) -> list[Name | None]:
    """The names that the paper's page shows, cut where its given names end or begin."""
    return [_shown(credit.name, names.parts(names.spelling(credit.authorship))) for credit in entry.credits]


def _shown(name: str, parts: names.Name) -> Name | None:
    if parts.is_group:
        return None
    if not name.startswith(parts.given):
        return Name(parts.given, name.removesuffix(parts.given))
    family = name.removeprefix(parts.given)
    if parts.suffix and family.endswith(parts.suffix):
        return Name(parts.given, family.removesuffix(parts.suffix).rstrip(", "), parts.suffix)
    return Name(parts.given, family)


EXPORTS: Mapping[str, Callable[[Path, Site], list[list[Name | None]]]] = {
    "bibtex": _bibtex, "biblatex": _biblatex, "ris": _ris_file, "csl-json": _csl_file, "endnote-xml": _endnote,
    "mods": _mods,
}  # fmt: skip
OF_PAPERS: Mapping[str, Callable[[SitePaper], list[Name | None]]] = {
    "Highwire tags": _highwire, "COinS": _coins, "JSON-LD": _json_ld, "APA": _apa, "page": _page,
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
