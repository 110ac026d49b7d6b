"""What the answer of a receiver means for the row."""

from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime

from django.utils import timezone

from outbox.channels import Failed

#: Of what was refused, so much is kept for whoever mends it.
TOLD = 300


def accepted(response, *, final=()):
    """The status, if it is one of success; else raises `Failed`, for a redirect too: whoever follows it comes with a
    GET and without the words. `final` are those that no repetition changes."""
    if response.ok:
        return response.status
    told = " ".join(response.body[:2000].decode(errors="replace").split())[:TOLD]
    raise Failed(
        f"HTTP {response.status} {told}".strip(),
        code=response.status,
        wait=retry_after(response.headers.get("retry-after")),
        final=response.status in final,
    )


def retry_after(value, now=None):
    """RFC 9110 10.2.3: seconds, or a date. None for anything else."""
    value = (value or "").strip()
    if value.isascii() and value.isdecimal() and len(value) < 10:
        return timedelta(seconds=int(value))
    try:
        at = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(at - (now or timezone.now()), timedelta(0))
