"""Pages at old addresses."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.outputs import redirects
from sitegen.site.pages import Redirect, addresses

AT = addresses("https://example.org/repo/")


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("/repo/papers/x/", "https://example.org/repo/papers/x/"),
        ("https://elsewhere.org/a?b=1&c=2", "https://elsewhere.org/a?b=1&c=2"),
        (
            "https://elsewhere.org/\"><script>alert('x')</script>",
            "https://elsewhere.org/\"><script>alert('x')</script>",
        ),
    ],
)
def test_an_old_address_leads_on(target: str, address: str) -> None:
    """The page leads on upon its own host, names the whole address as canonical, shows it, and is not to be indexed."""
    tree = LexborHTMLParser(redirects.page(Redirect("papers/old/index.html", target, "content/papers/x.yaml"), AT))
    metas = {
        meta.attributes.get("http-equiv") or meta.attributes.get("name"): meta.attributes.get("content")
        for meta in tree.css("meta")
    }
    assert metas["refresh"] == f"0; url={target}"
    assert metas["robots"] == "noindex"
    assert "default-src 'none'" in (metas["Content-Security-Policy"] or "")
    assert [link.attributes["href"] for link in tree.css("link[rel=canonical], a")] == [address, target]
    assert [link.text() for link in tree.css("a")] == [address]
    assert len(tree.css("title")) == 1
    assert not tree.css("script")
