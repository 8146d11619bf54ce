"""Curricula vitae of JSON Resume and RenderCV become `cv.yaml`; what `export cv` writes comes back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sitegen.content.load import load
from sitegen.exports.cv.recipe import export_cv
from sitegen.exports.recipe import ExportRequest
from sitegen.importers.reading import Loss
from sitegen.render.theme import find_theme
from tests.importers.bringing import Desk

RESUME: dict[str, Any] = {
    "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
    "basics": {
        "name": "Ada King", "label": "Analyst", "image": "", "email": "ada@example.org", "phone": "+44 1",
        "url": "https://example.org",
        "summary": "Writes *notes*.", "location": {"city": "London", "countryCode": "GB", "postalCode": "N1"},
        "profiles": [{"network": "GitHub", "username": "ada", "url": "https://github.com/ada"}],
    },
    "work": [
        {"name": "Engines & Sons", "position": "Analyst", "url": "https://example.org/e", "startDate": "1842-10",
         "endDate": "1843", "summary": "Wrote.", "highlights": ["Note G", "50% more"], "location": "London",
         "description": "Makers"},
    ],
    "volunteer": [{"organization": "Society", "position": "Member", "startDate": "1840"}],
    "education": [
        {"institution": "Home", "area": "Mathematics", "studyType": "Lessons", "startDate": "1830",
         "endDate": "1840-05-06",
         "score": "1.0", "courses": ["Calculus", "Logic"]},
    ],
    "awards": [{"title": "Prize", "date": "1844-11-01", "awarder": "Society", "summary": "For notes"}],
    "certificates": [{"name": "Driving", "date": "1845", "issuer": "City", "url": "https://example.org/c"}],
    "publications": [
        {"name": "Notes", "publisher": "Memoirs", "releaseDate": "1843-08", "url": "https://example.org/n",
         "summary": "Long"},
    ],
    "skills": [{"name": "Analysis", "level": "Master", "keywords": ["Sums", "Series"]}],
    "languages": [{"language": "French", "fluency": "Fluent"}],
    "interests": [{"name": "Flight", "keywords": ["Wings"]}],
    "references": [{"name": "Charles", "reference": "Excellent."}],
    "projects": [
        {"name": "Flyology", "startDate": "1828", "description": "A book", "highlights": ["Drawn"], "url": "https://example.org/f",
         "entity": "Herself", "keywords": ["Birds"]},
    ],
}  # fmt: skip
RENDER_CV = """\
cv:
  name: Ada King
  headline: Analyst
  location: London
  email: ada@example.org
  website: https://example.org
  social_networks:
    - network: GitHub
      username: ada
  sections:
    summary:
      - Writes *notes*.
    Academic Positions:
      - company: Engines & Sons
        position: Analyst
        start_date: 1842-10
        end_date: present
        highlights: [Note G]
    education:
      - institution: Home
        area: Mathematics
        degree: Lessons
        start_date: 1830
        end_date: 1840-05
    publications:
      - title: Notes on the Engine
        authors: ['*Ada King*', Luigi Menabrea]
        journal: Memoirs
        date: 1843-08
        doi: 10.1234/notes
    Honors and Awards:
      - bullet: Prize of the Society, 1844
    technologies:
      - label: Analysis
        details: Sums, Series
    languages:
      - label: French
        details: fluent
    Fishing:
      - A hobby
design:
  theme: classic
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A site without papers."""
    return Desk(tmp_path)


def _cv(desk: Desk) -> dict[str, Any]:
    return desk.paper(desk.root / "content" / "cv.yaml")


def test_json_resume_comes_back(desk: Desk) -> None:
    """Every value of a whole résumé is in `cv.yaml`, which is sound; exported it is the same résumé."""
    report = desk.bring(desk.put("resume.json", json.dumps(RESUME, indent=2)))
    assert report.losses == ()
    assert report.problems == ()
    content, _ = load(desk.root, jobs=1)
    assert content.cv is not None
    assert content.cv.education[0].degree == "Lessons"
    made = export_cv(desk.root, ExportRequest("cv"), "json", lambda config: find_theme(config, desk.root).strings).data
    data = json.loads(made)
    assert {key: data[key] for key in RESUME if key != "basics"} == {
        key: RESUME[key] for key in RESUME if key != "basics"
    }
    assert data["basics"] == {key: value for key, value in RESUME["basics"].items() if value}


def test_a_second_import_writes_nothing(desk: Desk) -> None:
    """Nothing is written twice; an edit of the site stays beside what is new in the file."""
    path = desk.put("resume.json", json.dumps(RESUME))
    desk.bring(path)
    before = desk.files()
    desk.bring(path)
    assert desk.files() == before
    file = desk.root / "content" / "cv.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Excellent.", "Splendid."), encoding="utf-8")
    desk.put("resume.json", json.dumps({**RESUME, "languages": [{"language": "Latin", "fluency": "Some"}]}))
    desk.bring(path)
    data = _cv(desk)
    assert data["references"] == [{"name": "Charles", "reference": "Splendid."}]
    assert data["languages"] == [{"language": "Latin", "fluency": "Some"}]


def test_what_does_not_fit_is_listed(desk: Desk) -> None:
    """A date in words becomes one in digits; what has no home is a loss with its line, and kept."""
    text = """\
{
  "basics": {"name": "Ada", "picture": "me.png", "website": "https://example.org"},
  "work": [
    {"company": "Engines", "position": "Analyst", "startDate": "October 1842", "endDate": "Present",
     "salary": "None"},
    "nothing"
  ],
  "education": [{"institution": "Home", "startDate": "long ago"}],
  "strengths": ["Patience"]
}
"""
    report = desk.bring(desk.put("resume.json", text))
    assert [(loss.line, loss.field, loss.value) for loss in report.losses] == [
        (2, "basics.image", "me.png"),
        (5, "work[0].salary", "None"),
        (6, "work[1]", "nothing"),
        (8, "education[0].startDate", "long ago"),
        (9, "strengths", "Patience"),
    ]
    assert all(isinstance(loss, Loss) for loss in report.losses)
    data = _cv(desk)
    assert data["basics"] == {"name": "Ada", "url": "https://example.org"}
    assert data["work"] == [
        {
            "name": "Engines",
            "position": "Analyst",
            "startDate": "1842-10",
            "endDate": "present",
            "extra": {"salary": "None"},
        }
    ]
    assert data["education"] == [{"institution": "Home", "extra": {"startDate": "long ago"}}]
    load(desk.root, jobs=1)


def test_rendercv(desk: Desk) -> None:
    """Sections are known by their titles, publications are papers, a headline and a summary are the basics."""
    report = desk.bring(desk.put("ada_cv.yaml", RENDER_CV))
    assert [(loss.line, loss.field, loss.value) for loss in report.losses] == [
        (39, "cv.sections.Fishing", "A hobby"),
        (42, "design.theme", "classic"),
    ]
    data = _cv(desk)
    assert data == {
        "basics": {
            "name": "Ada King", "label": "Analyst", "location": "London", "email": "ada@example.org",
            "url": "https://example.org", "profiles": [{"network": "GitHub", "username": "ada"}],
            "summary": "Writes *notes*.",
        },
        "positions": [
            {"organization": "Engines & Sons", "position": "Analyst", "start": "1842-10", "end": "present",
             "highlights": ["Note G"]}
        ],
        "education": [
            {"institution": "Home", "area": "Mathematics", "degree": "Lessons", "start": "1830", "end": "1840-05"}
        ],
        "awards": [{"title": "Prize of the Society, 1844"}],
        "skills": [{"name": "Analysis", "keywords": ["Sums", "Series"]}],
        "languages": [{"language": "French", "level": "fluent"}],
        "publications": [],
        "extra": {"sections": {"Fishing": ["A hobby"]}, "design": {"theme": "classic"}},
    }  # fmt: skip
    paper = desk.only()
    assert (paper["title"], paper["authors"], paper["doi"]) == (
        "Notes on the Engine", ["Ada King", "Luigi Menabrea"], "10.1234/notes",
    )  # fmt: skip
    content, _ = load(desk.root, jobs=1)
    assert content.cv is not None


def test_rendercv_comes_back(desk: Desk) -> None:
    """What is exported for RenderCV is read as it was."""
    desk.bring(desk.put("ada_cv.yaml", RENDER_CV))
    before = _cv(desk)
    made = export_cv(desk.root, ExportRequest("cv"), "yaml", lambda config: find_theme(config, desk.root).strings).data
    (desk.root / "content" / "cv.yaml").unlink()
    (desk.root / "content" / ".pulled" / "imported.yaml").unlink()
    losses = desk.bring(desk.put("again_cv.yaml", made)).losses
    assert [(loss.field, loss.value) for loss in losses] == [
        ("cv.sections.Fishing", "A hobby"),
        ("design.theme", "classic"),
    ]
    again = _cv(desk)
    assert again == {**before, "awards": [{"name": "Prize of the Society, 1844"}]}
    assert len(desk.papers()) == 1


def test_how_a_rendercv_file_is_set_is_listed(desk: Desk) -> None:
    """Its design, language and settings have no home here: each value is a line of the loss report, and kept."""
    text = """\
cv:
  name: Ada King
  sections:
    Technologies:
      - label: Software
        details: Sums, Series
design:
  theme: classic
  page:
    size: a4paper
locale:
  language: german
rendercv_settings:
  bold_keywords:
    - Engine
"""
    report = desk.bring(desk.put("ada_cv.yaml", text))
    assert [(loss.line, loss.field, loss.value) for loss in report.losses] == [
        (8, "design.theme", "classic"),
        (10, "design.page.size", "a4paper"),
        (12, "locale.language", "german"),
        (14, "rendercv_settings.bold_keywords", "Engine"),
    ]
    assert _cv(desk)["extra"] == {
        "design": {"theme": "classic", "page": {"size": "a4paper"}},
        "locale": {"language": "german"},
        "rendercv_settings": {"bold_keywords": ["Engine"]},
    }
    load(desk.root, jobs=1)
    made = export_cv(desk.root, ExportRequest("cv"), "yaml", lambda config: find_theme(config, desk.root).strings).data
    assert b"size: a4paper" in made


def test_every_form_of_an_old_site_is_read_by_one_table(tmp_path: Path) -> None:
    """The same life in RenderCV's words, JSON Resume's and al-folio's own; what has no home is a loss in each."""
    forms = {
        "_data/cv.yml": "cv:\n  name: Ada\n  sections:\n    Experience:\n      - company: Engines\n"
        "        position: Analyst\n        start_date: 1842\n        end_date: 1843\n        salary: None\n",
        "assets/json/resume.json": '{"basics": {"name": "Ada"}, "work": [{"name": "Engines", "position": "Analyst",'
        ' "startDate": "1842", "endDate": "1843", "salary": "None"}]}',
        "_data/cv.yaml": "- title: Experience\n  contents:\n    - title: Analyst\n      institution: Engines\n"
        "      year: 1842 - 1843\n      salary: None\n",
        "./_data/cv.yml": "Employment:\n  - role: Analyst\n    company: Engines\n    date_start: '1842'\n"
        "    date_end: '1843'\n    salary: None\n",
    }
    for number, (path, text) in enumerate(forms.items()):
        desk = Desk(tmp_path / str(number))
        desk.put("old/_bibliography/papers.bib", "@misc{a, title={Notes}, author={King, Ada}, year=1843}")
        desk.put("old/_news/none.md", "---\ndate: 1843-01-01\n---\nNews.\n")
        desk.put("old/_config.yml", "first_name: Ada\nlast_name: King\n")
        desk.put(f"old/{path}", text)
        report = desk.bring(desk.folder / "old")
        assert [loss.value for loss in report.losses if loss.field.endswith("salary")] == ["None"]
        content, _ = load(desk.root, jobs=1)
        assert content.cv is not None
        (entry,) = content.cv.work
        assert (entry.name or entry.organization, entry.position or entry.title) == ("Engines", "Analyst")
        assert entry.start is not None
        assert entry.end is not None
        assert (entry.start.iso, entry.end.iso) == ("1842", "1843")
        assert entry.extra == {"salary": "None"}
