"""`references:` of `site.yaml`: other styles on pages of papers, kept, made again, and what is said without pandoc."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.errors import SitegenError
from sitegen.render.recipe import BuildReport, BuildRequest, build
from sitegen.typeset import pandoc, references, styles

SITE = "title: Ice\nbase_url: https://example.org/ice/\n"
PAPERS = {
    "melt": "title: Melt & thaw\nauthors: [Ada King, Bo Snow]\ndate: 2021-05\n"
    "venue: {name: Winters, volume: 3, pages: 4-9}\ndoi: 10.1234/melt\n",
    "frost": "title: Frost\nauthors: [Ada King, Bo Snow]\ndate: 2021-05\nvenue: {name: Winters, volume: 3}\n",
    "hail": "title: Hail\nauthors: [{group: true, name: The Ice Group}]\ndate: 2019\narxiv: 1901.00001\n",
}
IEEE = "A. King and B. Snow, “Melt & thaw,” Winters, vol. 3, pp. 4–9, May 2021, doi: 10.1234/melt."
APA = "King, A., & Snow, B. (2021). Melt & thaw. Winters, 3, 4–9. https://doi.org/10.1234/melt"

needs_pandoc = pytest.mark.skipif(
    pandoc.find() is None or not styles.is_there(), reason="pandoc 3 and the files of styles are not installed"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small site of a lab."""
    (tmp_path / "content" / "papers").mkdir(parents=True)
    for slug, text in PAPERS.items():
        (tmp_path / "content" / "papers" / f"{slug}.yaml").write_text(text, encoding="utf-8")
    _configure(tmp_path, "")
    return tmp_path


def _configure(root: Path, line: str) -> None:
    (root / "content" / "site.yaml").write_text(f"{SITE}{line}", encoding="utf-8")


def _build(root: Path, *, strict: bool = False) -> BuildReport:
    return build(root, BuildRequest(jobs=1, strict=strict))


def _page(root: Path, slug: str) -> LexborHTMLParser:
    return LexborHTMLParser((root / "output" / "papers" / slug / "index.html").read_text(encoding="utf-8"))


def _shown(root: Path, slug: str) -> dict[str, str]:
    """What stands under each tab but the first."""
    page = _page(root, slug)
    tabs = [label.text() for label in page.css(".tabs label")][1:]
    texts = [" ".join(paragraph.text().split()) for paragraph in page.css("p.reference")]
    return dict(zip(tabs, texts, strict=True))


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


@needs_pandoc
def test_a_tab_for_each_style(root: Path) -> None:
    """Styles stand in the order of the file, by id, short name or file; no paper shows that others are like it."""
    style = styles.file_of("ieee").read_text(encoding="utf-8").replace("<title>IEEE", "<title>Ours", 1)
    (root / "content" / "ours.csl").write_text(style, encoding="utf-8")
    _configure(root, "references: [ieee, apa, chicago, ours.csl]\n")
    assert _build(root).warnings == ()
    shown = _shown(root, "melt")
    assert list(shown)[:3] == ["IEEE", "APA", "Chicago"]
    assert shown["IEEE"] == IEEE == list(shown.values())[3]
    assert shown["APA"] == APA
    assert "2021." in shown["Chicago"]
    assert "2021a" not in shown["Chicago"]
    page = _page(root, "melt")
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    (button,) = page.css('[data-copy-from="reference"]')
    assert button.attributes["data-copy"] == IEEE


@needs_pandoc
def test_only_what_changed_is_made_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One run formats all new papers, the next the one that was edited; it comes to what a first build would."""
    runs: list[list[str]] = []
    made = references.references

    def counted(items: list[dict[str, str]], style: styles.Style) -> object:
        runs.append([item["title"] for item in items])
        return made(items, style)

    monkeypatch.setattr(references, "references", counted)
    _configure(root, "references: [apa, ieee]\n")
    _build(root)
    assert [len(run) for run in runs] == [3]
    paper = root / "content" / "papers" / "melt.yaml"
    paper.write_text(PAPERS["melt"].replace("4-9", "5-9"), encoding="utf-8")
    _build(root)
    assert runs[1:] == [["Melt & thaw"]]
    assert _shown(root, "melt")["IEEE"] == IEEE.replace("4–9", "5–9")
    warm = _files(root / "output")
    for jobs in (1, 2):
        build(root, BuildRequest(jobs=jobs, output=root / f"cold{jobs}"))
        assert _files(root / f"cold{jobs}") == warm


@needs_pandoc
def test_what_is_stored_is_not_believed_blindly(root: Path) -> None:
    """A store that was damaged is made again."""
    _configure(root, "references: [ieee]\n")
    _build(root)
    store = root / ".sitegen" / "cache" / "build.sqlite"
    raw = store.read_bytes()
    store.write_bytes(raw.replace("“Melt & thaw,”".encode(), "“MELT & THAW,”".encode()))
    assert store.read_bytes() != raw
    (root / "content" / "papers" / "hail.yaml").write_text(f"{PAPERS['hail']}note: New\n", encoding="utf-8")
    _build(root)
    assert _shown(root, "melt") == {"IEEE": IEEE}


@needs_pandoc
def test_what_is_no_style_is_an_error_at_its_place(root: Path) -> None:
    """The file, the line and the nearest style that there is; nothing is written."""
    _configure(root, "references: [apa, iee, gone.csl, ../out.csl]\n")
    with pytest.raises(SitegenError) as raised:
        _build(root)
    assert [str(problem).partition("\n")[0] for problem in raised.value.problems] == [
        'content/site.yaml:3:19: references[1]: "iee" is no style of references',
        "content/site.yaml:3:24: references[2]: gone.csl does not exist",
        "content/site.yaml:3:34: references[3]: ../out.csl leads out of content/",
    ]
    assert not (root / "output").exists()


def test_without_the_extra(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning has the command that installs it, in every build until it is there; the rest of the site is made."""
    monkeypatch.setattr(pandoc, "find", lambda: None)
    _configure(root, "references: [ieee, apa]\n")
    for _ in range(2):
        (warning,) = _build(root).warnings
        assert str(warning).startswith(
            "content/site.yaml:3:14: references[0]: references in the style ieee need pandoc"
        )
        assert warning.hint == 'pip install "authorpages[styles]"'
    assert _shown(root, "melt") == {"APA": APA}
    with pytest.raises(SitegenError):
        _build(root, strict=True)


def test_nothing_changes_where_nothing_is_asked_for(root: Path) -> None:
    """Our own style alone is what a site has that says nothing; neither build imports what makes others."""
    program = (
        "import sys; from pathlib import Path; from sitegen.render.recipe import BuildRequest, build\n"
        "build(Path(sys.argv[1]), BuildRequest(jobs=1))\n"
        "print([name for name in sys.modules if 'typeset' in name or 'pandoc' in name])"
    )
    outputs = []
    for line in ("", "references: [apa]\n"):
        _configure(root, line)
        done = subprocess.run([sys.executable, "-c", program, str(root)], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"
        outputs.append(_files(root / "output"))
    assert outputs[0] == outputs[1]
    assert _shown(root, "melt") == {"APA": APA}
    assert _page(root, "melt").css(".as-style") == []
