"""Which text of a page a bundle releases: the one that was approved, and never another without somebody's word."""

from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log
from wagtail.models import Page, TaskState, WorkflowState

from publication.models import PublishedVersion, Release, ReleaseItem

#: The action in the history of a bundle: an item was approved, and waits for the others.
HELD = "editorial.release.held"


def approved_revisions(page_keys):
    """Page to the primary keys of its revisions that have passed a workflow, the last of them first. One query."""
    passed = TaskState.objects.filter(
        pk=F("workflow_state__current_task_state"), status=TaskState.STATUS_APPROVED,
        workflow_state__status=WorkflowState.STATUS_APPROVED, workflow_state__object_id__in=map(str, page_keys),
        workflow_state__base_content_type__app_label=Page._meta.app_label,
        workflow_state__base_content_type__model=Page._meta.model_name,
    )  # fmt: skip
    found = {}
    for key, revision in passed.order_by("-finished_at", "-pk").values_list("workflow_state__object_id", "revision"):
        found.setdefault(int(key), []).append(revision)
    return found


def revision_to_release(page, approved=None):
    """Primary key: what was approved last, unless readers have had it; else the newest draft, for its approval."""
    approved = approved_revisions([page.pk]) if approved is None else approved
    known = set(PublishedVersion.objects.filter(page_id=page.pk).values_list("revision_id", flat=True))
    newest = next((key for key in approved.get(page.pk, ()) if key not in known), None)
    return newest or page.latest_revision_id


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
