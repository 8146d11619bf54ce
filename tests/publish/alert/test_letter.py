"""A letter as mail programs read it, whatever a title holds."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.cite.characters import one_line
from sitegen.model import Authorship
from sitegen.publish.alert.letter import Envelope, Letter, Sender, letter, message, way_out
from sitegen.publish.alert.news import AlertItem
from sitegen.publish.alert.notice import Notice, notices
from sitegen.publish.alert.subscribers import mailbox
from sitegen.site.graph import connect
from sitegen.site.pages import addresses
from tests.making import author, content, paper, text

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
SENDER = Sender("Ada", "ada@example.org")
HEADERS = [
    "Content-Type", "MIME-Version", "From", "To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe",
    "Auto-Submitted",
]  # fmt: skip
NASTY = (
    "a\r\nBcc: eve@example.net", "a\nSubject: b", "=?utf-8?q?a=0D=0ABcc:_eve@example.net?=", "a\x00b\x0b\x0cc",
    "x" * 2000, "ü" * 400, "\u2028Bcc: x", "a\x85Bcc: x", "<script>alert(1)</script>", "--=_" + "a" * 40, ".",
    "From here", '"', "\\",
)  # fmt: skip


def _letter(title: str, *, opening: str = "", site: str = "Site") -> Letter:
    about = Notice("paper", one_line(title), "Ada", "2026", "https://example.org/papers/x/", one_line(opening))
    return letter([about], site=site, home="https://example.org/", host="example.org")


def _message(said: Letter, sender: Sender = SENDER) -> bytes:
    return message(said, sender, Envelope("a" * 40, "reader@example.net", way_out(sender, None, "")), NOW)


def _read(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


@given(st.one_of(st.sampled_from(NASTY), st.text()), st.one_of(st.sampled_from(NASTY), st.text()))
def test_no_text_becomes_a_header(title: str, site: str) -> None:
    """Whatever titles hold: the headers are ours, every line is ASCII, none is too long."""
    raw = _message(_letter(title, opening=title, site=site), Sender(one_line(site), "ada@example.org"))
    read = _read(raw)
    assert read.keys() == HEADERS
    assert not read.defects
    assert raw.isascii()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert len(list(read.iter_parts())) == 2


@pytest.mark.parametrize(
    "title", ["P =?utf-8?q?a=0ABcc:_x?= NP", "Größe und Maß " * 9, "山田 " * 40, "Plain words " * 10]
)
def test_the_subject_says_the_title(title: str) -> None:
    """Encoded, folded, or only looking as if: a mail program shows the words as they stand, cut between words."""
    subject = str(_read(_message(_letter(title)))["Subject"])
    wanted = f"New paper: {title.strip()}"
    assert subject == wanted if len(wanted) <= 150 else wanted.startswith(subject.removesuffix("…"))


@given(st.one_of(st.sampled_from(NASTY), st.text()))
def test_html_holds_no_markup_of_others(title: str) -> None:
    """Only our elements are in the HTML, and its text says the title."""
    found: set[str] = set()
    words: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, _attrs: object) -> None:
            found.add(tag)

        def handle_data(self, data: str) -> None:
            words.append(data)

    Reader().feed(_letter(title, opening=title).html)
    assert found <= {"p", "a", "div", "h2"}
    assert one_line(title) in " ".join("".join(words).split()) or not one_line(title).isprintable()


def test_one_click_is_offered_only_over_https() -> None:
    """RFC 8058 asks for https; with http there is the link and the mail, and no header that promises more."""
    for scheme, promised in (("https", "List-Unsubscribe=One-Click"), ("http", None)):
        leave = way_out(SENDER, f"{scheme}://u.example.org/{'x' * 200}", "0" * 32)
        read = _read(message(_letter("x"), SENDER, Envelope("a" * 40, "r@example.net", leave), NOW))
        assert read["List-Unsubscribe-Post"] == promised
        assert read["List-Unsubscribe"] == f"<{leave}>, <mailto:ada@example.org?subject=unsubscribe>"


def test_a_crowd_is_counted() -> None:
    """A collaboration's paper names the first authors and counts the others, also those that only the paper lists."""
    names = [Authorship(name=f"Person {number}") for number in range(3000)]
    site, _ = connect(content(paper("x", *names, authors_total=3100, status="retracted", title=text("T"))))
    (one,) = notices([AlertItem("x", "paper"), AlertItem("gone", "paper")], site, addresses("https://example.org/"))
    assert one.byline.endswith("Person 7 and 3,092 others")
    assert one.title == "[Retracted] T"


def test_the_owner_of_the_site_is_named() -> None:
    """Whoever stands far down the list of authors is named all the same, on that person's own site."""
    names = [f"Person {number}" for number in range(20)]
    owner = author("person-12", "Person 12")
    site, _ = connect(content(paper("x", *names), authors=(owner,), config={"owner": "person-12"}))
    (one,) = notices([AlertItem("x", "paper")], site, addresses("https://example.org/"))
    assert one.byline.endswith("Person 7, … Person 12 and 11 others")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ada@example.org", ("", "ada@example.org")),
        ("Ada Löve <ada@bücher.example>", ("Ada Löve", "ada@xn--bcher-kva.example")),
        ('"Löve, Ada" <ada@example.org>', ("Löve, Ada", "ada@example.org")),
    ],
)
def test_a_sender_has_a_name_and_an_address(written: str, read: tuple[str, str]) -> None:
    """As people write it; the domain is sent in ASCII."""
    assert mailbox(written) == read


@pytest.mark.parametrize(
    "written", ["", "Ada", "Ada <ada>", "<ada@example.org", "a@b.c, d@e.f", "a@b.c\nBcc: d@e.f", "a@b.c>"]
)
def test_what_is_no_address_is_refused(written: str) -> None:
    """Two addresses, half a bracket, a line break."""
    with pytest.raises(ValueError, match="not an e-mail address"):
        mailbox(written)
