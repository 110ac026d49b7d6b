"""What HTTP is told of a language's state (RFC 9110 8.8, RFC 9111): validators, and how long an answer is fresh."""

import time
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from wagtail.models import Locale, Page

from facts.models import Fact

from .models import FeedState, ScopeState

#: Part of every ETag: raise it when the form of feeds changes, so that nobody keeps the old one.
FORM = 4
#: Seconds. Short, and always the same: a time that ended where something goes live would announce it.
FRESH = 60


@dataclass(frozen=True)
class State:
    """A language's feeds and sitemaps at one moment. Pages and facts expire by the clock, before anybody writes a row:
    a change as well."""

    version: str
    changed_at: datetime
    expired_at: datetime | None
    #: What was noted of the feed that was asked for, as values of `ScopeState`: seen, digest, changed at.
    noted: tuple = (None, None, None)

    @classmethod
    def of(cls, language, scope="", now=None):
        """One query. None before anything was published in this language."""
        now = now or timezone.now()
        noted = ScopeState.objects.filter(scope=scope)
        state = FeedState.objects.filter(language=OuterRef("language_code"))
        over = {"live": True, "expire_at__lte": now}
        row = (
            Locale.objects.filter(language_code=language)
            .annotate(
                version=Subquery(state.values("version")),
                changed=Subquery(state.values("changed_at")),
                page_expired=Subquery(Page.objects.filter(**over).order_by("-expire_at").values("expire_at")[:1]),
                fact_expired=Subquery(
                    Fact.objects.filter(**over, citations__isnull=False).order_by("-expire_at").values("expire_at")[:1]
                ),
                noted_seen=Subquery(noted.values("seen")),
                noted_digest=Subquery(noted.values("digest")),
                noted_at=Subquery(noted.values("changed_at")),
            )
            .values_list("version", "changed", "page_expired", "fact_expired", "noted_seen", "noted_digest", "noted_at")
            .filter(~Q(version=None))
            .first()
        )
        return cls(row[0], row[1], max(filter(None, row[2:4]), default=None), row[4:]) if row else None

    def since(self, moment):
        """Another state from this moment on, which has passed: for what passes by the clock besides pages and facts."""
        return replace(
            self, version=f"{self.version}.{moment:%y%j%H}", changed_at=max(self.changed_at, moment)
        )  # fmt: skip

    @property
    def etag(self):
        """Weak: it names what is said and not the bytes, which may be compressed on their way (RFC 9110 8.8.1)."""
        expired = int(self.expired_at.timestamp()) if self.expired_at else 0
        return "W/" + quote_etag(f"{FORM}-{self.version}-{expired:x}")

    @property
    def last_modified(self):
        """Whole seconds since the epoch. The row moves when the runner takes the expired page down, never back."""
        return int(max(self.changed_at, self.expired_at or self.changed_at).timestamp())


def answer(request, state, make):
    """A 304 where the client has what stands, else what `make()` builds; both with the validators."""
    response = get_conditional_response(request, etag=state.etag, last_modified=state.last_modified) or make()
    response.headers["ETag"] = state.etag
    # Never ahead of our own clock (RFC 9110 8.8.2.1), though changes in one second each move the state by one.
    response.headers["Last-Modified"] = http_date(min(state.last_modified, int(time.time())))
    response.headers["Cache-Control"] = f"public, max-age={FRESH}"
    return response
