from django.db import models
from wagtail.models import TaskState

from ..registries import bindings, vetoes
from .release import ReleaseItem
from .version import PublishedVersion


class BoundRevisions(models.Model):
    """What was approved is what is published. Mixed in before Wagtail's model with revisions.

    Wagtail's autosave overwrites the newest revision of the same person. One that waits for approval, was approved, is
    scheduled or has been published stays as it is: the next save makes another.
    """

    class Meta:
        abstract = True

    def save_revision(self, *args, overwrite_revision=None, user=None, **kwargs):
        if overwrite_revision is not None and self._may_be_overwritten_by(user, overwrite_revision):
            overwrite_revision = None if is_pointed_at(overwrite_revision) else overwrite_revision
        return super().save_revision(*args, overwrite_revision=overwrite_revision, user=user, **kwargs)

    def refuse_what_was_not_approved(self):
        """In the transaction of the publication, whichever of Wagtail's ways it has come."""
        for veto in vetoes:
            veto(self, self.live_revision)

    def _may_be_overwritten_by(self, user, revision):
        """Else Wagtail refuses, and must: somebody else has saved meanwhile."""
        return revision == self.get_latest_revision() and revision.user_id == (user and user.pk)


def is_pointed_at(revision):
    pointers = (TaskState, ReleaseItem, PublishedVersion, *bindings)
    return any(model.objects.filter(revision=revision).exists() for model in pointers)
