"""One alert as an e-mail: text and HTML, with headers of our own making.

In: notices, who sends, one address. Out: the bytes of a message (RFC 5322, 8058), the same for the same input. No text
can become a header: each is one line without control characters, encoded (RFC 2047) when it is more than plain ASCII.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import datetime
from email import charset
from email.generator import BytesGenerator
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from html import escape
from io import BytesIO
from urllib.parse import quote

from sitegen.cite.characters import one_line
from sitegen.publish.alert.notice import Notice, headline, shortened
from sitegen.records import dataclass

_WIDTH = 72
_SUBJECT = 150
"""Characters of a subject, at most."""
_NAME = 80
"""Characters of a name beside an address, at most."""
_UTF8 = charset.Charset("utf-8")
_UTF8.body_encoding = charset.QP
_FOLDED_HERE = compat32.clone(max_line_length=None)
"""Headers stand as they are given: folding them anew would break long addresses."""


@dataclass(frozen=True, slots=True)
class Sender:
    """The sender: a name, which may be empty, the address, and the one for answers when that is another."""

    name: str
    address: str
    reply_to: str = ""

    @property
    def domain(self) -> str:
        """The part of the address behind the @."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter to all who get the same notices. `site` is its title, `home` its address, `host` that one's name."""

    subject: str
    text: str
    html: str
    site: str
    home: str
    host: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """The envelope, another for each subscriber: the message's lasting id, the address, the way out."""

    id: str
    address: str
    leave: str


def letter(notices: Sequence[Notice], *, site: str, home: str, host: str, subject: str | None = None) -> Letter:
    """Return the letter that tells of these papers."""
    title = one_line(site)
    return Letter(
        subject=shortened(subject or headline(notices, title), _SUBJECT),
        text=f"New on {title}\n{home}\n\n\n" + "\n\n\n".join(map(_as_text, notices)),
        html=f'<p dir="auto">New on <a href="{escape(home)}">{escape(title)}</a></p>\n'
        + "".join(map(_as_html, notices)),
        site=title,
        home=home,
        host=host,
    )


def way_out(sender: Sender, unsubscribe: str | None, subscriber: str) -> str:
    """Return where a subscriber leaves: the configured address with the subscriber's id, else a mail to the sender."""
    if not unsubscribe:
        return f"mailto:{quote(sender.reply_to or sender.address, safe='@')}?subject=unsubscribe"
    address, hash_, fragment = unsubscribe.partition("#")
    return f"{address}{'&' if '?' in address else '?'}subscriber={subscriber}{hash_}{fragment}"


def message(letter: Letter, sender: Sender, envelope: Envelope, date: datetime) -> bytes:
    """Return the whole message to one subscriber; `date` is when it is sent."""
    whole = MIMEMultipart("alternative", boundary=f"=_{envelope.id}", policy=_FOLDED_HERE)
    headers = {
        "From": _mailbox(sender.name, sender.address),
        "To": envelope.address,
        "Reply-To": sender.reply_to,
        "Subject": _encoded(letter.subject, "Subject"),
        "Date": format_datetime(date),
        "Message-ID": f"<{envelope.id}@{letter.host}>",
        "List-Id": f"{_quoted(letter.site, 'List-Id')} <alerts.{letter.host}>",
        **_leaving(sender, envelope.leave),
        "Auto-Submitted": "auto-generated",
    }
    for name, value in headers.items():
        if value:
            whole[name] = value
    whole.attach(MIMEText(f"{letter.text}\n\n-- \n{_foot(letter)}\n{envelope.leave}\n", "plain", _UTF8))  # type: ignore[arg-type] # a Charset is a charset here too
    whole.attach(MIMEText(_page(letter, envelope.leave), "html", _UTF8))  # type: ignore[arg-type] # see above
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False).flatten(whole, linesep="\r\n")
    return out.getvalue()


def _leaving(sender: Sender, leave: str) -> dict[str, str]:
    """Return the headers by which a mail program offers the way out (RFC 2369), with one click where there is one."""
    if leave.startswith("mailto:"):
        return {"List-Unsubscribe": f"<{leave}>"}
    by_mail = way_out(sender, None, "")
    headers = {"List-Unsubscribe": f"<{leave}>,\n <{by_mail}>"}
    if leave.startswith("https:"):
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _encoded(text: str, header: str) -> str:
    """Return the text of a header, folded; what only looks encoded already is encoded, to be read as it stands."""
    return Header(text, "us-ascii" if _is_plain(text) else "utf-8", header_name=header).encode()


def _is_plain(text: str) -> bool:
    return text.isascii() and "=?" not in text


def _quoted(name: str, header: str) -> str:
    name = shortened(name, _NAME)
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return quoted if _is_plain(name) else _encoded(name, header)


def _mailbox(name: str, address: str) -> str:
    return f"{_quoted(name, 'From')} <{address}>" if name else address


def _foot(letter: Letter) -> str:
    return f"You get this because your address is on the list of {letter.site}. To get no more:"


def _as_text(notice: Notice) -> str:
    lines = [notice.title, notice.byline, notice.about]
    paragraphs = [textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False) for line in lines if line]
    if notice.kind == "version":
        paragraphs.insert(0, "New version:")
    paragraphs.append(notice.url)
    if notice.opening:
        paragraphs += ["", textwrap.fill(notice.opening, _WIDTH, break_long_words=False, break_on_hyphens=False)]
    return "\n".join(paragraphs)


def _as_html(notice: Notice) -> str:
    prefix = "New version: " if notice.kind == "version" else ""
    opening = f'<p dir="auto" style="margin:8px 0 0">{escape(notice.opening)}</p>\n' if notice.opening else ""
    return (
        '<div style="margin:0 0 28px">\n'
        f'<h2 dir="auto" style="margin:0;font-size:18px;line-height:1.3">{prefix}'
        f'<a href="{escape(notice.url)}">{escape(notice.title)}</a></h2>\n'
        f'<p dir="auto" style="margin:4px 0 0">{escape(notice.byline)}</p>\n'
        f'<p dir="auto" style="margin:2px 0 0;color:#666">{escape(notice.about)}</p>\n'
        f"{opening}</div>\n"
    )


def _page(letter: Letter, leave: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f"<title>{escape(letter.subject)}</title></head>\n"
        '<body style="font-family:sans-serif;font-size:15px;line-height:1.5;max-width:640px">\n'
        f'{letter.html}<p dir="auto" style="font-size:13px;color:#666">{escape(_foot(letter))} '
        f'<a href="{escape(leave)}">unsubscribe</a></p>\n</body>\n</html>\n'
    )
