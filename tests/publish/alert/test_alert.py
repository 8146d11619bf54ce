"""`sitegen alert` against a real mail server: what is sent, to whom, and what is remembered."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.model import Date
from sitegen.publish.alert import subscribers
from sitegen.publish.alert.recipe import preview
from tests.mail_server import Office, opened
from tests.mailing import NEW, NOW, OPTIONS, PEOPLE, RECORD, copies, environment_of, send, site_with_news, with_paper
from tests.making import write_site


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Digests need not be slow to make here, and nothing has to outlive a power cut."""
    monkeypatch.setattr(os, "fsync", lambda _handle: None)
    monkeypatch.setattr(subscribers, "COST", 2)
    subscribers.digest.cache_clear()


@pytest.fixture
def office() -> Iterator[Office]:
    """A mail server that works."""
    with opened(Office()) as one:
        yield one


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site whose first paper is remembered, and whose second is new."""
    return site_with_news(tmp_path)


def test_the_first_alert_remembers_and_sends_nothing(tmp_path: Path, office: Office) -> None:
    """What was there before the first alert is news to nobody; what comes later is."""
    root = write_site(tmp_path, alerts=OPTIONS)
    report = send(root, environment_of(office))
    assert (report.is_first, report.remembered, report.items) == (True, 1, ())
    assert not office.mail
    with_paper(root, "second", NEW)
    assert send(root, environment_of(office)).sent == 50
    assert copies(office) == Counter(PEOPLE)


def test_since_makes_the_first_alert_send(tmp_path: Path, office: Office) -> None:
    """With `--since` the first alert tells of what is dated then or later, and remembers the rest."""
    root = with_paper(write_site(tmp_path, alerts=OPTIONS), "second", NEW)
    report = send(root, environment_of(office, PEOPLE[0]), since=Date(2026, 10, 15))
    assert (report.remembered, report.sent) == (1, 1)
    assert "second paper" in str(office.letters()[0][1]["Subject"])


def test_a_second_run_sends_and_writes_nothing(site: Path, office: Office) -> None:
    """An alert is idempotent: no message, and the record stays byte for byte."""
    send(site, environment_of(office))
    before = (site / RECORD).read_bytes()
    again = send(site, environment_of(office))
    assert (again.items, again.sent, len(office.mail)) == ((), 0, 50)
    assert (site / RECORD).read_bytes() == before


def test_a_message_says_what_is_new_and_how_to_leave(site: Path, office: Office) -> None:
    """Text and HTML with title, authors, link and the abstract's first lines, in plain Unicode; and every header."""
    send(site, environment_of(office, PEOPLE[0]))
    ((who, letter),) = office.letters()
    assert (who, letter["To"], letter["From"]) == (PEOPLE[0], PEOPLE[0], "Ada Lovelace <ada@example.org>")
    assert letter["Subject"] == "New paper: A second paper: x²"
    assert letter["List-Unsubscribe"] == "<mailto:ada@example.org?subject=unsubscribe>"
    assert (letter["Auto-Submitted"], letter["Date"].datetime) == ("auto-generated", NOW)
    assert re.fullmatch(r"<[0-9a-f]{40}@example\.org>", letter["Message-ID"])
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    for part in letter.iter_parts():
        said = " ".join(part.get_content().replace("&gt;", ">").split())
        for wanted in ("second paper: x²", "Ada Lovelace", "Oct 2026", "https://example.org/papers/second/", "x² > 0"):
            assert wanted in said
        assert not re.search(r"[$\\]", said)


def test_subscribers_of_a_person_hear_of_that_person(site: Path, office: Office) -> None:
    """Slugs behind an address choose whose papers are told of; who chose others gets nothing."""
    with_paper(site, "third", NEW.replace("second", "third").replace("Ada Lovelace", "Bob Mason"))
    list_ = [f"{PEOPLE[0]} bob-mason", f"{PEOPLE[1]} ada-lovelace", PEOPLE[2], f"{PEOPLE[3]} bob-mason ada-lovelace"]
    send(site, environment_of(office, *list_))
    said = {who: str(letter["Subject"]) for who, letter in office.letters()}
    assert "third" in said[PEOPLE[0]]
    assert "second" in said[PEOPLE[1]]
    assert said[PEOPLE[2]] == said[PEOPLE[3]] == "2 new papers – Site"


def test_new_versions_are_told_of_on_request(site: Path, office: Office) -> None:
    """A version posted since the last alert is news where the site says so; where not, it never becomes any."""
    send(site, environment_of(office, PEOPLE[0]))
    second = NEW + "versions: [{version: v1, date: 2026-10-01}, {version: v2, date: 2026-11-01}]\n"
    with_paper(site, "second", second.replace(", {version: v2, date: 2026-11-01}", ""))
    assert not send(site, {}).items
    config = (site / "content" / "site.yaml").read_text(encoding="utf-8")
    (site / "content" / "site.yaml").write_text(config + "  versions: true\n", encoding="utf-8")
    with_paper(site, "second", second)
    report = send(site, environment_of(office, PEOPLE[0]))
    assert [item.kind for item in report.items] == ["version"]
    assert office.letters()[-1][1]["Subject"] == "New version: A second paper: x²"
    assert "Version 2, 1 Nov 2026" in office.letters()[-1][1].get_body(("plain",)).get_content()  # type: ignore[union-attr] # there is one
    assert not send(site, {}).items


def test_a_dry_run_shows_all_and_touches_nothing(site: Path) -> None:
    """The letters as they would go out and how many get them, without an address; no file changes, nobody is called."""
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    environment = {"SITEGEN_SMTP_URL": "smtp://127.0.0.1:9", "SITEGEN_SUBSCRIBERS": "\n".join(PEOPLE)}
    report = preview(site, environment)
    assert [(one.people, one.count, one.subject) for one in report.previews] == [
        ((), 50, "New paper: A second paper: x²")
    ]
    assert "reader" not in repr(report)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_the_list_may_be_a_file_but_none_that_is_published(site: Path, tmp_path: Path, office: Office) -> None:
    """A list below `content/` would end up on the web."""
    for place in (site / "content" / "assets" / "list.txt", tmp_path / "list.txt"):
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"# readers\n\n{PEOPLE[0]}\n{PEOPLE[0].upper()}\n", encoding="utf-8")
    with pytest.raises(SitegenError, match="stands in content/"):
        send(site, environment_of(office, str(site / "content" / "assets" / "list.txt")))
    assert send(site, environment_of(office, str(tmp_path / "list.txt"))).sent == 1


def test_who_left_by_one_click_gets_no_more(site: Path, office: Office) -> None:
    """The id in the link, behind a minus in the list, takes its subscriber off."""
    config = (site / "content" / "site.yaml").read_text(encoding="utf-8")
    (site / "content" / "site.yaml").write_text(
        config + "  unsubscribe: https://u.example.org/x?l=1\n", encoding="utf-8"
    )
    send(site, environment_of(office, *PEOPLE[:2]))
    letter = office.letters()[0][1]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.match(
        r"<https://u\.example\.org/x\?l=1&subscriber=([0-9a-f]{32})>, <mailto:", letter["List-Unsubscribe"]
    )
    assert found
    with_paper(site, "third", NEW.replace("second", "third"))
    send(site, environment_of(office, *PEOPLE[:2], f"- {found[1]}"))
    assert copies(office) == Counter({PEOPLE[0]: 1, PEOPLE[1]: 2})


def test_a_renamed_paper_is_no_news(site: Path, office: Office) -> None:
    """A paper that names its old slug among its aliases is known."""
    send(site, environment_of(office, PEOPLE[0]))
    (site / "content" / "papers" / "second.yaml").unlink()
    with_paper(site, "other", NEW + "aliases: [second]\n")
    assert not send(site, {}).items


def test_hidden_papers_and_drafts_are_told_of_when_they_appear(site: Path, office: Office) -> None:
    """What is listed nowhere is no news yet."""
    for mark in ("hidden", "draft"):
        with_paper(site, "second", f"{NEW}{mark}: true\n")
        assert not send(site, {}).items
    with_paper(site, "second", NEW)
    assert send(site, environment_of(office, PEOPLE[0])).sent == 1
