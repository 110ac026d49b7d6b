"""How often somebody may write. Counted by the address that a request comes from, of which only a keyed digest is
kept, and that for an hour."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from publication.asker import household

from .models import Arrival

WINDOW = timedelta(hours=1)


def is_too_often(request):
    since = timezone.now() - WINDOW
    return Arrival.objects.filter(key=key_of(request), at__gt=since).count() >= settings.SUGGESTIONS_PER_HOUR


def note(request):
    Arrival.objects.create(key=key_of(request))


def forget(now):
    """Deletes what no longer counts. Asks first: a deletion of nothing would take the lock of SQLite too."""
    old = Arrival.objects.filter(at__lte=now - WINDOW)
    return old.delete()[0] if old.exists() else 0


def key_of(request):
    return salted_hmac("dialogue.rate", household(request), algorithm="sha256").hexdigest()
