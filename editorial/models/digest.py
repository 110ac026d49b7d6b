"""What exactly somebody has signed, as a fingerprint."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Page

from .correction import Correction

#: What Wagtail writes into a revision by itself: a save without a change is none.
OF_THE_SYSTEM = {
    "latest_revision", "latest_revision_created_at", "live_revision", "live", "has_unpublished_changes", "expired",
    "first_published_at", "last_published_at", "locked", "locked_at", "locked_by",
}  # fmt: skip


def digest_of(revision):
    """SHA-256, in hexadecimal, of what a revision would tell readers: its content, which autosave and code can
    overwrite in its place, and what waits to be told about the change."""
    return _sha256({"content": words_of(revision), "notes": _notes_with(revision)})


def digest_of_words(revision):
    """The same of its content alone."""
    return _sha256(words_of(revision))


def _sha256(told):
    content = json.dumps(told, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(content.encode()).hexdigest()


def words_of(revision):
    return {name: value for name, value in revision.content.items() if name not in OF_THE_SYSTEM}


def _notes_with(revision):
    if not issubclass(revision.base_content_type.model_class(), Page):
        return []
    notes = Correction.objects.waiting().filter(page_id=revision.object_id).order_by("pk")
    return [list(row) for row in notes.values_list("kind", "said", "says", "credited_to")]
