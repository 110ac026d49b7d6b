from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import CharField, Count, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from publication.models import PublishedVersion

USUAL_TIME = timedelta(days=7)


def in_a_week():
    return timezone.now() + USUAL_TIME


class ReviewLinkQuerySet(models.QuerySet):
    def with_state(self):
        """Each knowing whether its review `is_over`: since then the page was published, or another text of it has
        passed all steps."""
        out = PublishedVersion.objects.filter(page=OuterRef("page"), at__gte=OuterRef("created_at"))
        approved = WorkflowState.objects.filter(
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
            object_id=Cast(OuterRef("page_id"), CharField()),
            status=WorkflowState.STATUS_APPROVED,
            current_task_state__finished_at__gte=OuterRef("created_at"),
        ).exclude(current_task_state__revision=OuterRef("revision"))
        return self.annotate(is_over=Exists(out) | Exists(approved))

    def living(self, now=None):
        """Neither revoked nor expired."""
        return self.filter(expires_at__gt=now or timezone.now(), revoked_at=None)

    def counted(self):
        """For lists: how much each has said."""
        return self.annotate(said=Count("comments"))


class ReviewLink(models.Model):
    """One person without an account may read one text of a page and comment on it; where they are quoted, they may
    agree to their words.

    RESTRICT, as for passes: the revision stays as long as somebody may be reading it.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="review_links")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.RESTRICT, related_name="review_links")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    #: Whose quotes they may agree to, as this text names them; "" for none.
    speaker = models.CharField(_("may consent to the quotes of"), max_length=200, blank=True)
    #: SHA-256 of the token. The token itself is in the reviewer's mail and nowhere else.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    #: When the present link was sent.
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("works until"), default=in_a_week)
    #: The first time.
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: The last time.
    consented_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReviewLinkQuerySet.as_manager()
    # Who was asked is not among the uses that editors are shown of a page.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("review link")
        verbose_name_plural = _("review links")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["page", "created_at"], name="editorial_review_of")]

    def __str__(self):
        return f"{self.name} · {self.page_id}"

    def is_living(self, now=None):
        """The same as `living`, of a row in memory."""
        return self.revoked_at is None and not self.has_expired(now)

    def has_expired(self, now=None):
        return self.expires_at <= (now or timezone.now())


class ReviewCommentQuerySet(models.QuerySet):
    def open_for(self, page):
        """Those about what is not published yet, with whose they are. One query."""
        said = self.filter(link__page_id=page.pk).select_related("link")
        out = PublishedVersion.objects.filter(page=OuterRef("link__page"), at__gte=OuterRef("at"))
        return said.exclude(Exists(out))


class ReviewComment(models.Model):
    """What a reviewer has said about the text, or about one passage of it."""

    link = models.ForeignKey(ReviewLink, on_delete=models.CASCADE, related_name="comments")
    #: How the passage begins, as it stood when it was commented on; "" for the whole text.
    passage = models.CharField(_("passage"), max_length=200, blank=True)
    words = models.TextField(_("comment"), max_length=2000)
    at = models.DateTimeField(default=timezone.now)

    objects = ReviewCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment of a reviewer")
        verbose_name_plural = _("comments of reviewers")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.link.name}: {self.words[:40]}"
