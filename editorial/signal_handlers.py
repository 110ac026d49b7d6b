from wagtail.models import Page, TaskState, WorkflowState

from publication.signals import Event

from .models import tell_waiting
from .models.need_to_know import close_copy


def decide_on_what_the_reviewer_saved(instance, created, **kwargs):
    """A task that waits is about the newest revision.

    Only reviewers can edit while it waits. Stock Wagtail leaves the task on the revision that was submitted, so that
    an editor who mends a comma and approves finds the item in the same step again. Steps approved before keep their
    revision, and so ask again.
    """
    if not created:
        return
    TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type_id=instance.base_content_type_id,
        workflow_state__object_id=instance.object_id,
    ).update(revision=instance)


def tell_readers(page, event, at, **kwargs):
    """In the transaction of the publication: the text and what is said about it come together."""
    if event != Event.WITHDRAWN:
        tell_waiting(page, at)


def keep_translation_as_its_original(source_obj, target_obj, **kwargs):
    """The twin in the other language says the same."""
    if isinstance(target_obj, Page):
        close_copy(target_obj, source_obj)
