"""From where a request comes."""

from ipaddress import ip_address

from django.conf import settings


def client_address(request):
    """The asker's address on the network. Each proxy in front adds whom it saw to the end of the header: what stands
    before that, anybody may have written."""
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    proxies = settings.PROXIES_IN_FRONT
    if proxies and len(seen) >= proxies and (address := _parsed(seen[-proxies])):
        return address
    return _parsed(request.META.get("REMOTE_ADDR", ""))


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
