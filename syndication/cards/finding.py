"""Which card a page is announced with. It is named by what it shows, so a page knows the address before it knows
whether the job has been there; and that is remembered, so that most requests ask nothing."""

from django.core.cache import cache
from django.urls import reverse

from ..addresses import absolute
from ..models import ShareCard
from ..pictures import Shown
from .drawing import HEIGHT, WIDTH
from .faces import face_of, face_of_newsroom

#: Seconds for which is remembered that there is a card, and that there is none yet.
KEPT, ASKED_AGAIN = 600, 30


def own_card_of(subject, language, brand):
    """The drawn card of a subject as `Shown`; None while there is none, or where its picture is enough."""
    return _shown(face_of(subject, language, brand))


def card_of_newsroom(language, brand):
    return _shown(face_of_newsroom(language, brand))


def _shown(face):
    if face is None or not _is_drawn(face.digest):
        return None
    return Shown(absolute(path_of(face.digest)), WIDTH, HEIGHT, "image/jpeg", face.words)


def path_of(digest):
    return reverse("share_card", args=[digest])


def key_of(digest):
    return f"syndication.card.{digest}"


def remember(digest):
    cache.set(key_of(digest), True, KEPT)


def _is_drawn(digest):
    """One query, none while it is remembered."""
    known = cache.get(key_of(digest))
    if known is None:
        known = ShareCard.objects.filter(digest=digest).exists()
        cache.set(key_of(digest), known, KEPT if known else ASKED_AGAIN)
    return known
