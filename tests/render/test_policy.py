"""What pages may load: the site's own files, and exactly the hosts that its owner names."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.content.form_error import FormError
from sitegen.content.load import load
from sitegen.content.web_addresses import origin, server
from sitegen.errors import SitegenError
from sitegen.model import AnalyticsOptions, LoadedHosts, SiteConfig, Verification
from sitegen.render.policy import policy, proofs
from sitegen.render.recipe import build
from sitegen.render.request import BuildRequest
from tests.making import write_site

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)


def _config(**more: object) -> SiteConfig:
    return SiteConfig(file="content/site.yaml", title="Site", base_url="https://ada.test/", **more)  # type: ignore[arg-type]


def _built(root: Path, **config: str) -> str:
    build(write_site(root, {}, **config), BuildRequest(output=root / "out", jobs=1))
    return (root / "out" / "index.html").read_text(encoding="utf-8")


def test_a_site_that_names_no_host_loads_nothing_but_its_own() -> None:
    """The policy is the one there always was."""
    assert policy(_config()) == STRICT


def test_exactly_the_hosts_that_are_named_are_added() -> None:
    """Each to its own directive; one that was closed admits that host and not the site itself."""
    hosts = LoadedHosts(font_src=("https://fonts.test",), frame_src=("https://a.test", "https://b.test:8443"))
    wanted = STRICT.replace("font-src 'self'", "font-src 'self' https://fonts.test")
    assert policy(_config(csp=hosts)) == f"{wanted}; frame-src https://a.test https://b.test:8443"


@pytest.mark.parametrize(
    ("options", "tag", "added"),
    [
        (
            "{service: plausible}",
            '<script src="https://plausible.io/js/script.js" defer data-domain="ada.test"></script>',
            {"script-src": "https://plausible.io", "connect-src": "https://plausible.io"},
        ),
        (
            "{service: goatcounter, site: ada}",
            '<script src="https://gc.zgo.at/count.js" async data-goatcounter="https://ada.goatcounter.com/count"></script>',
            {"script-src": "https://gc.zgo.at", "connect-src": "https://ada.goatcounter.com"},
        ),
        (
            "{service: goatcounter, host: stats.ada.test}",
            '<script src="https://stats.ada.test/count.js" async data-goatcounter="https://stats.ada.test/count"></script>',
            {"script-src": "https://stats.ada.test", "connect-src": "https://stats.ada.test"},
        ),
        (
            "{service: umami, site: 0b5c}",
            (
                '<script src="https://cloud.umami.is/script.js" defer data-website-id="0b5c" '
                'data-host-url="https://gateway.umami.is" data-domains="ada.test"></script>'
            ),
            {"script-src": "https://cloud.umami.is", "connect-src": "https://gateway.umami.is"},
        ),
        (
            "{service: matomo, host: 'https://stats.ada.test/matomo/', site: 7}",
            'async data-server="https://stats.ada.test/matomo" data-site="7"></script>',
            dict.fromkeys(("script-src", "connect-src", "img-src"), "https://stats.ada.test"),
        ),
        (
            "{service: cloudflare, site: f00}",
            (
                '<script src="https://static.cloudflareinsights.com/beacon.min.js" defer '
                'data-cf-beacon="{&#34;token&#34;: &#34;f00&#34;}"></script>'
            ),
            {"script-src": "https://static.cloudflareinsights.com", "connect-src": "https://cloudflareinsights.com"},
        ),
    ],
)
def test_a_service_that_counts_visits_stands_in_every_page(
    tmp_path: Path, options: str, tag: str, added: dict[str, str]
) -> None:
    """Its script, and the hosts that it needs and no other; nothing else runs."""
    home = _built(tmp_path, base_url="https://ada.test/", analytics=options)
    assert tag in home
    assert tag in (tmp_path / "out" / "404.html").read_text(encoding="utf-8")
    wanted = STRICT
    for directive, host in added.items():
        own = next(part for part in STRICT.split("; ") if part.startswith(directive))
        wanted = wanted.replace(own, f"{own} {host}")
    assert f'content="{wanted}"'.replace("'", "&#39;") in home
    assert "<script>" not in home


def test_a_script_of_ours_starts_matomo_and_is_made_for_no_other_site(tmp_path: Path) -> None:
    """It is a file of the theme, and asks for no cookies."""
    _built(tmp_path, analytics="{service: matomo, host: m.test, site: 7}")
    (script,) = (tmp_path / "out" / "theme").glob("matomo.*.js")
    assert "disableCookies" in script.read_text()
    _built(tmp_path / "other")
    assert not list((tmp_path / "other" / "out" / "theme").glob("matomo.*.js"))


def test_proofs_of_ownership_are_meta_tags_of_the_home_page_alone(tmp_path: Path) -> None:
    """Each under the name that its service looks for."""
    home = _built(tmp_path, verification="{google: abc, bing: DEF}")
    assert '<meta name="google-site-verification" content="abc">\n<meta name="msvalidate.01" content="DEF">' in home
    assert "verification" not in (tmp_path / "out" / "404.html").read_text(encoding="utf-8")
    assert proofs(_config()) == ()
    assert proofs(_config(verification=Verification(pinterest="x"))) == (("p:domain_verify", "x"),)


def test_nothing_counts_and_nothing_is_proved_by_default(tmp_path: Path) -> None:
    """A page runs the theme's own scripts, and says nothing to anybody."""
    home = _built(tmp_path)
    assert home.count("<script") == home.count('<script src="/theme/') + home.count('type="application/ld+json"')
    assert "https://" not in home.split("Content-Security-Policy")[1].split(">")[0]
    assert AnalyticsOptions(service="umami").host is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://fonts.gstatic.com", "https://fonts.gstatic.com"),
        ("Fonts.Gstatic.com", "https://fonts.gstatic.com"),
        ("https://cdn.test:8443/", "https://cdn.test:8443"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
    ],
)
def test_a_host_is_read_as_a_policy_has_it(written: str, read: str) -> None:
    """With its scheme, in ASCII, without a slash."""
    assert origin(written) == read


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("*", "name each host"),
        ("https://*.example.org", "name each host"),
        ("'unsafe-inline'", "static/"),
        ("data:", "it looks like"),
        ("https:", "it looks like"),
        ("http://cdn.test", "write https://cdn.test"),
        ("https://cdn.test/lib/", "write https://cdn.test"),
        ("https://cdn.test; script-src *", "name each host"),
        ("https://ada:secret@cdn.test", "it looks like"),
        ("localhost", "it looks like"),
    ],
)
def test_what_names_no_single_host_is_refused(written: str, hint: str) -> None:
    """With what to write instead: a policy that admits more than was meant is none."""
    with pytest.raises(FormError) as raised:
        origin(written)
    assert hint in raised.value.hint


def test_the_server_of_a_service_may_have_a_path() -> None:
    """As Matomo often has."""
    assert server("stats.ada.test/matomo/") == "https://stats.ada.test/matomo"


@pytest.mark.parametrize(
    ("options", "missing"),
    [("{service: matomo, site: 1}", "host"), ("{service: umami}", "site"), ("{service: goatcounter}", "site")],
)
def test_what_a_service_cannot_do_without_is_asked_for(tmp_path: Path, options: str, missing: str) -> None:
    """At its line."""
    with pytest.raises(SitegenError) as raised:
        load(write_site(tmp_path, analytics=options))
    assert [str(problem) for problem in raised.value.problems] == [
        f"content/site.yaml:3:12: analytics.{missing}: is missing"
    ]
