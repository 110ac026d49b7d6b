"""What a piece of the demo said before it was corrected: its first published version."""

import json

from django.utils import timezone

from publication.models import PublishedVersion


def publish_first(item, page, users):
    """Publishes the text with the words that were corrected later (`first_said`: pairs of what it says now and what it
    said), and returns the page as it stands then; without such words, the page as it is."""
    pairs = item.front.get("first_said", [])
    if not pairs:
        return page
    present = json.dumps(list(page.body.raw_data), ensure_ascii=False)
    first = present
    for now, before in pairs:
        if now not in first:
            raise LookupError(f"{item.key} ({item.language}) does not say “{now}”.")
        first = first.replace(now, before)
    page.body = first
    page.save_revision(user=users["writer"], log_action=True).publish(user=users["publisher"])
    page = type(page).objects.get(pk=page.pk)
    page.body = present
    return page


def date_back(item, page):
    """Its history begins on the day that it tells of, not on the day of the demo; what was corrected, was so then."""
    versions = PublishedVersion.objects.filter(page_id=page.pk)
    versions.update(at=page.first_published_at)
    for told in item.front.get("corrections", [])[:1]:
        versions.filter(number=2).update(at=timezone.make_aware(told["at"]))
