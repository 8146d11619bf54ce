"""In which forms single values are written: a date, a name, prose, an identifier.

Each is a type with a `Form` that says which reader of `content/forms` makes it from YAML.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from sitegen.records import NamedTuple, dataclass


class Form(NamedTuple):
    """How a value is written in YAML: the name of its reader in `content/schema`."""

    name: str


class Date(NamedTuple):
    """A date as exactly as it is known: what nobody said is 0, and false where not even the year is. Sorts by time."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """`2022`, `2022-04` or `2022-04-29`; empty for no date."""
        if not self.month:
            return f"{self.year:04d}" if self.year else ""
        return f"{self.year:04d}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")

    def __bool__(self) -> bool:
        """Tell whether there is a date at all."""
        return self.year != 0


NO_DATE = Date(0)
"""The date of a paper that has none yet."""
LATEST = Date(9999)
"""What a paper without a date counts as where time gives the order: it will be the newest."""


class Moment(NamedTuple):
    """A day, or a minute of it: `time` is `10:15`, and empty for a whole day."""

    date: Date
    time: str = ""

    @property
    def iso(self) -> str:
        """`2026-05-04T10:15`, or the day alone."""
        return f"{self.date.iso}T{self.time}" if self.time else self.date.iso


@dataclass(frozen=True, slots=True)
class Text:
    """One field of prose: as written, and as it is shown.

    `html` is safe to put into an element; `plain` is clean Unicode (no markup, no command, no dollar sign) for
    everything that is not HTML; `has_maths` says that `html` holds MathML. `lang` is the language that it was written
    down as, where it stands in several.
    """

    source: str
    html: str
    plain: str
    has_maths: bool = False
    lang: str = ""


NO_TEXT = Text("", "", "")
"""The text of a field that nobody wrote, where something always stands."""

Phrase = Annotated[Text, Form("phrase")]
"""One line of LaTeX text: a title, a caption."""
Abstract = Annotated[Text, Form("abstract")]
"""Paragraphs of LaTeX in Markdown, as arXiv and .bib files have them."""
Prose = Annotated[Text, Form("prose")]
"""Markdown: a biography, a note."""
When = Annotated[Date, Form("date")]
End = Annotated[Date, Form("end")]
"""A date, or `present`, which is none."""
Instant = Annotated[Moment, Form("instant")]
"""A date, or a day with the time on the clock."""
TimeZone = Annotated[str, Form("timezone")]
"""The IANA name of a time zone."""
Flag = Annotated[bool, Form("flag")]
Count = Annotated[int, Form("count")]
Word = Annotated[str, Form("word")]
"""Plain text on one line; not converted, escaped where it is shown."""
Label = Annotated[str, Form("label")]
"""Plain text on one line that may be typed as LaTeX: a publisher, a place."""
Name = Annotated[str, Form("name")]
"""A person's name as spelled: LaTeX accents are decoded, `Family, Given` is put in order, nothing else changes."""
NamePart = Annotated[str, Form("name_part")]
"""A part of a person's name: LaTeX accents are decoded."""
Orcid = Annotated[str, Form("orcid")]
Doi = Annotated[str, Form("doi")]
ArxivId = Annotated[str, Form("arxiv")]
ArxivAccount = Annotated[str, Form("arxiv_account")]
OpenalexAccount = Annotated[str, Form("openalex_account")]
S2Account = Annotated[str, Form("s2_account")]
DblpAccount = Annotated[str, Form("dblp_account")]
OpenreviewAccount = Annotated[str, Form("openreview_account")]
InspireAccount = Annotated[str, Form("inspire_account")]
HalAccount = Annotated[str, Form("hal_account")]
ScholarAccount = Annotated[str, Form("scholar_account")]
GithubAccount = Annotated[str, Form("github_account")]
MastodonAccount = Annotated[str, Form("mastodon_account")]
BlueskyAccount = Annotated[str, Form("bluesky_account")]
LinkedinAccount = Annotated[str, Form("linkedin_account")]
Email = Annotated[str, Form("email")]
Url = Annotated[str, Form("url")]
"""An http(s) address."""
PluginName = Annotated[str, Form("plugin_name")]
"""What a plug-in is called, with a dot: `institute.format`."""
Uuid = Annotated[str, Form("uuid")]
"""A UUID in small letters: `0b5c3a4e-8a7f-4f62-9d7c-2f1f3a6b9c10`."""
Colour = Annotated[str, Form("colour")]
"""A colour as `#rgb` or `#rrggbb`."""
Proof = Annotated[str, Form("proof")]
"""What a service wants to read on a site, to believe whose it is: one word, as it stands in `content` of its tag."""
SchemaType = Annotated[str, Form("schema_type")]
"""The name of a type in schema.org: `CreativeWork`."""
Origin = Annotated[str, Form("origin")]
"""What a browser calls an origin: `https://host`, perhaps with a port."""
Server = Annotated[str, Form("server")]
"""The https address of a server, perhaps with a path, without a slash at its end."""
Repository = Annotated[str, Form("repository")]
"""The http(s) address of a git repository, or of a branch or a folder of one, on a host that edits files."""
BaseUrl = Annotated[str, Form("base_url")]
"""The http(s) address of a whole site; ends in a slash."""
Host = Annotated[str, Form("host")]
"""The name of a host: `ada.example`, in ASCII as name servers have it."""
Target = Annotated[str, Form("target")]
"""Where a link leads: http(s), mailto, or a file relative to `content/`."""
File = Annotated[str, Form("file")]
"""A file relative to `content/`."""
Slug = Annotated[str, Form("slug")]
Path = Annotated[str, Form("path")]
"""A path of the site, from its top: `old/page`."""
Place = Annotated[str, Form("place")]
"""A path of the site, or an http(s) or mailto address."""
Macro = Annotated[str, Form("macro")]
"""Name of a LaTeX macro, without its backslash."""
Language = Annotated[str, Form("language")]
"""A BCP 47 language tag."""

_NOTHING: Mapping[str, Any] = {}


def nothing() -> Mapping[str, Any]:
    """Return the mapping that a key has which nobody wrote."""
    return _NOTHING
