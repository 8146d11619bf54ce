"""The documents name everything there is, and nothing else."""

import re
from pathlib import Path

import pytest

from sitegen.cli.main import COMMANDS
from sitegen.content.fields import KINDS, keys
from sitegen.model import EXPORT_FORMATS, KNOWN_KINDS, LIST_FORMATS, RECORD_FORMATS
from sitegen.pull.people import KINDS as IDENTIFIERS
from sitegen.pull.table import SOURCES

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDERS = ("content", "themes", "tests", "bench", "sitegen", "template")
_CODE = re.compile(r"`[^`\n]*`|^ *```.*?^ *```", re.MULTILINE | re.DOTALL)


def _text(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def _documents() -> list[Path]:
    """Every document that is to be read on a code host."""
    pages = [path for path in (CHECKOUT / "docs").rglob("*.md") if not {".pages", ".site"} & set(path.parts)]
    return [*sorted(CHECKOUT.glob("*.md")), *(CHECKOUT / name / "README.md" for name in FOLDERS), *sorted(pages)]


def test_every_command_is_in_the_readme() -> None:
    """The README has a row for each command, in the order of `sitegen --help`, and for no other."""
    assert re.findall(r"^\| `sitegen ([a-z]+)", _text("README.md"), re.MULTILINE) == list(COMMANDS)


def test_every_source_is_in_the_guide() -> None:
    """The table of `docs/how-to/pull.md` has a row for each source, in the order of `pull/table`, .bib files last."""
    _, _, table = _text("docs/how-to/pull.md").partition("\n| source | lists papers by |")
    rows = re.findall(r"^\| `(\w+)`[^|]*\|([^|]*)\|", table, re.MULTILINE)
    assert [name for name, _ in rows] == [*SOURCES, "bibtex"], "docs/how-to/pull.md has a row for each source"
    for name, lists_by in rows[:-1]:
        assert set(SOURCES[name].keys) <= set(re.findall(r"`(\w+)`", lists_by)), f"by which keys {name} lists papers"


def test_every_identifier_is_named() -> None:
    """Each key by which a source lists a person's papers is one of an author's file, and stands in the README."""
    known = {key for source in SOURCES.values() for key in source.keys} | {"bibtex"}
    assert not known ^ set(IDENTIFIERS), "KINDS of pull/people.py has each key by which a source lists papers"
    assert known <= set(keys(KINDS["author"])), "a key of a source is a line of model/author.py"
    _, _, section = _text("README.md").partition("## Papers that come by themselves")
    missing = [name for name in IDENTIFIERS if f"`{name}`" not in section.partition(")")[0]]
    assert not missing, "the README names the keys of an author's file that sources know"


@pytest.mark.parametrize("document", ["README.md", "themes/README.md"])
def test_every_format_is_named(document: str) -> None:
    """The README has each format of `sitegen export`, the contract of themes each that `makes` may be asked for."""
    formats = EXPORT_FORMATS if document == "themes/README.md" else (*RECORD_FORMATS, *LIST_FORMATS)
    start = "| `makes(format)`" if document == "themes/README.md" else "| `sitegen export FORMAT"
    (row,) = (line for line in _text(document).splitlines() if line.startswith(start))
    assert not [facts.name for facts in formats if f"`{facts.name}`" not in row], f"the row {start} names every format"


@pytest.mark.parametrize("path", sorted((CHECKOUT / "themes/folio/strings").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_kind_of_items_has_its_word(path: Path) -> None:
    """Each language has a heading for each kind that is known without a word in `site.yaml`."""
    words = set(re.findall(r"^kind_(\w+):", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert not set(KNOWN_KINDS) ^ words, f"themes/folio/strings/{path.name} has a line kind_… for each kind"


def test_the_readme_begins_with_the_two_commands() -> None:
    """Whoever opens the README sees first how to build the example and how to test it."""
    first = _text("README.md").split("```")[1].split()
    assert first[-4:] == ["make", "site", "make", "test"]


@pytest.mark.parametrize("document", _documents(), ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_documents_are_there_and_their_links_lead_somewhere(document: Path) -> None:
    """Each part of the project has its document; what a link in it names is in the checkout, and so is the heading."""
    text = _CODE.sub("", document.read_text(encoding="utf-8"))
    for path, anchor in re.findall(r"\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]+))?\)", text):
        target = document.parent / path if path else document
        assert target.exists(), path
        assert not anchor or anchor in _anchors(target), f"{path}#{anchor}"


def _anchors(document: Path) -> set[str]:
    """The ids that a code host gives the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", _CODE.sub("", document.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", _documents(), ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_no_table_says_two_things_of_one_name(document: Path) -> None:
    """The first column of a table, where it holds names of code, has each of them once."""
    for table in re.findall(r"(?:^\|.*\n)+", document.read_text(encoding="utf-8"), re.MULTILINE):
        names = re.findall(r"^\| *(`[^|]+`) *\|", table, re.MULTILINE)
        assert len(names) == len(set(names)), [name for name in names if names.count(name) > 1]


def test_every_theme_is_documented() -> None:
    """Each folder of `themes/` with a theme in it is named in `themes/README.md`."""
    themes = sorted(path.parent.name for path in (CHECKOUT / "themes").glob("*/theme.yaml"))
    assert themes
    assert not [theme for theme in themes if f"`{theme}`" not in _text("themes/README.md")]


def test_every_room_is_in_the_map() -> None:
    """`sitegen/README.md` says of each folder of the program what it holds, and names none that is not there."""
    rooms = {path.parent.name for path in (CHECKOUT / "sitegen").glob("*/__init__.py")}
    assert set(re.findall(r"^\| `(\w+)/` \| P? ?\|", _text("sitegen/README.md"), re.MULTILINE)) == rooms


def test_every_benchmark_is_documented() -> None:
    """`bench/README.md` says what each script there measures."""
    scripts = sorted(path.name for path in (CHECKOUT / "bench").glob("*.py"))
    assert not [script for script in scripts if f"`{script}`" not in _text("bench/README.md")]


def test_the_changelog_knows_this_version() -> None:
    """The version that the program reports has its section, or is about to."""
    from sitegen import __version__

    assert f"## {__version__}" in _text("CHANGELOG.md")
