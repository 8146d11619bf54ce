"""Accounts at services, as people write them in their own files: a user name, an id, or the address of the profile.

In: the key of a person's file (`github`, `mastodon` …) and what stands there. Out: the account as pages and sources
need it. Never asks whether there is one.
"""

from __future__ import annotations

import re

from sitegen.records import NamedTuple
from sitegen.regex import regex


class AccountForm(NamedTuple):
    """The form of an account: the label of its link, what it is called, what it may be, and its like.

    `address` is that of its profile, with `{}` for the account; `written` what stands before the account in an address
    as people copy it, without the scheme.
    """

    label: str
    called: str
    pattern: str
    like: str
    address: str
    written: str


_ORCID = r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]"
_ON_SCHOLAR = r"scholar\.google\.[a-z.]+/citations\?(?:[^#]*&)?user="
ACCOUNTS = {
    "scholar": AccountForm(
        "Google Scholar", "Google Scholar user id", r"[\w-]+", "qc6CJjYAAAAJ",
        "https://scholar.google.com/citations?user={}", _ON_SCHOLAR,
    ),
    "github": AccountForm(
        "GitHub", "GitHub user name", r"[A-Za-z0-9][A-Za-z0-9_-]*", "ada",
        "https://github.com/{}", r"(?:www\.)?github\.com/",
    ),
    "arxiv": AccountForm(
        "arXiv", "arXiv author id", rf"[\w.'-]+_\d+|{_ORCID}", "lovelace_a_1",
        "https://arxiv.org/a/{}", r"(?:[a-z]+\.)?arxiv\.org/a/",
    ),
    "s2": AccountForm(
        "Semantic Scholar", "Semantic Scholar author id", r"\d+", "1741101",
        "https://www.semanticscholar.org/author/{}", r"(?:www\.)?semanticscholar\.org/author/(?:[^/]*/(?=\d))?",
    ),
    "openalex": AccountForm(
        "OpenAlex", "OpenAlex author id", r"[Aa]\d+", "A5023888391",
        "https://openalex.org/{}", r"(?:www\.)?openalex\.org/(?:authors/)?",
    ),
    "dblp": AccountForm(
        "DBLP", "DBLP person id", r"[\w-]+/[\w.:=-]+", "12/3456",
        "https://dblp.org/pid/{}", r"(?:(?:www\.)?dblp\.(?:org|uni-trier\.de)/)?pid/",
    ),
    "openreview": AccountForm(
        "OpenReview", "OpenReview profile id", r"~[^\s/?&]*\d|[^\s@/]+@[^\s@/]+", "~Ada_Lovelace1",
        "https://openreview.net/profile?id={}", r"openreview\.net/profile\?id=",
    ),
    "inspire": AccountForm(
        "INSPIRE", "INSPIRE author id", r"\d+|[^\s/]+\.\d+", "1010907",
        "https://inspirehep.net/authors/{}", r"(?:www\.)?inspirehep\.net/authors/",
    ),
    "hal": AccountForm(
        "HAL", "idHAL", r"[\w.-]+", "ada-lovelace",
        "https://cv.hal.science/{}", r"cv\.hal\.science/|cv\.archives-ouvertes\.fr/",
    ),
    "bluesky": AccountForm(
        "Bluesky", "Bluesky handle", r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|did:[a-z]+:\S+", "ada.bsky.social",
        "https://bsky.app/profile/{}", r"bsky\.app/profile/",
    ),
    "linkedin": AccountForm(
        "LinkedIn", "LinkedIn user name", r"[\w%~.&'-]+", "ada-lovelace",
        "https://www.linkedin.com/in/{}/", r"(?:(?:[a-z]{2,3}\.)?linkedin\.com/)?in/",
    ),
}  # fmt: skip
"""Every account but Mastodon's, by its key in a person's file, in the order in which pages show them."""
SEVERAL = frozenset({"arxiv", "openalex", "s2", "dblp", "openreview", "inspire", "hal"})
"""Keys of sources that are asked for papers: where a person has several ids, spaces or commas stand between them."""
_MASTODON = regex(r"@?(?P<name>[\w.-]+)@(?P<host>[\w-]+(?:\.[\w-]+)+(?::\d+)?)")
_MASTODON_PROFILE = regex(r"(?:https?://)?(?P<host>[\w-]+(?:\.[\w-]+)+(?::\d+)?)/(?:web/)?@(?P<name>[\w.-]+)/?")


class AccountError(ValueError):
    """What is no account of its service: the sentence without the text itself, and what to write."""

    def __init__(self, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


def account(key: str, text: str) -> str:
    """Return an account as it is kept: `ada`, or an address as it was written. Raises `AccountError`."""
    text = text.strip()
    if key == "mastodon":
        return _mastodon(text)
    form = ACCOUNTS[key]
    if re.match(r"(?i)https?://\S+\Z", text):
        return text
    bare = text if key == "openreview" else text.lstrip("@")
    if all(re.fullmatch(form.pattern, part) for part in parts(key, bare) or [bare]):
        return text
    inner = re.sub(rf"(?i)^(?:https?://)?(?:{form.written})", "", text)
    inner = re.split(r"[?&#/]" if key != "dblp" else r"[?&#]", inner, maxsplit=1)[0].removesuffix(".html")
    is_within = inner != text and re.fullmatch(form.pattern, inner)
    raise AccountError(f"is no {form.called}", f"write {inner}" if is_within else f"it looks like {form.like}")


def profile(address: str) -> tuple[str, str] | None:
    """Return the key and the account whose profile an address is; nothing for any other, also one below a profile."""
    for key, form in ACCOUNTS.items():
        behind = re.match(rf"(?i)https?://(?:{form.written})", address)
        bare = re.split(r"[?&#]", address[behind.end() :], maxsplit=1)[0].rstrip("/") if behind else ""
        if re.fullmatch(form.pattern, bare.removesuffix(".html")):
            return key, bare.removesuffix(".html")
    return None


def parts(key: str, text: str) -> list[str]:
    """Return the accounts that a text names: several ids of a person at a source, else the one account."""
    return text.replace(",", " ").split() if key in SEVERAL else [text]


def _mastodon(text: str) -> str:
    """Return an account as `@name@host`."""
    match = _MASTODON.fullmatch(text) or _MASTODON_PROFILE.fullmatch(text)
    if match is None:
        hint = "it looks like @ada@mastodon.social: the name, and the server that it is on"
        raise AccountError("is no Mastodon address", hint)
    return f"@{match['name']}@{match['host']}"
