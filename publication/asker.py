"""From where a request comes, and whether a person reads what it brings."""

import re
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings

#: A household has a network of IPv6 addresses to itself, and may take another one each time.
HOUSEHOLD = 64

#: By what programs call themselves; Cubot is a make of telephones.
MACHINES = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|headless|preview|fetch|monitor|scan|archiv|feed|lighthouse|curl|wget|python|httpx|aiohttp"
    r"|go-http|java/|okhttp|libwww|perl|ruby|php|node|axios|postman|facebookexternalhit|whatsapp|telegram",
    re.IGNORECASE,
)
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def client_address(request):
    """The asker's address on the network. Each proxy in front adds whom it saw to the end of the header: what stands
    before that, anybody may have written."""
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    proxies = settings.PROXIES_IN_FRONT
    if proxies and len(seen) >= proxies and (address := _parsed(seen[-proxies])):
        return address
    return _parsed(request.META.get("REMOTE_ADDR", ""))


def household(request):
    """The address by which askers are counted. Those without one, "", are counted together."""
    address = client_address(request)
    parsed = ip_address(address) if address else ""
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), HOUSEHOLD), strict=False))


def is_a_reader(request):
    """Neither a machine nor an editor."""
    if MACHINES.search(request.headers.get("User-Agent", "") or "bot"):
        return False
    if any("pre" in request.headers.get(name, "").lower() for name in AHEAD):  # prefetch, prerender, preview
        return False
    return settings.SESSION_COOKIE_NAME not in request.COOKIES


def is_from_here(request):
    """Whether a page of this very site has sent it. Browsers name the origin of every POST."""
    origin = request.headers.get("Origin", "").partition("://")[2]
    return origin == request.get_host() and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def _parsed(address):
    """In its one spelling, without a port (192.0.2.1:4711, [2001:db8::1]:4711); "" for what is none."""
    address = address.strip()
    if address.startswith("["):
        address = address[1:].partition("]")[0]
    elif address.count(":") == 1:
        address = address.partition(":")[0]
    try:
        return str(ip_address(address))
    except ValueError:
        return ""
