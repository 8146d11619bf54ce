"""HTML made from somebody's Markdown, reduced to a small set of elements.

The only door to nh3. In: HTML from our Markdown converter. Out: the same without anything that is not on the list;
links lead to http, https, mailto or the site itself, pictures come from the site itself, or from hosts that its owner
admits. Never sees our own MathML: that is put in afterwards.
"""

from __future__ import annotations

from collections.abc import Collection

from sitegen.text.addresses import is_local, link

PICTURE_HOSTS = "img-src"
"""Among the macros, which are letters only: the hosts from which the site's owner lets pictures come."""
ELEMENTS = {
    "p", "br", "hr", "em", "strong", "s", "code", "pre", "a", "sub", "sup", "ul", "ol", "li", "dl", "dt", "dd", "h2",
    "h3", "h4", "h5", "h6",
    "blockquote", "table", "thead", "tbody", "tr", "th", "td", "section", "figure", "figcaption",
    "img", "span", "bdi",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title", "id", "class"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "li": {"id"},
    "th": {"class"}, "td": {"class"}, "sup": {"class"}, "section": {"class"}, "code": {"class"}, "span": {"class"},
    "p": {"dir"}, **{f"h{level}": {"id"} for level in range(2, 7)},
}  # fmt: skip


def may_show(address: str, hosts: Collection[str] = ()) -> bool:
    """Tell whether a picture may stand in a page: one of the site, or from one of these hosts (`https://host`)."""
    return is_local(address) or (bool(hosts) and "/".join(address.split("/")[:3]) in hosts)


def sanitize(html: str, hosts: Collection[str] = ()) -> str:
    """The HTML, safe to stand in a page; pictures are the site's, or from one of these hosts."""
    import nh3  # wanted by prose only

    def permitted(_: str, attribute: str, value: str) -> str | None:
        """The value an attribute may have, or nothing."""
        if attribute == "href":
            return value if value.startswith("#fn") or is_local(value) else link(value) or None
        if attribute == "src":
            return value if may_show(value, hosts) else None
        return value

    cleaned = nh3.clean(
        html, tags=ELEMENTS, attributes=_ATTRIBUTES, attribute_filter=permitted, link_rel=None,
        url_schemes={"http", "https", "mailto"}, strip_comments=True,
    )  # fmt: skip
    return cleaned.replace("&nbsp;", "\u00a0")  # XML has no such entity, and feeds are XML
