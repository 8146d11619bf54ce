"""`sitegen export cv`: `cv.yaml` and the papers of a site in one file of any format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sitegen.content import yamlfile
from sitegen.errors import SitegenError
from sitegen.exports.cv.recipe import ENDINGS, export_cv
from sitegen.exports.recipe import ExportRequest
from sitegen.exports.selection import Selection
from sitegen.model import SiteConfig
from sitegen.render.theme import find_theme
from sitegen.render.theme_strings import ThemeStrings
from sitegen.typeset import pandoc, typst

FILES = {
    "site.yaml": "title: Ice & Co\nbase_url: https://example.org/ice/\nowner: ada-king\n",
    "authors/ada-king.yaml": (
        "name: Ada King\nposition: Professor\naffiliation: Cold University\nemail: ada@example.org\n"
        "orcid: 0000-0002-1825-0097\n"
    ),
    "papers/melt.yaml": "title: Melt & _thaw_\nauthors: [Ada King, Bo Snow]\ndate: 2021-05\nvenue: Winters\n",
    "papers/hail.yaml": "title: Hail\nauthors: [Bo Snow, Ada King]\ndate: 2019\narxiv: 1901.00001\n",
    "papers/other.yaml": "title: Not hers\nauthors: [Bo Snow]\ndate: 2019\narxiv: 1901.00002\n",
    "cv.yaml": (
        "basics: {location: Bern, phone: '+41 31 123', summary: 'I like *ice*.'}\n"
        "education:\n"
        "  - {institution: ETH, area: Ice, studyType: PhD, startDate: 2011-09, endDate: 2015, courses: [Snow]}\n"
        "work:\n"
        "  - {name: Cold Press, position: 'Editor #1', start: 2016, highlights: ['**Bold** $x^2$', 'Second [one](https://example.org)']}\n"
        "awards:\n"
        "  - {title: Prize, awarder: Society, date: 2020-05-04, url: 'https://example.org/prize?a=1&b=2'}\n"
        "publications:\n"
        "  - {name: Melt and thaw, publisher: Daily, releaseDate: 2018}\n"
        "  - {name: 'Melt & _thaw_', publisher: Twice, releaseDate: 2018}\n"
        "languages:\n"
        "  - {language: Deutsch, fluency: native}\n"
    ),
}
MARKDOWN = """\
# Ada King

Professor, Cold University

Bern · [ada\\@example.org](<mailto:ada@example.org>) · [\\+41 31 123](<tel:+4131123>) · \
[ORCID 0000-0002-1825-0097](<https://orcid.org/0000-0002-1825-0097>)

I like *ice*.

## Education

- Sep 2011 – 2015: **PhD, Ice**, ETH\\
  Snow

## Work

- 2016 – present: **Editor \\#1**, Cold Press
    - **Bold** $x^2$
    - Second [one](<https://example.org>)

## Awards and honours

- 4 May 2020: [**Prize**](<https://example.org/prize?a=1&b=2>), Society

## Publications

### Journal articles

1. **King, A.**, \\& Snow, B. (2021). Melt \\& \\_thaw\\_. *Winters*.

### Preprints

2. Snow, B., \\& **King, A.** (2019). *Hail* (arXiv:1901.00001). arXiv. <https://arxiv.org/abs/1901.00001>

- 2018: **Melt and thaw**, Daily

## Languages

- **Deutsch**\\
  native
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site of one person with a curriculum vitae."""
    for name, text in FILES.items():
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def _made(root: Path, ending: str) -> bytes:
    def words(config: SiteConfig) -> ThemeStrings:
        return find_theme(config, root).strings

    return export_cv(root, ExportRequest("cv"), ending, words).data


def test_markdown(root: Path) -> None:
    """Who, then sections in the order of the file; the owner's papers by kind, numbered through, their name in bold.

    A publication of the file that is a paper of the site stands once.
    """
    assert _made(root, "md").decode() == MARKDOWN


def test_every_format_holds_every_title(root: Path) -> None:
    """Each text has each heading, entry and paper; nothing of the content is markup in it."""
    for ending in ("html", "tex", "typ", "md", "json"):
        text = _made(root, ending).decode()
        for words in ("Ada King", "Cold Press", "Prize", "Hail", "Deutsch", "Melt"):
            assert words in text, (ending, words)
    assert "Melt &amp; _thaw_" in _made(root, "html").decode()
    assert r"Melt \& \_thaw\_" in _made(root, "tex").decode()
    assert r"Melt & \_thaw\_" in _made(root, "typ").decode()


def test_json_resume(root: Path) -> None:
    """JSON Resume's words, whichever were used; papers are publications; what is not said is not there."""
    data = json.loads(_made(root, "json"))
    assert data["basics"] == {
        "name": "Ada King", "label": "Professor", "email": "ada@example.org", "phone": "+41 31 123",
        "summary": "I like *ice*.", "location": {"city": "Bern"},
        "profiles": [
            {"network": "ORCID", "username": "0000-0002-1825-0097", "url": "https://orcid.org/0000-0002-1825-0097"}
        ],
    }  # fmt: skip
    assert data["education"] == [
        {"institution": "ETH", "studyType": "PhD", "area": "Ice", "startDate": "2011-09", "endDate": "2015",
         "courses": ["Snow"]}
    ]  # fmt: skip
    assert data["work"][0]["name"] == "Cold Press"
    assert [entry["name"] for entry in data["publications"]] == ["Melt & _thaw_", "Hail", "Melt and thaw"]
    assert data["publications"][1] == {
        "name": "Hail", "publisher": "arXiv", "releaseDate": "2019", "url": "https://example.org/ice/papers/hail/",
    }  # fmt: skip


def test_rendercv(root: Path) -> None:
    """RenderCV's words; sections have titles, papers their authors."""
    data = yamlfile.read(_made(root, "yaml"), "cv.yaml").data["cv"]
    assert (data["name"], data["headline"], data["location"]) == ("Ada King", "Professor", "Bern")
    assert data["social_networks"] == [{"network": "ORCID", "username": "0000-0002-1825-0097"}]
    sections = data["sections"]
    assert list(sections) == ["summary", "Education", "Work", "Awards and honours", "Publications", "Languages"]
    assert sections["Education"] == [
        {"institution": "ETH", "area": "Ice", "degree": "PhD", "start_date": "2011-09", "end_date": "2015"}
    ]
    assert sections["Work"][0]["company"] == "Cold Press"
    assert sections["Publications"][1] == {
        "title": "Hail", "authors": ["Bo Snow", "Ada King"], "journal": "arXiv", "date": "2019",
        "url": "https://arxiv.org/abs/1901.00001",
    }  # fmt: skip
    assert sections["Languages"] == [{"label": "Deutsch", "details": "native"}]


def test_in_the_language_of_the_site(root: Path) -> None:
    """Headings and dates are the site's."""
    site = root / "content" / "site.yaml"
    site.write_text(f"{site.read_text(encoding='utf-8')}language: de\n", encoding="utf-8")
    text = _made(root, "md").decode()
    assert "## Ausbildung" in text
    assert "- 4\\. Mai 2020: " in text
    assert "2016 – heute" in text


def test_without_the_file(root: Path) -> None:
    """A site that has no `cv.yaml` says what to write."""
    (root / "content" / "cv.yaml").unlink()
    with pytest.raises(SitegenError) as raised:
        _made(root, "md")
    assert raised.value.problems[0].sentence == "there is no content/cv.yaml"


def test_of_a_lab(root: Path) -> None:
    """Where nobody owns the site it is the lab's, with all papers; or that of the person asked for."""
    (root / "content" / "site.yaml").write_text("title: Ice Lab\nbase_url: https://example.org/\n", encoding="utf-8")
    text = _made(root, "md").decode()
    assert text.startswith("# Ice Lab\n")
    assert "Not hers" in text
    asked = ExportRequest("cv", Selection(author="bo-snow"))
    text = export_cv(root, asked, "md", lambda config: find_theme(config, root).strings).data.decode()
    assert text.startswith("# Bo Snow\n")
    assert "**Snow, B.** (2019). *Not hers*" in text


@pytest.mark.skipif(not typst.is_there(), reason="typst is not installed")
def test_pdf(root: Path) -> None:
    """The PDF holds every entry, and is the same when it is made again."""
    import pypdfium2

    made = _made(root, "pdf")
    assert made == _made(root, "pdf")
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made))
    for words in ("Ada King", "PhD, Ice", "Cold Press", "Bold x²", "Prize", "King, A.", "Hail", "Deutsch"):
        assert words in text


@pytest.mark.skipif(pandoc.find() is None, reason="pandoc is not installed")
@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_word_processors(root: Path, ending: str) -> None:
    """The file is read back with every entry."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(_made(root, ending))) as whole:
        text = whole.read("word/document.xml" if ending == "docx" else "content.xml").decode()
    for words in ("Ada King", "Cold Press", "Prize", "Hail", "Deutsch"):
        assert words in text
    assert set(ENDINGS) >= {"pdf", "tex", "typ", "docx", "json", "md"}


def test_talks_of_the_site(root: Path) -> None:
    """Talks, courses, grants and projects of the site stand in their sections, once, newest first."""
    for name, text in {
        "talks.yaml": (
            "- {title: Why ice, date: 2020-03-04, event: Snow Days, place: Oslo}\n"
            "- {title: Old ice, date: 2018, event: Frost Forum}\n"
            "- {title: Not hers, date: 2019, people: [Bo Snow]}\n"
        ),
        "grants.yaml": "- {title: Cold money, start: 2020, end: 2023, funder: Fund, amount: '€ 5'}\n",
    }.items():
        (root / "content" / name).write_text(text, encoding="utf-8")
    cv = root / "content" / "cv.yaml"
    more = "talks:\n  - {title: Old ice, organization: Forum, date: 2018}\n"
    cv.write_text(FILES["cv.yaml"] + more, encoding="utf-8")
    text = _made(root, "md").decode()
    headings = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert headings == ["Education", "Work", "Awards and honours", "Grants", "Publications", "Languages", "Talks"]
    assert "- 2020–2023: **Cold money**, Fund\\\n  € 5\n" in text
    assert text.endswith("## Talks\n\n- 4 Mar 2020: **Why ice**, Snow Days, Oslo\n- 2018: **Old ice**, Forum\n")
    assert "Not hers" not in text
