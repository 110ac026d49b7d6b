from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..units import CHOICES as UNITS
from .saying import Addressed, Saying, is_past

#: How long readers are told what a value was before.
NEWS_OF_A_CHANGE = timedelta(days=90)


class FactVersionQuerySet(models.QuerySet):
    def put(self, fact, user=None):
        """The next version, as the fact now stands. Call it while the fact's row is locked: numbers have no gaps."""
        last = self.filter(fact=fact).order_by("-number").first()
        version = FactVersion(
            fact=fact, revision=fact.live_revision, number=last.number + 1 if last else 1, at=timezone.now(), user=user,
            amount=fact.amount, unit=fact.unit, as_of=fact.as_of, review_by=fact.review_by,
            source_address=fact.source_address, source_document=fact.source_document, is_current=True,
            wordings={language: fact.words(language) for language in fact.languages()},
        )  # fmt: skip
        if last is None or not version.says_the_same(last):
            version.previous, version.changed_at = last, version.at
        else:
            version.previous, version.changed_at = last.previous, last.changed_at
        self.filter(fact=fact, is_current=True).update(is_current=False)
        version.save()
        return version


class FactVersion(Saying, Addressed, models.Model):
    """What a fact said in public from `at` on. One row per publication; what pages cite is one of these.

    Holds the content itself, so that a page reads all its facts in one query, and history without any revision.
    """

    fact = models.ForeignKey("facts.Fact", on_delete=models.CASCADE, related_name="versions")
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="fact_versions"
    )
    number = models.PositiveIntegerField(_("version"))
    at = models.DateTimeField(_("published at"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_current = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = models.CharField(max_length=16, choices=UNITS, blank=True)
    as_of = models.DateField(null=True)
    review_by = models.DateField(null=True)
    source_address = models.URLField(blank=True)
    source_document = models.ForeignKey(
        "media_library.Document", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: Language to words: see `saying.WORDS`.
    wordings = models.JSONField(default=dict)
    #: The last version that had another value, and since when it has this one.
    previous = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(null=True)

    objects = FactVersionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("version of a fact")
        verbose_name_plural = _("versions of facts")
        ordering = ["fact", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["fact", "number"], name="facts_version_number"),
            models.UniqueConstraint(
                fields=["fact"], condition=models.Q(is_current=True), name="facts_one_current_version"
            ),
        ]

    def __str__(self):
        return f"{self.fact_id} · {self.number}"

    def words(self, language):
        return self.wordings.get(language) or next(iter(self.wordings.values()), {})

    def languages(self):
        return list(self.wordings)

    @property
    def public_id(self):
        return self.fact.public_id

    @property
    def is_stale(self):
        return is_past(self.review_by)

    @property
    def was(self):
        """The version before the last change of value, while the change is news."""
        is_news = self.changed_at and timezone.now() - self.changed_at <= NEWS_OF_A_CHANGE
        return self.previous if is_news else None
