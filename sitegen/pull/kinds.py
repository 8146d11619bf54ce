"""Kinds of works: each word that a source has for one is a type of ours, or is refused by name.

In: a source's word. Out: our type (`PaperType`), or what the thing is that is no paper. A word that the table does not
know is nobody's guess: the work is an `other`, and a person is told.

Sources: api.crossref.org/types and the schema of posted content, developers.openalex.org/api-reference/work-types,
DataCite 4.6 `resourceTypeGeneral`, dblp.org/faq (record types and `publtype`), ORCID 3.0 `work-type`, S2 Graph API
`publicationTypes`, INSPIRE `document_type`, HAL `docType_s`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sitegen.merge.record import Note
from sitegen.pull.leftout import Refused

REVIEW = Refused("review of another work", "reviews of other works")
NOTICE = Refused("notice about another paper", "notices about other papers")
SUPPLEMENT = Refused("supplement to another work", "supplements to other works")
FRONT_MATTER = Refused("piece of front matter", "pieces of front matter")
GUIDE = Refused("guide of a library", "guides of libraries")
SERIAL = Refused("journal, series or issue", "journals, series and issues")
GRANT = Refused("grant, award or project", "grants, awards and projects")
NO_TEXT = Refused("record of something that is no text", "records of things that are no texts")

_CROSSREF: Mapping[str, str | Refused] = {
    "journal-article": "article",
    "proceedings-article": "inproceedings",
    "posted-content": "preprint",
    "posted-content/preprint": "preprint",
    "posted-content/working_paper": "preprint",
    "posted-content/letter": "other",
    "posted-content/dissertation": "thesis",
    "posted-content/report": "report",
    "posted-content/other": "other",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "proceedings": "book",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "book-track": "chapter",
    "reference-entry": "chapter",
    "dissertation": "thesis",
    "report": "report",
    "report-component": "report",
    "standard": "report",
    "dataset": "dataset",
    "software": "software",
    "other": "other",
    "peer-review": REVIEW,
    "component": SUPPLEMENT,
    "grant": GRANT,
    "journal": SERIAL,
    "journal-issue": SERIAL,
    "journal-volume": SERIAL,
    "book-series": SERIAL,
    "book-set": SERIAL,
    "proceedings-series": SERIAL,
    "report-series": SERIAL,
    "standard-series": SERIAL,
    "database": SERIAL,
}
_OPENALEX: Mapping[str, str | Refused] = {
    "article": "article",
    "review": "article",
    "letter": "article",
    "editorial": "article",
    "data-paper": "article",
    "software-paper": "article",
    "conference-paper": "inproceedings",
    "conference-abstract": "talk",
    "preprint": "preprint",
    "book": "book",
    "book-chapter": "chapter",
    "reference-entry": "chapter",
    "dissertation": "thesis",
    "report": "report",
    "standard": "report",
    "dataset": "dataset",
    "database": "dataset",
    "software": "software",
    "other": "other",
    "book-review": REVIEW,
    "peer-review": REVIEW,
    "erratum": NOTICE,
    "retraction": NOTICE,
    "paratext": FRONT_MATTER,
    "supplementary-materials": SUPPLEMENT,
    "libguides": GUIDE,
    "grant": GRANT,
}
_DATACITE: Mapping[str, str | Refused] = {
    "Audiovisual": "other",
    "Award": GRANT,
    "Book": "book",
    "BookChapter": "chapter",
    "Collection": "dataset",
    "ComputationalNotebook": "software",
    "ConferencePaper": "inproceedings",
    "ConferenceProceeding": "book",
    "DataPaper": "article",
    "Dataset": "dataset",
    "Dissertation": "thesis",
    "Event": NO_TEXT,
    "Image": "other",
    "InteractiveResource": "other",
    "Instrument": NO_TEXT,
    "Journal": SERIAL,
    "JournalArticle": "article",
    "Model": "software",
    "OutputManagementPlan": "report",
    "PeerReview": REVIEW,
    "PhysicalObject": NO_TEXT,
    "Poster": "talk",
    "Preprint": "preprint",
    "Presentation": "talk",
    "Project": GRANT,
    "Report": "report",
    "Service": NO_TEXT,
    "Software": "software",
    "Sound": "other",
    "Standard": "report",
    "StudyRegistration": "report",
    "Text": "other",
    "Workflow": "software",
    "Other": "other",
}
_DBLP: Mapping[str, str | Refused] = {
    "article": "article",
    "inproceedings": "inproceedings",
    "incollection": "chapter",
    "book": "book",
    "proceedings": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "data": "dataset",
    "www": NO_TEXT,
    "person": NO_TEXT,
    "publtype/informal": "preprint",
    "publtype/informal withdrawn": "preprint",
    "publtype/encyclopedia": "chapter",
    "publtype/habil": "thesis",
    "publtype/software": "software",
    "publtype/data": "dataset",
    "publtype/noshow": NO_TEXT,
    "Journal Articles": "article",
    "Conference and Workshop Papers": "inproceedings",
    "Parts in Books or Collections": "chapter",
    "Reference Works": "chapter",
    "Books and Theses": "book",
    "Editorship": "book",
    "Informal and Other Publications": "preprint",
    "Informal Publications": "preprint",
    "Data and Artifacts": "dataset",
}
_ORCID: Mapping[str, str | Refused] = {
    "journal-article": "article",
    "review-article": "article",
    "magazine-article": "article",
    "newspaper-article": "article",
    "newsletter-article": "article",
    "conference-paper": "inproceedings",
    "conference-output": "inproceedings",
    "conference-proceedings": "book",
    "conference-abstract": "talk",
    "conference-poster": "talk",
    "conference-presentation": "talk",
    "lecture-speech": "talk",
    "public-speech": "talk",
    "preprint": "preprint",
    "working-paper": "preprint",
    "book": "book",
    "edited-book": "book",
    "translation": "book",
    "book-chapter": "chapter",
    "dictionary-entry": "chapter",
    "encyclopedia-entry": "chapter",
    "dissertation": "thesis",
    "dissertation-thesis": "thesis",
    "supervised-student-publication": "thesis",
    "report": "report",
    "technical-report": "report",
    "technical-standard": "report",
    "technical-standards": "report",
    "standards-and-policy": "report",
    "data-management-plan": "report",
    "clinical-study": "report",
    "manual": "report",
    "data-set": "dataset",
    "cartographic-material": "dataset",
    "software": "software",
    "research-tool": "software",
    "patent": "patent",
    "invention": "patent",
    "disclosure": "patent",
    "annotation": "other",
    "artistic-performance": "other",
    "blog-post": "other",
    "design": "other",
    "image": "other",
    "learning-object": "other",
    "moving-image": "other",
    "musical-composition": "other",
    "online-resource": "other",
    "other": "other",
    "research-technique": "other",
    "sound": "other",
    "teaching-material": "other",
    "test": "other",
    "transcription": "other",
    "undefined": "other",
    "website": "other",
    "book-review": REVIEW,
    "review": REVIEW,
    "peer-review": REVIEW,
    "journal-issue": SERIAL,
    "license": NO_TEXT,
    "physical-object": NO_TEXT,
    "registered-copyright": NO_TEXT,
    "spin-off-company": NO_TEXT,
    "trademark": NO_TEXT,
}
_S2: Mapping[str, str | Refused] = {
    "Conference": "inproceedings",
    "BookSection": "chapter",
    "Book": "book",
    "Dataset": "dataset",
    "JournalArticle": "article",
    "Review": "article",
    "CaseReport": "article",
    "ClinicalTrial": "article",
    "Editorial": "article",
    "LettersAndComments": "article",
    "MetaAnalysis": "article",
    "Study": "article",
    "News": "other",
}
"""The most telling first: Semantic Scholar gives a paper several."""
_INSPIRE: Mapping[str, str | Refused] = {
    "article": "article",
    "conference paper": "inproceedings",
    "proceedings": "book",
    "book": "book",
    "book chapter": "chapter",
    "thesis": "thesis",
    "report": "report",
    "activity report": "report",
    "note": "report",
}
_HAL: Mapping[str, str | Refused] = {
    "ART": "article",
    "COMM": "inproceedings",
    "PRESCONF": "talk",
    "POSTER": "talk",
    "LECTURE": "talk",
    "COUV": "chapter",
    "OUV": "book",
    "DOUV": "book",
    "PROCEEDINGS": "book",
    "TRAD": "book",
    "THESE": "thesis",
    "HDR": "thesis",
    "ETABTHESE": "thesis",
    "MEM": "thesis",
    "MEMLIC": "thesis",
    "REPORT": "report",
    "REPACT": "report",
    "OTHERREPORT": "report",
    "SYNTHESE": "report",
    "UNDEFINED": "preprint",
    "PREPRINT": "preprint",
    "WORKINGPAPER": "preprint",
    "PATENT": "patent",
    "SOFTWARE": "software",
    "MAP": "dataset",
    "IMG": "other",
    "VIDEO": "other",
    "SON": "other",
    "BLOG": "other",
    "NOTICE": "chapter",
    "OTHER": "other",
    "NOTE": REVIEW,
    "CREPORT": REVIEW,
    "ISSUE": SERIAL,
}

KINDS: Mapping[str, Mapping[str, str | Refused]] = {
    "crossref": _CROSSREF,
    "openalex": _OPENALEX,
    "datacite": _DATACITE,
    "dblp": _DBLP,
    "orcid": _ORCID,
    "s2": _S2,
    "inspire": _INSPIRE,
    "hal": _HAL,
}
"""Every vocabulary by its name; a subtype stands behind its type and a slash."""


class Kind(NamedTuple):
    """What a work is: a type of ours (empty where nothing was said), or what is refused; a note where nobody knows."""

    type: str
    refused: Refused | None = None
    notes: tuple[Note, ...] = ()


def kind(vocabulary: str, *words: str) -> Kind:
    """What the first word says that the vocabulary knows; each has a subtype after a slash, if any."""
    table = KINDS[vocabulary]
    named = [word for word in words if word]
    for word in named:
        meaning = table.get(word)
        if isinstance(meaning, Refused):
            return Kind("", meaning)
        if meaning is not None:
            return Kind(meaning)
    if not named:
        return Kind("")
    sentence = f'{vocabulary} calls this "{named[-1][:60]}", a kind of work that is not known here'
    return Kind("other", notes=(Note("type", sentence, "write the right type: into the file"),))
