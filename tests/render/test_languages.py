"""A site in several languages: the pages of each, how they lead to each other, and what an edit makes anew."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.model import Date
from sitegen.render.recipe import BuildReport, BuildRequest, build
from tests.content.test_translations import IN_BOTH
from tests.making import write_site
from tests.repeated_builds import files

ATOM = "{http://www.w3.org/2005/Atom}"


def built(root: Path, **changed: str) -> Path:
    """Build the site in English and German, with some lines of its settings; return its output."""
    write_site(root, IN_BOTH | {"assets/notes.txt": "Notes"} | changed)
    build(root, BuildRequest(now=Date(2022)))
    return root / "output"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of the site in English and German."""
    links = "---\ntitle: Über\n---\n[Alle](papers/), [Text](assets/notes.txt), [Bib](papers.bib), [English](/about/)\n"
    return built(tmp_path_factory.mktemp("both"), **{"pages/about.de.md": links})


def page(output: Path, path: str) -> str:
    """Return the text of a page."""
    return (output / path / "index.html").read_text(encoding="utf-8")


def pages(output: Path) -> set[str]:
    """Return the path of every page."""
    return {path.relative_to(output).as_posix() for path in output.rglob("*.html")}


def test_every_page_is_there_in_each_language(output: Path) -> None:
    """The main language stands at the root, and each of its pages stands below the folder of the other."""
    german = {path.removeprefix("de/") for path in pages(output) if path.startswith("de/")}
    assert german == {path for path in pages(output) if not path.startswith("de/")}
    assert {"index.html", "404.html", "about/index.html", "papers/first/index.html", "talks/one/index.html"} <= german


def test_a_label_that_fell_back_names_its_language(tmp_path: Path) -> None:
    """In the menu, in the headings of sections and kinds; the words of the other language name none."""
    settings = IN_BOTH["site.yaml"].replace("nav:\n", "nav:\n  - {label: {en: All of it}, url: browse/}\n")
    settings = settings.replace("  - about\n", "  - about\n  - news: {title: Heard}\n  - walks\n")
    settings += "collections: {walks: {title: {en: Walks}}}\n"
    walks = "- {title: Along the shore, date: 2020-01-01}\n"
    output = built(tmp_path, **{"site.yaml": settings, "walks.yaml": walks})
    german, english = page(output, "de"), page(output, "")
    assert '<a href="/de/browse/"><span lang="en">All of it</span></a>' in german
    assert ">Arbeiten</a>" in german
    assert '<h2 id="news"><span lang="en">Heard</span></h2>' in german
    assert '<h2 id="kind-walks"><span lang="en">Walks</span></h2>' in german
    assert '<h1 dir="auto"><span lang="en">Walks</span></h1>' in page(output, "de/walks")
    assert "<title>Walks – Eis</title>" in page(output, "de/walks")
    assert "<span lang" not in english.partition("<footer")[0]


def test_files_that_speak_no_language_are_there_once(output: Path) -> None:
    """Exports, assets, pictures, the theme's files and what robots read are not repeated."""
    own = {path.relative_to(output / "de").as_posix() for path in (output / "de").rglob("*") if path.is_file()}
    rest = {path for path in own if not path.endswith((".html", ".png", ".jpg"))}
    assert rest == {
        "feed.xml", "feed.json", "authors/ada/feed.xml", "authors/ada/feed.json", "search/papers.json",
        "search/abstracts.json", "talks/feed.xml", "talks/talks.ics", "projects/feed.xml", "topics/water/feed.xml",
    }  # fmt: skip


def test_a_page_names_itself_in_every_language(output: Path) -> None:
    """`hreflang` goes both ways and to itself, the main one is for readers of none; canonical is each its own."""
    links = {
        "en": "https://example.org/papers/first/",
        "de": "https://example.org/de/papers/first/",
        "x-default": "https://example.org/papers/first/",
    }
    for path, tag in (("papers/first", "en"), ("de/papers/first", "de")):
        text = page(output, path)
        assert dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', text)) == links
        assert f'<link rel="canonical" href="{links[tag]}">' in text
        assert f'<html lang="{tag}" dir="ltr"' in text


def test_a_switch_leads_to_the_same_page(output: Path) -> None:
    """It is a link in the language that it leads to, from every page to its like; who is lost is led home."""
    german = re.compile(r'<a href="([^"]+)" hreflang="de" lang="de" rel="alternate"><span class="name">Deutsch</span>')
    for path in pages(output):
        if path.startswith("de/"):
            continue
        here = path.removesuffix("index.html") if path != "404.html" else ""
        assert german.findall((output / path).read_text(encoding="utf-8")) == [f"/de/{here}"]
    assert '<a href="/about/" hreflang="en" lang="en" rel="alternate"><span class="name">English</span>' in page(
        output, "de/about"
    )


def test_words_and_dates_are_in_the_language(output: Path) -> None:
    """The theme's words, dates, the menu and the titles that the site gives are in the language of the page."""
    home = page(output, "de")
    assert "Eis" in home
    assert ">Arbeiten</a>" in home
    assert ">Neues</h2>" in home
    assert "Gräfin" in home
    assert "Willkommen." in home
    assert "Ein Vortrag" in page(output, "de/talks")
    assert "2. Feb. 2020" in page(output, "de/talks")
    assert ">Wasser</" in page(output, "de/topics/water")
    assert "<h1" in page(output, "de/topics/water")


def test_what_fell_back_says_its_language(output: Path) -> None:
    """A text that is there in another language than the page's has a `lang`; one that is in the page's has none."""
    paper = page(output, "de/papers/first")
    assert '<h1 dir="auto">Eis: eine Studie</h1>' in paper
    assert '<div class="prose" dir="auto" lang="en"><p>Cold.</p></div>' in paper
    assert '<h1 dir="auto" lang="en">Snow</h1>' in page(output, "de/papers/second")
    assert '<h1 dir="auto" lang="de">Impressum</h1>' in page(output, "legal")
    assert '<h1 dir="auto">Impressum</h1>' in page(output, "de/legal")
    assert '<h1 dir="auto">Snow</h1>' in page(output, "papers/second")
    assert '<h1 dir="auto">Beides</h1>' in page(output, "de/both")
    assert '<div class="prose" dir="auto" lang="en"><p>In English.</p></div>' in page(output, "de/both")
    assert '<p class="aff">Gräfin, <span lang="en">London</span></p>' in page(output, "de/authors/ada")
    assert '<p class="aff">Countess, London</p>' in page(output, "authors/ada")


def test_links_of_a_text_stay_in_its_language(output: Path) -> None:
    """A link to a page leads to it in the language at hand, one to a file to the only one there is."""
    about = page(output, "de/about")
    for link in ("/de/papers/", "/assets/notes.txt", "/papers.bib", "/about/"):
        assert f'href="{link}"' in about


def test_a_paper_is_cited_in_the_main_language(output: Path) -> None:
    """Entries, references, tags for scholars and downloads are those of the main language on every page."""
    paper = page(output, "de/papers/first")
    assert '<meta name="citation_title" content="Ice: a study">' in paper
    assert '<meta name="citation_language" content="en">' in paper
    assert 'href="/papers/first/first.bib"' in paper
    linked = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', paper)[0])
    assert (linked["headline"], linked["inLanguage"]) == ("Ice: a study", "en")
    assert "Eis" not in (output / "papers.bib").read_text(encoding="utf-8")
    assert 'href="/authors/ada/papers.bib"' in page(output, "de/authors/ada")


def test_an_item_says_its_language_to_machines(output: Path) -> None:
    """A talk in German says so, one that fell back the main language; a project has none."""
    linked = [
        json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(output, path))[0])
        for path in ("talks/one", "de/talks/one", "de/projects/thaw-2020")
    ]
    assert [data.get("inLanguage") for data in linked] == ["en", "de", None]
    assert [data["name"] for data in linked] == ["A talk", "Ein Vortrag", "Tauen"]


def test_feeds_are_in_each_language(output: Path) -> None:
    """Each has its own address, its own ids, and entries that lead to pages in its language."""
    english, german = (ET.parse(output / path).getroot() for path in ("feed.xml", "de/feed.xml"))
    titles = [[entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] for feed in (english, german)]
    assert titles == [["Snow", "Ice: a study"], ["Snow", "Eis: eine Studie"]]
    ids = [{place.text for place in feed.iter(f"{ATOM}id")} for feed in (english, german)]
    assert not ids[0] & ids[1]
    assert german.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    entry = next(german.iter(f"{ATOM}entry"))
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert json.loads((output / "de/feed.json").read_text(encoding="utf-8"))["language"] == "de"


def test_the_search_is_in_each_language(output: Path) -> None:
    """The page asks for the index of its language, which holds the titles that are shown there."""
    assert 'data-index="/de/search/"' in page(output, "de/search")
    assert "Eis: eine Studie" in (output / "de/search/papers.json").read_text(encoding="utf-8")
    assert "Eis: eine Studie" not in (output / "search/papers.json").read_text(encoding="utf-8")


def test_the_sitemap_has_every_language(output: Path) -> None:
    """One map lists the pages of all languages, each with its likes."""
    tree = ET.parse(output / "sitemap.xml").getroot()
    found = {
        url.findtext("{*}loc"): {link.get("hreflang"): link.get("href") for link in url.findall("{*}link")}
        for url in tree
    }
    english, german = "https://example.org/talks/one/", "https://example.org/de/talks/one/"
    assert found[english] == found[german] == {"en": english, "de": german, "x-default": english}


def test_open_graph_knows_the_languages(output: Path) -> None:
    """The language of the page with its likeliest territory, and the others."""
    text = page(output, "de/papers/first")
    assert '<meta property="og:locale" content="de_DE">' in text
    assert '<meta property="og:locale:alternate" content="en_US">' in text


def test_a_language_that_reads_from_the_right_does(tmp_path: Path) -> None:
    """The direction is that of each page's language."""
    write_site(tmp_path, languages="[en, ar]")
    build(tmp_path, BuildRequest())
    assert '<html lang="ar" dir="rtl"' in page(tmp_path / "output", "ar/papers/first")
    assert '<h1 dir="auto" lang="en">First paper</h1>' in page(tmp_path / "output", "ar/papers/first")
    assert '<html lang="en" dir="ltr"' in page(tmp_path / "output", "papers/first")


def rebuilt(root: Path, path: str, old: str, new: str) -> tuple[BuildReport, set[str]]:
    """Change a text of the content and build again; return the report, and which pages were rendered with new bytes."""
    place = root / "content" / path
    place.write_text(place.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    report = build(root, BuildRequest(now=Date(2022)))
    return report, {made.path for made in report.made if made.is_new and made.path.endswith(".html")}


def test_an_edit_in_one_language_leaves_the_pages_of_the_other(tmp_path: Path) -> None:
    """Of a new German title the German pages that show it are made anew, and no page in English."""
    built(tmp_path)
    report, changed = rebuilt(tmp_path, "papers/first.yaml", "Eis: eine Studie", "Eis: zwei Studien")
    assert "de/papers/first/index.html" in changed
    assert all(path.startswith("de/") for path in changed)
    assert report.rendered < len([made for made in report.made if made.path.endswith(".html")]) / 2
    report, changed = rebuilt(tmp_path, "pages/about.de.md", "Auf Deutsch.", "Auch auf Deutsch.")
    assert changed == {"de/about/index.html"}
    assert report.rendered == 1


def test_what_was_built_before_changes_no_byte(tmp_path: Path) -> None:
    """After edits in each language a site is what it is when it is built from nothing."""
    built(tmp_path)
    rebuilt(tmp_path, "papers/first.yaml", "Ice: a study", "Ice: two studies")
    rebuilt(tmp_path, "authors/ada.yaml", "Gräfin", "Gräfin von Lovelace")
    rebuilt(tmp_path, "news.yaml", "Es fror.", "Es fror sehr.")
    warm = files(tmp_path / "output")
    build(tmp_path, BuildRequest(now=Date(2022), clean=True))
    assert files(tmp_path / "output") == warm
    fresh = tmp_path / "fresh"
    build(tmp_path, BuildRequest(now=Date(2022), output=fresh, clean=True, jobs=1))
    assert files(fresh) == warm


def test_the_same_slug_is_the_same_thing_in_each_language(tmp_path: Path) -> None:
    """Old addresses lead on in every language, and what is remembered of publishing does not double."""
    settings = IN_BOTH["site.yaml"] + "redirects: {old: about/}\n"
    output = built(tmp_path, **{
        "site.yaml": settings,
        "papers/second.yaml": IN_BOTH["papers/second.yaml"] + "aliases: [former]\n",
    })  # fmt: skip
    assert "/de/papers/second/" in page(output, "de/papers/former")
    assert "/about/" in page(output, "old")
    assert not (output / "de/old").exists()
    build(tmp_path, BuildRequest(now=Date(2022), remembers=True))
    remembered = (tmp_path / "content/.pulled/published.yaml").read_text(encoding="utf-8")
    assert "de/about" in remembered
    assert "de/papers/first" not in remembered


def test_a_language_that_is_gone_is_named_once(tmp_path: Path) -> None:
    """Whoever takes a language out hears of its folder, not of each of its pages."""
    built(tmp_path)
    build(tmp_path, BuildRequest(now=Date(2022), remembers=True))
    for page_file in (tmp_path / "content").rglob("*.de.md"):
        page_file.rename(page_file.with_name(page_file.name.replace(".de.", ".fr.")))
    (tmp_path / "content/site.yaml").write_text(
        IN_BOTH["site.yaml"].replace("[en, de]", "[en, fr]").replace("de:", "fr:"), encoding="utf-8"
    )
    for path in ("authors/ada.yaml", "papers/first.yaml", "news.yaml", "projects.yaml", "pages/both.md"):
        place = tmp_path / "content" / path
        place.write_text(place.read_text(encoding="utf-8").replace("de:", "fr:"), encoding="utf-8")
    report = build(tmp_path, BuildRequest(now=Date(2022), remembers=True))
    told = [problem.sentence for problem in report.warnings]
    assert [sentence for sentence in told if "was published" in sentence] == [
        "de/ was published, and no page is there now"
    ]


def test_a_page_that_stands_where_a_language_does_is_an_error(tmp_path: Path) -> None:
    """Both are named."""
    with pytest.raises(SitegenError) as caught:
        built(tmp_path, **{"pages/de.md": "---\ntitle: Deutsch\n---\nText.\n"})
    assert "content/pages/de.md" in str(caught.value)
    assert 'the language "de"' in str(caught.value)


def test_an_executor_makes_the_same_bytes(tmp_path: Path) -> None:
    """Workers that are told of a build make the pages of every language, cold and after an edit."""
    write_site(tmp_path, IN_BOTH)
    with ThreadPoolExecutor(2) as executor:
        build(tmp_path, BuildRequest(now=Date(2022), output=tmp_path / "elsewhere"), executor=executor)
        place = tmp_path / "content" / "papers" / "first.yaml"
        place.write_text(place.read_text(encoding="utf-8").replace("Eis: eine", "Eis: keine"), encoding="utf-8")
        build(tmp_path, BuildRequest(now=Date(2022), output=tmp_path / "elsewhere"), executor=executor)
    build(tmp_path, BuildRequest(now=Date(2022), output=tmp_path / "here", clean=True, jobs=1))
    assert files(tmp_path / "elsewhere") == files(tmp_path / "here")
