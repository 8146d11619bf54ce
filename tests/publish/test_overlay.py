"""What the preview adds to pages, and whom it answers: small facts, no server."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.cite.formats import Format
from sitegen.errors import Problem
from sitegen.model import ExportFormat
from sitegen.plugins import Offered, Plugin
from sitegen.publish import site_files
from sitegen.publish.guard import name_and_port, refusal
from sitegen.publish.overlay import SHOWN, overlay, panel, widened
from sitegen.publish.site_files import SiteFiles, type_of

HERE = "http://127.0.0.1:8000"


def test_the_script_goes_to_the_end_of_the_head_and_the_panel_to_the_start_of_the_body() -> None:
    """Whatever the case and the attributes of the tags."""
    page = b"<!doctype html><HTML><HEAD><title>x</title></HEAD><Body class='a'><p>y"
    made = overlay(page, "<script></script>", "<section></section>", origin=HERE)
    assert made == page.replace(b"</HEAD>", b"<script></script></HEAD>").replace(b"'a'>", b"'a'><section></section>")


def test_a_page_without_head_or_body_gets_them_at_its_end() -> None:
    """A browser makes a head and a body for it as well."""
    assert overlay(b"<p>x", "<script></script>", "", origin=HERE) == b"<p>x<script></script>"


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        ("", ""),
        ("img-src 'self'", "img-src 'self'"),
        (
            "default-src 'none'; img-src data:",
            f"default-src 'none'; img-src data:; script-src {HERE}; style-src {HERE}; connect-src ws://127.0.0.1:8000",
        ),
        ("script-src 'none'; SCRIPT-SRC *", f"script-src {HERE}"),
        (
            "script-src 'self' 'sha256-x'; style-src-elem 'self'; connect-src 'NONE'",
            f"script-src 'self' 'sha256-x' {HERE}; style-src-elem 'self' {HERE}; connect-src ws://127.0.0.1:8000",
        ),
    ],
)
def test_a_policy_is_widened_by_no_more_than_is_needed(policy: str, wanted: str) -> None:
    """A directive that is missing allows what the default does; without a default there is nothing to widen."""
    assert widened(policy, HERE) == wanted


def test_the_policy_of_a_page_is_found_however_it_is_written() -> None:
    """Quotes of both kinds, escaped or not; other metas are left alone."""
    for tag in (
        '<meta http-equiv="Content-Security-Policy" content="script-src &#39;self&#39;">',
        "<META content=\"script-src 'self'\" http-equiv=content-security-policy>",
    ):
        made = overlay(f"<meta name=x content=\"script-src 'self'\">{tag}".encode(), "", "", origin=HERE).decode()
        assert made.startswith("<meta name=x content=\"script-src 'self'\">")
        assert f'script-src &#x27;self&#x27; {HERE}"' in made


def test_problems_are_shown_as_text() -> None:
    """What stands in somebody's file is never markup of the panel; a long list is cut, and says so."""
    problem = Problem("content/x.yaml", 3, 5, "title", "<script>alert(1)</script> is odd", "try\n<b>this</b>")
    shown = panel([problem] * (SHOWN + 2))
    assert "content/x.yaml:3:5" in shown
    assert "title: &lt;script&gt;alert(1)&lt;/script&gt; is odd" in shown
    assert "try\n&lt;b&gt;this&lt;/b&gt;" in shown
    assert "<script" not in shown
    assert shown.count("<li>") == SHOWN
    assert "And 2 more" in shown
    assert not panel([])


def test_the_panel_speaks_of_a_page_only_where_there_is_one() -> None:
    """Before the first build that succeeds, nothing of the site lies under it."""
    problem = Problem("content/x.yaml", sentence="is odd")
    assert "Below is the page as it was last built." in panel([problem])
    assert "last built" not in panel([problem], is_built=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_a_preview_goes_by_the_names_of_this_machine(host: str) -> None:
    """Any port, for those who forward one; no other number, and no name that only begins like ours."""
    for named in ("127.0.0.1:8000", "LocalHost", "[::1]:9"):
        assert not refusal({"Host": named}, host)
    for named in (
        "",
        "10.0.0.1",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.nip.example",
        "localhost:x",
        "::1",
    ):
        assert refusal({"Host": named}, host)


def test_a_preview_that_listens_elsewhere_goes_by_that_name_too() -> None:
    """One address by that address; everywhere by any number, but by no name that somebody could point here."""
    assert not refusal({"Host": "box.lan:8000"}, "box.lan")
    assert not refusal({"Host": "10.0.0.1:8000"}, "0.0.0.0")  # noqa: S104 - that is what is tested
    assert not refusal({"Host": "[fe80::1]:8000"}, "::")
    assert refusal({"Host": "evil.example"}, "0.0.0.0")  # noqa: S104 - that is what is tested
    assert name_and_port("[::1]:8000") == ("[::1]", 8000)
    assert name_and_port("localhost") == ("localhost", 80)


def test_pages_elsewhere_are_not_answered() -> None:
    """An origin has to be the very address that was asked."""
    host = {"Host": "localhost:8000"}
    assert not refusal({**host, "Origin": "http://localhost:8000"}, "127.0.0.1")
    for origin in ("http://localhost:9000", "http://127.0.0.1:8000", "null", "", "http://localhost:8000.evil.example"):
        assert refusal({**host, "Origin": origin}, "127.0.0.1")


def test_types_do_not_depend_on_the_machine() -> None:
    """They follow from names, by our table and Python's own."""
    wanted = {
        "index.html": "text/html; charset=utf-8",
        "figures/1.svg": "image/svg+xml",
        "figures/1.PNG": "image/png",
        "figures/1.webp": "image/webp",
        "assets/talk.pdf": "application/pdf",
        "theme/serif.12345678.woff2": "font/woff2",
        ".nojekyll": "application/octet-stream",
    }
    assert {path: type_of(path) for path in wanted} == wanted


def test_formats_of_a_site_have_their_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the table, and the one that a package brings."""
    refer = Format(ExportFormat("institute.plg", "Plg", "plg", "application/x-plg"), str, "".join)
    offer = Offered((Plugin("institute.plg", "institute 1", refer), Plugin("institute.odd", "institute 1", None)))
    monkeypatch.setattr(site_files, "offered", lambda _: offer)
    assert type_of("papers.bib") == "application/x-bibtex; charset=utf-8"
    assert type_of("papers.ris") == "application/x-research-info-systems; charset=utf-8"
    assert type_of("papers.plg") == "application/x-plg; charset=utf-8"
    assert type_of("papers.odd") == "application/octet-stream"


def test_a_theme_file_is_found_by_its_older_names(tmp_path: Path) -> None:
    """A page that stays open while its style sheet changes asks for the old name; other files have no such names."""
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "base.0123abcd.css").write_text("new", encoding="utf-8")
    (tmp_path / ".sitegen-files").write_text("0  theme/base.0123abcd.css\n", encoding="utf-8")
    shelf = SiteFiles(tmp_path)
    for name in ("base.0123abcd.css", "base.99999999.css"):
        found = shelf.find(f"/a/theme/{name}", base="/a/")
        assert found
        assert found.path == tmp_path / "theme" / "base.0123abcd.css"
    for name in ("base.css", "base.9999999.css", "other.99999999.css", "base.99999999.js"):
        assert not shelf.find(f"/a/theme/{name}", base="/a/")


def test_a_damaged_list_of_files_ends_no_preview(tmp_path: Path) -> None:
    """What was known is shown on; the next good list counts again."""
    (tmp_path / "index.html").write_text("home", encoding="utf-8")
    listed = tmp_path / ".sitegen-files"
    listed.write_text("0  index.html\n", encoding="utf-8")
    shown = SiteFiles(tmp_path)
    assert shown.find("/", base="/")
    listed.write_bytes(b"\xff\xfe no list")
    assert shown.find("/", base="/")
    listed.write_text("0  other.html\n", encoding="utf-8")
    assert not shown.find("/", base="/")
