"""Old addresses that lead to new ones.

In: a redirect. Out: a small page that sends readers and search engines on, without a script.
"""

from __future__ import annotations

from html import escape

from sitegen.site.pages import Addresses, Redirect

_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"


def page(redirect: Redirect, at: Addresses) -> str:
    """Return the page that stands at the old address; it works where refreshing is turned off as well.

    It leads on as every link of the site does, by a path, so that a preview stays where it is; the canonical address
    and the one to read have the host.
    """
    target, url = escape(redirect.target), escape(at.absolute(redirect.target))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        "<title>This page has moved</title>\n"
        f'<meta http-equiv="refresh" content="0; url={target}">\n'
        f'<link rel="canonical" href="{url}">\n</head>\n'
        f'<body>\n<h1>This page has moved</h1>\n<p>It is now at <a href="{target}">{url}</a>.</p>\n</body>\n</html>\n'
    )
