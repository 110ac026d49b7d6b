"""What a feed says, before any form of it. The writers only write it down."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from django.templatetags.static import static

from ..addresses import absolute
from ..pictures import Shown
from ..validators import FORM
from .scopes import FORMS, Everything, Scope

#: RSS 2.0 allows images of a channel up to 144 by 400.
IMAGE_SIDE = 144


@dataclass(frozen=True)
class Enclosure:
    """The recording of a piece."""

    url: str
    type: str
    bytes: int
    title: str = ""
    seconds: int = 0


@dataclass(frozen=True)
class Entry:
    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    #: When readers were last told of a change; never before the publication.
    updated: datetime
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    kind: str
    picture: Shown | None = None
    #: Media RSS element to text: title, description, credit, copyright.
    rights: dict = field(default_factory=dict)
    enclosure: Enclosure | None = None
    corrected_at: datetime | None = None


@dataclass(frozen=True)
class Gone:
    """An entry that was withdrawn, and the reason if readers are told one."""

    id: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Feed:
    scope: Scope
    title: str
    about: str
    house: str
    entries: tuple[Entry, ...]
    gone: tuple[Gone, ...]
    #: Where this page begins, "" the first; and the next one, "" after the last.
    before: str = ""
    after: str = ""
    changed_at: datetime | None = None
    #: Of the feed itself: all its pages are one.
    id: str = ""

    @property
    def language(self):
        return self.scope.language

    @property
    def home(self):
        return absolute(self.scope.home)

    @property
    def icon(self):
        return Shown(absolute(static("syndication/icon-144.png")), IMAGE_SIDE, IMAGE_SIDE, "image/png")

    @property
    def logo(self):
        return absolute(static("syndication/icon-512.png"))

    @property
    def hubs(self):
        """Who passes on that it has changed (WebSub). Only the first page ever changes for that."""
        return [] if self.before or not self.scope.is_kept else settings.WEBSUB_HUBS

    def addresses(self, form):
        """Relation to address, as RFC 5005 (3) names them; `alternate` is the page for people."""
        found = {"self": self.scope.address(form, **({"before": self.before} if self.before else {}))}
        if self.before:
            found |= {"first": self.scope.address(form), "current": self.scope.address(form)}
        if self.after:
            found["next"] = self.scope.address(form, before=self.after)
        return found

    @property
    def digest(self):
        """Of all that the writers write, whatever the time."""
        return _digest((replace(self, changed_at=None), self.home, self.logo, self.hubs, FORMS))

    @property
    def digest_of_contents(self):
        """Of what it holds, whatever it was asked by."""
        return _digest((Everything(self.language).whole_title, self.house, self.about, self.entries, self.after))

    def at(self, changed_at):
        return replace(self, changed_at=changed_at)


def _digest(said):
    return hashlib.sha256(repr((FORM, said)).encode("utf-8", "backslashreplace")).hexdigest()[:32]
