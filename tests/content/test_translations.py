"""Texts in several languages: which one is read, and what is said of a language that there is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.content.load import load
from sitegen.errors import SitegenError
from sitegen.model import Content
from tests.making import write_site

IN_BOTH = {
    "site.yaml": (
        "title: {en: Ice, de: Eis}\nbase_url: https://example.org/\nlanguages: [en, de]\nowner: ada\n"
        "nav:\n  - {label: {en: Papers, de: Arbeiten}, url: papers/}\n"
        "sections:\n  - about\n  - recent: {title: {en: Lately, de: Neues}}\n"
        "extra: {motto: {en: Cold, de: Kalt}, size: {wide: 3}}\n"
    ),
    "authors/ada.yaml": (
        "name: Ada Lovelace\nposition: {en: Countess, de: Gräfin}\naffiliation: London\n"
        "bio: {en: I *write*., de: Ich *schreibe*.}\n"
    ),
    "papers/first.yaml": (
        'title: {en: "Ice: a study", de: "Eis: eine Studie"}\nauthors: [Ada Lovelace]\ndate: 2020\n'
        "abstract: Cold.\ntopics: [{en: Water, de: Wasser}]\n"
    ),
    "papers/second.yaml": "title: Snow\nauthors: [Ada Lovelace]\ndate: 2021\n",
    "news.yaml": "- date: 2020-01-01\n  text: {en: It froze., de: Es fror.}\n- {date: 2019-01-01, text: It snowed.}\n",
    "pages/about.md": "---\ntitle: About\nnav: true\norder: 3\n---\nIn English.\n",
    "pages/about.de.md": "---\ntitle: Über\n---\nAuf Deutsch.\n",
    "pages/legal.de.md": "---\ntitle: Impressum\n---\nNur auf Deutsch.\n",
    "home.md": "Welcome.\n",
    "home.de.md": "Willkommen.\n",
    "pages/both.md": "---\ntitle: {en: Both, de: Beides}\n---\nIn English.\n",
    "talks/one.md": "---\ntitle: A talk\ndate: 2020-02-02\nplace: Oslo\nevent: Days\n---\nSaid.\n",
    "talks/one.de.md": "---\ntitle: Ein Vortrag\nevent: Tage\n---\nGesagt.\n",
    "projects.yaml": "- {title: {en: Thaw, de: Tauen}, start: 2020, summary: {en: Warm., de: Warm!}}\n",
}
"""A site of which most is in English and German."""


def both(root: Path) -> tuple[Content, Content]:
    """Return the content in English and in German."""
    content, problems = load(write_site(root, IN_BOTH))
    assert problems == ()
    (german,) = content.translations
    return content, german


def refused(root: Path, **files: str) -> list[str]:
    """Return what stands against reading the site with these files changed."""
    named = {path.replace("__", "/").replace("_", "."): text for path, text in files.items()}
    with pytest.raises(SitegenError) as caught:
        load(write_site(root, IN_BOTH | named))
    return [f"{problem}\n{problem.hint}" for problem in caught.value.problems]


def test_each_language_has_its_texts(tmp_path: Path) -> None:
    """A mapping of languages is a text in each of them, wherever a text may stand."""
    english, german = both(tmp_path)
    assert (english.config.title, german.config.title) == ("Ice", "Eis")
    assert (english.config.language, german.config.language) == ("en", "de")
    assert (english.config.folder, german.config.folder) == ("", "de/")
    assert [content.config.nav[0].label for content in (english, german)] == ["Papers", "Arbeiten"]
    assert [content.config.sections[1].title for content in (english, german)] == ["Lately", "Neues"]
    assert [content.config.extra["motto"] for content in (english, german)] == ["Cold", "Kalt"]
    assert [content.authors[0].position for content in (english, german)] == ["Countess", "Gräfin"]
    assert [content.authors[0].bio.plain for content in (english, german)] == ["I write.", "Ich schreibe."]  # type: ignore[union-attr] # it is there
    assert [content.papers[0].title.plain for content in (english, german)] == ["Ice: a study", "Eis: eine Studie"]
    assert [content.papers[0].short.plain for content in (english, german)] == ["Ice", "Eis"]  # type: ignore[union-attr] # it is there
    assert [content.papers[0].topics for content in (english, german)] == [("Water",), ("Wasser",)]
    assert [content.news[0].text.plain for content in (english, german)] == ["It froze.", "Es fror."]
    assert [content.home.plain for content in (english, german)] == ["Welcome.", "Willkommen."]  # type: ignore[union-attr] # it is there


def test_what_lacks_a_language_falls_back(tmp_path: Path) -> None:
    """A text that is not there in a language is that of the main one, and a text knows the language it stands in."""
    english, german = both(tmp_path)
    paper = german.papers[0]
    assert [text and text.lang for text in (paper.title, paper.short, paper.abstract)] == ["de", "de", ""]
    assert german.papers[1] == english.papers[1]
    assert [author.languages_of["position"] for author in (*english.authors, *german.authors)] == ["en", "de"]
    assert [item.text.plain for item in german.news] == ["Es fror.", "It snowed."]


def test_a_page_has_a_file_in_each_language(tmp_path: Path) -> None:
    """`about.de.md` is `about` in German; its place in the menu is that of `about.md`; one alone is for all."""
    english, german = both(tmp_path)
    assert [page.slug for page in english.pages] == [page.slug for page in german.pages] == ["about", "both", "legal"]
    assert [(page.title, page.nav, page.order) for page in german.pages] == [
        ("Über", True, 3),
        ("Beides", False, None),
        ("Impressum", False, None),
    ]
    assert [page.body.plain for page in english.pages] == ["In English.", "In English.", "Nur auf Deutsch."]
    assert [page.lang for page in english.pages] == ["", "en", "de"]


def test_an_item_has_its_words_in_each_language(tmp_path: Path) -> None:
    """The German file of a talk says its words; when and where it was says the main one, and all else."""
    english, german = both(tmp_path)
    talk, thaw = german.items
    assert (talk.title.plain, talk.place, talk.fields["event"]) == ("Ein Vortrag", "Oslo", "Tage")
    assert talk.text
    assert talk.text.plain == "Gesagt."
    assert talk.date == english.items[0].date
    assert (thaw.title.plain, thaw.slug) == ("Tauen", english.items[1].slug)


def test_a_site_of_one_language_reads_no_mappings(tmp_path: Path) -> None:
    """Where the settings name no languages a mapping is no text, and `x.de.md` is a page of its own."""
    with pytest.raises(SitegenError) as caught:
        load(write_site(tmp_path, {"papers/first.yaml": "title: {en: Ice, de: Eis}\nauthors: [A B]\ndate: 2020\n"}))
    assert "languages: [en, de]" in caught.value.problems[0].hint


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("{en: Ice, fr: Glace}", '"fr" is not among the languages of the site'),
        ("{EN: Ice}", "did you mean en?"),
        ("{en: Ice, deutsch: Eis}", '"deutsch" is not among the languages of the site'),
        ("{fr: Glace}", "add it to the languages in site.yaml: languages: [en, de, fr]"),
    ],
)
def test_a_key_that_is_no_language_is_an_error(tmp_path: Path, title: str, said: str) -> None:
    """It is named at its place, once, with what was meant."""
    problems = refused(tmp_path, papers__first_yaml=f"title: {title}\nauthors: [A B]\ndate: 2020\n")
    assert len(problems) == 1
    assert problems[0].startswith("content/papers/first.yaml:1:")
    assert said in problems[0]


def test_an_error_in_one_language_is_at_its_line(tmp_path: Path) -> None:
    """What is wrong in German alone is found, and is said where the German text stands."""
    page = "---\ntitle: Über\nnav: maybe\n---\nText.\n"
    assert [line.partition(" ")[0] for line in refused(tmp_path, pages__about_de_md=page)] == [
        "content/pages/about.de.md:3:6:"
    ]
    paper = "title:\n  en: Ice\n  de: [Eis]\nauthors: [A B]\ndate: 2020\n"
    assert [line.partition(" ")[0] for line in refused(tmp_path, papers__first_yaml=paper)] == [
        "content/papers/first.yaml:3:3:"
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("languages: [en, de]\nlanguage: de\n", "is not the first of the languages, which is en"),
        ("languages: [en, de, EN]\n", "stands here twice"),
        ("languages: [en, german!]\n", "is not a language tag"),
    ],
)
def test_languages_that_do_not_hold_are_an_error(tmp_path: Path, lines: str, said: str) -> None:
    """The languages of a site differ, are tags, and begin with its `language`."""
    settings = f"title: Ice\nbase_url: https://example.org/\n{lines}"
    with pytest.raises(SitegenError) as caught:
        load(write_site(tmp_path, {"site.yaml": settings}))
    assert said in str(caught.value.problems[0])


def test_what_is_no_text_has_no_languages(tmp_path: Path) -> None:
    """A date, an address or a name is the same in every language, and whoever writes two is told."""
    (problem,) = refused(tmp_path, authors__ada_yaml="name: Ada Lovelace\nwebsite: {en: 'https://a.example', de: x}\n")
    assert "where a text is wanted" in problem
    assert "it is the same in every language" in problem


def test_two_files_for_one_language_are_an_error(tmp_path: Path) -> None:
    """The main language needs no tag: with it, the file stands beside another."""
    page = "---\ntitle: About\n---\nAgain.\n"
    assert "same page in the same language" in refused(tmp_path, pages__about_en_md=page)[0]


def test_one_language_may_be_a_list(tmp_path: Path) -> None:
    """`languages: [de]` is a German site, and nothing else."""
    content, _ = load(write_site(tmp_path, languages="[de]"))
    assert (content.config.language, content.config.folder, content.translations) == ("de", "", ())
