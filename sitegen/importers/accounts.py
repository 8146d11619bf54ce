"""Accounts: a person's profiles elsewhere, as other programs write them, as keys of a person's file.

In: the name that a program has for an account and its value (a user name, an id, an address), or an address alone.
Out: a key of a person's file (`orcid`, `scholar`, `github` …) and its value, or a link with a label. Never asks
whether it exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from sitegen.content.form_error import FormError
from sitegen.content.forms import READERS
from sitegen.importers.old_values import address_parts
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text.accounts import profile

_MASTODON = regex(r"/@([\w.-]+)/?")

_NAMED = {
    "orcid": "orcid", "orcid_id": "orcid", "github": "github", "github_username": "github",
    "linkedin": "linkedin", "linkedin_username": "linkedin", "scholar_userid": "scholar",
    "google-scholar": "scholar", "googlescholar": "scholar", "google_scholar": "scholar",
    "scholar": "scholar", "inspirehep_id": "inspire", "inspire-hep": "inspire", "inspire": "inspire",
    "semanticscholar_id": "s2", "semantic": "s2", "semantic-scholar": "s2", "dblp_url": "dblp",
    "dblp": "dblp", "bluesky_url": "bluesky", "bluesky": "bluesky", "mastodon_username": "mastodon",
    "mastodon": "mastodon", "email": "email", "envelope": "email", "at-symbol": "email",
    "openreview": "openreview", "openreview_id": "openreview", "arxiv_id": "arxiv", "arxiv": "arxiv",
    "uri": "website", "work_url": "website", "website": "website", "home-page": "website",
    "homepage": "website", "openalex": "openalex", "hal": "hal", "idhal": "hal",
}  # fmt: skip
"""What programs call an account that a person's file has a key for."""

_PLACES = {
    "x": ("X", "https://x.com/{}"), "twitter": ("X", "https://x.com/{}"),
    "gitlab": ("GitLab", "https://gitlab.com/{}"),
    "research_gate_profile": ("ResearchGate", "https://www.researchgate.net/profile/{}"),
    "researchgate": ("ResearchGate", "https://www.researchgate.net/profile/{}"),
    "scopus": ("Scopus", "https://www.scopus.com/authid/detail.uri?authorId={}"),
    "publons": ("Web of Science", "https://www.webofscience.com/wos/author/record/{}"),
    "web-of-science": ("Web of Science", "https://www.webofscience.com/wos/author/record/{}"),
    "medium": ("Medium", "https://medium.com/@{}"), "youtube": ("YouTube", "https://www.youtube.com/@{}"),
    "facebook": ("Facebook", "https://www.facebook.com/{}"),
    "instagram": ("Instagram", "https://www.instagram.com/{}"),
    "kaggle": ("Kaggle", "https://www.kaggle.com/{}"), "zotero": ("Zotero", "https://www.zotero.org/{}"),
    "stackoverflow": ("Stack Overflow", "https://stackoverflow.com/users/{}"),
    "ieee": ("IEEE Xplore", "https://ieeexplore.ieee.org/author/{}"),
    "acm": ("ACM", "https://dl.acm.org/profile/{}"), "osf": ("OSF", "https://osf.io/{}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "wikipedia": ("Wikipedia", "https://en.wikipedia.org/wiki/{}"),
    "lattes": ("Lattes", "https://lattes.cnpq.br/{}"),
    "bitbucket": ("Bitbucket", "https://bitbucket.org/{}"), "keybase": ("Keybase", "https://keybase.io/{}"),
    "unsplash": ("Unsplash", "https://unsplash.com/@{}"),
    "pubmed": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/?term={}"),
    "telegram": ("Telegram", "https://t.me/{}"), "flickr": ("Flickr", "https://www.flickr.com/people/{}"),
    "leetcode": ("LeetCode", "https://leetcode.com/u/{}"),
    "huggingface": ("Hugging Face", "https://huggingface.co/{}"),
    "zhihu": ("Zhihu", "https://www.zhihu.com/people/{}"), "weibo": ("Weibo", "https://weibo.com/{}"),
    "academia": ("Academia.edu", ""), "impactstory": ("Impactstory", ""),
    "codepen": ("CodePen", "https://codepen.io/{}"), "xing": ("Xing", "https://www.xing.com/profile/{}"),
    "tumblr": ("Tumblr", "https://{}.tumblr.com"),
    "pinterest": ("Pinterest", "https://www.pinterest.com/{}"),
}  # fmt: skip
"""Other accounts: the label of the link, and its address."""
_ENDING = regex(r"_(?:username|userid|user|id|url|profile)$")


class Account(NamedTuple):
    """A key of a person's file and its value; a link where `label` is said."""

    key: str
    value: str
    label: str = ""


def account(kind: str, value: str, label: str = "") -> Account | None:
    """The account that some program calls `kind`; nothing where it cannot be told what it is, or is not well formed."""
    value, kind = re.sub(r"\A//(?=[^/])", "https://", value.strip()), kind.strip().lower()
    if not value or value == "#":
        return None
    if value.startswith("mailto:") or _NAMED.get(kind) == "email":
        return _well("email", _address_of(value.removeprefix("mailto:").partition("?")[0]))
    if re.match(r"(?i)https?://", value):
        return _of_address(value, label or _label(kind), _NAMED.get(kind, ""))
    key = _NAMED.get(kind)
    if key:
        return _well(key, _handle(value) if key == "mastodon" else value.lstrip("@") if key != "openreview" else value)
    bare = kind if kind in _PLACES else _ENDING.sub("", kind)
    named, pattern = _PLACES.get(bare, ("", ""))
    if pattern:
        return _well("links", pattern.format(value.lstrip("@")), label or named)
    return None


def _of_address(address: str, label: str, key: str) -> Account | None:
    """The meaning of an address: a profile on a host that is known, a website, or a link."""
    parts = address_parts(address)
    host, path = (parts.hostname or "").lower(), unquote(parts.path)
    if host in {"orcid.org", "www.orcid.org"} and (own := _well("orcid", address)):
        return own
    if named := profile(unquote(address)):
        return _well(*named)
    handle = _MASTODON.fullmatch(path)
    if handle and (
        key == "mastodon" or "mastodon" in host or host in {"fosstodon.org", "sigmoid.social", "hachyderm.io"}
    ):
        return _well("mastodon", f"@{handle[1]}@{host}")
    return _well(key if key == "website" else "links", address, label or host.removeprefix("www."))


def collected(accounts: Iterable[Account | None]) -> dict[str, Any]:
    """Accounts as keys of a person's file; of two of one kind the first, and the other as a link where it is one."""
    keys: dict[str, Any] = {}
    links: list[dict[str, str]] = []
    for known in accounts:
        if known is None:
            continue
        if known.key != "links":
            keys.setdefault(known.key, known.value)
        elif all(link["url"] != known.value for link in links):
            links.append({"label": known.label, "url": known.value})
    return {**keys, **({"links": links} if links else {})}


def named(values: Mapping[str, Any]) -> tuple[list[Account], list[str]]:
    """The accounts among the keys of a mapping, and the keys that are none."""
    accounts, rest = [], []
    for kind, value in values.items():
        known = account(kind, value) if isinstance(value, str) and is_account(kind) else None
        if known:
            accounts.append(known)
        else:
            rest.append(kind)
    return accounts, rest


def is_account(kind: str) -> bool:
    """Whether a program's word is one for an account."""
    return kind in _NAMED or kind in _PLACES or _ENDING.sub("", kind) in _PLACES


def _label(kind: str) -> str:
    bare = kind if kind in _PLACES else _ENDING.sub("", kind)
    named_place = _PLACES.get(bare)
    return named_place[0] if named_place else ""


def _well(key: str, value: str, label: str = "") -> Account | None:
    """An account whose value has the form that its key wants."""
    forms = {"orcid": "orcid", "email": "email", "website": "url", "links": "url"}
    try:
        return Account(key, str(READERS[forms.get(key, f"{key}_account")].read(value)), label if key == "links" else "")
    except (FormError, ValueError):
        return None


def _handle(value: str) -> str:
    """`host/@name`, `name@host` or `@name@host` as `@name@host`."""
    host, slash, name = value.removeprefix("https://").partition("/@")
    return f"@{name}@{host}" if slash else f"@{value.lstrip('@')}"


def _address_of(text: str) -> str:
    """An e-mail address, also where it was hidden from robots: `ada [at] example dot org`."""
    text = re.sub(r"\s*[\[({<]\s*(?:at|AT|@)\s*[\])}>]\s*", "@", text.strip())
    text = re.sub(r"\s*[\[({<]\s*(?:dot|DOT|\.)\s*[\])}>]\s*", ".", text)
    spoken = re.fullmatch(r"([\w.+-]+) (?:at|AT) ([\w.-]+(?: (?:dot|DOT) [\w-]+)*)", text)
    if spoken:
        return f"{spoken[1]}@{re.sub(' (?:dot|DOT) ', '.', spoken[2])}"
    return unquote(text)
