"""The field's nouns: paper, author, venue, figure, version, site.

What a person writes in `content/`, once it has been read and checked. Every object is complete when it is made and
never changes. A field that carries a meaning (the text in its `Annotated`) is a YAML key of the same name (a final
underscore is dropped: `not_` is `not`); loading, checking, JSON Schema and `content/README.md` follow from it.
A field without a meaning is not a key: the loader fills it in.
"""

from sitegen.model.author import Author
from sitegen.model.cv import CV_SECTIONS, CV_WORDS, Cv, CvBasics, CvEntry, CvPlace, CvProfile
from sitegen.model.facts import NamedFile, PaperFacts, Papers, facts_and_papers, facts_of, last_change, with_facts
from sitegen.model.formats import EXPORT_FORMATS, LIST_FORMATS, RECORD_FORMATS, ExportFormat
from sitegen.model.forms import LATEST, NO_DATE, NO_TEXT, Date, Form, Moment, Text
from sitegen.model.item import DATED, KNOWN_KINDS, CollectionOptions, Item, kinds_of
from sitegen.model.paper import (
    ARXIV_DOI,
    Authorship,
    Bibtex,
    Citations,
    Figure,
    Links,
    OtherLink,
    Paper,
    PaperType,
    Venue,
    Version,
)
from sitegen.model.site import (
    SECTIONS,
    AlertOptions,
    BibDialect,
    Content,
    DeployOptions,
    FeedOptions,
    FreePage,
    HomeSection,
    KnownVenue,
    NavItem,
    News,
    PictureOptions,
    PullOptions,
    SiteConfig,
)
from sitegen.model.status import GONE, STATUSES, UNPUBLISHED, Status, StatusFacts

__all__ = [
    "ARXIV_DOI",
    "CV_SECTIONS",
    "CV_WORDS",
    "DATED",
    "EXPORT_FORMATS",
    "GONE",
    "KNOWN_KINDS",
    "LATEST",
    "LIST_FORMATS",
    "NO_DATE",
    "NO_TEXT",
    "RECORD_FORMATS",
    "SECTIONS",
    "STATUSES",
    "UNPUBLISHED",
    "AlertOptions",
    "Author",
    "Authorship",
    "BibDialect",
    "Bibtex",
    "Citations",
    "CollectionOptions",
    "Content",
    "Cv",
    "CvBasics",
    "CvEntry",
    "CvPlace",
    "CvProfile",
    "Date",
    "DeployOptions",
    "ExportFormat",
    "FeedOptions",
    "Figure",
    "Form",
    "FreePage",
    "HomeSection",
    "Item",
    "KnownVenue",
    "Links",
    "Moment",
    "NamedFile",
    "NavItem",
    "News",
    "OtherLink",
    "Paper",
    "PaperFacts",
    "PaperType",
    "Papers",
    "PictureOptions",
    "PullOptions",
    "SiteConfig",
    "Status",
    "StatusFacts",
    "Text",
    "Venue",
    "Version",
    "facts_and_papers",
    "facts_of",
    "kinds_of",
    "last_change",
    "with_facts",
]
