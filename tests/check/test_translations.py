"""What `check` says of languages: nothing of its own accord but of files for one that there is not."""

from __future__ import annotations

from pathlib import Path

from sitegen.check.formerly import formerly
from sitegen.check.pages import pages
from sitegen.check.translations import misplaced, unlisted, untranslated
from tests.checking import examined, written
from tests.content.test_translations import IN_BOTH


def test_a_whole_site_lacks_nothing_but_what_it_lacks(tmp_path: Path) -> None:
    """Each text that is there in one language alone is told, at its place, as a suggestion."""
    seen = written(tmp_path, IN_BOTH)
    told = [str(finding.problem) for finding in untranslated(seen)]
    assert told == [
        "content/pages/both.md: is there in en, and in no other language",
        "content/pages/legal.de.md: is there in de, and in no other language",
        "content/news.yaml:3:28: [1].text: is not there in de",
    ]
    assert not list(unlisted(seen))


def test_a_mapping_that_lacks_a_language_is_told(tmp_path: Path) -> None:
    """A text in several languages that is not there in all is told, whatever it is."""
    paper = "title: {en: Ice}\nauthors: [Ada Lovelace]\ndate: 2020\n"
    told = [finding.problem for finding in untranslated(written(tmp_path, IN_BOTH | {"papers/first.yaml": paper}))]
    (problem,) = [problem for problem in told if problem.file.endswith("first.yaml")]
    assert (problem.line, problem.column, problem.field) == (1, 8, "title")
    assert problem.hint == "write it as a mapping of languages, with de:"


def test_an_item_in_one_language_is_told(tmp_path: Path) -> None:
    """In a list and in a file of its own, each text that stands there once."""
    lists = "- {title: On Ice, summary: {en: Cold, de: Kalt}}\n- {title: {en: On Snow, de: Vom Schnee}, summary: Wet}\n"
    files = IN_BOTH | {"reviews.yaml": lists, "grants/one.yaml": "title: A grant\ntext: For all.\n"}
    files["site.yaml"] += "collections: {reviews: {}}\n"
    told = [str(finding.problem) for finding in untranslated(written(tmp_path, files))]
    assert [line for line in told if "reviews" in line or "grants" in line] == [
        "content/grants/one.yaml:1:8: title: is not there in de",
        "content/grants/one.yaml:2:7: text: is not there in de",
        "content/reviews.yaml:1:11: [0].title: is not there in de",
        "content/reviews.yaml:2:51: [1].summary: is not there in de",
    ]


def test_a_site_of_one_language_hears_nothing(tmp_path: Path) -> None:
    """There is nothing to translate."""
    assert not list(untranslated(written(tmp_path, {"pages/about.md": "---\ntitle: About\n---\nText.\n"})))


def test_a_file_for_a_language_that_there_is_not_is_named(tmp_path: Path) -> None:
    """`about.fr.md` beside `about.md` is a page of its own until the settings name French; `about.v2.md` is one."""
    page = "---\ntitle: About\n---\nText.\n"
    files = {"pages/about.md": page, "pages/about.fr.md": page, "pages/about.v2.md": page, "pages/other.de.md": page}
    (finding,) = unlisted(written(tmp_path, files))
    assert finding.problem.file == "content/pages/about.fr.md"
    assert finding.problem.hint == "for pages in Français too: languages: [en, fr] in site.yaml"
    (finding,) = unlisted(written(tmp_path, files, languages="[de, en]"))
    assert finding.problem.hint == "for pages in Français too: languages: [de, en, fr] in site.yaml"


def test_what_is_wrong_in_a_further_language_is_found_in_its_file(tmp_path: Path) -> None:
    """Links that lead nowhere and former names are told at the line of the German text."""
    page = "---\ntitle: Über\n---\nText.\n\nFrüher Ada Byron, siehe [hier](nirgends/).\n"
    person = IN_BOTH["authors/ada.yaml"] + "formerly: [Ada Byron]\n"
    seen = examined(tmp_path, IN_BOTH | {"pages/about.de.md": page, "authors/ada.yaml": person})
    places = {(finding.problem.file, finding.problem.line) for finding in formerly(seen)}
    assert ("content/pages/about.de.md", 6) in places
    found = pages(seen, everywhere=True, of_paper=())
    broken = [finding.problem for finding in (*found.findings, *found.links.findings) if "nirgends" in str(finding)]
    assert [(problem.file, problem.line) for problem in broken] == [("content/pages/about.de.md", 6)]


def test_a_file_of_keys_that_is_named_as_a_translation_is_told(tmp_path: Path) -> None:
    """Papers and people have their texts as mappings; `first.de.yaml` would be another paper."""
    paper = "title: Eis\nauthors: [Ada Lovelace]\ndate: 2020\n"
    files = IN_BOTH | {
        "papers/first.de.yaml": paper,
        "papers/lone.de.yaml": paper,
        "pages/legal.md": IN_BOTH["pages/both.md"],
    }
    (finding,) = misplaced(written(tmp_path, files))
    assert (finding.problem.file, finding.problem.severity) == ("content/papers/first.de.yaml", "warning")
    assert finding.problem.sentence == 'is a file of its own, and no translation of "first"'
    assert finding.problem.hint.endswith("title: {en: …, de: …}")


def test_a_translation_of_nothing_is_told(tmp_path: Path) -> None:
    """It may be meant so, or be the slip of a pen; then the nearest is named."""
    files = {name: text for name, text in IN_BOTH.items() if name not in {"home.md", "pages/about.de.md"}}
    files["pages/abuot.de.md"] = IN_BOTH["pages/about.de.md"]
    told = {finding.problem.file: finding for finding in misplaced(written(tmp_path, files))}
    assert {name: finding.problem.hint for name, finding in told.items()} == {
        "content/pages/abuot.de.md": "is it about.de.md? Else write abuot.md",
        "content/pages/legal.de.md": "write legal.md",
        "content/home.de.md": "write home.md",
    }
    assert {finding.problem.severity for finding in told.values()} == {"suggestion"}
    assert told["content/home.de.md"].problem.sentence.startswith("stands on the pages in English too")


def test_a_site_without_languages_has_no_translations(tmp_path: Path) -> None:
    """`legal.de.md` is a page like any other."""
    assert not list(misplaced(written(tmp_path, {"pages/legal.de.md": "---\ntitle: A\n---\nText.\n"})))
