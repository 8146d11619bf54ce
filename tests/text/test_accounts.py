"""Accounts of a person: what is one, and what is said of what is none."""

from __future__ import annotations

import pytest

from sitegen.text.accounts import ACCOUNTS, AccountError, account, profile


@pytest.mark.parametrize(
    "text",
    [
        "@ada@math.social",
        "ada@math.social",
        "https://math.social/@ada",
        "math.social/@ada/",
        "https://math.social/web/@ada",
    ],
)
def test_a_mastodon_account_is_a_name_and_a_server(text: str) -> None:
    """However it is copied, it is kept in one form."""
    assert account("mastodon", text) == "@ada@math.social"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("github", "ada-k"),
        ("github", "@ada"),
        ("github", "https://git.lab.example/ada"),
        ("bluesky", "ada.bsky.social"),
        ("bluesky", "did:plc:abc123"),
        ("linkedin", "ada-lovelace-1815"),
        ("linkedin", "josé-núñez"),
        ("scholar", "qc6CJjYAAAAJ"),
        ("s2", "1741101"),
        ("s2", "1741101, 22 33"),
        ("openalex", "A5023888391"),
        ("dblp", "l/AdaLovelace"),
        ("dblp", "12/3456-1"),
        ("openreview", "~Ada_Lovelace1"),
        ("inspire", "A.Lovelace.1"),
        ("inspire", "1010907"),
        ("hal", "ada-lovelace"),
        ("arxiv", "lovelace_a_1"),
        ("arxiv", "0000-0002-1825-0097"),
    ],
)
def test_what_services_give_is_kept_as_it_is(key: str, text: str) -> None:
    """A user name, an id, or an address."""
    assert account(key, text) == text


@pytest.mark.parametrize(
    ("key", "text", "hint"),
    [
        ("mastodon", "ada", "it looks like @ada@mastodon.social: the name, and the server that it is on"),
        (
            "mastodon",
            "https://math.social/users/ada",
            "it looks like @ada@mastodon.social: the name, and the server that it is on",
        ),
        ("github", "github.com/ada", "write ada"),
        ("github", "Ada Lovelace", "it looks like ada"),
        ("bluesky", "ada", "it looks like ada.bsky.social"),
        ("bluesky", "bsky.app/profile/ada.bsky.social", "write ada.bsky.social"),
        ("linkedin", "in/ada", "write ada"),
        ("linkedin", "www.linkedin.com/in/ada/", "write ada"),
        ("scholar", "qc6CJjYAAAAJ&hl=en", "write qc6CJjYAAAAJ"),
        ("scholar", "scholar.google.de/citations?hl=de&user=qc6CJjYAAAAJ", "write qc6CJjYAAAAJ"),
        ("s2", "Ada-Lovelace/1741101", "it looks like 1741101"),
        ("s2", "semanticscholar.org/author/Ada/1741101", "write 1741101"),
        ("dblp", "dblp.org/pid/12/3456.html", "write 12/3456"),
        ("openreview", "Ada Lovelace", "it looks like ~Ada_Lovelace1"),
        ("openalex", "W123", "it looks like A5023888391"),
        ("inspire", "Ada Lovelace", "it looks like 1010907"),
    ],
)
def test_another_text_is_refused_with_what_to_write(key: str, text: str, hint: str) -> None:
    """No link could be made of it; the hint is the account where it stands within, else one like it."""
    with pytest.raises(AccountError) as raised:
        account(key, text)
    assert raised.value.hint == hint


@pytest.mark.parametrize("key", ACCOUNTS)
def test_what_an_account_looks_like_is_one(key: str) -> None:
    """Nobody is told to write what is refused."""
    assert account(key, ACCOUNTS[key].like) == ACCOUNTS[key].like


@pytest.mark.parametrize("key", ACCOUNTS)
def test_the_address_of_a_profile_names_its_account(key: str) -> None:
    """What pages link to is read back as the account that it is of."""
    form = ACCOUNTS[key]
    assert profile(form.address.format(form.like)) == (key, form.like)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://www.github.com/ada/?tab=stars", ("github", "ada")),
        ("https://github.com/ada/engine", None),
        ("https://education.github.com/ada", None),
        ("https://fr.linkedin.com/in/ada-lovelace", ("linkedin", "ada-lovelace")),
        ("http://dblp.uni-trier.de/pid/12/3456.html", ("dblp", "12/3456")),
        ("https://dblp.org/rec/conf/x/Lovelace43", None),
        ("https://scholar.google.co.uk/citations?hl=en&user=qc6CJjYAAAAJ&view_op=list", ("scholar", "qc6CJjYAAAAJ")),
        ("https://openreview.net/forum?id=abc", None),
        ("https://export.arxiv.org/a/lovelace_a_1", ("arxiv", "lovelace_a_1")),
        ("https://cv.hal.science/ada-lovelace", ("hal", "ada-lovelace")),
        ("https://example.org/ada", None),
    ],
)
def test_an_address_is_a_profile_or_none(address: str, found: tuple[str, str] | None) -> None:
    """A page below a profile, or on another host of the service, is no account."""
    assert profile(address) == found
