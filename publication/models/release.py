from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


class ReleaseQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(state=Release.State.PENDING)

    def due(self, now=None):
        """Pending, its time reached, and not waiting for another attempt; the oldest first."""
        now = now or timezone.now()
        return (
            self.pending()
            .filter(at__lte=now)
            .filter(models.Q(next_attempt_at__isnull=True) | models.Q(next_attempt_at__lte=now))
            .order_by("at", "pk")
        )

    def for_page(self, page):
        return self.filter(items__page_id=page.pk)

    def lock(self):
        """Locks these rows for the transaction. SQLite's IMMEDIATE transaction has the one write lock already."""
        list(self.select_for_update(of=("self",)).order_by("pk").only("pk"))

    def schedule(self, page_id, revision, at, user=None):
        """A release of this one page, in place of whatever else was planned for it."""
        with transaction.atomic():
            self.drop(page_id)
            release = self.create(at=at, user=user)
            release.items.create(page_id=page_id, revision=revision)
        return release

    def drop(self, page_id, revision=None):
        """The page (with this revision only, if one is given) is no longer planned. Others of its bundles stay."""
        items = ReleaseItem.objects.filter(page_id=page_id, release__state=Release.State.PENDING)
        if revision is not None:
            items = items.filter(revision=revision)
        for item in items.select_related("release"):
            if item.release.items.exclude(pk=item.pk).exists():
                item.delete()
            else:
                self.pending().filter(pk=item.release_id).update(state=Release.State.CANCELLED)


class Release(models.Model):
    """What goes live when. A scheduled page is a release of one item, a bundle a release of many.

    The items of a release go live together, in one transaction, or not at all.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        DONE = "done", _("released")
        CANCELLED = "cancelled", _("cancelled")

    at = models.DateTimeField(_("goes live at"), db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(_("released at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} ({self.get_state_display()})"

    def move_to(self, at):
        """Postpones or brings forward. What was approved stays as it is; the admin shows the new time."""
        with transaction.atomic():
            moved = Release.objects.pending().filter(pk=self.pk).update(at=at, next_attempt_at=None)
            if not moved:
                raise ValueError("Only a release that is still waiting can be moved.")
            revisions = Revision.objects.filter(release_items__release=self, approved_go_live_at__isnull=False)
            revisions.update(approved_go_live_at=at)
        self.refresh_from_db()


class ReleaseItem(models.Model):
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="release_items")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.CASCADE, related_name="release_items")

    class Meta:
        verbose_name = _("item of a release")
        verbose_name_plural = _("items of a release")
        constraints = [models.UniqueConstraint(fields=["release", "page"], name="publication_page_once_a_release")]

    def __str__(self):
        return f"{self.page} · {self.release}"
