"""A site that sends alerts to fifty readers, and what they got."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sitegen.publish.alert.recipe import AlertReport, alert
from tests.mail_server import Office
from tests.making import write_site

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
RECORD = "content/.pulled/alerts.yaml"
PEOPLE = tuple(f"reader{number}@example.net" for number in range(50))
NEW = (
    "title: 'A second paper: $x^2$'\nauthors: [Ada Lovelace]\ndate: 2026-10\nabstract: |\n  It holds that $x^2 > 0$.\n"
)
OPTIONS = "\n  from: Ada Lovelace <ada@example.org>"


def site_with_news(root: Path) -> Path:
    """Make a site whose first paper is remembered, and whose second is new."""
    write_site(root, alerts=OPTIONS)
    send(root, {})
    return with_paper(root, "second", NEW)


def with_paper(root: Path, slug: str, text: str) -> Path:
    """Write a paper, and return the site's folder."""
    (root / "content" / "papers" / f"{slug}.yaml").write_text(text, encoding="utf-8")
    return root


def send(root: Path, environment: dict[str, str], **more: Any) -> AlertReport:
    """Run an alert."""
    return alert(root, environment, now=NOW, **more)


def environment_of(office: Office, *people: str) -> dict[str, str]:
    """Return what has to be set for this server and these people; by default for all."""
    return {"SITEGEN_SMTP_URL": office.url, "SITEGEN_SUBSCRIBERS": "\n".join(people or PEOPLE)}


def copies(office: Office) -> Counter[str]:
    """Count what was handed in for each subscriber."""
    return Counter(who for who, _ in office.mail)


def different(office: Office) -> Counter[str]:
    """Count messages a subscriber, those with one Message-ID once: as a receiving server does."""
    return Counter(who for who, _ in {(who, str(letter["Message-ID"])) for who, letter in office.letters()})
