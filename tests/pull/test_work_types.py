"""The vocabularies of sources: every word of each has a meaning here, and no word beside them."""

from __future__ import annotations

from typing import get_args

import pytest

from sitegen.model.paper import PaperType
from sitegen.pull.left_out import Refused
from sitegen.pull.work_types import KINDS, REVIEW, kind

VOCABULARIES = {
    "crossref": """
        book book-chapter book-part book-section book-series book-set book-track component database dataset
        dissertation edited-book grant journal journal-article journal-issue journal-volume monograph other
        peer-review posted-content proceedings proceedings-article proceedings-series reference-book
        reference-entry report report-component report-series software standard standard-series
        posted-content/preprint posted-content/working_paper posted-content/letter posted-content/dissertation
        posted-content/report posted-content/other""",
    "openalex": """
        article book book-chapter book-review conference-abstract conference-paper data-paper database dataset
        dissertation editorial erratum grant letter libguides other paratext peer-review preprint
        reference-entry report retraction review software software-paper standard supplementary-materials""",
    "datacite": """
        Audiovisual Award Book BookChapter Collection ComputationalNotebook ConferencePaper ConferenceProceeding
        DataPaper Dataset Dissertation Event Image InteractiveResource Instrument Journal JournalArticle Model
        OutputManagementPlan PeerReview PhysicalObject Poster Preprint Presentation Project Report Service
        Software Sound Standard StudyRegistration Text Workflow Other""",
    "orcid": """
        annotation artistic-performance blog-post book book-chapter book-review cartographic-material
        clinical-study conference-abstract conference-output conference-paper conference-poster
        conference-presentation conference-proceedings data-management-plan data-set design dictionary-entry
        disclosure dissertation dissertation-thesis edited-book encyclopedia-entry image invention
        journal-article journal-issue learning-object lecture-speech license magazine-article manual
        moving-image musical-composition newsletter-article newspaper-article online-resource other patent
        peer-review physical-object preprint public-speech registered-copyright report research-technique
        research-tool review review-article software sound spin-off-company standards-and-policy
        supervised-student-publication teaching-material technical-report technical-standard technical-standards
        test trademark transcription translation undefined website working-paper""",
    "hal": """
        ART BLOG COMM COUV CREPORT DOUV ETABTHESE HDR IMG ISSUE LECTURE MAP MEM MEMLIC NOTE NOTICE OTHER
        OTHERREPORT OUV PATENT POSTER PREPRINT PRESCONF PROCEEDINGS REPACT REPORT SOFTWARE SON SYNTHESE THESE
        TRAD UNDEFINED VIDEO WORKINGPAPER""",
    "ads": """
        abstract article book bookreview catalog circular dataset editorial eprint erratum inbook inproceedings
        instrument mastersthesis misc newsletter obituary phdthesis pressrelease proceedings proposal service
        software talk techreport""",
    "zotero": """
        artwork audioRecording bill blogPost book bookSection case computerProgram conferencePaper dataset
        dictionaryEntry document email encyclopediaArticle film forumPost hearing instantMessage interview
        journalArticle letter magazineArticle manuscript map newspaperArticle patent podcast preprint presentation
        radioBroadcast report standard statute thesis tvBroadcast videoRecording webpage""",
    "s2": """
        Book BookSection CaseReport ClinicalTrial Conference Dataset Editorial JournalArticle LettersAndComments
        MetaAnalysis News Review Study""",
}
SPACED = {
    "inspire": {"activity report", "article", "book", "book chapter", "conference paper", "note", "proceedings",
                "report", "thesis"},
    "europepmc": {
        "abstract", "article-commentary", "biography", "book", "book-chapter", "book-review", "brief-report",
        "case reports", "case-report", "chapter", "clinical trial", "clinical trial protocol", "comment", "congress",
        "correction", "data-paper", "dataset", "editorial", "expression of concern", "guideline", "historical article",
        "introductory journal article", "journal article", "letter", "meeting abstract", "meeting-report",
        "meta-analysis", "methods-article", "news", "observational study", "other", "patent", "practice guideline",
        "preprint", "product-review", "published erratum", "randomized controlled trial", "rapid-communication",
        "report", "research-article", "retracted publication", "retraction", "retraction of publication", "review",
        "review-article", "systematic review", "technical report", "thesis",
    },
    "dblp": {
        "article", "inproceedings", "proceedings", "book", "incollection", "phdthesis", "mastersthesis", "www",
        "person", "data", "publtype/informal", "publtype/informal withdrawn", "publtype/encyclopedia", "publtype/habil",
        "publtype/software", "publtype/data", "publtype/noshow", "Journal Articles", "Conference and Workshop Papers",
        "Parts in Books or Collections", "Reference Works", "Books and Theses", "Editorship",
        "Informal and Other Publications", "Informal Publications", "Data and Artifacts",
    },
}  # fmt: skip
KNOWN = {name: set(words.split()) for name, words in VOCABULARIES.items()} | SPACED


def test_every_word_of_every_vocabulary_is_mapped_or_refused() -> None:
    """The table has each vocabulary's own list, and every meaning is a type of ours or a kind that is refused."""
    assert {name: set(table) for name, table in KINDS.items()} == KNOWN
    for table in KINDS.values():
        assert all(isinstance(meaning, Refused) or meaning in get_args(PaperType) for meaning in table.values())


@pytest.mark.parametrize("name", KINDS)
def test_an_unknown_word_is_told(name: str) -> None:
    """What nobody has mapped is an `other`, never an article, and a person hears of it."""
    found = kind(name, "mystery")
    assert (found.type, found.refused) == ("other", None)
    assert [note.field for note in found.notes] == ["type"]
    assert '"mystery"' in found.notes[0].sentence
    assert kind(name, "", "") == ("", None, ())


def test_reviews_are_refused_everywhere() -> None:
    """A review of another work is no paper in any vocabulary."""
    reviews = {"crossref": "peer-review", "openalex": "peer-review", "datacite": "PeerReview", "orcid": "review",
               "hal": "NOTE"}  # fmt: skip
    assert all(kind(name, word).refused == REVIEW for name, word in reviews.items())
    assert kind("openalex", "book-review").refused == kind("orcid", "book-review").refused == REVIEW
