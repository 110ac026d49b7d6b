"""IndexNow: search engines that take part learn at once that an address has something new, or is gone. Off without
`INDEXNOW_KEY`, which they find at `/<key>.txt`."""

import json
import re

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from outbox import http
from outbox.channels import Channel

from ..addresses import absolute, origin
from .answers import accepted
from .together import send_together

NAME = "indexnow"
#: 400, 403, 422: the request, the key or the host is wrong.
FINAL = (400, 403, 422)
KEY = re.compile(r"[a-zA-Z0-9-]{8,128}")


def rows(news):
    if KEY.fullmatch(settings.INDEXNOW_KEY):
        yield news.row(NAME, NAME, settings.INDEXNOW_ENDPOINT, url=news.url)


def send(delivery):
    return send_together(delivery, _tell)


def _tell(rows):
    key = settings.INDEXNOW_KEY
    told = {
        "host": origin().partition("://")[2], "key": key, "keyLocation": absolute(f"/{key}.txt"),
        "urlList": list(dict.fromkeys(row.payload["url"] for row in rows)),
    }  # fmt: skip
    headers = {"content-type": "application/json; charset=utf-8"}
    body = json.dumps(told).encode()
    answer = http.send("POST", settings.INDEXNOW_ENDPOINT, body=body, headers=headers, redirects=0)
    return accepted(answer, final=FINAL)


@require_safe
def key_file(request, key):
    if not settings.INDEXNOW_KEY or key != settings.INDEXNOW_KEY:
        raise Http404
    return HttpResponse(key, content_type="text/plain; charset=utf-8")


CHANNEL = Channel(send, _("IndexNow"))
