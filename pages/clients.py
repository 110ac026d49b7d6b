"""Where a request comes from, as far as it can be known."""

from ipaddress import ip_address

from django.conf import settings


def client_address(request):
    """The address of whoever asks, or "" where there is none.

    Behind proxies the connection is theirs. Each of them writes at the end of `X-Forwarded-For` whom it was asked by,
    so with `PROXIES` of them the entry so many from the end was written by ours; what stands before it, the client
    may have made up.
    """
    written = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.PROXIES and len(written) >= settings.PROXIES and written[0]:
        return _valid(written[-settings.PROXIES])
    return _valid(request.META.get("REMOTE_ADDR", ""))


def _valid(text):
    """An address in its shortest form. A port goes: 192.0.2.1:4711, [2001:db8::1]:4711."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ip_address(text))
    except ValueError:
        return ""
