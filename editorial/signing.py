"""An approval holds for one text, known by its fingerprint."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from .models import Approval
from .models.sign_off import digest_of


class ChangedSinceApproval(PermissionDenied):
    """The revision that was approved holds another text now."""


def sign(instance, **kwargs):
    """After a step was saved. Its approval is recorded before anything that it lets out goes out."""
    if instance.status == TaskState.STATUS_APPROVED:
        Approval.objects.get_or_create(task_state_id=instance.pk, defaults={"digest": digest_of(instance.revision)})


def only_what_was_approved(thing, revision):
    """Whatever way it is published: one that was approved is published as it was approved, or not at all."""
    signed = set(
        Approval.objects.filter(
            task_state__revision=revision, task_state__status=TaskState.STATUS_APPROVED
        ).values_list("digest", flat=True)
    )
    if signed and signed != {digest_of(revision)}:
        raise ChangedSinceApproval(
            _("“%(title)s” has been changed since it was approved: submit it again.") % {"title": thing}
        )
