"""Which text of a page a bundle releases: the one that was approved, and never another without somebody's word."""

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from publication.models import Release, ReleaseItem

from ..approved import approved_revisions, newest_to_go_out

#: The action in the history of a bundle: an item was approved, and waits for the others.
HELD = "editorial.release.held"


def revision_to_release(page, approved=None):
    """Primary key: what was approved last, unless readers have had it; else the newest draft, for its approval."""
    return newest_to_go_out(page, approved) or page.latest_revision_id


def keep_for_bundle(revision):
    """When the last step approves a page that is in a bundle, it waits there for the others. Returns whether it does.

    An item that was not approved yet is from now on this text; one that was stays as it is, until somebody replaces it.
    """
    if not issubclass(revision.base_content_type.model_class(), Page):
        return False
    with transaction.atomic():
        bundles = Release.objects.open().bundles().filter(items__page_id=revision.object_id)
        bundles.lock()
        item = ReleaseItem.objects.filter(release__in=bundles, page_id=revision.object_id).first()
        if item is None:
            return False
        release, page = item.release, item.page
        others = set(approved_revisions([page.pk])[page.pk]) - {revision.pk}
        is_taken = release.state == Release.State.DRAFT and (
            item.revision_id not in others or item.revision_id == page.live_revision_id
        )
        if is_taken:
            ReleaseItem.objects.filter(pk=item.pk).update(revision=revision)
        log(instance=release, action=HELD, data={"title": revision.object_str, "is_taken": is_taken})
    return True
