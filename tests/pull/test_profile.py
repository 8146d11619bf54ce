"""What a pull writes into a person's own file, and what it never does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sitegen.merge.record import Record
from sitegen.render.recipe import BuildRequest, build
from tests.pulling import Stage, record

OTHER = {"title": "Notes on weaving numbers", "doi": "10.5555/b"}


def _pointed(number: int, name: str, *, ids: dict[str, str] | None = None, **fields: Any) -> Record:
    """A record in which OpenAlex points at the first author."""
    more: dict[str, Any] = {key: fields.pop(key) for key in ("orcid", "affiliations") if key in fields}
    author = {"name": name, **more}
    made = record("openalex", f"W{number}", authors=[author, "Charles Babbage"], doi=f"10.5555/{number}", **fields)
    return replace(made, person=0, person_ids=ids or {})


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A site whose person has an ORCID iD and nothing else."""
    return Stage(tmp_path, monkeypatch, {"orcid": "0000-0002-1825-0097"})


def _file(stage: Stage) -> Path:
    return stage.root / "content" / "authors" / "ada.yaml"


def _asked(stage: Stage, *records: Record) -> list[str]:
    """Pull; return the fields of the person's file that changed."""
    stage.said = {"orcid": list(records)}
    report = stage.pull("2026-01-31")
    return [name for one in report.people for name in one.fields]


def test_what_sources_are_sure_of_comes_in(stage: Stage) -> None:
    """The institution of the newest paper, ids that all records agree on, and other spellings of the same name."""
    first = _pointed(1, "A. Lovelace", date="2020", affiliations=["Old College"], ids={"openalex": "A1"})
    second = _pointed(
        2, "Ada K. Lovelace", date="2022", affiliations=["London"], ids={"openalex": "A1"}, title="On looms"
    )
    third = _pointed(3, "ADA LOVELACE", date="2021", ids={"openalex": "A1", "inspire": "A.L.1"}, title="On cards")
    assert _asked(stage, first, second, third) == ["affiliation", "inspire", "names", "openalex"]
    text = _file(stage).read_text()
    assert "affiliation: London\n" in text
    assert "names:\n  - A. Lovelace\n  - Ada K. Lovelace\n" in text
    assert ("openalex: A1\n" in text, "inspire: A.L.1\n" in text) == (True, True)
    remembered = (stage.root / "content" / ".pulled" / "authors" / "ada.yaml").read_text()
    assert "affiliation: openalex 2026-01-31" in remembered
    before = stage.files()
    stage.pull("2026-02-01")
    assert stage.files() == before
    assert [wanted.ids for _, wanted in stage.asked if wanted.ids] == [{"orcid": "0000-0002-1825-0097"}] * 2


def test_ids_that_no_file_has_a_key_for_are_left_out(stage: Stage) -> None:
    """A source, most of all a plug-in's, may say what it calls a person; the other ids still come in."""
    assert _asked(stage, _pointed(1, "Ada Lovelace", ids={"library": "7", "openalex": "A1"})) == ["openalex"]


def test_the_hand_wins(stage: Stage) -> None:
    """What is written stays, what was taken out stays out, and what was pulled follows the newest paper."""
    _file(stage).write_text("name: Ada Lovelace\norcid: 0000-0002-1825-0097\naffiliation: Home\nnames: [Countess]\n")
    assert _asked(stage, _pointed(1, "A. Lovelace", affiliations=["London"])) == ["names"]
    assert _file(stage).read_text().endswith("affiliation: Home\nnames: [Countess, A. Lovelace]\n")
    _file(stage).write_text("name: Ada Lovelace\norcid: 0000-0002-1825-0097\n")
    assert _asked(stage, _pointed(1, "A. Lovelace", affiliations=["London"])) == ["affiliation"]
    assert "names" not in _file(stage).read_text()
    new = _pointed(2, "Ada Lovelace", date="2025", affiliations=["Paris"], title="On looms")
    assert _asked(stage, _pointed(1, "A. Lovelace", affiliations=["London"]), new) == ["affiliation"]
    assert "affiliation: Paris\n" in _file(stage).read_text()


def test_what_is_not_sure_stays_out(stage: Stage) -> None:
    """Ids that differ, other names, names of others on the site, and several institutions are nobody's to choose."""
    (stage.root / "content" / "authors" / "anna.yaml").write_text("name: Anna Lovelace\nnames: [A. Lovelace]\n")
    found = [
        _pointed(1, "Augusta Byron", affiliations=["London", "Paris"], ids={"openalex": "A1"}),
        _pointed(2, "A. Lovelace", ids={"openalex": "A2"}, title="On looms"),
    ]
    assert _asked(stage, *found) == []
    assert not (stage.root / "content" / ".pulled" / "authors").exists()


def test_a_former_name_is_never_written(stage: Stage) -> None:
    """No spelling that could be of a former name comes in, in any form."""
    _file(stage).write_text("name: Ada Lovelace\norcid: 0000-0002-1825-0097\nformerly: [Adam Lovelace, Ada Byron]\n")
    names = ("A. Lovelace", "Adam Lovelace", "A. Byron", "Lovelace, Adam", "Ada Byron")
    found = [_pointed(at, name, title=f"On looms, part {at}") for at, name in enumerate(names)]
    assert _asked(stage, *found) == []


def test_what_is_written_is_accepted(stage: Stage) -> None:
    """The file is one that the site is built from, and the spellings are no longer asked about."""
    stage.said = {"orcid": [_pointed(1, "A. K. Lovelace", affiliations=["London"], ids={"openalex": "A1"})]}
    report = stage.pull()
    assert not [one for one in report.problems if one.field == "names"]
    assert build(stage.root, BuildRequest()).papers == 1


def test_initials_that_are_anybodys_are_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A spelling ties papers to a person: initials of a common name, or of somebody else too, tie the wrong ones."""
    stage = Stage(tmp_path, monkeypatch, {"orcid": "0000-0002-1825-0097"})
    other = record("openalex", "W9", title="On cards", doi="10.5555/9", authors=["Ada Lovelace", "Anton Lovelace"])
    assert _asked(stage, _pointed(1, "A. Lovelace"), other) == []
    _file(stage).write_text("name: Yang Wang\norcid: 0000-0002-1825-0097\n")
    assert _asked(stage, _pointed(2, "Y. Wang", title="On looms"), _pointed(3, "Yang K. Wang", title="On wool")) == [
        "names"
    ]
    assert "names:\n  - Yang K. Wang\norcid" in _file(stage).read_text()
