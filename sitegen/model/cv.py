"""A curriculum vitae: `content/cv.yaml`, in the sections and words of JSON Resume, and those that scholars need beside.

Source: https://jsonresume.org/schema. It has another word for the same thing in each section: `institution`, `awarder`,
`issuer` and `publisher` are all an organization. Every one of them may be written anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Any

from sitegen.model.forms import NO_DATE, Date, Email, End, Label, Prose, Url, When, Word, nothing
from sitegen.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CvPlace:
    """Where somebody is to be found."""

    address: Annotated[Label | None, "Street and number."] = None
    postal_code: Annotated[Word | None, "Postal code."] = None
    city: Annotated[Label | None, "Town."] = None
    region: Annotated[Label | None, "Part of the country."] = None
    country_code: Annotated[Word | None, "Country, as in ISO 3166-1 (`GB`), or its name."] = None

    @property
    def shown(self) -> str:
        """The place on one line."""
        town = " ".join(filter(None, (self.postal_code, self.city)))
        return ", ".join(filter(None, (self.address, town, self.region, self.country_code)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CvProfile:
    """An account elsewhere."""

    network: Annotated[Label, "Where: `GitHub`."]
    username: Annotated[Word | None, "Name there."] = None
    url: Annotated[Url | None, "Address there."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CvBasics:
    """Who it is about. What the owner's file says need not stand here again."""

    name: Annotated[Label | None, "Name; the owner's when left out."] = None
    label: Annotated[Label | None, "What they do: `Professor of Geometry`."] = None
    image: Annotated[Url | None, "Address of a picture; handed on in `resume.json`, not shown."] = None
    email: Annotated[Email | None, "E-mail address; shown."] = None
    phone: Annotated[Word | None, "Telephone number; shown."] = None
    url: Annotated[Url | None, "Home page."] = None
    summary: Annotated[Prose | None, "A few sentences, Markdown."] = None
    location: Annotated[CvPlace | None, "Place; a text alone is the town."] = None
    profiles: Annotated[tuple[CvProfile, ...], "Accounts elsewhere."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CvEntry:
    """One entry of a section. Every key may be left out; what none has, has no line."""

    title: Annotated[Label | None, "What it is: a prize, a grant, a course."] = None
    name: Annotated[Label | None, "In `work` the employer, elsewhere the same as `title` (JSON Resume's word)."] = None
    position: Annotated[Label | None, "Position or role."] = None
    organization: Annotated[Label | None, "Where, or from whom."] = None
    degree: Annotated[Label | None, "Degree: `PhD`."] = None
    area: Annotated[Label | None, "Field: `Mathematics`."] = None
    score: Annotated[Label | None, "Grade."] = None
    language: Annotated[Label | None, "A language."] = None
    level: Annotated[Label | None, "How well."] = None
    start: Annotated[When | None, "From when."] = None
    end: Annotated[End | None, "Until when; left out, or `present`, it goes on."] = None
    date: Annotated[When | None, "When, where it has one date."] = None
    place: Annotated[Label | None, "Where."] = None
    amount: Annotated[Label | None, "How much: `€ 150,000`."] = None
    number: Annotated[Label | None, "Number, of a grant."] = None
    url: Annotated[Url | None, "Its page."] = None
    description: Annotated[Prose | None, "What it is about, Markdown."] = None
    summary: Annotated[Prose | None, "What there is to say, Markdown."] = None
    highlights: Annotated[tuple[Prose, ...], "Points, one an item, Markdown."] = ()
    keywords: Annotated[tuple[Label, ...], "Words: what a skill is made of, courses, roles."] = ()
    extra: Annotated[Mapping[str, Any], "Anything else; handed to themes."] = field(default_factory=nothing)

    @property
    def newest(self) -> Date:
        """The date that tells its place in time."""
        return self.date or self.end or self.start or NO_DATE


Entries = tuple[CvEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cv:
    """The whole. Sections stand on the page in the order that they have in the file; `order` holds it.

    The papers of the site stand where `publications` does; what is listed there stands below them.
    """

    file: str
    order: tuple[str, ...] = ()
    basics: Annotated[CvBasics, "Who it is about."] = CvBasics()
    positions: Annotated[Entries, "Academic positions."] = ()
    work: Annotated[Entries, "Work."] = ()
    education: Annotated[Entries, "Education."] = ()
    awards: Annotated[Entries, "Awards and honours."] = ()
    grants: Annotated[Entries, "Grants."] = ()
    publications: Annotated[Entries, "What is published and no paper of the site."] = ()
    talks: Annotated[Entries, "Talks."] = ()
    teaching: Annotated[Entries, "Teaching."] = ()
    service: Annotated[Entries, "Service to the community: reviewing, committees."] = ()
    volunteer: Annotated[Entries, "Volunteering."] = ()
    projects: Annotated[Entries, "Projects."] = ()
    skills: Annotated[Entries, "Skills."] = ()
    languages: Annotated[Entries, "Languages."] = ()
    certificates: Annotated[Entries, "Certificates."] = ()
    interests: Annotated[Entries, "Interests."] = ()
    references: Annotated[Entries, "People who can be asked."] = ()
    extra: Annotated[Mapping[str, Any], "Anything; handed to themes."] = field(default_factory=nothing)


CV_SECTIONS = (
    "positions", "work", "education", "awards", "grants", "publications", "talks", "teaching", "service", "volunteer",
    "projects", "skills", "languages", "certificates", "interests", "references",
)  # fmt: skip
"""Every section, in the order that one has which the file does not tell."""
CV_WORDS: Mapping[type, Mapping[str, str]] = {
    CvPlace: {"postal_code": "postal_code", "postalCode": "postal_code", "country_code": "country_code",
              "countryCode": "country_code"},
    CvEntry: {
        "organization": "organization", "institution": "organization", "awarder": "organization",
        "issuer": "organization", "publisher": "organization", "funder": "organization", "entity": "organization",
        "degree": "degree", "studyType": "degree", "level": "level", "fluency": "level", "start": "start",
        "startDate": "start", "end": "end", "endDate": "end", "date": "date", "releaseDate": "date", "place": "place",
        "location": "place", "summary": "summary", "reference": "summary",
        "keywords": "keywords", "courses": "keywords", "roles": "keywords",
    },
}  # fmt: skip
"""Keys that say the same, and the attribute that they fill."""
