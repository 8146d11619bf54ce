"""Profiles elsewhere, as keys of a person's file."""

from __future__ import annotations

import pytest

from sitegen.importers.accounts import account, collected


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        ("googlescholar", "https://scholar.google.com/citations?user=XyZ&hl=en", ("scholar", "XyZ")),
        ("orcid", "https://orcid.org/0000-0002-1825-0097", ("orcid", "0000-0002-1825-0097")),
        ("envelope", "mailto:ada@example.org", ("email", "ada@example.org")),
        ("email", "ada [at] example.org", ("email", "ada@example.org")),
        ("mastodon_username", "fosstodon.org/@ada", ("mastodon", "@ada@fosstodon.org")),
        ("x_username", "@ada", ("links", "https://x.com/ada")),
        ("linkedin", "https://www.linkedin.com/in/ada-l/", ("linkedin", "ada-l")),
        ("dblp_url", "https://dblp.org/pid/12/345.html", ("dblp", "12/345")),
        ("hal", "ada-lovelace", ("hal", "ada-lovelace")),
        ("link", "https://cv.hal.science/ada-lovelace", ("hal", "ada-lovelace")),
        ("github", "https://github.com/ada/engine", ("links", "https://github.com/ada/engine")),
        ("orcid", "https://orcid.org/signin", ("links", "https://orcid.org/signin")),
        ("openreview", "https://openreview.net/group?id=Ada", ("links", "https://openreview.net/group?id=Ada")),
        ("home-page", "https://ada.example.org", ("website", "https://ada.example.org")),
    ],
)
def test_an_account_is_told_by_its_name_or_its_address(kind: str, value: str, found: tuple[str, str]) -> None:
    """Programs write user names, ids or whole addresses: the key is the same."""
    known = account(kind, value)
    assert known is not None
    assert (known.key, known.value) == found


@pytest.mark.parametrize(
    ("kind", "value"), [("orcid", "1234"), ("cv", "/#about"), ("envelope", "/#contact"), ("foo", "bar")]
)
def test_what_is_no_account_is_none(kind: str, value: str) -> None:
    """An id with a wrong digit, an anchor, an unknown word: left to be listed."""
    assert account(kind, value) is None


def test_the_second_of_a_kind_does_not_replace_the_first() -> None:
    """Keys stand once, links as often as they differ."""
    accounts = [account("github", "ada"), account("github", "lab"), account("twitter", "a"), account("x", "a")]
    assert collected(accounts) == {"github": "ada", "links": [{"label": "X", "url": "https://x.com/a"}]}
