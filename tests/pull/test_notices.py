"""What titles show to be no paper, and what they only seem to show."""

from __future__ import annotations

import pytest

from sitegen.pull.left_out import LeftOut, Refused, counted, unread
from sitegen.pull.notices import refused, unmarked
from sitegen.pull.work_types import FRONT_MATTER, NOTICE, REVIEW, SUPPLEMENT

REFUSED: dict[Refused, tuple[str, ...]] = {
    NOTICE: (
        "Correction to: On engines",
        "Correction: On engines",
        "Author Correction: On engines",
        "Publisher's Correction: On engines",
        "Corrigendum",
        "Corrigendum to “On engines”",
        "Corrigendum to On engines [J. Eng. 4 (2020) 1-9]",
        "Erratum: On engines",
        "Erratum to: On engines",
        "Errata",
        "Addendum: On engines",
        "Retraction: On engines",
        "Retraction Note: On engines",
        "Retraction notice to “On engines” [J. Eng. 4]",
        "Notice of Retraction: On engines",
        "Withdrawal notice: On engines",
        "Expression of Concern: On engines",
        "Editorial Expression of Concern: On engines",
        "Correction for Lovelace et al., On engines",
        "Correction for ‘On engines’ by Ada Lovelace",
        "Erratum zu: Über Maschinen",
        "Berichtigung: Über Maschinen",
        "Publisher’s Note: On engines [J. Eng. 4 (2020)]",
    ),
    REVIEW: (
        'Review for "On engines"',
        "Review of 'On engines'",
        "Peer review of “On engines”",
        "Reviewer #1",
        "Referee report for On engines",
        "Decision letter for “On engines”",
        'Author response for "On engines"',
        "Author response: On engines",
        "Decision letter: On engines",
        "Reviewer #1 (Public Review): On engines",
        'Peer Review #2 of "On engines (v0.1)"',
        "Peer review report for: On engines",
        "eLife assessment: On engines",
        "PREreview of On engines",
        "RC1: 'Comment on eng-2020-1', Anonymous Referee #1",
    ),
    SUPPLEMENT: (
        "Supplementary material for On engines",
        "Supplementary Material",
        "Supplementary Figure S2. Wheels",
        "Supporting Information: On engines",
        "Additional file 3 of On engines",
        "Table S1 from On engines",
        "Figure 2 from On engines",
        "Table_1_On engines.docx",
        "Data_Sheet_1_On engines and tables.pdf",
        "Image 3.tif",
        "12345_2020_1_MOESM1_ESM.pdf",
        "S1 Fig. Wheels of the engine",
    ),
    FRONT_MATTER: ("Front Matter", "Frontmatter", "Table of Contents", "Preface.", "Author Index", "Title page iii",
                   "Message from the General Chairs", "Editorial Board", "List of Reviewers",
                   "Cover Picture: On engines (Eng. Chem. 4/2020)",
                   "Frontispiece: On engines", "Contributors", "Welcome from the Chairs"),
}  # fmt: skip
PAPERS = (
    "Correction to the orbit of an engine",
    "Corrections to scaling in engines",
    "Error correction: a survey",
    "Retraction methods on manifolds",
    "Retractions onto convex sets",
    "Review of engines",
    "A review for practitioners",
    "Peer review and its discontents",
    "Reviewer assignment by matching",
    "Supporting Information Retrieval with engines",
    "Supplementary motor area and its role",
    "Contents and meaning of tables",
    "The front matter of early printed books",
    "Preface to a theory of engines",
    "Figures from photographs",
    "Comment on “On engines”",
    "Reply to Babbage",
    "Addenda and their history",
    "Withdrawn drugs: a survey",
    "Removed objects in paintings",
    "Correction for bias in estimates of engines",
    "Author response times in chess",
    "Public review of engines by their users",
    "Table 1 is not enough: how to report data",
    "Data sheets for datasets",
    "Video 2 music: a survey of engines",
    "S2 cells and their wheels",
    "Cover times of random walks: a survey",
    "Contributors to open source",
    "Welcome to the machine: engines at work",
    "Image-based rendering.",
    "Front covers and back doors",
    "CoVeR: learning vectors of engines",
)


@pytest.mark.parametrize(("kind", "title"), [(kind, title) for kind, titles in REFUSED.items() for title in titles])
def test_what_is_no_paper_is_refused(kind: Refused, title: str) -> None:
    """Notices, reviews, supplements and front matter are told by their titles."""
    assert refused(title) == kind


@pytest.mark.parametrize("title", PAPERS)
def test_papers_with_such_words_are_papers(title: str) -> None:
    """The same words in a paper's own title say nothing."""
    assert refused(title) is None
    assert unmarked(title) == (title, "")


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("RETRACTED: On engines", "retracted"),
        ("Retracted Article: On engines", "retracted"),
        ("[RETRACTED] On engines", "retracted"),
        ("(Retracted) On engines", "retracted"),
        ("WITHDRAWN: On engines", "withdrawn"),
    ],
)
def test_a_retracted_paper_keeps_its_own_title(title: str, status: str) -> None:
    """What a publisher writes before the title is the paper's status."""
    assert unmarked(title) == ("On engines", status)


def test_what_is_left_out_is_named_or_counted() -> None:
    """A record that cannot be read has a line of its own; the others are counted by what they are."""
    found = [
        LeftOut("s2", "p1", "Correction to: On engines", NOTICE),
        LeftOut("openalex", "W1", sentence="authors[2].name is missing"),
        LeftOut("s2", "p2", "Erratum", NOTICE),
        LeftOut("s2", "p2", "Erratum", NOTICE),
        LeftOut("crossref", "10.5555/r", 'Review for "X"', REVIEW),
    ]
    assert unread(found) == ("openalex W1: its record cannot be read: authors[2].name is missing",)
    assert counted(found) == (
        "2 notices about other papers: Correction to: On engines (s2 p1), and 1 more",
        '1 review of another work: Review for "X" (crossref 10.5555/r)',
    )
