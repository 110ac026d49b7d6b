"""Which texts have somebody's word: they have passed their workflow, or a publisher let them out with a reason.

Everything that asks whether something is approved asks here: publishing in the admin, releases, passes.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils.translation import gettext
from wagtail.models import Page, Revision, TaskState, WorkflowState

from publication.models import PublishedVersion

from .models import WithoutApproval
from .models.digest import digest_of


def approved_revisions(keys, model=Page):
    """Key of each thing to the primary keys of its approved revisions, the last approved first.

    Two queries, and one more for the texts that were let out with a reason, if there are any: a reason is about one
    text, and a revision may have been overwritten since.
    """
    keys = list(map(str, keys))
    approved = sorted([*_passed(keys, model), *_let_out(keys, model)], reverse=True)
    found = {}
    for _at, revision, key in approved:
        found.setdefault(int(key), []).append(revision)
    return found


def is_approved(revision):
    model = revision.base_content_type.model_class()
    return revision.pk in approved_revisions([revision.object_id], model).get(int(revision.object_id), ())


def lacks_approval(thing):
    """Whether its newest text has a way to go that it has not gone."""
    if thing.get_workflow() is None:
        return False
    revision = thing.get_latest_revision()
    return revision is None or not is_approved(revision)


def newest_to_go_out(page, approved=None):
    """Primary key of what was approved last and no reader has had, or None. `approved`: of `approved_revisions`."""
    approved = approved_revisions([page.pk]) if approved is None else approved
    known = set(PublishedVersion.objects.filter(page_id=page.pk).values_list("revision_id", flat=True))
    return next((key for key in approved.get(page.pk, ()) if key not in known), None)


def told_of_approvals(pages):
    """Page to words, of those whose approved text no reader has had yet: for who changes what they show."""
    newest = {page: revisions[0] for page, revisions in approved_revisions([page.pk for page in pages]).items()}
    had = set(PublishedVersion.objects.filter(revision__in=newest.values()).values_list("revision_id", flat=True))
    return {page: gettext("approved, and not public yet") for page, revision in newest.items() if revision not in had}


def _passed(keys, model):
    """(time, revision, key) of what went the whole way."""
    passed = TaskState.objects.filter(
        pk=F("workflow_state__current_task_state"), status=TaskState.STATUS_APPROVED,
        workflow_state__status=WorkflowState.STATUS_APPROVED, workflow_state__object_id__in=keys,
        workflow_state__base_content_type=_content_type(model),
    )  # fmt: skip
    return passed.values_list("finished_at", "revision", "workflow_state__object_id")


def _let_out(keys, model):
    rows = WithoutApproval.objects.filter(
        revision__object_id__in=keys, revision__base_content_type=_content_type(model)
    ).values_list("at", "revision", "revision__object_id", "digest")
    rows = list(rows)
    texts = Revision.objects.select_related("base_content_type").in_bulk([row[1] for row in rows]) if rows else {}
    return [row[:3] for row in rows if digest_of(texts[row[1]]) == row[3]]


def _content_type(model):
    return ContentType.objects.get_for_model(model, for_concrete_model=False)
