"""What journalists have asked the press office for: a picture that is not free. One waits, one was granted."""

from datetime import timedelta

from django.utils import timezone

from editorial.asking.answering import grant
from editorial.asking.files import files_of, key_of
from media_library.models import Image
from people.request import PressRequest

from . import reading

WORKS = timedelta(days=14)


def ask(publisher):
    """Each once. Returns the addresses of links that are new: nobody can find them out later."""
    links = []
    for entry in reading.table("requests")["request"]:
        asset = Image.objects.filter(title=entry["picture"], source="demo").first()
        known = PressRequest.objects.filter(email=entry["email"], subject=getattr(asset, "public_id", ""))
        if asset is not None and not known.exists():
            links += _ask(entry, asset, publisher)
    return links


def _ask(entry, asset, publisher):
    words = {name: entry[name] for name in ("name", "outlet", "email", "language", "purpose")}
    now = timezone.now()
    deadline = timezone.localdate() + timedelta(days=entry["deadline_in"])
    asked = PressRequest.objects.create(
        subject=asset.public_id, deadline=deadline, at=now - timedelta(hours=entry["hours_ago"]), **words
    )
    if "answer" not in entry:
        return []
    files = [key_of(offer) for offer in files_of(asset)]
    return [grant(asked, publisher, files, now + WORKS, entry["answer"])]
