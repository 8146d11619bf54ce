"""Names whose parts a source states, followed from the source to every output of the site.

In: the corpus beside the checkout (the BibTeX entries of its papers, PMLR's given and family names), the .bib files of
other people, recorded BibTeX, RIS and CSL-JSON files, and recorded answers of Crossref, INSPIRE and the ACL Anthology.
Out: for each way in how many names had their parts stated, how many of them plain splitting would get wrong (the last
word taken for the family name), and for each output how many are not as stated; every one of those by name, and exit 1.
`stated_sources.py` says what is stated. The outputs are read back by other programs where there are some. Letters are
compared without accents and signs; a border between given names, particle, family name and suffix may not move.

    python bench/stated_names.py [--share 0.1] [--seed 7] [--only bibtex crossref …]
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import NamedTuple

import bibtexparser
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from bench.stated_sources import (  # noqa: E402 - the checkout comes before an installed sitegen
    SUFFIX,
    WAYS,
    Name,
    Way,
    Work,
    decoded,
    folded,
    xml,
)
from sitegen.cite import apa, coins, highwire, jsonld  # noqa: E402 - see above
from sitegen.content.load import load  # noqa: E402 - see above
from sitegen.exports.recipe import ExportRequest, export  # noqa: E402 - see above
from sitegen.site.graph import Person, Site, SitePaper, connect  # noqa: E402 - see above
from sitegen.text import names  # noqa: E402 - see above
from sitegen.text.slugs import slug  # noqa: E402 - see above

SITE = "title: Papers\nbase_url: https://example.org/\n"
_REST = re.compile(r"others|et al\.?,?", re.IGNORECASE)
_MODS = "{http://www.loc.gov/mods/v3}"


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
        works = stated.get(folded(entry.paper.title.plain), ())
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
    arrived = {folded(entry.paper.title.plain) for entry in site.papers} & stated.keys()
    known = [name for title in arrived for work in stated[title] for name in work.authors if name]
    return Measured(sum(len(stated[title]) for title in arrived), len(known), sum(map(_is_compound, known)), wrong)


def _by_title(works: Iterable[Work]) -> Mapping[str, Sequence[Work]]:
    by_title: dict[str, list[Work]] = {}
    for work in works:
        by_title.setdefault(folded(work.title), []).append(work)
    return by_title


def _is_compound(name: Name) -> bool:
    """Whether taking the last word for the family name gets it wrong."""
    words = f"{name.given} {name.surname} {name.suffix}".split()
    return words[-1] != name.surname or not name.given


def _differences(works: Sequence[Work], made: Sequence[Name | None], slug: str) -> list[str]:
    """How the authors of an output differ from what is stated, by any of the entries that were joined to one paper."""
    made = [name for name in made if not (name and _REST.fullmatch(name.surname))]
    alike = [work.authors for work in works if len(work.authors) == len(made)]
    if not alike:
        return [f"{slug}: {len(made)} authors for {len(works[0].authors)}"] if works else []
    wrong = []
    for position, got in enumerate(made):
        stated = [authors[position] for authors in alike]
        if got and all(stated) and not any(_is_same(name, got) for name in stated if name):
            wrong.append(f"{slug}: {got} for {stated[0]}")
    return wrong


def _is_same(stated: Name, got: Name) -> bool:
    if got.given == INITIAL:  # not of Han letters, which have none
        return not stated.given[:1].isupper() or folded(got.family).startswith(
            folded(f"{stated.surname} {stated.given[:1]}")
        )
    are_same = [folded(stated.surname) == folded(got.surname), folded(stated.given) == folded(got.given)]
    are_same.append(got.suffix == UNTOLD or folded(stated.suffix) == folded(got.suffix))
    if stated.particle and got.particle is not None:
        are_same.append(folded(stated.particle) == folded(got.particle))
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


UNTOLD = "?"
"""The suffix of a name in an output that has no place for one."""
INITIAL = "*"
"""The given names of a name in an output that has initials: the whole of it is the family name."""

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
        given = decoded(" ".join((*person.first_names, *person.middle_names)))
        family = decoded(" ".join((*person.prelast_names, *person.last_names)))
        return Name(given, family, decoded(" ".join(person.lineage_names)))

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
            Name(*(decoded(" ".join(part)) for part in (name.first, (*name.von, *name.last), name.jr)))
            for name in parts
        ]
    return _keyed(papers, site)


def _inverted(text: str) -> Name:
    family, _, given = text.rstrip(",").partition(", ")
    given, _, suffix = given.partition(", ")
    return Name(given, family, suffix) if not SUFFIX.fullmatch(given) else Name("", family, given)


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
        for record in xml(_export(root, "endnote-xml")).iter("record")
    ]


def _mods(root: Path, _site: Site) -> list[list[Name | None]]:
    papers = []
    for record in xml(_export(root, "mods")).iterfind(f"{_MODS}mods"):
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
    return Name(given, rest, last) if rest and SUFFIX.fullmatch(last) else Name(given, family)


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
    listed = re.split(r" \((?=\d|n\.)", apa.reference(entry.paper).plain)[0]
    text = f" {folded(listed)} "
    people: list[Name | None] = []
    for credit in entry.credits if len(entry.credits) <= 20 else ():
        known = folded(names.parts(names.spelling(credit.authorship)).surname)
        _, found, after = text.partition(f" {known} ")
        people.append(Name(INITIAL, f"{known} {after}"))
        text = f" {after}" if found else text
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
