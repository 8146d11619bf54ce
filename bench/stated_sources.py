"""What sources state of names, and what brings it into a site: measures nothing, `stated_names.py` does.

In: the corpus beside the checkout, .bib files of other people, recorded files and answers. Out: for each way in the
papers with the parts of their authors' names, read by bibtexparser, pylatexenc and json, not by the importers, and a
function that brings the same papers into a site. Of BibTeX and RIS only names with a comma count. Files are imported;
answers are read by the source's own reader over a gateway, and what it returns is written as an import is.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import unicodedata
import xml.etree.ElementTree as ET
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

from sitegen.importers import formats, recipe  # noqa: E402 - the checkout comes before an installed sitegen
from sitegen.importers.reading import PaperEntry, Reading  # noqa: E402 - see above
from sitegen.merge.record import IMPORT, Record  # noqa: E402 - see above
from sitegen.pull.query import AuthorQuery, PaperIds  # noqa: E402 - see above
from sitegen.pull.table import SOURCES, ask  # noqa: E402 - see above
from sitegen.text import convert  # noqa: E402 - see above
from sitegen.web.client import Web  # noqa: E402 - see above
from tests.replay_server import Answer, Asked, Reply, data, document, replaying  # noqa: E402 - see above

SHARED = CHECKOUT.parent / "shared"
DATE = "2026-11-30"
_INVISIBLE = re.compile("[\\x00-\\x1f\\x7f\\xad\\u200b-\\u200f\\u202a-\\u202e\\u2060\\ufeff]")
_LOST_BRACES = re.compile(r"\\[cvkHurLl](?=[A-Za-zÀ-ɏ])|\\[Ll] ")
"""An accent that ran into its letter: `Fran\\cois`, which pylatexenc takes for an unknown command and leaves out."""
SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv|2nd|3rd", re.IGNORECASE)
_NOT_OF_A_NAME = re.compile(r"[*†‡§¶∗$\d@;&~]|\\(?:thanks|dag|textsuperscript)|Ph\.? ?D|\bet al\b", re.IGNORECASE)
"""Marks and degrees that importers take off a name: what is stated is then no name alone."""


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


def folded(text: str) -> str:
    """Letters and digits without accents and case, what stands between them as one space."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(character for character in letters if not unicodedata.combining(character))
    return " ".join("".join(character if character.isalnum() else " " for character in letters).split())


def _stated(given: str, family: str, suffix: str = "", particle: str | None = None) -> Name | None:
    """A name as stated; a suffix that stands behind the family name is one. Nothing for what is no name alone."""
    given, family, suffix = (" ".join(_INVISIBLE.sub("", part).split()) for part in (given, family, suffix))
    if "Ã" in given + family:  # letters that were read in another encoding, which importers mend
        return None
    if not folded(family) or "\\" in given + family or _NOT_OF_A_NAME.search(f"{given} {family} {suffix}"):
        return None
    rest, _, last = family.rpartition(" ")
    if rest and not suffix and SUFFIX.fullmatch(last):
        family, suffix = rest.rstrip(","), last
    return Name(given, family, suffix, particle)


def decoded(latex: str) -> str:
    """LaTeX as text, by pylatexenc."""
    return str(LatexNodes2Text(math_mode="text").latex_to_text(unescape(latex)))


def _bib_works(text: str) -> Iterator[Work]:
    library = bibtexparser.parse_string(text)
    repeated = [
        block.ignore_error_block for block in library.failed_blocks if isinstance(block, DuplicateBlockKeyBlock)
    ]
    for entry in (*library.entries, *(block for block in repeated if isinstance(block, Entry))):
        fields = {name.lower(): str(field.value).strip() for name, field in entry.fields_dict.items()}
        authors = " ".join(_bare(fields.get("author", "")).split())
        listed = split_multiple_persons_names(authors)
        people = [_bib_name(name) for name in listed if name.strip().lower() != "others"]
        if any(people) and fields.get("title") and "#" not in fields["author"]:
            title = ": ".join(_bare(fields[part]) for part in ("title", "subtitle") if fields.get(part))
            yield Work(convert.phrase(title)[0].plain, tuple(people))


def _bare(value: str) -> str:
    """A value without the braces or quotes around it, which entries that are there twice still have."""
    return value[1:-1] if re.fullmatch(r"\{[^{}]*(?:\{.*\}[^{}]*)*\}|\".*\"", value, re.DOTALL) else value


def _bib_name(text: str) -> Name | None:
    """The parts of a name with a comma outside of braces; without one BibTeX itself only splits."""
    text = re.sub(r"^and ", "", text.strip())
    if "," not in re.sub(r"\{[^{}]*\}", "", text) or "=" in text or _LOST_BRACES.search(text):
        return None
    # bibtexparser takes the `~` of `\\~{n}` for a space
    text = re.sub(r"\\~(?:\{(\w)\}|(\w))", lambda match: f"{match[1] or match[2]}\u0303", text)
    parts = parse_single_name_into_parts(text, strict=False)
    family = decoded(" ".join((*parts.von, *parts.last)))
    given, suffix = decoded(" ".join(parts.first)), decoded(" ".join(parts.jr))
    if SUFFIX.fullmatch(given) or (suffix and not SUFFIX.fullmatch(suffix)):
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
    if not comma or not given.strip() or (suffix.strip() and not SUFFIX.fullmatch(suffix.strip())):
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
        for volume in xml(path).iterfind("volume"):
            for paper in volume.iterfind("paper"):
                name, number = f"{path.stem}-{volume.get('id')}", int(paper.get("id", "0"))
                identity = f"{name}.{number}" if "." in path.stem else f"{name}{number:03d}"
                people[identity] = tuple(map(_acl_name, paper.iterfind("author")))
    records = _asked("acl", answers, folder, works=PaperIds(acl=tuple(people)))
    return _answered(records, [people[record.source_id] for record in records])


def _acl_name(author: ET.Element) -> Name | None:
    given, family = ("".join(part.itertext()) for name in ("first", "last") for part in author.iterfind(name))
    return _stated(given, family) if given else None


def xml(path: Path) -> ET.Element:
    """The root of an XML file."""
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
