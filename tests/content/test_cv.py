"""`cv.yaml`: the words of JSON Resume and ours, what is wrong with them, and the order of sections."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.content.canonical import canonical, kind_of
from sitegen.content.content_file import read_document
from sitegen.content.load import load
from sitegen.content.schema import json_schema
from sitegen.errors import SitegenError
from sitegen.model import Cv, Date

SITE = "title: Ice\nbase_url: https://example.org/\n"
RESUME = """\
education:
  - {institution: ETH, area: Ice, studyType: PhD, startDate: 2011-09, endDate: 2015, courses: [Snow, Hail]}
awards:
  - {title: Prize, awarder: Society, date: 2020-05-04}
basics: {name: Ada King, label: 'Lady of {\\"O}ls', location: {city: Bern, countryCode: CH}}
work:
  - {name: Cold Press, position: Editor, start: 2016, end: present, highlights: ['**Bold** words'], location: Oslo}
"""


def _cv(root: Path, text: str) -> Cv:
    (root / "content").mkdir()
    (root / "content" / "site.yaml").write_text(SITE, encoding="utf-8")
    (root / "content" / "cv.yaml").write_text(text, encoding="utf-8")
    content, _ = load(root, jobs=1)
    assert content.cv is not None
    return content.cv


def test_words_of_json_resume_and_ours(tmp_path: Path) -> None:
    """Whichever word a fact stands under, it is the same fact; texts are read, dates are as exact as they are."""
    cv = _cv(tmp_path, RESUME)
    assert cv.order == ("education", "awards", "work")
    (study,) = cv.education
    assert (study.organization, study.degree, study.start, study.end) == ("ETH", "PhD", Date(2011, 9), Date(2015))
    assert study.keywords == ("Snow", "Hail")
    (prize,) = cv.awards
    assert (prize.title, prize.organization, prize.date) == ("Prize", "Society", Date(2020, 5, 4))
    (job,) = cv.work
    assert (job.place, job.end, job.highlights[0].html) == ("Oslo", Date(0), "<p><strong>Bold</strong> words</p>")
    assert (cv.basics.label, cv.basics.location and cv.basics.location.shown) == ("Lady of Öls", "Bern, CH")


def test_a_town_alone(tmp_path: Path) -> None:
    """Where somebody lives may be one word, and a file that says nothing is well."""
    assert _cv(tmp_path, "basics: {location: Bern}\n").basics.location is not None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "education:\n  - {startDate: 31 Apr}\n",
            'content/cv.yaml:2:17: education[0].startDate: "31 Apr" is not a date',
        ),
        ("education:\n  - {intitution: ETH}\n", "content/cv.yaml:2:6: education[0].intitution: is not a known key"),
        ("educaton: []\n", "content/cv.yaml:1:1: educaton: is not a known key"),
        (
            "work:\n  - {start: 2001, startDate: 2002}\n",
            "content/cv.yaml:2:19: work[0].startDate: says the same as start, which stands here too",
        ),
        ("basics: {email: nobody}\n", "content/cv.yaml:1:17: basics.email: "),
        ("skills: Ice\n", "content/cv.yaml:1:1: skills: is a text, where a list is wanted"),
    ],
)
def test_faults_have_their_place(tmp_path: Path, text: str, line: str) -> None:
    """An error names file, line and field."""
    with pytest.raises(SitegenError) as raised:
        _cv(tmp_path, text)
    assert str(raised.value.problems[0]).startswith(line)


def test_fmt_keeps_the_order(tmp_path: Path) -> None:
    """Canonical form is about quotes here: sections, and keys of an entry, stand as they were written."""
    text = "skills:\n  - {keywords: ['Snow', \"Hail\"], name: Ice} # mine\nbasics: {name: 'Ada'}\n"
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "cv.yaml").write_text(text, encoding="utf-8")
    assert kind_of("content/cv.yaml") == "cv"
    made = canonical(read_document(tmp_path, "content/cv.yaml"), "cv")
    assert made == "skills:\n  - {keywords: [Snow, Hail], name: Ice} # mine\nbasics: {name: Ada}\n"


def test_the_schema_has_every_word() -> None:
    """`sitegen schema cv` knows both words of a fact."""
    entry = json_schema("cv")["$defs"]["CvEntry"]["properties"]
    assert {"start", "startDate", "institution", "organization", "studyType", "fluency"} <= entry.keys()
