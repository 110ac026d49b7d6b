"""An approval holds for one text, known by its fingerprint."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from publication.models import PublishedVersion

from .models import Approval
from .models.digest import digest_of, digest_of_words


class ChangedSinceApproval(PermissionDenied):
    """The revision that was approved holds another text now."""


def sign(instance, **kwargs):
    """After a step was saved. Its approval is recorded before anything that it lets out goes out, and steps that have
    approved something else, a note or a text in the same revision, are asked again."""
    if instance.status != TaskState.STATUS_APPROVED:
        return
    given = {"digest": digest_of(instance.revision), "digest_of_words": digest_of_words(instance.revision)}
    approval, _is_new = Approval.objects.get_or_create(task_state_id=instance.pk, defaults=given)
    steps = TaskState.objects.filter(workflow_state=instance.workflow_state_id, status=TaskState.STATUS_APPROVED)
    others = steps.filter(revision=instance.revision_id, approval__isnull=False).exclude(pk=instance.pk)
    others.exclude(approval__digest=approval.digest).update(status=TaskState.STATUS_CANCELLED)


def only_what_was_approved(thing, revision):
    """Whatever way it is published: one that was approved is published as it was approved, or not at all."""
    given = Approval.objects.filter(task_state__revision=revision, task_state__status=TaskState.STATUS_APPROVED)
    if PublishedVersion.objects.filter(revision=revision).exists():
        name, present = "digest_of_words", digest_of_words(revision)
    else:
        name, present = "digest", digest_of(revision)
    if given.exclude(**{name: present}).exists():
        raise ChangedSinceApproval(
            _("“%(title)s” has been changed since it was approved: submit it again.") % {"title": thing}
        )
