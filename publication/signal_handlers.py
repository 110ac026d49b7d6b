from wagtail.log_actions import get_active_log_context
from wagtail.models import get_default_page_content_type

from .models import Epoch, Publishable, Release
from .signals import Event


def keep_release_with_schedule(instance, update_fields=None, **kwargs):
    """Wagtail's schedule is a column of the revision, set and cleared on its own; the release row follows it.

    Before the column is written: a crash in between must not leave a schedule that nobody carries out, or a release
    that was called off.
    """
    if update_fields is None or "approved_go_live_at" not in update_fields:
        return
    if instance.base_content_type_id != get_default_page_content_type().pk:
        return
    if instance.approved_go_live_at is None:
        Release.objects.drop(instance.object_id, revision=instance)
    else:
        user = get_active_log_context().user
        Release.objects.schedule(instance.object_id, instance, at=instance.approved_go_live_at, user=user)


def withdraw_deleted_page(instance, **kwargs):
    """Django asks for each deleted row: for the pages below it too, and for those deleted in bulk."""
    Release.objects.drop(instance.pk)
    page = instance.specific if instance.live else None
    if isinstance(page, Publishable):
        page._announce(Event.WITHDRAWN)
    if instance.live:
        Epoch.objects.move()


def begin_epoch(**kwargs):
    """A page was closed to the public, opened or moved: pages below it come and go with it, and nobody saves them."""
    Epoch.objects.move()
