"""BibTeX entries, read back by the programs that others wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import bibtexparser
import pybtex.database
import pytest

from sitegen.cite import bibtex
from sitegen.cite.characters import one_line
from sitegen.model import Authorship, Bibtex, Date, Paper, Text, Venue
from sitegen.text import convert
from sitegen.text.convert import phrase
from sitegen.text.names import split
from tests import hostile_site
from tests.making import paper, text

_CODES = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", **{rf"\{special}": special for special in "&%$#_"},
}  # fmt: skip


def _plain(latex: str) -> str:
    """What a name says, once grouping braces and escapes are gone."""
    code = re.compile("|".join(map(re.escape, _CODES)) + "|[{}]")
    return code.sub(lambda found: _CODES.get(found[0], ""), latex)


def _fields(entry: str) -> dict[str, Any]:
    """The fields of one entry, as bibtexparser reads them."""
    library = bibtexparser.parse_string(entry)
    assert not library.failed_blocks, entry
    assert len(library.entries) == 1
    return {field.key: field.value for field in library.entries[0].fields}


def _people(entry: str) -> list[str]:
    """The authors of one entry in natural order, as pybtex reads them."""
    (read,) = pybtex.database.parse_string(entry, "bibtex").entries.values()
    names = []
    for person in read.persons["author"]:
        parts = (person.first_names, person.middle_names, person.prelast_names, person.last_names, person.lineage_names)
        written = " ".join(word for part in parts for word in part)
        names.append(convert.name(written) if "\\" in _plain(written) else _plain(written))  # accents, else signs
    return names


def _natural(name: str) -> str:
    parts = split(one_line(name))
    return " ".join(part for part in (parts.given, parts.surname, parts.suffix) if part)


def test_a_preprint_reads_as_at_arxiv() -> None:
    """A preprint is a @misc with its arXiv id and class; the fields have one fixed order."""
    one = paper(
        "flamingo",
        "Jean-Baptiste Alayrac",
        date=Date(2022, 4, 29),
        type="preprint",
        arxiv="2204.14198",
        arxiv_categories=("cs.CV", "cs.AI"),
        comments=text("54 pages"),
        abstract=text("Short."),
    )
    assert bibtex.entry(one, "alayrac2022flamingo", "https://example.org/papers/flamingo/") == (
        "@misc{alayrac2022flamingo,\n"
        "  title = {flamingo},\n"
        "  author = {Alayrac, Jean-Baptiste},\n"
        "  year = {2022},\n"
        "  month = apr,\n"
        "  eprint = {2204.14198},\n"
        "  archiveprefix = {arXiv},\n"
        "  primaryclass = {cs.CV},\n"
        "  url = {https://example.org/papers/flamingo/},\n"
        "  note = {54 pages},\n"
        "  abstract = {Short.}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("kind", "entry", "field"),
    [
        ("article", "article", "journal"),
        ("inproceedings", "inproceedings", "booktitle"),
        ("chapter", "incollection", "booktitle"),
        ("thesis", "phdthesis", "school"),
        ("report", "techreport", "institution"),
        ("book", "book", "publisher"),
        ("talk", "misc", "howpublished"),
    ],
)
def test_each_kind_of_work_has_its_entry_type(kind: Any, entry: str, field: str) -> None:
    """The venue stands in the field that styles look for in that type of entry."""
    made = bibtex.entry(paper("x", type=kind, venue="Somewhere"), "k")
    assert made.startswith(f"@{entry}{{k,")
    assert _fields(made)[field] == "Somewhere"


def test_the_venue_is_told_in_full() -> None:
    """Volume, number, pages with two hyphens, publisher and place are there; a DOI is not escaped."""
    venue = Venue(name=text("R&D Letters"), volume="3", issue="4", pages="12–20", publisher="A & B", place="Köln")
    fields = _fields(bibtex.entry(paper("x", venue=venue, doi="10.1/a_b%c"), "k"))
    wanted = {
        "volume": "3", "number": "4", "pages": "12--20", "publisher": r"A \& B", "address": "Köln", "doi": "10.1/a_b%c",
    }  # fmt: skip
    assert fields.items() >= wanted.items()


@pytest.mark.parametrize("name", hostile_site.NAMES)
def test_every_name_reads_back(name: str) -> None:
    """Particles, suffixes, groups, one-word names and names with special characters come back as they were."""
    entry = bibtex.entry(paper("x", name, "Ada Lovelace"), "k")
    assert _people(entry) == [_natural(name), "Ada Lovelace"]
    assert len(re.split(r" and (?![^{]*\})", _fields(entry)["author"])) == 2


def test_particles_and_suffixes_stand_where_bibtex_wants_them() -> None:
    """`von Last, Jr, First`; a group is one name in braces; a family name with a small word inside is kept whole.

    So is a name in a script whose names are not turned around, but where a comma says which part is which.
    """
    names = (
        "George van den Driessche", "Martin Luther King, Jr.", "The ATLAS Collaboration", "Santiago Ramón y Cajal",
        "Diarmuid Ó Séaghdha", "محمد بن سلمان", "سلمان, محمد",
    )  # fmt: skip
    assert _fields(bibtex.entry(paper("x", *names), "k"))["author"] == (
        "van den Driessche, George and King, Jr., Martin Luther and {The ATLAS Collaboration} "
        r"and {Ram{\'{o}}n y Cajal}, Santiago and {\'{O}} S{\'{e}}aghdha, Diarmuid and {محمد بن سلمان} and سلمان, محمد"
    )


def test_unlisted_authors_are_others() -> None:
    """When the paper has more authors than are listed, the list ends as BibTeX says it."""
    some = _fields(bibtex.entry(paper("x", "Ada King", authors_total=2900), "k"))["author"]
    every = _fields(bibtex.entry(paper("x", "Ada King", authors_total=1), "k"))["author"]
    assert (some, every) == ("King, Ada and others", "King, Ada")


def test_three_thousand_authors_are_all_there() -> None:
    """A collaboration's whole list is written and read back."""
    names = [f"Given{number} Family{number}" for number in range(3000)]
    assert _people(bibtex.entry(paper("x", *names), "k")) == names


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("Plain.", "Plain."),
        (
            "Two\n\nparagraphs with $\\{x\\}$, \\emph{stress}, 5% & {\\'e}.",
            "Two\n\nparagraphs with $\\{x\\}$, \\emph{stress}, 5\\% \\& {{\\'{e}}}.",
        ),
        ("mail a@b.org (x)", "mail a@b.org (x)"),
        ('say "x = 1"', 'say "x = 1"'),
        ("**bold**, [here](https://example.org)", r"\textbf{bold}, here"),
        ("- one\n- two", "• one\n\n• two"),
    ],
)
def test_the_abstract_is_safe_to_typeset(source: str, written: str) -> None:
    """Known commands, formulas and paragraphs stay, Markdown is LaTeX, everything else is text."""
    entry = bibtex.entry(paper("x", abstract=Text(source, "", "")), "k")
    assert _fields(entry)["abstract"] == written
    assert f"abstract = {{{written}}}\n}}\n" in entry


@pytest.mark.parametrize(
    "attack",
    [
        r"\input{/etc/passwd}",
        r"\immediate\write18{id}",
        r"$\input{x}$",
        r"$\immediate\write18{id}$",
        r"^^5cinput x",
        r"$\text{^^5cinput{x}}$",
        r"\csname input\endcsname{x}",
        r"\catcode`\@=0 @input x",
        r"\openout5=x",
        r"\directlua{x}",
        r"\def\a{\input x}\a",
        r"\includegraphics{x}",
        r"\bibliography{x}",
        r"\read0 to\x",
        r"`\input{x}`",
        r"\special{x}",
        r"\newwrite\x",
        r"\verb|\input{x}|",
        r"\begin{filecontents}{x}\end{filecontents}",
        r"\scantokens{\input x}",
        r"$\href{x}{\input y}$",
        r"https://example.org/^^5cinput{x}",
        r"\@input{x}",
        r"\endinput",
        r"\lstinputlisting{x}",
    ],
)
def test_no_command_that_reads_writes_or_runs_passes(attack: str) -> None:
    """In no field, not in those that a person wrote as LaTeX either."""
    said = text(attack)
    one = paper(
        "x", Authorship(name=attack), title=phrase(attack)[0], abstract=said, comments=said, topics=(attack,),
        editors=(Authorship(name=attack),), ids={"isbn": attack},
        venue=Venue(name=said, short=said, series=attack, volume=attack, pages=attack, publisher=attack, place=attack),
        bibtex=Bibtex(fields={"annote": attack, "title": attack, "key": attack}),
    )  # fmt: skip
    entry = bibtex.entry(one, attack, f"https://example.org/{attack}")
    entry += bibtex.entry(replace(one, type="thesis"), "k") + bibtex.entry(replace(one, type="book"), "k")
    shown = entry.replace(r"\textbackslash", "")
    commands = set(re.findall(r"\\([A-Za-z@]+)", shown))
    assert not commands & {
        "input", "write", "immediate", "csname", "catcode", "openout", "directlua", "def", "includegraphics", "special",
        "bibliography", "read", "newwrite", "verb", "begin", "scantokens", "endinput", "lstinputlisting", "@input",
    }, commands  # fmt: skip
    assert "^^" not in entry


@pytest.mark.parametrize("one", hostile_site.PAPERS, ids=list(hostile_site.PHRASES))
def test_nothing_breaks_an_entry(one: Paper) -> None:
    """Whatever a text holds, the file is one entry with the paper's title, authors and year, and the next is whole."""
    both = f"{bibtex.entry(one, 'key')}\n{bibtex.entry(paper('next'), 'other')}"
    both.encode()
    library = bibtexparser.parse_string(both)
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == ["key", "other"]
    fields = {field.key: field.value for field in library.entries[0].fields}
    assert fields["title"].startswith(one.title.plain.partition(":")[0])
    assert fields["year"] == "2022"
    assert "volume" not in fields
    read = pybtex.database.parse_string(both, "bibtex").entries
    assert list(read) == ["key", "other"]
    assert len(read["key"].persons["author"]) == len(hostile_site.NAMES)


def test_what_the_file_says_wins() -> None:
    """`bibtex:` replaces, adds and removes fields, and sets the type; a foolish key or type cannot break the entry."""
    override = Bibtex(type="InBook}", fields={"Title": r"{\LaTeX} Made", "year": "", "editor": "Knuth, Don"})
    entry = bibtex.entry(paper("x", bibtex=override), "a key, {odd}")
    fields = _fields(entry)
    assert entry.startswith("@inbook{akeyodd,")
    assert fields["title"] == r"{\LaTeX} Made"
    assert fields["editor"] == "Knuth, Don"
    assert "year" not in fields


def test_a_retracted_paper_says_so() -> None:
    """Whoever cites from the file is told."""
    entry = bibtex.entry(paper("x", status="retracted", comments=text("12 pages")), "k")
    assert _fields(entry)["note"] == "Retracted. 12 pages"


def test_months_are_left_out_when_unknown() -> None:
    """Only what is known is said of the date."""
    assert "month" not in bibtex.entry(paper("x", date=Date(2020)), "k")
    assert "month = dec\n" in bibtex.entry(paper("x", date=Date(2020, 12)), "k")


def test_an_author_marked_otherwise_is_the_same_name() -> None:
    """What else is known of an author does not change the name."""
    place = Authorship(name="Ada King", orcid="0000-0002-1825-0097", note="deceased")
    assert _people(bibtex.entry(paper("x", place), "k")) == ["Ada King"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Stanisław Jastrzȩbski", r"Jastrz{\c{e}}bski, Stanis{\l}aw"),
        ("Thị Hồng Nguyễn", r"Nguy{\~{\^{e}}}n, Th{\d{i}} H{\`{\^{o}}}ng"),
        ("Éric Moulines", r"Moulines, {\'{E}}ric"),
        ("Ahmet Çağrı Öztürk", r"{\"{O}}zt{\"{u}}rk, Ahmet {\c{C}}a{\u{g}}r{\i}"),
        ("Łukasz Øst", r"{\O}st, {\L}ukasz"),
        ("李娜", "李娜"),
    ],
)
def test_letters_of_names_can_be_cut(name: str, written: str) -> None:
    """BibTeX shortens names by bytes; a letter in braces it takes whole. What LaTeX cannot put together stays."""
    assert _fields(bibtex.entry(paper("x", name), "k"))["author"] == written


def test_a_brace_without_its_other_half_can_be_set() -> None:
    """In words as in a formula, and where it is a delimiter."""
    title = phrase(r"All of \{and $\left\{x\right.$")[0]
    said = _fields(bibtex.entry(paper("x", title=title), "k"))["title"]
    assert said == r"All of \ensuremath{\lbrace}and $\left\lbrace x\right.$"


@pytest.mark.parametrize(
    ("source", "written"),
    [
        (r"$\ell_\max^2$", r"$\ell_{\max}^2$"),
        (r"$\tilde\mathcal{O}(n)$", r"$\tilde{\mathcal{O}}(n)$"),
        (r"$\bm{x} \in \mathds{R}$", r"$\boldsymbol{x} \in \mathbb{R}$"),
        ("a \u00a0b\u00a0c", "a b~c"),
        ("one——two", "one---{}---two"),
        ("1 − 2 Δ “q” CO₂ 5″", "1 $-$ 2 $\\Delta$ “q” CO\\textsubscript{2} 5$''$"),
    ],
)
def test_formulas_and_signs_are_set_without_more_packages(source: str, written: str) -> None:
    """What LaTeX takes only in braces has them; commands of other packages are those of amsmath and amssymb."""
    assert convert.latex(source) == written
