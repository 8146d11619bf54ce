"""The words of the themes that come with sitegen, in every language they speak."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sitegen.content import yamlfile
from sitegen.errors import SitegenError
from sitegen.render.recipe import BuildRequest, build
from sitegen.render.theme_chain import lineage
from sitegen.render.theme_strings import read_words
from sitegen.text.languages import language
from tests.making import write_site

STRINGS = Path(__file__).parents[2] / "themes/folio/strings"
LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "pt", "zh")
COUNTS = (*range(200), 1000, 10000)


def strings(code: str) -> dict[str, Any]:
    """Return one file of words as it stands."""
    data: dict[str, Any] = yamlfile.read((STRINGS / f"{code}.yaml").read_bytes(), f"{code}.yaml").data
    return data


def test_there_are_nine_languages() -> None:
    """Those that are promised are there."""
    assert tuple(sorted(path.stem for path in STRINGS.glob("*.yaml"))) == LANGUAGES


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_says_everything(code: str) -> None:
    """No key is missing, none is left over, in the order of English, and none is empty."""
    said = strings(code)
    assert list(said) == list(strings("en"))
    assert [key for key, value in said.items() if not value] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_the_forms_that_its_numbers_ask_for(code: str) -> None:
    """Every form that CLDR asks for is there, and no other; what English fills in, each language fills in."""
    wanted = {language(code).form(count) for count in COUNTS}
    for key, forms in strings("en").items():
        said = strings(code)[key]
        if isinstance(forms, dict):
            assert set(said) == wanted, key
            assert "{n}" in said["other"], key
        else:
            assert sorted(re.findall(r"\{\w+\}", said)) == sorted(re.findall(r"\{\w+\}", forms)), key


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_count_can_be_said(code: str) -> None:
    """Each counted word is filled in, with the language's own number."""
    words, is_spoken = read_words(lineage("folio", STRINGS), code)
    assert is_spoken
    for key, forms in strings("en").items():
        if isinstance(forms, dict):
            assert not any("{" in words.plural(key, count) for count in COUNTS)
    assert language(code).number(10000) in words.plural("papers", 10000)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_site_is_built_in_the_language(tmp_path: Path, code: str) -> None:
    """The pages say their words, write their dates and run in the direction of the site's language."""
    root = write_site(tmp_path, language=code)
    assert build(root, BuildRequest()).warnings == ()
    page = (root / "output/papers/first/index.html").read_text(encoding="utf-8")
    assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}"' in page
    assert strings(code)["nav_papers"] in page
    assert {"en": "2 Jan 2020", "de": "2. Jan. 2020", "zh": "2020年1月2日"}.get(code, "2020") in page


def test_a_language_without_words_is_warned_of(tmp_path: Path) -> None:
    """Pages in a language that the theme does not speak fall back to English words, and the build says so."""
    root = write_site(tmp_path, language="nl")
    (warning,) = build(root, BuildRequest()).warnings
    assert (warning.place, warning.severity) == ("content/site.yaml:3:11", "warning")
    assert "themes/folio/strings/nl.yaml" in warning.hint
    place = root / "themes/folio/strings/nl.yaml"
    place.parent.mkdir(parents=True)
    place.write_text("nav_papers: Artikelen\n", encoding="utf-8")
    assert build(root, BuildRequest()).warnings == ()
    assert "Artikelen" in (root / "output/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "place"),
    [("- a\n", "themes/folio/strings/en.yaml:1:1"), ("x: y\npapers: {one: a}\n", "themes/folio/strings/en.yaml:2:9")],
)
def test_a_faulty_file_of_words_is_refused(tmp_path: Path, said: str, place: str) -> None:
    """A list, or a counted word without its general form, is an error at its line."""
    root = write_site(tmp_path)
    (root / "themes/folio/strings").mkdir(parents=True)
    (root / "themes/folio/strings/en.yaml").write_text(said, encoding="utf-8")
    with pytest.raises(SitegenError) as caught:
        build(root, BuildRequest())
    assert caught.value.problems[0].place == place


def test_the_words_of_links_have_their_old_names_too(tmp_path: Path) -> None:
    """Files of words, and templates, that were written before they were called `link_…` still work."""
    root = write_site(tmp_path)
    (root / "themes/folio/strings").mkdir(parents=True)
    (root / "themes/folio/strings/en.yaml").write_text("door_code: Program\n", encoding="utf-8")
    words, _ = read_words(lineage("folio", root), "en")
    assert (words["link_code"], words["door_code"], words["door_pdf"]) == ("Program", "Program", words["link_pdf"])
    assert [key for key in words if key.startswith("door_")] == []
    with pytest.raises(KeyError):
        words["door_to_nowhere"]
