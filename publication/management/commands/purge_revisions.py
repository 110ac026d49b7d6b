from datetime import timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from wagtail.management.commands import purge_revisions as stock
from wagtail.models import Revision, WorkflowState

from publication.models import PublishedVersion, ReleaseItem
from publication.registries import bindings

OPEN = [WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES]


class Command(stock.Command):
    """Wagtail's stops at the first revision that was ever published, because published versions keep theirs."""

    help = "Deletes old revisions; the latest, the published, the scheduled, those in approval or with a pass are kept."

    def handle(self, *, days, pages, non_pages, **options):
        revisions = Revision.objects.all()
        if pages != non_pages:
            revisions = revisions.page_revisions() if pages else revisions.not_page_revisions()
        if days:
            revisions = revisions.filter(created_at__lt=timezone.now() - timedelta(days=days))
        deleted = 0
        for revision in _superfluous(revisions):
            revision.delete()  # one by one: Wagtail hands comments on to the next revision
            deleted += 1
        self.stdout.write(f"{deleted} revisions deleted")


def _superfluous(revisions):
    same_object = {"base_content_type": OuterRef("base_content_type"), "object_id": OuterRef("object_id")}
    latest = Revision.objects.filter(**same_object).order_by("-created_at", "-pk").values("pk")[:1]
    for model in (PublishedVersion, ReleaseItem, *bindings):
        revisions = revisions.exclude(pk__in=model.objects.values("revision_id"))
    return (
        revisions.filter(approved_go_live_at__isnull=True)
        .exclude(pk=Subquery(latest))
        .exclude(task_states__workflow_state__status__in=OPEN)
    )
