"""`robots.txt`: what crawlers may read.

In: the site's addresses. Out: `robots.txt`: everything, and where the sitemap is. Pages that are to be found nowhere
say so themselves (`noindex`); naming them here would list them.
"""

from __future__ import annotations

from sitegen.site.pages import Addresses


def robots(at: Addresses) -> str:
    """Return the text of `robots.txt` (RFC 9309)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {at.absolute(at.file('sitemap.xml'))}\n"
