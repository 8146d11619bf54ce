"""`deploy.cname` is the name of a host, and nothing that only looks like one."""

import pytest

from sitegen.content.form_error import FormError
from sitegen.content.web_addresses import host


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ada.example", "ada.example"),
        ("Papers.Ada.Example", "papers.ada.example"),
        ("ada.example.", "ada.example"),
        ("müller.example", "xn--mller-kva.example"),
        ("xn--mller-kva.example", "xn--mller-kva.example"),
        ("a-1.b2.co.uk", "a-1.b2.co.uk"),
    ],
)
def test_names_of_hosts(written: str, meant: str) -> None:
    """In lower case and ASCII, as the host's file wants them."""
    assert host(written) == meant


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("https://ada.example/", "write ada.example"),
        ("ada.example/papers", "write ada.example"),
        ("ada.example:8080", "write ada.example"),
        ("//ada.example", "write ada.example"),
        ("ada@ada.example", "write ada.example"),
        ("localhost", "it looks like"),
        ("127.0.0.1", "it looks like"),
        ("ada_lovelace.example", "it looks like"),
        ("ada..example", "it looks like"),
        ("-ada.example", "it looks like"),
        ("ada.example other.example", "it looks like"),
        ("ada.example\nother.example", "it looks like"),
        ("a" * 64 + ".example", "it looks like"),
        ("*.example.org", "it looks like"),
        (".", "it looks like"),
        ("no", "it looks like"),
    ],
)
def test_what_is_no_name_of_a_host(written: str, hint: str) -> None:
    """It is refused, with the name in it where there is one."""
    with pytest.raises(FormError) as fault:
        host(written)
    assert fault.value.hint.startswith(hint)
