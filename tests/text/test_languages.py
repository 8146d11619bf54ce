"""How languages write dates, numbers and what follows a number."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.model import Date
from sitegen.text.languages import is_known, language, locale_of, name_of


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("en", ("2022", "Apr 2022", "29 Apr 2022")),
        ("en-US", ("2022", "Apr 2022", "29 Apr 2022")),
        ("de", ("2022", "Apr. 2022", "29. Apr. 2022")),
        ("fr", ("2022", "avr. 2022", "29 avr. 2022")),
        ("pt-BR", ("2022", "abr. de 2022", "29 de abr. de 2022")),
        ("ja", ("2022年", "2022年4月", "2022年4月29日")),
        ("ar", ("2022", "أبريل 2022", "29 أبريل 2022")),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(tag: str, shown: tuple[str, str, str]) -> None:
    """A year, a month, a day: each in the order and the words of the language."""
    date = language(tag).date
    assert (date(Date(2022)), date(Date(2022, 4)), date(Date(2022, 4, 29))) == shown


@pytest.mark.parametrize(("tag", "shown"), [("en", "1,234,567"), ("de", "1.234.567"), ("ar", "1,234,567")])
def test_numbers_have_the_languages_separators(tag: str, shown: str) -> None:
    """Digits are European everywhere, as in the papers."""
    assert language(tag).number(1234567) == shown


def test_the_form_after_a_number_is_the_languages() -> None:
    """French has one thing when there are none, Arabic has a form for two, Chinese has one form for all."""
    assert [language("fr").form(count) for count in (0, 1, 2)] == ["one", "one", "other"]
    assert [language("ar").form(count) for count in (0, 1, 2, 3, 11, 100)] == "zero one two few many other".split()
    assert {language("zh").form(count) for count in range(200)} == {"other"}


def test_an_unknown_language_is_written_like_english() -> None:
    """A tag that CLDR does not know stops nothing."""
    assert language("tlh-piqad").date(Date(2022, 4)) == "Apr 2022"


def test_english_needs_no_babel() -> None:
    """Whoever writes in English does not wait for the tables of all other languages."""
    said = "import sys; from sitegen.text.languages import language; language('en-GB'); print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], cwd=Path(__file__).parents[2], capture_output=True, check=True)
    assert done.stdout.split() == [b"False"]


def test_a_language_is_named_in_itself() -> None:
    """A switch says `Deutsch`, not `German`; what CLDR does not know is its tag."""
    assert [name_of(tag) for tag in ("de", "en", "fr", "pt-BR", "ja", "qxx")] == [
        "Deutsch", "English", "Français", "Português (Brasil)", "日本語", "qxx",
    ]  # fmt: skip


def test_open_graph_wants_a_territory() -> None:
    """Where a tag has none it is the likeliest; a language that CLDR does not know has none."""
    assert [locale_of(tag) for tag in ("de", "en", "pt-BR", "ar", "zh", "qxx")] == [
        "de_DE", "en_US", "pt_BR", "ar_EG", "zh_CN", "",
    ]  # fmt: skip


def test_what_is_a_language() -> None:
    """By CLDR: `fr` is one, the ending of a file is none."""
    assert [is_known(tag) for tag in ("fr", "pt-BR", "js", "v2")] == [True, True, False, False]
