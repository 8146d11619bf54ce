"""Content security policy: what a page may load, and the script that counts visits.

In: a site's settings. Out: the policy that stands in every page, the attributes of that script, and the meta tags that
prove whose the site is. What is admitted is the site's own files and exactly the hosts that the settings name; a site
that names none has the policy that there always was.

Sources: https://www.w3.org/TR/CSP3/; what each service's script asks for says its documentation
(https://plausible.io/docs/plausible-script, https://www.goatcounter.com/help/csp, https://docs.umami.is/docs/tracker-configuration,
https://developer.matomo.org/guides/tracking-javascript-guide,
https://developers.cloudflare.com/fundamentals/reference/policies-compliances/content-security-policies/).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from sitegen.model import LOADED_HOSTS, AnalyticsOptions, SiteConfig
from sitegen.records import NamedTuple

_OWN: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""What a page may load where the owner names no host: our own files and nothing else."""

META_NAMES: Mapping[str, str] = {
    "google": "google-site-verification",
    "bing": "msvalidate.01",
    "yandex": "yandex-verification",
    "baidu": "baidu-site-verification",
    "naver": "naver-site-verification",
    "pinterest": "p:domain_verify",
    "facebook": "facebook-domain-verification",
}
"""The meta tag in which each service looks for its proof."""

MATOMO = "matomo.js"
"""The script of ours that starts Matomo, whose own instructions are a script in the page."""
MATOMO_SCRIPT = b"""\
/* Starts Matomo, without cookies: what its address and the site's number are says the element that loads this. */
{
  const { server, site } = document.currentScript.dataset;
  const queue = (window._paq ??= []);
  queue.push(["disableCookies"], ["setTrackerUrl", `${server}/matomo.php`], ["setSiteId", site]);
  queue.push(["trackPageView"], ["enableLinkTracking"]);
  const script = document.createElement("script");
  script.async = true;
  script.src = `${server}/matomo.js`;
  document.head.append(script);
}
"""


class VisitCounter(NamedTuple):
    """The script that counts visits: where it is, its attributes, and the hosts that it needs, by directive.

    `is_ours` says that `src` is the name of a static file.
    """

    src: str
    attributes: tuple[tuple[str, str], ...]
    hosts: tuple[tuple[str, str], ...]
    is_ours: bool = False


def policy(config: SiteConfig) -> str:
    """Return the policy of a site's pages: `default-src 'none'; script-src 'self' https://stats.example.org; …`."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for directive, attribute in LOADED_HOSTS.items():
        hosts[directive] += getattr(config.csp, attribute)
    visits = counter(config)
    for directive, host in visits.hosts if visits else ():
        hosts[directive].append(host)
    admitted = dict(_OWN)
    for directive, named in hosts.items():
        if named:
            admitted[directive] = " ".join(dict.fromkeys((*admitted.get(directive, "").split(), *named)))
    return "; ".join(f"{directive} {sources}" for directive, sources in admitted.items())


def proofs(config: SiteConfig) -> tuple[tuple[str, str], ...]:
    """Return (name, content) of the meta tags that prove whose the site is; they stand on the home page."""
    named = ((META_NAMES[service], getattr(config.verification, service)) for service in META_NAMES)
    return tuple((name, proof) for name, proof in named if proof)


def counter(config: SiteConfig) -> VisitCounter | None:
    """Return the script that counts visits; nothing where the site asks for none."""
    options = config.analytics
    return _COUNTERS[options.service](options, urlsplit(config.base_url).hostname or "") if options else None


def _plausible(options: AnalyticsOptions, host: str) -> VisitCounter:
    server = options.host or "https://plausible.io"
    attributes = (("defer", ""), ("data-domain", options.site or host))
    return VisitCounter(f"{server}/js/script.js", attributes, _both(server))


def _goatcounter(options: AnalyticsOptions, _host: str) -> VisitCounter:
    server = options.host or f"https://{options.site}.goatcounter.com"
    # its own service serves the script from a host of its own, who runs it serves it with the rest
    script = "https://gc.zgo.at" if server.endswith(".goatcounter.com") else server
    attributes = (("async", ""), ("data-goatcounter", f"{server}/count"))
    return VisitCounter(
        f"{script}/count.js", attributes, (("script-src", _origin(script)), ("connect-src", _origin(server)))
    )


def _umami(options: AnalyticsOptions, host: str) -> VisitCounter:
    server, asked = options.host or "https://cloud.umami.is", options.host or "https://gateway.umami.is"
    # where visits are sent is said, since the script's own default has changed before, and a policy would then stop it
    attributes = (
        ("defer", ""), ("data-website-id", options.site or ""), ("data-host-url", asked), ("data-domains", host),
    )  # fmt: skip
    return VisitCounter(
        f"{server}/script.js", attributes, (("script-src", _origin(server)), ("connect-src", _origin(asked)))
    )


def _matomo(options: AnalyticsOptions, _host: str) -> VisitCounter:
    server = options.host or ""
    attributes = (("async", ""), ("data-server", server), ("data-site", options.site or ""))
    return VisitCounter(MATOMO, attributes, (*_both(server), ("img-src", _origin(server))), is_ours=True)


def _cloudflare(options: AnalyticsOptions, _host: str) -> VisitCounter:
    beacon = json.dumps({"token": options.site})
    hosts = (("script-src", "https://static.cloudflareinsights.com"), ("connect-src", "https://cloudflareinsights.com"))
    return VisitCounter(f"{hosts[0][1]}/beacon.min.js", (("defer", ""), ("data-cf-beacon", beacon)), hosts)


_COUNTERS: Mapping[str, Callable[[AnalyticsOptions, str], VisitCounter]] = {
    "plausible": _plausible,
    "goatcounter": _goatcounter,
    "umami": _umami,
    "matomo": _matomo,
    "cloudflare": _cloudflare,
}


def _both(server: str) -> tuple[tuple[str, str], ...]:
    return ("script-src", _origin(server)), ("connect-src", _origin(server))


def _origin(server: str) -> str:
    """Return what a policy names of a server's address: `https://host:port`, without a path."""
    return "/".join(server.split("/")[:3])
