"""WebSub: hubs that our feeds name are told that a feed has changed. The ping is not in the standard; this is what hubs
understand: `hub.mode=publish`, with each topic as `hub.url` and, for some of them, as `hub.topic`."""

from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from outbox import http
from outbox.channels import Channel

from ..feeds import topics_of
from .answers import accepted
from .together import send_together

NAME = "websub"


def rows(news):
    if not settings.WEBSUB_HUBS:
        return
    known = news.once("topics", dict)
    topics = known[news.page.pk] if news.page.pk in known else topics_of(news.page)
    for hub in settings.WEBSUB_HUBS:
        yield news.row(NAME, f"{NAME}:{hub}"[:200], hub, hub=hub, topics=topics)


def send(delivery):
    return send_together(delivery, lambda rows: _ping(delivery.payload["hub"], rows))


def _ping(hub, rows):
    topics = dict.fromkeys(topic for row in rows for topic in row.payload["topics"])
    told = [("hub.mode", "publish"), *((name, topic) for topic in topics for name in ("hub.url", "hub.topic"))]
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return accepted(http.send("POST", hub, body=urlencode(told).encode(), headers=headers, redirects=0))


CHANNEL = Channel(send, _("WebSub hub"))
