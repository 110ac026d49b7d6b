"""A connector: posts to one account of a Mastodon server, by its documented API. Tested against a stand-in only."""

import json

from django.conf import settings

from outbox import http
from outbox.channels import Failed

from . import posts
from .answers import accepted

#: 401, 403, 404, 422: the token, or what was to be posted.
FINAL = (401, 403, 404, 422)


def connect():
    if settings.MASTODON_URL and settings.MASTODON_TOKEN:
        posts.connectors["mastodon"] = post


def post(prepared, key):
    """The server keeps the key for an hour, and answers a second attempt with the first post
    (`posts.KEY_IS_KNOWN`)."""
    told = {
        "status": posts.text_of(prepared), "visibility": "public", "language": prepared.page.locale.language_code,
    }  # fmt: skip
    answer = http.send(
        "POST", f"{settings.MASTODON_URL.rstrip('/')}/api/v1/statuses", body=json.dumps(told).encode(),
        headers={
            "content-type": "application/json", "idempotency-key": key,
            "authorization": f"Bearer {settings.MASTODON_TOKEN}",
        },
        redirects=0,
    )  # fmt: skip
    accepted(answer, final=FINAL)
    try:
        address = json.loads(answer.body).get("url") or ""
    except (ValueError, AttributeError) as error:
        raise Failed("The answer is not that of a Mastodon server.", code=answer.status) from error
    # It becomes a link in the admin.
    return address if str(address).startswith("https://") else ""
