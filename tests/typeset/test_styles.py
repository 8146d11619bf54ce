"""Styles of references: where they are found, and what is changed in them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.typeset import styles

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"'
INFO = "<info><title>Cold Style</title><id>cold</id></info>"
CITATION = '<citation disambiguate-add-year-suffix="true"><layout><text variable="title"/></layout></citation>'
LIST = """\
<bibliography subsequent-author-substitute="—" second-field-align="flush"><sort><key variable="title"/></sort>
<layout><group><text value="("/><text variable="citation-number"/><text value=")"/></group>
<text variable="title"/></layout>
</bibliography>"""
WHOLE = f"{HEAD}>{INFO}{CITATION}{LIST}</style>"


def _style(folder: Path, text: str) -> styles.Style:
    (folder / "cold.csl").write_text(text, encoding="utf-8")
    return styles.style("cold.csl", folder)


def test_our_own_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """APA is there without the extra."""
    monkeypatch.setattr(styles, "_folder", lambda: None)
    assert styles.style("apa", Path()) == styles.Style("apa", "APA")


def test_none_is_shipped() -> None:
    """The files of styles are CC BY-SA: none is among what is packed into the wheel."""
    checkout = Path(__file__).parents[2]
    assert [file for folder in ("sitegen", "themes") for file in (checkout / folder).rglob("*.csl")] == []


def test_what_is_missing_says_how_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the error has the command that installs it."""
    monkeypatch.setattr(styles, "_folder", lambda: None)
    with pytest.raises(SitegenError) as raised:
        styles.style("ieee", Path())
    assert raised.value.problems[0].hint == 'pip install "authorpages[styles]"'


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    """A file is named by its title; its entries depend neither on their place in a list nor on their neighbours."""
    style = _style(tmp_path, WHOLE)
    assert (style.name, style.label) == ("cold", "Cold Style")
    root = ET.fromstring(style.csl)
    names = {"csl": root.tag[1:].partition("}")[0]}
    bibliography = root.find("csl:bibliography", names)
    assert bibliography is not None
    assert bibliography.attrib == {}
    assert [child.tag.rpartition("}")[2] for child in bibliography] == ["layout"]
    assert root.findall(".//csl:bibliography//*[@variable='citation-number']", names) == []
    assert root.findall("csl:citation[@disambiguate-add-year-suffix]", names) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<style", "cold is not XML: unclosed token: line 1, column 0"),
        ("<style/>", "cold is no style of the Citation Style Language"),
        (f'<!DOCTYPE style [<!ENTITY a "aa">]>{WHOLE}', "cold is no style of the Citation Style Language"),
        (f"{HEAD}>{INFO}{CITATION}</style>", "cold has notes only, and no form for a list of references"),
    ],
)
def test_what_is_no_style(tmp_path: Path, text: str, sentence: str) -> None:
    """A file that is no style, or could grow without end, is refused in one sentence."""
    with pytest.raises(SitegenError) as raised:
        _style(tmp_path, text)
    assert raised.value.problems[0].sentence == sentence


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is named."""
    with pytest.raises(SitegenError) as raised:
        styles.style("gone.csl", tmp_path)
    assert raised.value.problems[0].sentence.startswith("gone.csl could not be read")


def test_a_style_that_stands_for_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dependent style is the one that it names, with its own title and language; short names and slips are known."""
    (tmp_path / "dependent").mkdir()
    (tmp_path / "chicago-author-date.csl").write_text(WHOLE, encoding="utf-8")
    parent = '<link rel="independent-parent" href="http://www.zotero.org/styles/chicago-author-date"/>'
    (tmp_path / "dependent" / "snow.csl").write_text(
        f'{HEAD} default-locale="fr-FR"><info><title>Snow</title>{parent}</info></style>', encoding="utf-8"
    )
    monkeypatch.setattr(styles, "_folder", lambda: tmp_path)
    snow = styles.style("snow", Path())
    assert (snow.name, snow.label, 'default-locale="fr-FR"' in snow.csl) == ("snow", "Snow", True)
    assert styles.style("chicago", Path()).label == "Chicago"
    with pytest.raises(SitegenError) as raised:
        styles.style("chicgo", Path())
    assert raised.value.problems[0].hint == "did you mean chicago?"
    with pytest.raises(SitegenError):
        styles.style("../dependent/snow", Path())
