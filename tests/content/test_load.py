"""A folder of files becomes one finished `Content`, or every error in it at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sitegen.content import yamlfile
from sitegen.content.load import load
from sitegen.errors import SitegenError
from sitegen.model import Content, Date, Paper

SITE = "title: Papers\nbase_url: https://ada.example/a\n"
PAPER = "title: Engines\nauthors: [Ada Lovelace]\ndate: 1843\n"
Write = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files below `content/` of a new site, with a `site.yaml` when none is given."""

    def write_all(files: Mapping[str, str]) -> Path:
        for path, text in {"site.yaml": SITE, **files}.items():
            file = tmp_path / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return write_all


def _load(root: Path) -> Content:
    content, warnings = load(root)
    assert warnings == ()
    return content


def _paper(write: Write, text: str) -> Paper:
    return _load(write({"papers/x.yaml": PAPER + text})).papers[0]


def _errors(root: Path) -> list[str]:
    with pytest.raises(SitegenError) as error:
        load(root)
    return [str(problem) for problem in error.value.problems]


def test_the_least_site(write: Write) -> None:
    """A title and an address are a site."""
    content = _load(write({}))
    assert (content.config.title, content.config.base_url, content.config.theme) == (
        "Papers",
        "https://ada.example/a/",
        "folio",
    )
    assert (content.papers, content.authors, content.pages, content.news, content.files) == ((), (), (), (), ())


def test_everything_is_found_and_sorted(write: Write) -> None:
    """Papers stand in any folder, and slugs sort whatever the folders are; other files are no papers."""
    root = write(
        {
            "papers/z/a.yaml": PAPER,
            "papers/b.yml": PAPER,
            "papers/2022/deep/c.yaml": PAPER,
            "papers/README.md": "# Not a paper",
            "papers/.hidden.yaml": "x",
            "papers/c.yaml~": "x",
            ".pulled/a.yaml": "not: [read",
            ".schema/paper.json": "{}",
            "README.md": "# Documentation",
            "authors/ada.yaml": "name: Ada Lovelace\n",
            "pages/about.md": "---\ntitle: About\nnav: true\n---\nHello *you*.\n",
            "news.yaml": "- date: 1843\n  text: Out.\n  paper: a\n",
            "assets/cv.pdf": "x",
            "assets/.DS_Store": "x",
        }
    )
    content = _load(root)
    assert [(paper.slug, paper.file) for paper in content.papers] == [
        ("a", "content/papers/z/a.yaml"),
        ("b", "content/papers/b.yml"),
        ("c", "content/papers/2022/deep/c.yaml"),
    ]
    assert [(author.slug, author.name) for author in content.authors] == [("ada", "Ada Lovelace")]
    assert [(page.slug, page.title, page.nav, page.body.plain) for page in content.pages] == [
        ("about", "About", True, "Hello you.")
    ]
    assert [(item.date, item.text.plain, item.paper) for item in content.news] == [(Date(1843), "Out.", "a")]
    assert content.files == ("assets/cv.pdf",)


def test_files_that_pages_may_show(write: Write) -> None:
    """Files that papers and people name are listed with the assets, each once."""
    root = write(
        {
            "figures/x/1.png": "x",
            "figures/x/2.png": "x",
            "figures/x/unused.png": "x",
            "pdf/x.pdf": "x",
            "ada.jpg": "x",
            "assets/a": "x",
            "papers/x.yaml": PAPER
            + "figures: [{file: [figures/x/1.png, figures/x/2.png]}]\n"
            + "links: {pdf: pdf/x.pdf, code: assets/a, other: [{label: L, url: assets/a}]}\n",
            "authors/ada.yaml": "name: Ada\npicture: ada.jpg\n",
        }
    )
    assert _load(root).files == ("ada.jpg", "assets/a", "figures/x/1.png", "figures/x/2.png", "pdf/x.pdf")


def test_drafts_are_checked_but_left_out(write: Write) -> None:
    """A draft is built only on request, its files and its news with it; its errors count always."""
    draft = PAPER + "draft: true\nlinks: {pdf: x.pdf}\n"
    root = write({"papers/x.yaml": draft, "x.pdf": "x", "news.yaml": "- {date: 1843, text: Out., paper: x}\n"})
    assert (load(root)[0].papers, load(root)[0].news, load(root)[0].files) == ((), (), ())
    shown = load(root, drafts=True)[0]
    assert ([paper.slug for paper in shown.papers], len(shown.news), shown.files) == (["x"], 1, ("x.pdf",))
    assert _errors(write({"papers/x.yaml": draft + "type: nothing\n"}))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "article"),
        ("arxiv: 2203.15556\n", "preprint"),
        ("arxiv: 2203.15556\ndoi: 10.48550/arXiv.2203.15556\n", "preprint"),
        ("doi: 10.48550/arXiv.2203.15556\n", "preprint"),
        ("arxiv: 2203.15556\ndoi: 10.1234/abc\n", "article"),
        ("arxiv: 2203.15556\nvenue: Nature\n", "article"),
        ("arxiv: 2203.15556\ntype: thesis\n", "thesis"),
    ],
)
def test_type_of_a_paper(write: Write, text: str, kind: str) -> None:
    """A paper with nothing but an arXiv id is a preprint; what is written wins."""
    assert _paper(write, text).type == kind


def test_an_arxiv_doi_gives_the_arxiv_id(write: Write) -> None:
    """The DOI that arXiv gives names the same work as the id in it."""
    assert _paper(write, "doi: https://doi.org/10.48550/arXiv.2203.15556v2\n").arxiv == "2203.15556"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Flamingo: a Visual Language Model", "Flamingo"),
        ("Engines", "Engines"),
        ("Ratios 3:4 in engines", "Ratios 3:4 in engines"),
        ("On $f: X$ maps: a study", "On $f: X$ maps"),
        ("{A: B} C: D", "{A: B} C"),
        ("深度学习：综述", "深度学习"),
        (": odd", ": odd"),
    ],
)
def test_short_title(write: Write, title: str, short: str) -> None:
    """The short title is the title up to its colon, but not to one inside maths, braces or a ratio."""
    root = write({"papers/x.yaml": f"title: '{title}'\nauthors: [A]\ndate: 1843\n"})
    found = _load(root).papers[0].short
    assert found is not None
    assert found.source == short


def test_empty_ids_are_no_ids(write: Write) -> None:
    """A source's id that was emptied is not there."""
    assert _paper(write, "ids: {dblp: , s2: '', acl: P19-1001}\n").ids == {"acl": "P19-1001"}


def test_affiliations_of_both_spellings_are_one_list(write: Write) -> None:
    """`affiliation` and `affiliations` fill the same field."""
    root = write(
        {
            "papers/x.yaml": "title: T\ndate: 1\nauthors: [{name: A, affiliation: X, affiliations: [Y]}]\n".replace(
                "1", "1843"
            )
        }
    )
    assert _load(root).papers[0].authors[0].affiliations == ("X", "Y")


def test_macros_of_the_paper_win(write: Write) -> None:
    """A paper's macro stands before the site's of the same name, and both are known to its texts."""
    site = SITE + "macros: {engine: Site, loom: Loom}\n"
    root = write(
        {
            "site.yaml": site,
            "papers/x.yaml": PAPER.replace("Engines", r"\engine{} and \loom") + "macros: {engine: Mine}\n",
        }
    )
    assert _load(root).papers[0].title.plain == "Mine and Loom"


def test_text_that_cannot_be_converted_is_a_warning_with_its_place(write: Write) -> None:
    """An unknown macro is told with file, line and field, in a paper and in a page's text."""
    root = write(
        {
            "papers/x.yaml": PAPER + "abstract: |\n  We use \\nosuchmacro here.\n",
            "pages/p.md": "---\ntitle: P\n---\nText with $\\nosuchmacro$.\n",
        }
    )
    warnings = load(root)[1]
    assert ("content/papers/x.yaml", 4, 11, "abstract", "warning") in [
        (each.file, each.line, each.column, each.field, each.severity) for each in warnings
    ]
    assert {each.line for each in warnings if each.file == "content/pages/p.md"} <= {4}


def test_base_url_of_the_command_line(write: Write) -> None:
    """An address given at build time stands in for the site's, and is checked like it."""
    root = write({})
    assert load(root, base_url="https://x.example")[0].config.base_url == "https://x.example/"
    with pytest.raises(SitegenError) as error:
        load(root, base_url="x.example/y")
    assert [str(problem) for problem in error.value.problems] == ['--base-url: "x.example/y" is not an http(s) address']


def test_no_site(tmp_path: Path) -> None:
    """A folder without `site.yaml` is not a site, and says so."""
    assert _errors(tmp_path) == ["content/site.yaml: the file does not exist"]


def test_special_files_are_not_opened(write: Write) -> None:
    """A pipe among the papers is an error, not a wait; among the assets it is left out with a warning."""
    root = write({"papers/x.yaml": PAPER, "assets/a": "x"})
    os.mkfifo(root / "content" / "papers" / "pipe.yaml")
    assert _errors(root) == ["content/papers/pipe.yaml: the file is not a regular file"]
    (root / "content" / "papers" / "pipe.yaml").unlink()
    os.mkfifo(root / "content" / "assets" / "pipe")
    os.symlink("/etc", root / "content" / "assets" / "etc")
    content, warnings = load(root)
    assert content.files == ("assets/a",)
    assert [str(each) for each in warnings] == [
        "content/assets/etc: is a link that leads out of content/, so it is left out",
        "content/assets/pipe: is not a regular file, so it is left out",
    ]


def test_links_inside_content_are_followed(write: Write) -> None:
    """A link that stays inside is as good as the file it leads to."""
    root = write({"papers/x.yaml": PAPER, "figures/1.png": "x"})
    os.symlink("../figures/1.png", root / "content" / "papers" / "y.png")
    os.symlink("../figures", root / "content" / "assets")
    (root / "content" / "papers" / "x.yaml").write_text(PAPER + "figures: [{file: papers/y.png}]\n", encoding="utf-8")
    assert "papers/y.png" in _load(root).files


@pytest.mark.parametrize("slug", ["a", "A1", "2022-alayrac-flamingo", "a.b_c-d", "x" * 120])
def test_slugs_that_pass(write: Write, slug: str) -> None:
    """Letters, digits and marks between them make a slug."""
    assert _load(write({f"papers/{slug}.yaml": PAPER})).papers[0].slug == slug


@pytest.mark.parametrize("slug", ["con", "NUL", "com1", "aux.b", "a b", "a.", "_a", "ü", "x" * 121, "a'b", "a&b", "文"])
def test_slugs_that_do_not(write: Write, slug: str) -> None:
    """Names that some file system or address cannot hold are refused, with one that works."""
    with pytest.raises(SitegenError) as error:
        load(write({f"papers/{slug}.yaml": PAPER}))
    (problem,) = error.value.problems
    assert (problem.file, problem.field) == (f"content/papers/{slug}.yaml", "slug")
    proposed = problem.hint.rpartition(" ")[2]
    (Path(write({})) / "content" / "papers" / f"{slug}.yaml").unlink()
    assert _load(write({f"papers/{proposed}.yaml": PAPER})).papers[0].slug == proposed


def test_errors_of_all_files_in_order(write: Write) -> None:
    """Faults of the site, of papers, people, pages and news come in one sorted list."""
    root = write(
        {
            "site.yaml": "title: T\n",
            "papers/b.yaml": "title: a: b\n",
            "papers/a.yaml": "title: T\n",
            "authors/x.yaml": "zzzz: X\n",
            "pages/p.md": "text",
            "news.yaml": "- text: x\n",
        }
    )
    errors = _errors(root)
    assert len(errors) == 8
    assert [error.split(":")[0] for error in errors] == [
        *["content/authors/x.yaml"] * 2,
        "content/news.yaml",
        "content/pages/p.md",
        *["content/papers/a.yaml"] * 2,
        "content/papers/b.yaml",
        "content/site.yaml",
    ]


def test_a_reference_to_a_broken_file_is_not_a_second_error(write: Write) -> None:
    """A paper that cannot be read still exists."""
    root = write({"papers/x.yaml": "title: T\n", "news.yaml": "- {date: 1843, text: T, paper: x}\n"})
    assert [error.split(" ")[0] for error in _errors(root)] == ["content/papers/x.yaml:1:1:"] * 2


def test_any_number_of_processes_gives_the_same(write: Write) -> None:
    """Papers, warnings and errors do not depend on how many processes read."""
    texts = {f"papers/p{number:03}.yaml": PAPER + f"note: Issue #{number}\n" for number in range(700)}
    root = write(texts)
    alone, several = load(root, jobs=1), load(root, jobs=3)
    assert alone == several
    assert len(alone[1]) == 700
    (root / "content" / "papers" / "p500.yaml").write_text("title: T\n", encoding="utf-8")
    (root / "content" / "papers" / "p100.yaml").write_text("title: T\n", encoding="utf-8")
    said = []
    for jobs in (1, 3):
        with pytest.raises(SitegenError) as error:
            load(root, jobs=jobs)
        said.append(error.value.problems)
    assert said[0] == said[1]
    assert len(said[0]) == 4


def test_a_missing_c_loader_is_told(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PyYAML's C part everything works, slowly, with a warning."""
    monkeypatch.setattr(yamlfile, "HAS_C_LOADER", False)
    content, warnings = load(write({"papers/x.yaml": PAPER}))
    assert content.papers[0].title.plain == "Engines"
    assert ["no C part" in warning.sentence for warning in warnings] == [True]


def test_people_of_items_and_topics_that_have_no_file_are_told(write: Write) -> None:
    """What looks like a slug is not shown as a name in silence; a name is a name."""
    root = write(
        {
            "authors/ada-lovelace.yaml": "name: Ada Lovelace\n",
            "talks/a.yaml": "title: A\ndate: 1843\npeople: [ada-lovelace, ada-lovelac, Charles Babbage, bell hooks]\n",
            "topics/b.md": "---\npeople: [mary-somerville]\n---\nText.\n",
        }
    )
    assert [(warning.place, warning.sentence.partition(" in ")[0], warning.hint) for warning in load(root)[1]] == [
        ("content/talks/a.yaml:3:24", 'there is no "ada-lovelac"', 'did you mean "ada-lovelace"?'),
        (
            "content/topics/b.md:2:10",
            'there is no "mary-somerville"',
            "write the name, or add content/authors/mary-somerville.yaml",
        ),
    ]


@pytest.mark.parametrize(
    ("line", "place", "hint"),
    [
        (
            """verification: {google: '<meta name="google-site-verification" content="dBw5_x">'}""",
            "content/site.yaml:3:24: verification.google",
            "write dBw5_x",
        ),
        ("verification: {bing: two words}", "content/site.yaml:3:22: verification.bing", "what stands in content="),
        ("collections: {maps: {type: Old map}}", "content/site.yaml:3:28: collections.maps.type", "like CreativeWork"),
    ],
)
def test_what_machines_read_of_a_site_is_one_word(write: Write, line: str, place: str, hint: str) -> None:
    """A tag that was copied whole, or a type that there cannot be, would be published in silence."""
    with pytest.raises(SitegenError) as error:
        load(write({"site.yaml": SITE + line + "\n"}))
    (problem,) = error.value.problems
    assert str(problem).startswith(place)
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("assets/Own.woff2", "put it there, or correct the path: it begins in content/"),
        ("https://fonts.example/Own.woff2", "download it, and write its path below content/"),
    ],
)
def test_a_file_that_is_not_there_says_what_to_do(write: Write, file: str, hint: str) -> None:
    """Where nothing is near its name, and where it is an address."""
    with pytest.raises(SitegenError) as error:
        load(write({"site.yaml": f"{SITE}fonts: {{serif: '{file}'}}\n"}))
    (problem,) = error.value.problems
    assert problem.field == "fonts.serif"
    assert hint in problem.hint
