from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

#: The action in the history of a bundle when a page has left it because it was published, withdrawn or scheduled.
LEFT = "publication.release.left"


class TooLate(ValueError):
    """The release is not waiting any more: it is out, or was called off."""


class ReleaseQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(state=Release.State.PENDING)

    def open(self):
        """Being prepared or waiting. A page is in one of these at most."""
        return self.filter(state__in=Release.OPEN)

    def bundles(self):
        """Those that were put together by hand, under a name."""
        return self.exclude(name="")

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
        items = ReleaseItem.objects.filter(page_id=page_id, release__state__in=Release.OPEN)
        if revision is not None:
            items = items.filter(revision=revision)
        for item in items.select_related("release"):
            release = item.release
            if release.name:
                title = Page.objects.filter(pk=page_id).values_list("draft_title", flat=True).first()
                log(instance=release, action=LEFT, data={"title": title or ""})
            if release.state == Release.State.DRAFT or release.items.exclude(pk=item.pk).exists():
                item.delete()
            else:
                self.pending().filter(pk=release.pk).update(state=Release.State.CANCELLED)


class ReleaseItemQuerySet(models.QuerySet):
    def as_they_go_out(self):
        """With what their pages to be are read from."""
        return self.select_related("revision__base_content_type", "revision__content_type", "page__locale")


class Release(models.Model):
    """What goes live when. A scheduled page is a release of one item without a name, a bundle a release of many.

    The items of a release go live together, in one transaction, or not at all. A bundle that is being prepared is
    nobody's clock: the runner looks at what waits.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        PENDING = "pending", _("waiting")
        DONE = "done", _("released")
        CANCELLED = "cancelled", _("cancelled")

    OPEN = (State.DRAFT, State.PENDING)

    name = models.CharField(_("name"), max_length=120, blank=True)
    note = models.TextField(_("internal note"), max_length=2000, blank=True)
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
    #: How many things stood in its way when somebody, or the runner, last looked; None: nobody has.
    blockers = models.PositiveIntegerField(null=True, editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.name or f"{self.at:%Y-%m-%d %H:%M} ({self.get_state_display()})"

    @property
    def is_open(self):
        return self.state in self.OPEN

    @property
    def late_by(self):
        """How long after its time it was out; None while it is not."""
        return self.done_at - self.at if self.done_at else None

    @transaction.atomic
    def move_to(self, at):
        """Postpones or brings forward. What was approved stays as it is; the admin shows the new time."""
        self._turn(self.OPEN, at=at, next_attempt_at=None)
        self._mark_revisions(at, approved_go_live_at__isnull=False)

    @transaction.atomic
    def arm(self):
        """From now on the runner looks after it, and its pages are locked as scheduled ones are."""
        self._turn([self.State.DRAFT], state=self.State.PENDING, attempts=0, next_attempt_at=None, last_error="")
        self._mark_revisions(self.at)

    @transaction.atomic
    def take_back(self):
        """Back to being prepared."""
        self._turn([self.State.PENDING], state=self.State.DRAFT)
        self._mark_revisions(None)

    @transaction.atomic
    def call_off(self):
        self._turn(self.OPEN, state=self.State.CANCELLED)
        self._mark_revisions(None)

    def hold(self, *states):
        """Locks the row until the transaction ends. Raises `TooLate` if its state is none of these any more."""
        if not Release.objects.select_for_update().filter(pk=self.pk, state__in=states or self.OPEN).first():
            raise TooLate("The release is not waiting any more.")
        self.refresh_from_db()

    def _turn(self, states, **fields):
        """The claim: one statement that the runner's transaction comes before or after, never between."""
        with transaction.atomic():
            if not Release.objects.filter(pk=self.pk, state__in=states).update(**fields):
                raise TooLate("The release is not waiting any more.")
            self.refresh_from_db()

    def _mark_revisions(self, at, **which):
        """Wagtail's column, by which its pages are shown as scheduled. Not saved one by one: that would make each a
        release of its own."""
        Revision.objects.filter(release_items__release=self, **which).update(approved_go_live_at=at)


class ReleaseItem(models.Model):
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="release_items")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.CASCADE, related_name="release_items")
    #: What kept this very item from being published at the last attempt.
    error = models.TextField(blank=True)

    objects = ReleaseItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a release")
        verbose_name_plural = _("items of a release")
        constraints = [models.UniqueConstraint(fields=["release", "page"], name="publication_page_once_a_release")]

    def __str__(self):
        return f"{self.page} · {self.release}"

    @cached_property
    def page_to_be(self):
        """The page as it will read, with the time of its release, whatever time its text was approved with. Read once,
        because that takes many queries: the runner's preflight and its publication look at the same."""
        page = self.revision.as_object()
        page.go_live_at = self.release.at
        return page
